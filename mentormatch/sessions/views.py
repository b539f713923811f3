"""Sessions: look, book, move, cancel, take into one's own calendar."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.calendar import letters, service
from mentormatch.calendar import queries as calendar
from mentormatch.calendar.errors import NotOpen, SlotTaken
from mentormatch.calendar.models import Booking
from mentormatch.core import i18n
from mentormatch.core.i18n import _
from mentormatch.mentoring.models import Match
from mentormatch.programmes.models import Cohort
from mentormatch.scheduling import Method
from mentormatch.sessions import queries
from mentormatch.sessions.days import days_page
from mentormatch.sessions.forms import BookingForm, CancelForm, SlotForm
from mentormatch.sessions.policy import can_change
from mentormatch.web.access import Who, access

bp = Blueprint("sessions", __name__, template_folder="templates")


@bp.get("/sessions")
@access(Who.MENTEE, Who.MENTOR)
def index() -> ResponseReturnValue:
    coming, past = queries.coming(current_user), queries.past(current_user)
    matches = queries.active_matches(current_user)
    return render_template("sessions/index.html", coming=coming, past=past, matches=matches)


@bp.get("/sessions/<int:booking_id>")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def show(booking: Booking) -> ResponseReturnValue:
    return render_template("sessions/show.html", booking=booking, other=_other(booking), can_change=can_change(booking))


@bp.get("/sessions/<int:booking_id>.ics")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def calendar_file(booking: Booking) -> ResponseReturnValue:
    answer = Response(letters.calendar_text(booking, _other(booking), Method.PUBLISH), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="session-{booking.id}.ics"'
    return answer


@bp.get("/matches/<int:match_id>/book")
@access(Who.MENTEE, Who.MENTOR, load=queries.match_for)
def book_form(match: Match) -> ResponseReturnValue:
    return _book_page(match, BookingForm(formdata=None))


@bp.post("/matches/<int:match_id>/book")
@access(Who.MENTEE, Who.MENTOR, load=queries.match_for)
def book(match: Match) -> ResponseReturnValue:
    form = BookingForm()
    if not form.validate_on_submit() or form.starts_at is None or not _is_of_day(form):
        return _book_page(match, form, 422)
    try:
        booking = service.book(
            match.mentor, match.mentee, match.cohort, form.starts_at,
            match_id=match.id, topic=form.topic.data or "", by=current_user,
        )  # fmt: skip
    except (SlotTaken, NotOpen) as refusal:
        form.refuse("slot", refusal)
        return _book_page(match, form, refusal.status)
    flash(_("Booked: %(time)s. Both of you get a letter.", time=_when(booking.starts_at)), "success")
    return redirect(url_for(".show", booking_id=booking.id), code=303)


@bp.get("/sessions/<int:booking_id>/move")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def move_form(booking: Booking) -> ResponseReturnValue:
    if not can_change(booking):
        return redirect(url_for(".show", booking_id=booking.id))
    return _move_page(booking, SlotForm(formdata=None))


@bp.post("/sessions/<int:booking_id>/move")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def move(booking: Booking) -> ResponseReturnValue:
    form = SlotForm()
    if not form.validate_on_submit() or form.starts_at is None or not _is_of_day(form):
        return _move_page(booking, form, 422)
    try:
        service.move(booking, _cohort(booking), form.starts_at, by=current_user)
    except (SlotTaken, NotOpen) as refusal:
        form.refuse("slot", refusal)
        return _move_page(booking, form, refusal.status)
    flash(_("Moved to %(time)s. Both of you get a letter.", time=_when(booking.starts_at)), "success")
    return redirect(url_for(".show", booking_id=booking.id), code=303)


@bp.get("/sessions/<int:booking_id>/cancel")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def cancel_form(booking: Booking) -> ResponseReturnValue:
    if not can_change(booking):
        return redirect(url_for(".show", booking_id=booking.id))
    return render_template(
        "sessions/cancel.html", booking=booking, other=_other(booking), form=CancelForm(formdata=None)
    )


@bp.post("/sessions/<int:booking_id>/cancel")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def cancel(booking: Booking) -> ResponseReturnValue:
    form = CancelForm()
    if not form.validate_on_submit():
        return render_template("sessions/cancel.html", booking=booking, other=_other(booking), form=form), 422
    service.cancel(booking, by=current_user, reason=form.reason.data or "")
    flash(_("The session is cancelled. Both of you get a letter."), "success")
    return redirect(url_for(".show", booking_id=booking.id), code=303)


def _other(booking: Booking) -> Person:
    return booking.guest if booking.host_id == current_user.id else booking.host


def _cohort(booking: Booking) -> Cohort:
    match = queries.match_of(booking)
    return match.cohort


def _when(at: datetime) -> str:
    return i18n.moment(at, current_user.time_zone)


def _is_of_day(form: SlotForm) -> bool:
    """The chosen time lies on the day that is open on the page; otherwise the page is shown again."""
    if form.starts_at is None or not form.slot_day.data:
        return form.starts_at is not None
    local = form.starts_at.astimezone(i18n.zone(current_user.time_zone))
    if local.date().isoformat() == form.slot_day.data:
        return True
    form.refuse("slot", _("Please choose a time on the day you opened."))
    return False


def _book_page(match: Match, form: BookingForm, status: int = 200) -> ResponseReturnValue:
    other = match.mentor if match.mentee_id == current_user.id else match.mentee
    times = calendar.open_times(match.mentor, match.cohort, guest=match.mentee)
    page = render_template("sessions/book.html", match=match, form=form, **_choice(times, other, form))
    return page, status


def _move_page(booking: Booking, form: SlotForm, status: int = 200) -> ResponseReturnValue:
    times = calendar.open_times(booking.host, _cohort(booking), guest=booking.guest, moving=booking)
    times = [at for at in times if at != booking.starts_at]
    page = render_template("sessions/move.html", booking=booking, form=form, **_choice(times, _other(booking), form))
    return page, status


def _choice(times: list[datetime], other: Person, form: SlotForm) -> dict[str, Any]:
    first = request.args.get("from") or form.slot_day.data
    page = days_page(times, current_user.time_zone, first=first)
    return {"times": page, "other": other, "chosen": form.slot.data}
