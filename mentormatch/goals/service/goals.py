"""What either of the two does with a goal."""

from datetime import date

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.goals import queries
from mentormatch.goals.errors import HasSteps
from mentormatch.goals.models import TITLE_MOST, WHY_MOST, Goal, GoalStatus
from mentormatch.goals.policy import is_reached
from mentormatch.goals.service.states import ensure_open, ensure_usable, fitting, move, place_for_goal
from mentormatch.mentoring.models import Match


@transactional
def add_goal(match: Match, *, title: str, why: str, target_on: date | None, by: Person) -> Goal:
    """Set a goal. The same words of the same person again give the goal that is open.

    Refuses GoalsClosed, TooManyGoals, WrongGoal.
    """
    ensure_open(match)
    title, why = fitting("title", title, TITLE_MOST), fitting("why", why, WHY_MOST, least=0)
    present = queries.open_goals(match)
    for goal in present:
        if (goal.by_id, goal.title, goal.why, goal.target_on) == (by.id, title, why, target_on):
            return goal
    goal = Goal(
        match_id=match.id, by_id=by.id, title=title, why=why, target_on=target_on, place=place_for_goal(present)
    )
    db.session.add(goal)
    db.session.flush()
    audit.record(by, "goal.added", goal)
    return goal


@transactional
def change_goal(goal: Goal, *, title: str, why: str, target_on: date | None, by: Person) -> None:
    """Refuses GoalsClosed, NotOpen, WrongGoal."""
    ensure_usable(goal)
    goal.title, goal.why = fitting("title", title, TITLE_MOST), fitting("why", why, WHY_MOST, least=0)
    goal.target_on = target_on
    audit.record(by, "goal.changed", goal)


@transactional
def drop_goal(goal: Goal, *, by: Person) -> None:
    """Leave a goal; it can be taken up again. Refuses GoalsClosed."""
    ensure_open(goal.match)
    move(goal, GoalStatus.DROPPED, by=by)


@transactional
def finish_goal(goal: Goal, *, by: Person) -> None:
    """Mark a goal without steps as done. Refuses GoalsClosed, NotOpen, HasSteps."""
    ensure_usable(goal)
    if goal.steps:
        raise HasSteps
    move(goal, GoalStatus.DONE, by=by)


@transactional
def reopen_goal(goal: Goal, *, by: Person) -> None:
    """Take a goal up again that was dropped, or marked as done by hand. With all its steps done it is done at once.

    Refuses GoalsClosed, TooManyGoals.
    """
    ensure_open(goal.match)
    move(goal, GoalStatus.DONE if is_reached(goal) else GoalStatus.OPEN, by=by)
