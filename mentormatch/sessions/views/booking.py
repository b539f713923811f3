"""Booking a session: choose a time, which is held, then the words."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.attendance.errors import BookingPaused
from mentormatch.attendance.queries import pause_of
from mentormatch.calendar import queries as calendar
from mentormatch.calendar.policy import of_match
from mentormatch.core.i18n import _
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.models import Match
from mentormatch.sessions import service
from mentormatch.sessions.choosing import TRY_ANOTHER, chosen, times_page, words_page
from mentormatch.sessions.errors import MatchNotActive
from mentormatch.sessions.forms import BookForm, TimeForm
from mentormatch.sessions.pages import paused_page
from mentormatch.sessions.policy import can_book
from mentormatch.sessions.shown import moment_of
from mentormatch.sessions.views.blueprint import bp
from mentormatch.web.access import Who, access


@bp.get("/matches/<int:match_id>/book")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def book_form(match: Match) -> ResponseReturnValue:
    if not can_book(match):
        raise MatchNotActive
    if pause := pause_of(current_user, match.cohort):
        return paused_page(match, pause)
    return times_page(BookForm(data={"slot": request.args.get("at", "")}), match, to_hold=True)


@bp.post("/matches/<int:match_id>/hold")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def hold(match: Match) -> ResponseReturnValue:
    """Hold the chosen time while the words are chosen on the next page."""
    form = TimeForm()
    if "from" in request.form:
        return times_page(form, match, to_hold=True)
    if (starts_at := chosen(form)) is None:
        return times_page(form, match, to_hold=True), 422
    if pause := pause_of(current_user, match.cohort):
        return paused_page(match, pause), BookingPaused.status
    try:
        service.hold(match, starts_at, by=current_user)
    except TRY_ANOTHER as refusal:
        form.refuse(None, refusal.sentence)
        return times_page(form, match, to_hold=True), refusal.status
    return redirect(url_for(".words_form", match_id=match.id), code=303)


@bp.get("/matches/<int:match_id>/hold")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def words_form(match: Match) -> ResponseReturnValue:
    """The second step of booking; who holds nothing, or not any more, chooses a time first."""
    held = calendar.hold_of(of_match(match.id), current_user.id)
    return words_page(BookForm(formdata=None), match, held) if held else redirect(_choose(match))


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
        return times_page(form, match)
    if (starts_at := chosen(form)) is None:
        held = calendar.hold_of(of_match(match.id), current_user.id)
        is_held = held is not None and held.starts_at == form.starts_at and not form.form_errors
        return words_page(form, match, held) if held and is_held else times_page(form, match), 422
    if pause := pause_of(current_user, match.cohort):
        return paused_page(match, pause), BookingPaused.status
    try:
        booking = service.book(match, starts_at, topic=form.topic.data, by=current_user)
    except TRY_ANOTHER as refusal:
        form.refuse(None, refusal.sentence)
        return times_page(form, match), refusal.status
    flash(_("Booked: %(time)s. Both of you get a letter.", time=moment_of(booking, current_user)), "success")
    return redirect(url_for(".show", booking_id=booking.id), code=303)


def _choose(match: Match) -> str:
    return url_for(".book_form", match_id=match.id)
