"""What a student does with the plan as a whole."""

from datetime import date

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.plans import queries
from mentormatch.plans.errors import Edited, PlanFinished
from mentormatch.plans.models import AIM_MOST, TITLE_MOST, WORDS_MOST, ActionPlan, PlanOutcome, PlanTemplate
from mentormatch.plans.service import telling
from mentormatch.plans.service.holding import fitting, hold_as_student
from mentormatch.plans.service.steps import add_steps_of


@transactional
def begin(
    *, title: str, aim: str, by: Person, template: PlanTemplate | None = None, starts_on: date | None = None
) -> ActionPlan:
    """Begin one's plan, with the steps of a template or with none. Whoever has one gets that, as it is.

    Refuses WrongText, Retired.
    """
    title, aim = fitting("title", title, TITLE_MOST), fitting("aim", aim, AIM_MOST, least=0)
    present = queries.plan_of(by)
    if present is not None:
        return present
    plan = ActionPlan(person_id=by.id, title=title, aim=aim, template_id=template.id if template else None)
    db.session.add(plan)
    db.session.flush()
    audit.record(by, "plan.begun", plan, template=plan.template_id)
    if template is not None and starts_on is not None:
        add_steps_of(plan, template.steps, starts_on, by=by)
    return plan


@transactional
def change(plan: ActionPlan, *, title: str, aim: str, version: int, by: Person) -> None:
    """Refuses NotYourPlan, PlanFinished, WrongText, and Edited where other words were saved since ``version``."""
    hold_as_student(plan, by)
    if plan.finished_at is not None:
        raise PlanFinished
    title, aim = fitting("title", title, TITLE_MOST), fitting("aim", aim, AIM_MOST, least=0)
    if (plan.title, plan.aim) == (title, aim):
        return
    if plan.version != version:
        raise Edited({"title": plan.title, "aim": plan.aim})
    plan.title, plan.aim, plan.version = title, aim, plan.version + 1
    audit.record(by, "plan.changed", plan)


@transactional
def finish(plan: ActionPlan, *, outcome: PlanOutcome, words: str, by: Person) -> None:
    """End a plan with what came of it; twice is once. No letters about its steps leave any more.

    Refuses NotYourPlan, WrongText.
    """
    hold_as_student(plan, by)
    words = fitting("words", words, WORDS_MOST, least=1 if outcome == PlanOutcome.OTHER else 0)
    if plan.finished_at is not None:
        return
    plan.finished_at, plan.outcome, plan.outcome_words = now(), outcome, words
    telling.take_back_overdue(plan)
    for step in queries.open_steps(plan):
        telling.take_back_reminder(step)
    audit.record(by, "plan.finished", plan, outcome=outcome)


@transactional
def resume(plan: ActionPlan, *, by: Person) -> None:
    """Take a finished plan up again; nothing when it goes on. Refuses NotYourPlan."""
    hold_as_student(plan, by)
    if plan.finished_at is None:
        return
    plan.finished_at, plan.outcome, plan.outcome_words = None, None, ""
    audit.record(by, "plan.resumed", plan)
