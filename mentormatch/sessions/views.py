"""Pages of sessions, for mentees and mentors alike."""

from datetime import date, datetime

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.attendance.errors import BookingPaused
from mentormatch.attendance.queries import pause_of
from mentormatch.calendar import queries as calendar
from mentormatch.calendar.errors import BookingOver, NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.letters import calendar_text
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import can_change
from mentormatch.core.clock import now
from mentormatch.core.errors import TooMany
from mentormatch.core.i18n import _, zone, zone_city
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.models import Match
from mentormatch.scheduling import Method, local_date
from mentormatch.sessions import queries, service
from mentormatch.sessions.errors import MatchNotActive
from mentormatch.sessions.forms import BookForm, CancelForm, TimeForm
from mentormatch.sessions.pages import paused_page, session_page
from mentormatch.sessions.policy import can_book
from mentormatch.sessions.shown import moment_of, shown
from mentormatch.sessions.strip import strip_of
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("sessions", __name__, template_folder="templates")

#: Refusals after which the same form with fresh times is the best answer.
TRY_ANOTHER = (SlotTaken, WeekFull, NotOpen, TooMany)


@bp.get("/sessions")
@access(Who.MENTEE, Who.MENTOR)
def index() -> ResponseReturnValue:
    """Coming sessions, or past ones with ``?past=1``."""
    page = wanted_page("past") if "past" in request.args else 0
    coming = queries.coming(current_user)
    found, total = queries.past(current_user, page) if page else (coming, 0)
    return render_template(
        "sessions/index.html",
        rows=[shown(booking, current_user, now()) for booking in found],
        pages=Page("sessions.index", page, queries.PAST_A_PAGE, total, name="past") if page else None,
        coming=len(coming),
        matches=queries.active_matches_of(current_user),
    )


@bp.get("/sessions/<int:booking_id>")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def show(booking: Booking) -> ResponseReturnValue:
    return session_page(booking)


@bp.get("/sessions/<int:booking_id>.ics")
@access(Who.MENTEE, Who.MENTOR, load=queries.promised_for)
def calendar_file(booking: Booking) -> Response:
    answer = make_response(calendar_text(booking, current_user, Method.PUBLISH))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8; method=PUBLISH"
    answer.headers["Content-Disposition"] = f'attachment; filename="session-{booking.id}.ics"'
    return answer


@bp.get("/matches/<int:match_id>/book")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def book_form(match: Match) -> ResponseReturnValue:
    if not can_book(match):
        raise MatchNotActive
    if pause := pause_of(current_user, match.cohort):
        return paused_page(match, pause)
    return _times(BookForm(data={"slot": request.args.get("at", "")}), match, to_hold=True)


@bp.post("/matches/<int:match_id>/hold")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def hold(match: Match) -> ResponseReturnValue:
    """Hold the chosen time while the words are chosen on the next page."""
    form = TimeForm()
    if "from" in request.form:
        return _times(form, match, to_hold=True)
    if (starts_at := _chosen(form)) is None:
        return _times(form, match, to_hold=True), 422
    if pause := pause_of(current_user, match.cohort):
        return paused_page(match, pause), BookingPaused.status
    try:
        service.hold(match, starts_at, by=current_user)
    except TRY_ANOTHER as refusal:
        form.refuse(None, refusal.sentence)
        return _times(form, match, to_hold=True), refusal.status
    return redirect(url_for(".words_form", match_id=match.id), code=303)


@bp.get("/matches/<int:match_id>/hold")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def words_form(match: Match) -> ResponseReturnValue:
    """The second step of booking; who holds nothing, or not any more, chooses a time first."""
    held = calendar.hold_of(match.id, current_user.id)
    return _words(BookForm(formdata=None), match, held) if held else redirect(_choose(match))


@bp.post("/matches/<int:match_id>/hold/release")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def release_hold(match: Match) -> ResponseReturnValue:
    """Another time, please: the held one is free for others at once."""
    service.release_hold(match, by=current_user)
    return redirect(_choose(match), code=303)


