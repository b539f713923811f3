"""Whether goals may be changed, which state a goal is in, and its place among the open ones. The match stays locked
meanwhile, so limits hold and endings wait."""

from collections.abc import Iterable

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.goals import queries
from mentormatch.goals.errors import GoalsClosed, NotOpen, TooManyGoals, WrongGoal
from mentormatch.goals.models import MOST_GOALS, Goal, GoalStatus
from mentormatch.goals.policy import can_change, is_reached
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.service import lock


def ensure_open(match: Match) -> None:
    lock(match)
    if not can_change(match):
        raise GoalsClosed


def ensure_usable(goal: Goal) -> None:
    """That the match is active and the goal was not dropped, by what the database says once the match is held."""
    ensure_open(goal.match)
    db.session.refresh(goal)
    if goal.status == GoalStatus.DROPPED:
        raise NotOpen


def settle(goal: Goal, *, by: Person) -> None:
    """Let the state of a goal with steps follow from them."""
    if goal.steps:
        move(goal, GoalStatus.DONE if is_reached(goal) else GoalStatus.OPEN, by=by)


def move(goal: Goal, to: GoalStatus, *, by: Person) -> None:
    db.session.flush()
    db.session.refresh(goal)
    if goal.status == to:
        return
    before = goal.status
    is_open = to == GoalStatus.OPEN
    place = place_for_goal(queries.open_goals(goal.match)) if is_open else None
    goal.status, goal.place, goal.ended_at = to, place, None if is_open else now()
    audit.record(by, f"goal.{'reopened' if is_open else to}", goal, before=before)


def place_for_goal(present: Iterable[Goal]) -> int:
    place = free_place((goal.place for goal in present), MOST_GOALS)
    if place is None:
        raise TooManyGoals(MOST_GOALS)
    return place


def free_place(taken: Iterable[int | None], most: int) -> int | None:
    """The lowest free place, None when there is none. The database refuses one that is given twice."""
    return min(set(range(1, most + 1)) - set(taken), default=None)


def fitting(field: str, text: str, most: int, *, least: int = 1) -> str:
    text = text.strip()
    if not least <= len(text) <= most:
        raise WrongGoal(field, most)
    return text
