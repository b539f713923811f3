"""Who is waiting: filters from the address, and the rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request
from flask_login import current_user

from mentormatch.core.i18n import Lazy, _l
from mentormatch.mentoring import labels
from mentormatch.mentoring.queries import waiting
from mentormatch.mentoring.queries.waiting import Step
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.web.forms import clean_line
from mentormatch.web.paging import Page, wanted_page

#: The longest text anybody searches for.
TEXT_MOST = 100
PAGE_SIZE = 25
STEPS: dict[Step, Lazy] = {
    Step.NO_GOAL: _l("No goal written yet"),
    Step.NOT_ASKED: _l("Has not asked anybody"),
    Step.ASKED: _l("Waits for an answer"),
    Step.ANSWERED: _l("Got an answer, no match"),
}


def waiting_page() -> str:
    """Mentees without a match: since when, and what they did last."""
    cohorts = programmes.cohorts_of(current_user)
    step = request.args.get("step", "")
    filters = waiting.Filters(
        cohort_ids=_cohort_ids(cohorts, request.args),
        text=_text(request.args),
        step=Step(step) if step in set(Step) else None,
    )
    number, size = wanted_page(), PAGE_SIZE
    rows, total = waiting.page_of(filters, limit=size, offset=(number - 1) * size)
    kept = _kept(cohort=_cohort(cohorts, request.args), q=filters.text, step=filters.step)
    return render_template(
        "mentoring/coordinator/waiting.html",
        cohorts=cohorts,
        filters=filters,
        kept=kept,
        rows=rows,
        total=total,
        page=Page("coordinator_mentoring.waiting", number, size, total, kept),
        steps=STEPS,
        chips=labels.REQUEST_CHIPS_OF_STAFF,
    )


def _cohort(cohorts: Sequence[Cohort], arguments: Mapping[str, str]) -> int | None:
    """The cohort chosen in the address, when it is one of the coordinator's."""
    wanted = arguments.get("cohort", "")
    return next((cohort.id for cohort in cohorts if str(cohort.id) == wanted), None)


def _cohort_ids(cohorts: Sequence[Cohort], arguments: Mapping[str, str]) -> tuple[int, ...]:
    chosen = _cohort(cohorts, arguments)
    return (chosen,) if chosen else tuple(cohort.id for cohort in cohorts)


def _text(arguments: Mapping[str, str]) -> str:
    return clean_line(arguments.get("q"))[:TEXT_MOST]


def _kept(**filters: Any) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if value}
