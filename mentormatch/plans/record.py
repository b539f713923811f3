"""A plan in the record of its student: all of it for whoever may see the plan, that it exists for other staff."""

from collections.abc import Iterator

from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import _
from mentormatch.office.about import Given, Happening
from mentormatch.plans import queries
from mentormatch.plans.labels import OUTCOMES
from mentormatch.plans.models import StepStatus


def record(student: Person, reader: Person) -> Iterator[Happening]:
    plan = queries.plan_of(student)
    if plan is None:
        return
    inside = queries.plan_for(reader, plan.id) is not None
    page = url_for("plans.index") if reader.id == student.id else url_for("plan_help.show", plan_id=plan.id)
    url = page if inside else ""
    yield Happening(plan.created_at, _("Began an action plan"), plan.title if inside else "", url)
    for step in queries.steps_of(plan):
        if step.status == StepStatus.DONE and step.ended_at is not None:
            yield Happening(step.ended_at, _("Took a step of the action plan"), step.text if inside else "", url)
    if plan.finished_at is not None and plan.outcome is not None:
        yield Happening(plan.finished_at, _("Finished the action plan"), str(OUTCOMES[plan.outcome]), url)


def given(person: Person) -> Iterator[Given]:
    """Whom somebody has let into their plan."""
    plan = queries.plan_of(person)
    for helper in queries.helpers_of(plan) if plan else ():
        what = _("Action plan “%(title)s”", title=helper.plan.title)
        yield Given(what, to=helper.person.name, url=url_for("plans.sharing"), since=helper.since)
