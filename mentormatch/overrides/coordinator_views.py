"""How coordinators decide: figures with their rules, and the rows behind each."""

import enum
from collections.abc import Mapping
from typing import Any, TypeVar

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.i18n import Lazy, _, _l
from mentormatch.mentoring.csv_file import csv_text
from mentormatch.mentoring.labels import DECISION_CHIPS, REVIEW_REASONS
from mentormatch.mentoring.models import Decided, ReviewReason
from mentormatch.overrides import policy, queries
from mentormatch.overrides.policy import Place
from mentormatch.overrides.queries import Filters
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("overrides", __name__, template_folder="templates")

SPANS: dict[int, Lazy] = {30: _l("30 days"), 90: _l("90 days"), 365: _l("12 months")}
PLACES: dict[Place, Lazy] = {
    Place.FIRST: _l("Its first"),
    Place.FIVE: _l("Among its first five"),
    Place.LOWER: _l("Lower"),
    Place.NONE: _l("No score"),
}
Word = TypeVar("Word", bound=enum.StrEnum)


@bp.get("/coordinator/overrides")
@access(Who.COORDINATOR)
def index() -> ResponseReturnValue:
    cohorts = programmes.cohorts_of(current_user)
    filters = filters_of(request.args)
    number, kept = wanted_page(), kept_of(filters)
    rows, total = queries.page_of(filters, offset=(number - 1) * queries.PAGE_SIZE)
    return render_template(
        "overrides/index.html",
        cohorts=cohorts,
        filters=filters,
        kept=kept,
        figures=queries.figures(filters),
        stamps=queries.stamps(cohort.id for cohort in cohorts),
        rules=policy,
        rows=rows,
        page=Page("overrides.index", number, queries.PAGE_SIZE, total, kept),
        spans=SPANS,
        places=PLACES,
        chips=DECISION_CHIPS,
        reasons=REVIEW_REASONS,
    )


@bp.get("/coordinator/overrides.csv")
@access(Who.COORDINATOR)
def export() -> ResponseReturnValue:
    """The rows that the filters leave, as a file."""
    rows, _total = queries.page_of(filters_of(request.args), limit=queries.MOST_ROWS)
    headings = [
        _("Decided"), _("By"), _("Decision"), _("Reason"), _("Words"), _("Student"), _("Mentor"),
        _("Asked instead"), _("Place with the ranker"), _("Seconds"), _("Cohort"),
    ]  # fmt: skip
    text = csv_text(
        headings,
        (
            (row.at.isoformat(), row.by, row.decision, row.reason, row.words, row.mentee, row.mentor, row.instead,
             row.place, None if row.seconds is None else round(row.seconds), row.cohort)
            for row in rows
        ),
    )  # fmt: skip
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="overrides-{now():%Y-%m-%d}.csv"'
    return answer


def filters_of(arguments: Mapping[str, str]) -> Filters:
    """Filters from the address; what nobody can mean is left out."""
    mine = tuple(cohort.id for cohort in programmes.cohorts_of(current_user))
    chosen = _number(arguments, "cohort")
    days = _number(arguments, "days")
    return Filters(
        cohort_ids=(chosen,) if chosen in mine else mine,
        days=days if days in SPANS else None,
        by_id=_number(arguments, "by"),
        decision=_word(Decided, arguments, "decision"),
        reason=_word(ReviewReason, arguments, "reason"),
        place=_word(Place, arguments, "place"),
    )


def kept_of(filters: Filters) -> dict[str, Any]:
    """The same filters for an address."""
    several = len(programmes.cohorts_of(current_user)) > 1
    said = {
        "cohort": filters.cohort_ids[0] if several and len(filters.cohort_ids) == 1 else None,
        "days": filters.days,
        "by": filters.by_id,
        "decision": filters.decision,
        "reason": filters.reason,
        "place": filters.place,
    }
    return {name: value for name, value in said.items() if value is not None}


def _number(arguments: Mapping[str, str], name: str) -> int | None:
    text = arguments.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _word(kind: type[Word], arguments: Mapping[str, str], name: str) -> Word | None:
    text = arguments.get(name, "")
    return kind(text) if text in {one.value for one in kind} else None
