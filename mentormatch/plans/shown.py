"""A plan as its page shows it, to its student and to those who help."""

from typing import Any

from flask import url_for
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.plans import queries
from mentormatch.plans.labels import KINDS, OUTCOMES, SOURCES
from mentormatch.plans.models import MOST_STEPS, ActionPlan, StepStatus
from mentormatch.plans.policy import (
    is_late,
    is_student_of,
    late_first,
    local_day,
    may_change,
    may_tick,
    next_step,
    progress,
)


def page_of(plan: ActionPlan) -> str:
    """The plan's page for the reader."""
    if is_student_of(current_user, plan):
        return url_for("plans.index")
    return url_for("plan_help.show", plan_id=plan.id)


def parts_of(plan: ActionPlan) -> dict[str, Any]:
    """What the parts of a plan's page need."""
    steps, today = queries.steps_of(plan), local_day(now(), current_user.time_zone)
    open_ones = [step for step in steps if step.status == StepStatus.OPEN]
    ended = [step for step in steps if step.status != StepStatus.OPEN]
    done, counted = progress(steps)
    late = [step for step in late_first(open_ones, today) if is_late(step, today)]
    following = next_step([step for step in open_ones if step not in late], current_user.id)
    return {
        "plan": plan,
        "is_mine": is_student_of(current_user, plan),
        "open_count": len(open_ones),
        "late": late,
        "next_step": following,
        "others": [step for step in open_ones if step not in late and step is not following],
        "line": open_ones,
        "ended": sorted(ended, key=lambda step: step.ended_at or plan.created_at, reverse=True),
        "done": done,
        "of": counted,
        "helpers": queries.helpers_of(plan),
        "comments": queries.comment_counts(plan),
        "may_add": plan.finished_at is None and len(open_ones) < MOST_STEPS,
        "most_steps": MOST_STEPS,
        **words(),
    }


def words() -> dict[str, Any]:
    """Words and rules for a step."""
    today = local_day(now(), current_user.time_zone)
    return {
        "is_late": lambda step: is_late(step, today),
        "may_change": lambda step: may_change(current_user, step),
        "may_tick": lambda step: may_tick(current_user, step),
        "kind_words": KINDS,
        "outcome_words": OUTCOMES,
        "source_words": SOURCES,
    }


def field_of(refusal: Refusal) -> str | None:
    field = refusal.facts.get("field")
    return field if isinstance(field, str) else None
