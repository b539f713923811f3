"""What either of the two does with their goals: ``goals``, ``steps``, and below them ``states``."""

from mentormatch.goals.service.goals import add_goal, change_goal, drop_goal, finish_goal, reopen_goal
from mentormatch.goals.service.steps import add_step, change_step, remove_step, tick

__all__ = [
    "add_goal",
    "add_step",
    "change_goal",
    "change_step",
    "drop_goal",
    "finish_goal",
    "remove_step",
    "reopen_goal",
    "tick",
]
