"""Booking an appointment: choose a time, which is held, then answer what is asked before."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.coaching import service
from mentormatch.coaching.choosing import SAY_ON_PAGE, coach_asked, refuse, times_page, words_page
from mentormatch.coaching.forms import AnswersForm
from mentormatch.coaching.models import AppointmentType
from mentormatch.coaching.queries import times, types
from mentormatch.coaching.views.blueprint import bp
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _
from mentormatch.sessions.choosing import chosen
from mentormatch.sessions.shown import moment_of
from mentormatch.uploads.limits import BODY_MOST
from mentormatch.web.access import Who, access

ONE = "/types/<int:coaching_type_id>"


@bp.get(ONE)
@access(Who.MENTEE, load=types.type_for_student)
def choose(kind: AppointmentType) -> ResponseReturnValue:
    """A type, and its free times."""
    form = AnswersForm.of(kind, formdata=None, data={"slot": request.args.get("at", "")})
    return times_page(form, kind, to_hold=True)


@bp.post(f"{ONE}/hold")
@access(Who.MENTEE, load=types.type_for_student)
def hold(kind: AppointmentType) -> ResponseReturnValue:
    """Hold the chosen time while the questions are answered on the next page."""
    form = AnswersForm.of(kind)
    if "from" in request.form:
        return times_page(form, kind, to_hold=True)
    if (starts_at := chosen(form)) is None:
        return times_page(form, kind, to_hold=True), 422
    try:
        service.hold(kind, starts_at, coach_id=coach_asked(form), by=current_user)
    except SAY_ON_PAGE as refusal:
        refuse(form, refusal)
        return times_page(form, kind, to_hold=True), refusal.status
    return redirect(url_for(".words_form", coaching_type_id=kind.id), code=303)


@bp.get(f"{ONE}/hold")
@access(Who.MENTEE, load=types.type_for_student)
def words_form(kind: AppointmentType) -> ResponseReturnValue:
    """The second step of booking; who holds nothing, or not any more, chooses a time first."""
    held = times.held_by(current_user)
    if held is None or held.title != kind.name:
        return redirect(_choose(kind))
    return words_page(AnswersForm.of(kind, formdata=None), kind, held)


@bp.post(f"{ONE}/hold/release")
@access(Who.MENTEE, load=types.type_for_student)
def release_hold(kind: AppointmentType) -> ResponseReturnValue:
    """Another time, please: the held one is free for others at once."""
    service.release_hold(by=current_user)
    return redirect(_choose(kind), code=303)


@bp.post(f"{ONE}/book")
@access(Who.MENTEE, load=types.type_for_student, body=BODY_MOST)
def book(kind: AppointmentType) -> ResponseReturnValue:
    """Book the chosen time; a time that is gone gives fresh ones, with everything that was answered."""
    form = AnswersForm.of(kind)
    if not form.take_in(kind):
        return _again(form, kind), 422
    if "from" in request.form:
        return times_page(form, kind)
    if (starts_at := chosen(form)) is None:
        return _again(form, kind), 422
    try:
        made = service.book(
            kind, starts_at, coach_id=coach_asked(form), answers=form.answers, brought=form.brought, by=current_user
        )
    except SAY_ON_PAGE as refusal:
        refuse(form, refusal)
        return times_page(form, kind), refusal.status
    except Invalid as refusal:
        refuse(form, refusal)
        return _again(form, kind), refusal.status
    when = moment_of(made.booking, current_user)
    words = _("Booked: %(time)s with %(name)s. Both of you get a letter.", time=when, name=made.coach.name)
    flash(words, "success")
    return redirect(url_for(".show", appointment_id=made.id), code=303)


def _again(form: AnswersForm, kind: AppointmentType) -> str:
    """The same step again: the questions while the time is held, else times and questions on one page."""
    held = times.held_by(current_user)
    is_held = held is not None and held.starts_at == form.starts_at and held.title == kind.name
    return words_page(form, kind, held) if held and is_held else times_page(form, kind)


def _choose(kind: AppointmentType) -> str:
    return url_for(".choose", coaching_type_id=kind.id)
