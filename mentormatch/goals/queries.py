"""Reading goals as one of the two people of their match."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.goals.models import Goal, GoalStatus, GoalStep
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.models import Match

#: Longest list of goals that are done or dropped; open ones are few by rule.
MOST_ENDED = 50


def goal_for(person: Person, match_id: int, goal_id: int) -> Goal | None:
    """A goal of a match this person is part of, or None."""
    if mentoring.match_for(person, match_id) is None:
        return None
    return db.session.scalar(sa.select(Goal).where(Goal.id == goal_id, Goal.match_id == match_id))


def step_for(person: Person, match_id: int, step_id: int) -> GoalStep | None:
    """A step of such a goal, or None."""
    if mentoring.match_for(person, match_id) is None:
        return None
    theirs = sa.select(GoalStep).join(Goal).where(GoalStep.id == step_id, Goal.match_id == match_id)
    return db.session.scalar(theirs)


def open_goals(match: Match) -> list[Goal]:
    """Open goals with their steps, oldest first."""
    return _with_steps(_of(match).where(Goal.status == GoalStatus.OPEN).order_by(Goal.id))


def ended_goals(match: Match) -> list[Goal]:
    """Goals that are done or dropped, with their steps, the latest first."""
    ended = _of(match).where(Goal.status != GoalStatus.OPEN)
    return _with_steps(ended.order_by(Goal.ended_at.desc(), Goal.id.desc()).limit(MOST_ENDED))


def late_since(match_id: int | InstrumentedAttribute[int]) -> sa.ScalarSelect[date | None]:
    """The earliest due date of a step of an open goal that is not done, of one match or of each row's match."""
    due = sa.select(sa.func.min(GoalStep.due_on)).join(Goal).where(Goal.match_id == match_id)
    return due.where(Goal.status == GoalStatus.OPEN, GoalStep.done_at.is_(None)).scalar_subquery()


def _of(match: Match) -> sa.Select[Goal]:
    return sa.select(Goal).where(Goal.match_id == match.id)


def _with_steps(goals: sa.Select[Goal]) -> list[Goal]:
    return list(db.session.scalars(goals.options(selectinload(Goal.steps).options(joinedload(GoalStep.doer)))))
