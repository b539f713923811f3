"""A student's place in line, and a mentor's place that is kept for them."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Conflict, Invalid, NotAllowed
from mentormatch.core.i18n import _
from mentormatch.mentoring.parts import told
from mentormatch.profiles import queries as profiles
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.recommendations import cards
from mentormatch.waitinglist import queries, service
from mentormatch.waitinglist.forms import NoteForm
from mentormatch.waitinglist.models import WaitingOffer
from mentormatch.waitinglist.policy import MOST_LAPSED
from mentormatch.waitinglist.service.answering import ensure_open
from mentormatch.web.access import Who, access

bp = Blueprint("waitinglist", __name__, url_prefix="/waiting-list", template_folder="templates")


@bp.app_context_processor
def _shared() -> dict[str, Any]:
    """For the card that the pages of mentors and of requests include; read only where it is drawn."""
    return {"my_waiting": my_waiting}


def my_waiting() -> queries.Standing:
    """Where the signed-in student stands."""
    return queries.standing_of(current_user.id)


@bp.get("")
@access(Who.MENTEE)
def index() -> ResponseReturnValue:
    mine = my_waiting()
    enrolled = programmes.enrolment_of(current_user, EnrolledAs.MENTEE)
    cohort = mine.place.cohort if mine.place else enrolled.cohort if enrolled else None
    hours = cohort.offer_hold_hours if cohort else None
    return render_template("waitinglist/index.html", mine=mine, hours=hours, most_lapsed=MOST_LAPSED)


@bp.post("/join")
@access(Who.MENTEE)
def join() -> ResponseReturnValue:
    try:
        service.join(current_user)
    except (Conflict, Invalid, NotAllowed) as refusal:
        flash(str(refusal), "warning")
    else:
        flash(_("You are on the waiting list. As soon as a place is kept for you, you get a letter."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/leave")
@access(Who.MENTEE)
def leave() -> ResponseReturnValue:
    service.leave_line(current_user)
    flash(_("You have left the waiting list."), "success")
    return redirect(url_for(".index"), code=303)


@bp.get("/offers/<int:kept_id>")
@access(Who.MENTEE, load=queries.offer_for_mentee)
def offer(offer: WaitingOffer) -> ResponseReturnValue:
    return _offer_page(offer, NoteForm(formdata=None))


@bp.post("/offers/<int:kept_id>/accept")
@access(Who.MENTEE, load=queries.offer_for_mentee)
def accept(offer: WaitingOffer) -> ResponseReturnValue:
    form = NoteForm()
    if not form.validate():
        return _offer_page(offer, form), 422
    try:
        request = service.accept(offer, by=current_user, note=form.note.data or "")
    except (Conflict, Invalid) as refusal:
        form.refuse(str(refusal.facts.get("field", "")), refusal)
        return _offer_page(offer, form), refusal.status
    flash(_("Your request is on its way, and the place stays kept for it."), "success")
    return redirect(url_for("mentoring.show", request_id=request.id), code=303)


@bp.post("/offers/<int:kept_id>/pass-on")
@access(Who.MENTEE, load=queries.offer_for_mentee)
def pass_on(offer: WaitingOffer) -> ResponseReturnValue:
    try:
        service.pass_on(offer, by=current_user)
    except Conflict as refusal:
        flash(str(refusal), "warning")
        return _offer_page(offer, NoteForm(formdata=None)), refusal.status
    flash(_("The place goes to the next in line. You keep your position."), "success")
    return redirect(url_for(".index"), code=303)


def _offer_page(offer: WaitingOffer, form: NoteForm) -> str:
    mentor = profiles.offer_of(offer.mentor_id)
    profile = profiles.profile_of(offer.mentor_id)
    state = None
    try:
        ensure_open(offer)
    except Conflict as refusal:
        state = str(refusal)
    return render_template(
        "waitinglist/offer.html",
        offer=offer,
        line=cards.offer_line(mentor, profile) if mentor else "",
        told=told(offer.recommendation),
        form=form,
        closed=state,
    )
