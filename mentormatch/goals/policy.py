"""How far a goal is, and what is late. No database."""

from collections.abc import Sequence
from datetime import date

from mentormatch.goals.models import Goal, GoalStatus, GoalStep
from mentormatch.mentoring.models import Match, MatchStatus


def can_change(match: Match) -> bool:
    """Goals of a match that is over, or not yet approved, can only be read."""
    return match.status == MatchStatus.ACTIVE


def progress(goal: Goal) -> float:
    """The share of steps done, from 0 to 1; without steps, whether it was marked as done."""
    if not goal.steps:
        return float(goal.status == GoalStatus.DONE)
    return steps_done(goal.steps) / len(goal.steps)


def steps_done(steps: Sequence[GoalStep]) -> int:
    return sum(step.done_at is not None for step in steps)


def is_reached(goal: Goal) -> bool:
    """Whether all steps of a goal that has any are done."""
    return bool(goal.steps) and steps_done(goal.steps) == len(goal.steps)


def is_late(step: GoalStep, today: date) -> bool:
    return step.done_at is None and step.due_on is not None and step.due_on < today
