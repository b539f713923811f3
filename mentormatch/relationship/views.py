"""Pages of a match as a whole, for both of its people."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, zone
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring import service as mentoring_service
from mentormatch.mentoring.labels import MATCH_CHIPS, end_words
from mentormatch.mentoring.models import CURRENT, EndReason, Match, MatchStatus
from mentormatch.mentoring.parts import told
from mentormatch.mentoring.queries import people
from mentormatch.programmes import queries as programmes
from mentormatch.recommendations import queries as mentors
from mentormatch.relationship import health_words, history, queries, service
from mentormatch.relationship.certificate import Certificate, pdf_of
from mentormatch.relationship.errors import NothingToCertify
from mentormatch.relationship.forms import EndForm, FarewellForm
from mentormatch.relationship.queries import Held
from mentormatch.web.access import Who, access
from mentormatch.web.certificate import hours_in_words
from mentormatch.web.paging import Page, wanted_page
from mentormatch.web.pdf import can_write

bp = Blueprint("relationship", __name__, url_prefix="/matches/<int:match_id>", template_folder="templates")


@bp.app_context_processor
def _shared() -> dict[str, Any]:
    """For the coordinators' page of a pair, which includes a part of ours; read only where it is drawn."""
    return {"going": going, "ratings_of": queries.ratings_of}


def going(match: Match) -> dict[str, Any] | None:
    """How a match is going: ``chip``, ``reason`` and what would help; None when it is not active."""
    health = queries.health_of(match)
    if health is None:
        return None
    return {
        "chip": health_words.CHIPS[health.state],
        "reason": health_words.reason(health, current_user.time_zone),
        "next": health_words.next_act(health),
    }


@bp.get("")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def show(match: Match) -> ResponseReturnValue:
    return _page(match, FarewellForm(formdata=None))


@bp.get("/timeline")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def timeline(match: Match) -> ResponseReturnValue:
    page = wanted_page()
    events, total = history.timeline(match, current_user.time_zone, page)
    return render_template(
        "relationship/timeline.html",
        match=match,
        other=_other(match),
        chip=MATCH_CHIPS[match.status],
        events=events,
        pages=Page("relationship.timeline", page, history.A_PAGE, total, {"match_id": match.id}),
    )


@bp.get("/end")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def end_form(match: Match) -> ResponseReturnValue:
    if match.status not in CURRENT:
        return redirect(url_for(".show", match_id=match.id))
    return _end_page(match, EndForm(formdata=None))


@bp.post("/end")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def end(match: Match) -> ResponseReturnValue:
    form = EndForm()
    if not form.validate():
        return _end_page(match, form), 422
    try:
        service.end(
            match,
            because=EndReason(form.because.data),
            reason=form.reason.data or "",
            thanks=form.thanks.data or "",
            rating=form.rating.data,
            by=current_user,
        )
    except Refusal as refusal:
        return _end_page(match, _refused(form, refusal)), refusal.status
    flash(_("The match has ended. %(name)s gets a letter with your reason.", name=_other(match).first_name), "success")
    return redirect(url_for(".show", match_id=match.id), code=303)


@bp.post("/farewell")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def farewell(match: Match) -> ResponseReturnValue:
    form = FarewellForm()
    if not form.validate():
        return _page(match, form), 422
    try:
        service.say_farewell(match, thanks=form.thanks.data or "", rating=form.rating.data, by=current_user)
    except Refusal as refusal:
        return _page(match, _refused(form, refusal)), refusal.status
    flash(_("Thank you. That is kept."), "success")
    return redirect(url_for(".show", match_id=match.id), code=303)


@bp.get("/certificate")
@access(Who.MENTEE, Who.MENTOR, load=queries.certified_for)
def certificate(match: Match) -> Response:
    """The reader's own certificate, as a file to download."""
    held = queries.held_of(match)
    if not held.sessions:
        raise NothingToCertify
    answer = make_response(pdf_of(_certificate(match, held)))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="certificate-{match.id}.pdf"'
    return answer


def _certificate(match: Match, held: Held) -> Certificate:
    programme = programmes.programme()
    own = zone(current_user.time_zone)
    assert held.first is not None
    assert held.last is not None
    return Certificate(
        name=current_user.name,
        is_mentor=current_user.id == match.mentor_id,
        programme=programme.name if programme else "",
        cohort=match.cohort.name,
        first=held.first.astimezone(own).date(),
        last=held.last.astimezone(own).date(),
        sessions=held.sessions,
        minutes=held.minutes,
        issued_on=now().astimezone(own).date(),
        contact_name=programme.contact_name if programme else "",
        contact_email=programme.contact_email if programme else "",
    )


def _page(match: Match, form: FarewellForm) -> str:
    other, held = _other(match), queries.held_of(match)
    said = queries.farewells_of(match)
    return render_template(
        "relationship/show.html",
        match=match,
        other=other,
        is_mentee=match.mentee_id == current_user.id,
        chip=MATCH_CHIPS[match.status],
        end_words=end_words(match),
        told=told(match.recommendation),
        booking=people.next_booking_of(match),
        held=held,
        hours=hours_in_words(held.minutes),
        name_fits=can_write(current_user.name),
        mine=said.get(current_user.id),
        theirs=said.get(other.id),
        ask_again=_can_ask_again(match),
        form=form,
    )


def _can_ask_again(match: Match) -> bool:
    """Whether the mentee of a match that is over can ask the same mentor again now."""
    if match.status != MatchStatus.ENDED or current_user.id != match.mentee_id:
        return False
    offer = mentors.mentor_for(current_user, match.mentor_id)
    return offer is not None and mentoring_service.obstacle(current_user, offer) is None


def _end_page(match: Match, form: EndForm) -> str:
    return render_template("relationship/end.html", match=match, other=_other(match), form=form)


def _refused(form: Any, refusal: Refusal) -> Any:
    field = refusal.facts.get("field")
    form.refuse(field if isinstance(field, str) else None, refusal)
    return form


def _other(match: Match) -> Any:
    return match.mentor if match.mentee_id == current_user.id else match.mentee
