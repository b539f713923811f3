"""What either of the two does with their goals. The match stays locked meanwhile, so limits hold and endings wait."""

from collections.abc import Iterable
from datetime import date

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.goals import queries
from mentormatch.goals.errors import (
    GoalsClosed,
    HasSteps,
    NotOneOfThem,
    NotOpen,
    TooManyGoals,
    TooManySteps,
    WrongGoal,
)
from mentormatch.goals.models import (
    MOST_GOALS,
    MOST_STEPS,
    STEP_MOST,
    TITLE_MOST,
    WHY_MOST,
    Goal,
    GoalStatus,
    GoalStep,
)
from mentormatch.goals.policy import can_change, is_reached
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.service import lock


@transactional
def add_goal(match: Match, *, title: str, why: str, target_on: date | None, by: Person) -> Goal:
    """Set a goal. The same words of the same person again give the goal that is open.

    Refuses GoalsClosed, TooManyGoals, WrongGoal.
    """
    _ensure_open(match)
    title, why = _fitting("title", title, TITLE_MOST), _fitting("why", why, WHY_MOST, least=0)
    present = queries.open_goals(match)
    for goal in present:
        if (goal.by_id, goal.title, goal.why, goal.target_on) == (by.id, title, why, target_on):
            return goal
    goal = Goal(
        match_id=match.id, by_id=by.id, title=title, why=why, target_on=target_on, place=_place_for_goal(present)
    )
    db.session.add(goal)
    db.session.flush()
    audit.record(by, "goal.added", goal)
    return goal


@transactional
def change_goal(goal: Goal, *, title: str, why: str, target_on: date | None, by: Person) -> None:
    """Refuses GoalsClosed, NotOpen, WrongGoal."""
    _ensure_usable(goal)
    goal.title, goal.why = _fitting("title", title, TITLE_MOST), _fitting("why", why, WHY_MOST, least=0)
    goal.target_on = target_on
    audit.record(by, "goal.changed", goal)


@transactional
def drop_goal(goal: Goal, *, by: Person) -> None:
    """Leave a goal; it can be taken up again. Refuses GoalsClosed."""
    _ensure_open(goal.match)
    _move(goal, GoalStatus.DROPPED, by=by)


@transactional
def finish_goal(goal: Goal, *, by: Person) -> None:
    """Mark a goal without steps as done. Refuses GoalsClosed, NotOpen, HasSteps."""
    _ensure_usable(goal)
    if goal.steps:
        raise HasSteps
    _move(goal, GoalStatus.DONE, by=by)


@transactional
def reopen_goal(goal: Goal, *, by: Person) -> None:
    """Take a goal up again that was dropped, or marked as done by hand. With all its steps done it is done at once.

    Refuses GoalsClosed, TooManyGoals.
    """
    _ensure_open(goal.match)
    _move(goal, GoalStatus.DONE if is_reached(goal) else GoalStatus.OPEN, by=by)


@transactional
def add_step(goal: Goal, *, text: str, due_on: date | None, doer_id: int, by: Person) -> GoalStep:
    """Add a step; a goal that was done is open again. The same step again gives the one that waits.

    Refuses GoalsClosed, NotOpen, TooManySteps, TooManyGoals, WrongGoal, NotOneOfThem.
    """
    _ensure_usable(goal)
    text = _checked_step(goal, text, doer_id)
    for step in goal.steps:
        if (step.text, step.due_on, step.doer_id, step.done_at) == (text, due_on, doer_id, None):
            return step
    place = _free_place((step.place for step in goal.steps), MOST_STEPS)
    if place is None:
        raise TooManySteps(MOST_STEPS)
    step = GoalStep(place=place, text=text, due_on=due_on, doer_id=doer_id)
    goal.steps.append(step)
    db.session.flush()
    audit.record(by, "goal.step_added", goal, step=step.id)
    _settle(goal, by=by)
    return step


@transactional
def change_step(step: GoalStep, *, text: str, due_on: date | None, doer_id: int, by: Person) -> None:
    """Refuses GoalsClosed, NotOpen, WrongGoal, NotOneOfThem."""
    _ensure_usable(step.goal)
    step.text, step.due_on, step.doer_id = _checked_step(step.goal, text, doer_id), due_on, doer_id
    audit.record(by, "goal.step_changed", step.goal, step=step.id)


@transactional
def remove_step(step: GoalStep, *, by: Person) -> None:
    """Refuses GoalsClosed, NotOpen."""
    goal = step.goal
    _ensure_usable(goal)
    audit.record(by, "goal.step_removed", goal, step=step.id)
    goal.steps.remove(step)
    db.session.flush()
    _settle(goal, by=by)


@transactional
def tick(step: GoalStep, *, done: bool, by: Person) -> None:
    """Mark a step as done, or as still to do; twice is once. The last step done makes the goal done.

    Refuses GoalsClosed, NotOpen, and TooManyGoals where a goal would be open again.
    """
    goal = step.goal
    _ensure_usable(goal)
    if (step.done_at is not None) == done:
        return
    step.done_at = now() if done else None
    audit.record(by, "goal.step_done" if done else "goal.step_undone", goal, step=step.id)
    _settle(goal, by=by)


def _ensure_open(match: Match) -> None:
    lock(match)
    if not can_change(match):
        raise GoalsClosed


def _ensure_usable(goal: Goal) -> None:
    """That the match is active and the goal was not dropped, by what the database says once the match is held."""
    _ensure_open(goal.match)
    db.session.refresh(goal)
    if goal.status == GoalStatus.DROPPED:
        raise NotOpen


def _settle(goal: Goal, *, by: Person) -> None:
    """Let the state of a goal with steps follow from them."""
    if goal.steps:
        _move(goal, GoalStatus.DONE if is_reached(goal) else GoalStatus.OPEN, by=by)


def _move(goal: Goal, to: GoalStatus, *, by: Person) -> None:
    db.session.flush()
    db.session.refresh(goal)
    if goal.status == to:
        return
    before = goal.status
    is_open = to == GoalStatus.OPEN
    place = _place_for_goal(queries.open_goals(goal.match)) if is_open else None
    goal.status, goal.place, goal.ended_at = to, place, None if is_open else now()
    audit.record(by, f"goal.{'reopened' if is_open else to}", goal, before=before)


def _place_for_goal(present: Iterable[Goal]) -> int:
    place = _free_place((goal.place for goal in present), MOST_GOALS)
    if place is None:
        raise TooManyGoals(MOST_GOALS)
    return place


def _free_place(taken: Iterable[int | None], most: int) -> int | None:
    """The lowest free place, None when there is none. The database refuses one that is given twice."""
    return min(set(range(1, most + 1)) - set(taken), default=None)


def _checked_step(goal: Goal, text: str, doer_id: int) -> str:
    if doer_id not in {goal.match.mentee_id, goal.match.mentor_id}:
        raise NotOneOfThem
    return _fitting("text", text, STEP_MOST)


def _fitting(field: str, text: str, most: int, *, least: int = 1) -> str:
    text = text.strip()
    if not least <= len(text) <= most:
        raise WrongGoal(field, most)
    return text
