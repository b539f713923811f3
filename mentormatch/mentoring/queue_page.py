"""The two lists of a coordinator: filters from the address, tabs with counts, rows, and the chosen pair beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request, url_for
from flask_login import current_user

from mentormatch.core.i18n import Lazy, _, _l
from mentormatch.mentoring import labels, queries
from mentormatch.mentoring.forms import RefusalForm
from mentormatch.mentoring.panel import Panel, panel_of
from mentormatch.mentoring.queries import queue, waiting
from mentormatch.mentoring.queries.queue import Kind
from mentormatch.mentoring.queries.waiting import Step
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.web.forms import clean_line
from mentormatch.web.paging import Page, wanted_page

#: The longest text anybody searches for.
TEXT_MOST = 100
BANDS = ("strong", "good", "possible")
TABS: dict[Kind, Lazy] = {
    Kind.REVIEW: _l("To review"),
    Kind.EXPIRING: _l("Expiring"),
    Kind.SILENT: _l("Silent mentors"),
}
#: What stands where nothing waits.
NOTHING: dict[Kind, tuple[Lazy, Lazy]] = {
    Kind.REVIEW: (
        _l("Nothing to review"),
        _l("When a pair waits for your look, you get a letter and find it here."),
    ),
    Kind.EXPIRING: (_l("Nothing expires soon"), _l("Requests that close within three days stand here.")),
    Kind.SILENT: (_l("Everybody answers"), _l("Requests whose mentor has been reminded stand here.")),
}
STEPS: dict[Step, Lazy] = {
    Step.NO_GOAL: _l("No goal written yet"),
    Step.NOT_ASKED: _l("Has not asked anybody"),
    Step.ASKED: _l("Waits for an answer"),
    Step.ANSWERED: _l("Got an answer, no match"),
}


def filters_of(arguments: Mapping[str, str]) -> queue.Filters:
    """Filters of the queue from the address; what nobody can mean is left out."""
    kind, band = arguments.get("kind", ""), arguments.get("band", "")
    return queue.Filters(
        cohort_ids=_cohort_ids(programmes.cohorts_of(current_user), arguments),
        kind=Kind(kind) if kind in set(Kind) else Kind.REVIEW,
        text=_text(arguments),
        band=band if band in BANDS else "",
    )


def queue_page() -> str:
    """The queue with the chosen pair, or the first one, in the panel."""
    cohorts = programmes.cohorts_of(current_user)
    filters = filters_of(request.args)
    number = wanted_page()
    rows, total = queue.page_of(filters, offset=(number - 1) * queue.PAGE_SIZE)
    kept = _kept(cohort=_cohort(cohorts, request.args), q=filters.text, band=filters.band, kind=filters.kind.value)
    counts = queue.counts(cohort.id for cohort in cohorts)
    key = _chosen_key(rows)
    return render_template(
        "mentoring/coordinator/queue.html",
        cohorts=cohorts,
        filters=filters,
        kept=kept,
        rows=rows,
        page=Page("coordinator_mentoring.queue", number, queue.PAGE_SIZE, total, kept),
        counts=counts,
        tabs=_tabs(filters.kind, counts, kept),
        bands=BANDS,
        nothing=NOTHING[filters.kind],
        chosen=key,
        panel=_panel(key),
        form=RefusalForm(formdata=None),
        way_back=url_for("coordinator_mentoring.queue", **kept),
    )


def _chosen_key(rows: Sequence[queue.Row]) -> str | None:
    """The pair named in the address when it is on this page, else the first one."""
    wanted = request.args.get("show")
    keys = [row.key for row in rows]
    return wanted if wanted in keys else next(iter(keys), None)


def _panel(key: str | None) -> Panel | None:
    if key is None:
        return None
    subject, _dash, number = key.partition("-")
    find = queries.match_for_coordinator if subject == "matches" else queries.request_for_coordinator
    pair = find(current_user, int(number))
    return panel_of(pair, current_user) if pair else None


def _tabs(kind: Kind, counts: queue.Counts, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    narrowed = {name: value for name, value in kept.items() if name != "kind"}
    numbers = {Kind.REVIEW: counts.review, Kind.EXPIRING: counts.expiring, Kind.SILENT: counts.silent}
    tabs: list[dict[str, Any]] = [
        {
            "label": str(label),
            "url": url_for("coordinator_mentoring.queue", kind=one.value, **narrowed),
            "current": one is kind,
            "count": numbers[one],
        }
        for one, label in TABS.items()
    ]
    approve = url_for("coordinator_profiles.index", tab="applications")
    elsewhere = url_for("coordinator_mentoring.waiting")
    return [
        *tabs,
        {"label": _("Mentors to approve"), "url": approve, "current": False, "count": counts.mentors},
        {"label": _("Without a match"), "url": elsewhere, "current": False, "count": counts.waiting},
    ]


def waiting_page() -> str:
    """Mentees without a match: since when, and what they did last."""
    cohorts = programmes.cohorts_of(current_user)
    step = request.args.get("step", "")
    filters = waiting.Filters(
        cohort_ids=_cohort_ids(cohorts, request.args),
        text=_text(request.args),
        step=Step(step) if step in set(Step) else None,
    )
    number, size = wanted_page(), queue.PAGE_SIZE
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
