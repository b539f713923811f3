"""A coordinator's list of matches: how each is going, and why."""

from collections import Counter
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.i18n import _
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.relationship import bulk, health_words, overview
from mentormatch.relationship.models import CertificateJob, State
from mentormatch.relationship.overview import A_PAGE, ORDER
from mentormatch.web.access import Who, access
from mentormatch.web.forms import clean_line
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("coordinator_matches", __name__, url_prefix="/coordinator/matches", template_folder="templates")

#: The longest text anybody searches for.
TEXT_MOST = 100
CERTIFICATES = "/certificates/<int:cohort_id>"


@bp.get("")
@access(Who.COORDINATOR)
def index() -> ResponseReturnValue:
    """Active matches, worst first, narrowed by ``health``, ``cohort`` and ``q``."""
    cohorts = programmes.cohorts_of(current_user)
    chosen = next((cohort.id for cohort in cohorts if str(cohort.id) == request.args.get("cohort")), None)
    text = clean_line(request.args.get("q"))[:TEXT_MOST]
    wanted = request.args.get("health", "")
    state = State(wanted) if wanted in set(State) else None
    cohort_ids = [chosen] if chosen else [cohort.id for cohort in cohorts]
    numbers = overview.counts(cohort_ids, text)
    total = numbers[state] if state else numbers.total()
    kept: dict[str, Any] = {name: value for name, value in (("cohort", chosen), ("q", text)) if value}
    page = Page("coordinator_matches.index", wanted_page(), A_PAGE, total, kept | _of(state))
    rows = overview.page_of(cohort_ids, text, state, limit=A_PAGE, offset=page.offset)
    return render_template(
        "relationship/matches.html",
        cohorts=cohorts,
        kept=kept,
        state=state,
        rows=[row for row in rows if state in {None, row.health.state}],
        page=page,
        tabs=_tabs(numbers, state, kept),
        chips=health_words.CHIPS,
        reason=lambda row: health_words.reason(row.health, current_user.time_zone),
    )


@bp.get(CERTIFICATES)
@access(Who.COORDINATOR, load=programmes.cohort_for)
def certificates(cohort: Cohort) -> ResponseReturnValue:
    """The certificates of a cohort's mentors, being made or ready."""
    latest = bulk.latest(cohort)
    return render_template("relationship/certificates.html", cohort=cohort, latest=latest, kept_for=bulk.KEPT_FOR)


@bp.post(CERTIFICATES)
@access(Who.COORDINATOR, load=programmes.cohort_for)
def make_certificates(cohort: Cohort) -> ResponseReturnValue:
    bulk.ask(cohort, by=current_user)
    return redirect(url_for(".certificates", cohort_id=cohort.id), code=303)


@bp.get(f"{CERTIFICATES}/file")
@access(Who.COORDINATOR, load=bulk.ready_for)
def certificates_file(ready: CertificateJob) -> Response:
    answer = make_response(ready.content or b"")
    answer.headers["Content-Type"] = "application/zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="certificates-{ready.cohort_id}.zip"'
    return answer


def _tabs(numbers: Counter[State], state: State | None, kept: dict[str, Any]) -> list[dict[str, Any]]:
    places = [
        (None, _("All"), numbers.total()),
        *((one, str(health_words.CHIPS[one][1]), numbers[one]) for one in ORDER),
    ]
    return [
        {"label": label, "url": url_for(".index", **kept, **_of(one)), "current": one is state, "count": number}
        for one, label, number in places
    ]


def _of(state: State | None) -> dict[str, Any]:
    return {"health": state.value} if state else {}
