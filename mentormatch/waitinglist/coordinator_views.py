"""The line as coordinators see it: part of their page of who waits, and one place of it."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _, locale_code
from mentormatch.programmes import queries as programmes
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.ranking import Shown
from mentormatch.recommendations.reasons import Line, lines
from mentormatch.waitinglist import queries, service
from mentormatch.waitinglist.forms import HandForm, RemovalForm
from mentormatch.waitinglist.models import PlaceStatus, WaitingPlace
from mentormatch.web.access import Who, access
from mentormatch.web.forms import Form, clean_line
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("coordinator_waitinglist", __name__, url_prefix="/coordinator/waiting", template_folder="templates")

TEXT_MOST, CANDIDATES, MOST_REASONS = 100, 8, 2


@dataclass(frozen=True, slots=True)
class Candidate:
    shown: Shown
    lines: list[Line]


@bp.app_context_processor
def _shared() -> dict[str, Any]:
    """The page of who waits stands below this feature and includes its part."""
    return {"waiting_line": waiting_line}


def waiting_line() -> dict[str, Any]:
    """The lines of the reader's cohorts, narrowed like the page around them, a page at a time."""
    cohorts = programmes.cohorts_of(current_user)
    chosen = next((cohort.id for cohort in cohorts if str(cohort.id) == request.args.get("cohort")), None)
    shown = [cohort for cohort in cohorts if chosen in {None, cohort.id}]
    text, number = clean_line(request.args.get("q"))[:TEXT_MOST], wanted_page("line")
    offset = (number - 1) * queries.PAGE_SIZE
    rows, total = queries.page_of([cohort.id for cohort in shown], text=text, offset=offset)
    kept = {name: value for name, value in (("cohort", chosen), ("q", text)) if value}
    page = Page("coordinator_mentoring.waiting", number, queries.PAGE_SIZE, total, kept, name="line")
    hours = sorted({cohort.offer_hold_hours for cohort in shown})
    return {"rows": rows, "total": total, "page": page, "several": len(cohorts) > 1, "hours": hours}


@bp.get("/<int:place_id>")
@access(Who.COORDINATOR, load=queries.place_for_coordinator)
def show(place: WaitingPlace) -> ResponseReturnValue:
    return _page(place)


@bp.post("/<int:place_id>/offer")
@access(Who.COORDINATOR, load=queries.place_for_coordinator)
def offer(place: WaitingPlace) -> ResponseReturnValue:
    form = HandForm()
    if not form.validate():
        return _page(place, form), 422
    try:
        made = service.offer_by_hand(place, form.mentor.data or 0, by=current_user, reason=form.reason.data or "")
    except (Conflict, Invalid) as refusal:
        form.refuse(str(refusal.facts.get("field", "")), refusal)
        return _page(place, form), refusal.status
    flash(_("A place with %(name)s is kept, and a letter is on its way.", name=made.mentor.name), "success")
    return redirect(url_for("coordinator_mentoring.waiting"), code=303)


@bp.post("/<int:place_id>/remove")
@access(Who.COORDINATOR, load=queries.place_for_coordinator)
def remove(place: WaitingPlace) -> ResponseReturnValue:
    form = RemovalForm()
    if not form.validate():
        return _page(place, form), 422
    try:
        service.remove(place, by=current_user, reason=form.reason.data or "")
    except (Conflict, Invalid) as refusal:
        form.refuse(str(refusal.facts.get("field", "")), refusal)
        return _page(place, form), refusal.status
    flash(_("Taken off the list. A letter with your reason is on its way."), "success")
    return redirect(url_for("coordinator_mentoring.waiting"), code=303)


def _page(place: WaitingPlace, posted: Form | None = None) -> str:
    waits = place.status == PlaceStatus.WAITING
    return render_template(
        "waitinglist/place.html",
        stand=place,
        position=queries.position_of(place) if waits else 0,
        left_out=queries.is_left_out(place),
        kept=queries.open_offer_of(place),
        earlier=queries.offers_of(place),
        candidates=_candidates(place) if queries.is_in_line(place) else [],
        hand=posted if isinstance(posted, HandForm) else HandForm(formdata=None),
        removal=posted if isinstance(posted, RemovalForm) else RemovalForm(formdata=None),
        waits=waits,
    )


def _candidates(place: WaitingPlace) -> list[Candidate]:
    """The mentors whose place could be offered to who waits here, best first."""
    never = queries.never_for([place.mentee_id], place.cohort_id)[place.mentee_id]
    free = queries.places_to_offer(place.cohort_id).keys() - never - {current_user.id}
    found = recommendations.recommend(place.mentee, top=CANDIDATES, only=free) if free else []
    return [
        Candidate(one, lines(one.recommendation.reasons, locale_code(), most=MOST_REASONS, against=1)) for one in found
    ]