@bp.post("/matches/<int:match_id>/book")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def book(match: Match) -> ResponseReturnValue:
    """Book the chosen time; a time that is gone gives the times again, fresh ones, with what was typed."""
    form = BookForm()
    if "from" in request.form:
        return _times(form, match)
    if (starts_at := _chosen(form)) is None:
        held = calendar.hold_of(match.id, current_user.id)
        is_held = held is not None and held.starts_at == form.starts_at and not form.form_errors
        return _words(form, match, held) if held and is_held else _times(form, match), 422
    if pause := pause_of(current_user, match.cohort):
        return paused_page(match, pause), BookingPaused.status
    try:
        booking = service.book(match, starts_at, topic=form.topic.data, by=current_user)
    except TRY_ANOTHER as refusal:
        form.refuse(None, refusal.sentence)
        return _times(form, match), refusal.status
    flash(_("Booked: %(time)s. Both of you get a letter.", time=moment_of(booking, current_user)), "success")
    return redirect(url_for(".show", booking_id=booking.id), code=303)


@bp.get("/sessions/<int:booking_id>/move")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def move_form(booking: Booking) -> ResponseReturnValue:
    _ensure_can_change(booking)
    return _times(TimeForm(), service.match_of(booking), moving=booking)


@bp.post("/sessions/<int:booking_id>/move")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def move(booking: Booking) -> ResponseReturnValue:
    form = TimeForm()
    match = service.match_of(booking)
    if "from" in request.form:
        return _times(form, match, moving=booking)
    if (starts_at := _chosen(form)) is None:
        return _times(form, match, moving=booking), 422
    try:
        service.move(booking, starts_at, by=current_user)
    except TRY_ANOTHER as refusal:
        form.refuse(None, refusal.sentence)
        return _times(form, match, moving=booking), refusal.status
    flash(_("Moved to %(time)s. Both of you get a letter.", time=moment_of(booking, current_user)), "success")
    return redirect(url_for(".show", booking_id=booking.id), code=303)


@bp.get("/sessions/<int:booking_id>/cancel")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def cancel_form(booking: Booking) -> ResponseReturnValue:
    _ensure_can_change(booking)
    return _cancel(CancelForm(), booking)


@bp.post("/sessions/<int:booking_id>/cancel")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def cancel(booking: Booking) -> ResponseReturnValue:
    form = CancelForm()
    if not form.validate():
        return _cancel(form, booking), 422
    service.cancel(booking, reason=form.reason.data, by=current_user)
    flash(_("The session is cancelled. Both of you get a letter."), "success")
    return redirect(url_for(".show", booking_id=booking.id), code=303)


def _chosen(form: TimeForm) -> datetime | None:
    """The time that was chosen, or None with the reason in the form."""
    if not form.validate():
        for error in form.slot.errors:
            form.refuse(None, error)
        return None
    if form.is_of_another_day(zone(current_user.time_zone)):
        form.refuse(
            None, _("The time you had chosen is on another day than the one you looked at. Is it the one you mean?")
        )
        return None
    return form.starts_at


def _ensure_can_change(booking: Booking) -> None:
    if not can_change(booking, now()):
        raise BookingOver


def _choose(match: Match) -> str:
    return url_for(".book_form", match_id=match.id)


def _other(match: Match) -> Person:
    return match.mentor if current_user.id == match.mentee_id else match.mentee


def _words(form: BookForm, match: Match, held: Booking) -> str:
    """The held time and until when, and what there is to say."""
    return render_template(
        "sessions/words.html", form=form, match=match, other=_other(match), session=shown(held, current_user, now())
    )


def _times(form: TimeForm, match: Match, *, moving: Booking | None = None, to_hold: bool = False) -> str:
    """The strip from the day that was asked for, else from the day of the time that is chosen.

    What the reader holds already is one of the times. ``to_hold``: the first of two steps, without the words.
    """
    held = None if moving else calendar.hold_of(match.id, current_user.id)
    times = calendar.open_times(match.mentor, match.cohort, guest=match.mentee, moving=moving or held)
    other = _other(match)
    asked = _date(request.values.get("from"))
    if asked is None and form.starts_at in times:
        asked = local_date(form.starts_at, zone(current_user.time_zone))
    free = [at for at in times if moving is None or at != moving.starts_at]
    strip = strip_of(free, current_user.time_zone, other.time_zone, asked)
    return render_template(
        "sessions/move.html" if moving else "sessions/book.html",
        form=form,
        match=match,
        other=other,
        their_city=zone_city(other.time_zone) if strip.has_other_clock else "",
        moving=shown(moving, current_user, now()) if moving else None,
        strip=strip,
        chosen=form.starts_at.isoformat() if form.starts_at in free else None,
        to_hold=to_hold,
        as_list=request.values.get("view") == "list",
    )


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _cancel(form: CancelForm, booking: Booking) -> str:
    return render_template("sessions/cancel.html", form=form, session=shown(booking, current_user, now()))
