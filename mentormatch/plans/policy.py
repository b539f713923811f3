"""Who may do what with a step, what is late, and which steps come first. No database."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import zone
from mentormatch.plans.models import ActionPlan, PlanStep, StepStatus

#: Reminders come at this hour of their reader's morning.
MORNING = time(8)
#: From one letter about what is overdue to the next.
A_WEEK = timedelta(days=7)


def is_student_of(person: Person, plan: ActionPlan) -> bool:
    return plan.person_id == person.id


def may_change(person: Person, step: PlanStep) -> bool:
    """The student may change every step; who helps, those they made or take."""
    return person.id in {step.plan.person_id, step.made_by_id, step.owner_id}


def may_tick(person: Person, step: PlanStep) -> bool:
    """A step is done when the student or whoever takes it says so."""
    return person.id in {step.plan.person_id, step.owner_id}


def is_late(step: PlanStep, today: date) -> bool:
    return step.status == StepStatus.OPEN and step.due_on is not None and step.due_on < today


def late_first(steps: Iterable[PlanStep], today: date) -> list[PlanStep]:
    """What is late first, the oldest day on top; then the others in their turn."""
    return sorted(steps, key=lambda step: (0, step.due_on, 0) if is_late(step, today) else (1, date.max, step.turn))


def next_step(steps: Iterable[PlanStep], person_id: int) -> PlanStep | None:
    """What this person does next: their open step with the earliest day, else the first in its turn."""
    mine = [step for step in steps if step.status == StepStatus.OPEN and step.owner_id == person_id]
    return min(mine, key=lambda step: (step.due_on or date.max, step.turn), default=None)


def progress(steps: Iterable[PlanStep]) -> tuple[int, int]:
    """How many steps are done, of how many that were not dropped."""
    counted = [step for step in steps if step.status != StepStatus.DROPPED]
    return sum(step.status == StepStatus.DONE for step in counted), len(counted)


def local_day(at: datetime, zone_name: str) -> date:
    """The day on somebody's own calendar."""
    return at.astimezone(zone(zone_name)).date()


def remind_at(due_on: date | None, days: int | None, zone_name: str, at: datetime) -> datetime | None:
    """When somebody who says ``at`` this moment what is due is reminded: so many days before, in their morning.

    Never on the day on which it is said; None where no morning is left, or none is wanted.
    """
    if due_on is None or days is None:
        return None
    morning = max(due_on - timedelta(days=days), local_day(at, zone_name) + timedelta(days=1))
    if morning > due_on:
        return None
    return datetime.combine(morning, MORNING, zone(zone_name)).astimezone(UTC)
