"""What coordinators and coaches do with templates of the office. What plans took from one stays theirs."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.i18n import _
from mentormatch.plans import queries
from mentormatch.plans.errors import Edited, TooManyTemplateSteps, WrongText
from mentormatch.plans.examples import EXAMPLES
from mentormatch.plans.models import (
    AIM_MOST,
    MOST_DAYS,
    MOST_TEMPLATE_STEPS,
    STEP_MOST,
    TITLE_MOST,
    WHY_MOST,
    PlanTemplate,
    TemplateStep,
)
from mentormatch.plans.service.holding import fitting


@transactional
def make(*, title: str, text: str, by: Person) -> PlanTemplate:
    """Make a template without steps; one in use with the same words is given back. Refuses WrongText."""
    title, text = fitting("title", title, TITLE_MOST), fitting("text", text, AIM_MOST, least=0)
    for present in queries.templates():
        if (present.title, present.text) == (title, text):
            return present
    return _make(title, text, by)


@transactional
def change(template: PlanTemplate, *, title: str, text: str, version: int, by: Person) -> None:
    """Refuses WrongText, and Edited where other words were saved since ``version``."""
    _hold(template)
    title, text = fitting("title", title, TITLE_MOST), fitting("text", text, AIM_MOST, least=0)
    if (template.title, template.text) == (title, text):
        return
    if template.version != version:
        raise Edited({"title": template.title, "text": template.text})
    template.title, template.text, template.version = title, text, template.version + 1
    audit.record(by, "plan_template.changed", template)


@transactional
def copy(template: PlanTemplate, *, by: Person) -> PlanTemplate:
    """A new template with the same steps, to be changed."""
    _hold(template)
    title = _("Copy of %(title)s", title=template.title)[:TITLE_MOST]
    made = _make(title, template.text, by)
    made.steps = [TemplateStep(place=one.place, text=one.text, why=one.why, days=one.days) for one in template.steps]
    return made


@transactional
def retire(template: PlanTemplate, *, by: Person) -> None:
    """Offer a template to nobody any more; twice is once."""
    _hold(template)
    if template.retired_at is None:
        template.retired_at = now()
        audit.record(by, "plan_template.retired", template)


@transactional
def restore(template: PlanTemplate, *, by: Person) -> None:
    """Offer a retired template again; twice is once."""
    _hold(template)
    if template.retired_at is not None:
        template.retired_at = None
        audit.record(by, "plan_template.restored", template)


@transactional
def add_step(template: PlanTemplate, *, text: str, why: str, days: int, by: Person) -> TemplateStep:
    """Add a step; the same again gives the one that is there. Refuses WrongText, TooManyTemplateSteps."""
    _hold(template)
    text, why, days = _checked(text, why, days)
    for present in template.steps:
        if (present.text, present.why, present.days) == (text, why, days):
            return present
    taken = {one.place for one in template.steps}
    place = min(set(range(1, MOST_TEMPLATE_STEPS + 1)) - taken, default=None)
    if place is None:
        raise TooManyTemplateSteps(MOST_TEMPLATE_STEPS)
    step = TemplateStep(place=place, text=text, why=why, days=days)
    template.steps.append(step)
    audit.record(by, "plan_template.changed", template)
    db.session.flush()
    db.session.expire(template, ["steps"])
    return step


@transactional
def change_step(step: TemplateStep, *, text: str, why: str, days: int, by: Person) -> None:
    """Refuses WrongText."""
    _hold(step.template)
    step.text, step.why, step.days = _checked(text, why, days)
    audit.record(by, "plan_template.changed", step.template)


@transactional
def remove_step(step: TemplateStep, *, by: Person) -> None:
    template = step.template
    _hold(template)
    audit.record(by, "plan_template.changed", template)
    template.steps.remove(step)


@transactional
def add_examples(*, by: Person) -> int:
    """Make the example paths that are not there yet, in the language of whoever asks; returns how many."""
    present = {template.title for template in [*queries.templates(), *queries.templates(retired=True)]}
    made = 0
    for example in EXAMPLES:
        if str(example.title) in present:
            continue
        template = _make(str(example.title), str(example.text), by)
        template.steps = [
            TemplateStep(place=place, text=str(text), why=str(why), days=days)
            for place, (text, why, days) in enumerate(example.steps, start=1)
        ]
        made += 1
    return made


def _make(title: str, text: str, by: Person) -> PlanTemplate:
    template = PlanTemplate(title=title, text=text)
    db.session.add(template)
    db.session.flush()
    audit.record(by, "plan_template.made", template)
    return template


def _hold(template: PlanTemplate) -> None:
    db.session.execute(sa.select(PlanTemplate.id).where(PlanTemplate.id == template.id).with_for_update(key_share=True))
    db.session.expire_all()


def _checked(text: str, why: str, days: int) -> tuple[str, str, int]:
    if not 0 <= days <= MOST_DAYS:
        raise WrongText("days", 1, MOST_DAYS)
    return fitting("text", text, STEP_MOST), fitting("why", why, WHY_MOST, least=0), days
