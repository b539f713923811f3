"""What time makes due: reminders, the weekly letter about what is overdue, and places of mentors whose match is over.

Each is a transaction of its own that looks again inside, so a sweep that is killed or runs twice harms nobody.
"""

from datetime import timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.i18n import zone
from mentormatch.notifications import optional
from mentormatch.office.service import service_job
from mentormatch.plans import queries
from mentormatch.plans.models import ActionPlan, PlanStep, StepStatus
from mentormatch.plans.policy import A_WEEK, MORNING, local_day
from mentormatch.plans.service import telling
from mentormatch.plans.service.helping import close_over
from mentormatch.plans.service.holding import hold


@service_job("plans", "sweep")
def sweep() -> int:
    """Close what is over, then write what is due; returns how many letters were written."""
    for helper_id in queries.no_longer_rests():
        close_over(helper_id)
    return sum(_remind(step) for step in _to_remind()) + sum(_tell_overdue(plan) for plan in _with_overdue())


def _to_remind() -> list[int]:
    due = sa.select(PlanStep.id).join(ActionPlan).where(PlanStep.remind_at <= now(), ActionPlan.finished_at.is_(None))
    return list(db.session.scalars(due.order_by(PlanStep.remind_at, PlanStep.id)))


@transactional
def _remind(step_id: int) -> bool:
    step = db.session.get(PlanStep, step_id)
    if step is None:
        return False
    hold(step.plan)
    at = now()
    if step.remind_at is None or step.remind_at > at or step.plan.finished_at is not None:
        return False
    step.remind_at = None
    in_time = step.due_on is not None and local_day(at, step.owner.time_zone) <= step.due_on
    if step.status != StepStatus.OPEN or not in_time or not step.owner.active:
        return False
    telling.remind(step)
    return True


def _with_overdue() -> list[int]:
    """Plans that may have something overdue, and whose student has not heard of it for a week."""
    at = now()
    late = sa.exists().where(
        PlanStep.plan_id == ActionPlan.id,
        PlanStep.status == StepStatus.OPEN,
        PlanStep.owner_id == ActionPlan.person_id,
        PlanStep.due_on < at.date() + timedelta(days=1),
    )
    told = sa.or_(ActionPlan.overdue_told_at.is_(None), ActionPlan.overdue_told_at <= at - A_WEEK)
    going_on = sa.select(ActionPlan.id).join(Person, Person.id == ActionPlan.person_id).where(Person.active)
    going_on = going_on.where(ActionPlan.person_id.not_in(optional.without(telling.OVERDUE)))
    found = going_on.where(ActionPlan.finished_at.is_(None), told, late)
    return list(db.session.scalars(found.order_by(ActionPlan.id)))


@transactional
def _tell_overdue(plan_id: int) -> bool:
    plan = db.session.get(ActionPlan, plan_id)
    if plan is None:
        return False
    hold(plan)
    at = now()
    is_told = plan.overdue_told_at is not None and plan.overdue_told_at > at - A_WEEK
    if is_told or plan.finished_at is not None or not optional.wants(plan.person_id, telling.OVERDUE):
        return False
    local = at.astimezone(zone(plan.person.time_zone))
    late = telling.late_of_student(plan)
    if local.time() < MORNING or not late:
        return False
    plan.overdue_told_at = at
    telling.overdue(plan, late, local.date())
    return True
