"""The blueprint of plans, and what its pages share."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.plans import queries
from mentormatch.plans.models import ActionPlan, PlanStep
from mentormatch.plans.policy import is_late, local_day, next_step, progress
from mentormatch.plans.shown import page_of

bp = Blueprint("plans", "mentormatch.plans", template_folder="templates")


@bp.app_context_processor
def _shared() -> dict[str, Any]:
    """For the card on the first page of students, which includes a part of ours; read only where it is drawn."""
    return {"my_plan": my_plan}


def my_plan() -> dict[str, Any]:
    """How far the signed-in student's plan is, what is late, and what comes next."""
    plan = queries.plan_of(current_user)
    if plan is None:
        return {"plan": None}
    steps, day = queries.steps_of(plan), today()
    done, of = progress(steps)
    following = next_step(steps, current_user.id)
    late = sum(is_late(step, day) for step in steps)
    return {"plan": plan, "step": following, "done": done, "of": of, "late": late,
            "is_late": following is not None and is_late(following, day)}  # fmt: skip


def today() -> date:
    return local_day(now(), current_user.time_zone)


def own_plan(person: Person) -> ActionPlan | None:
    """The reader's own plan, for pages without a number in their address."""
    return queries.plan_of(person) if person.is_(RoleName.MENTEE) else None


def back_to(plan: ActionPlan, step: PlanStep | None = None) -> ResponseReturnValue:
    return redirect(page_of(plan) + (f"#step-{step.id}" if step else ""), code=303)
