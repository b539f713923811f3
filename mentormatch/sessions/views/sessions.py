"""Sessions that are: the list, one of them, its calendar file, moving and cancelling it."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar.errors import BookingOver
from mentormatch.calendar.letters import calendar_text
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import can_change
from mentormatch.core.clock import now
from mentormatch.core.i18n import _
from mentormatch.scheduling import Method
from mentormatch.sessions import queries, service
from mentormatch.sessions.choosing import TRY_ANOTHER, chosen, times_page
from mentormatch.sessions.forms import CancelForm, TimeForm
from mentormatch.sessions.pages import session_page
from mentormatch.sessions.shown import moment_of, shown
from mentormatch.sessions.views.blueprint import bp
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page


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


@bp.get("/sessions/<int:booking_id>/move")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def move_form(booking: Booking) -> ResponseReturnValue:
    _ensure_can_change(booking)
    return times_page(TimeForm(), service.match_of(booking), moving=booking)


@bp.post("/sessions/<int:booking_id>/move")
@access(Who.MENTEE, Who.MENTOR, load=queries.session_for)
def move(booking: Booking) -> ResponseReturnValue:
    form = TimeForm()
    match = service.match_of(booking)
    if "from" in request.form:
        return times_page(form, match, moving=booking)
    if (starts_at := chosen(form)) is None:
        return times_page(form, match, moving=booking), 422
    try:
        service.move(booking, starts_at, by=current_user)
    except TRY_ANOTHER as refusal:
        form.refuse(None, refusal.sentence)
        return times_page(form, match, moving=booking), refusal.status
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


def _ensure_can_change(booking: Booking) -> None:
    if not can_change(booking, now()):
        raise BookingOver


def _cancel(form: CancelForm, booking: Booking) -> str:
    return render_template("sessions/cancel.html", form=form, session=shown(booking, current_user, now()))
