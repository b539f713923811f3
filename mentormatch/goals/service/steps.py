"""What either of the two does with the steps of a goal, whose state follows from them."""

from datetime import date

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.goals.errors import NotOneOfThem, TooManySteps
from mentormatch.goals.models import MOST_STEPS, STEP_MOST, Goal, GoalStep
from mentormatch.goals.service.states import ensure_usable, fitting, free_place, settle


@transactional
def add_step(goal: Goal, *, text: str, due_on: date | None, doer_id: int, by: Person) -> GoalStep:
    """Add a step; a goal that was done is open again. The same step again gives the one that waits.

    Refuses GoalsClosed, NotOpen, TooManySteps, TooManyGoals, WrongGoal, NotOneOfThem.
    """
    ensure_usable(goal)
    text = _checked_step(goal, text, doer_id)
    for step in goal.steps:
        if (step.text, step.due_on, step.doer_id, step.done_at) == (text, due_on, doer_id, None):
            return step
    place = free_place((step.place for step in goal.steps), MOST_STEPS)
    if place is None:
        raise TooManySteps(MOST_STEPS)
    step = GoalStep(place=place, text=text, due_on=due_on, doer_id=doer_id)
    goal.steps.append(step)
    db.session.flush()
    audit.record(by, "goal.step_added", goal, step=step.id)
    settle(goal, by=by)
    return step


@transactional
def change_step(step: GoalStep, *, text: str, due_on: date | None, doer_id: int, by: Person) -> None:
    """Refuses GoalsClosed, NotOpen, WrongGoal, NotOneOfThem."""
    ensure_usable(step.goal)
    step.text, step.due_on, step.doer_id = _checked_step(step.goal, text, doer_id), due_on, doer_id
    audit.record(by, "goal.step_changed", step.goal, step=step.id)


@transactional
def remove_step(step: GoalStep, *, by: Person) -> None:
    """Refuses GoalsClosed, NotOpen."""
    goal = step.goal
    ensure_usable(goal)
    audit.record(by, "goal.step_removed", goal, step=step.id)
    goal.steps.remove(step)
    db.session.flush()
    settle(goal, by=by)


@transactional
def tick(step: GoalStep, *, done: bool, by: Person) -> None:
    """Mark a step as done, or as still to do; twice is once. The last step done makes the goal done.

    Refuses GoalsClosed, NotOpen, and TooManyGoals where a goal would be open again.
    """
    goal = step.goal
    ensure_usable(goal)
    if (step.done_at is not None) == done:
        return
    step.done_at = now() if done else None
    audit.record(by, "goal.step_done" if done else "goal.step_undone", goal, step=step.id)
    settle(goal, by=by)


def _checked_step(goal: Goal, text: str, doer_id: int) -> str:
    if doer_id not in {goal.match.mentee_id, goal.match.mentor_id}:
        raise NotOneOfThem
    return fitting("text", text, STEP_MOST)
