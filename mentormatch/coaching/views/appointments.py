"""An appointment as its student and its coach see it: its page, its file, moving, cancelling, and what comes after."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.calendar.errors import BookingOver
from mentormatch.calendar.letters import calendar_text, where
from mentormatch.calendar.models import BookingStatus
from mentormatch.calendar.policy import can_change
from mentormatch.coaching import service
from mentormatch.coaching.bringing import BringForm
from mentormatch.coaching.choosing import SAY_ON_PAGE, coach_asked, move_page, refuse, wants_any
from mentormatch.coaching.errors import NoPractice
from mentormatch.coaching.forms import CancelForm, CoachTimeForm, FeedbackForm, OutcomeForm
from mentormatch.coaching.models import RUBRIC, Appointment
from mentormatch.coaching.policy import is_coach, is_student, needs_outcome
from mentormatch.coaching.queries import appointments
from mentormatch.coaching.shown import MARKS, RUBRIC_WORDS, row
from mentormatch.coaching.views.blueprint import bp
from mentormatch.core.clock import now
from mentormatch.core.errors import NotFound, Refusal
from mentormatch.core.i18n import _
from mentormatch.office.queries import doors_to
from mentormatch.scheduling import Method
from mentormatch.sessions.choosing import chosen
from mentormatch.sessions.rooms import door
from mentormatch.sessions.shown import moment_of
from mentormatch.uploads.limits import BODY_MOST
from mentormatch.web.access import Who, access

ONE = "/appointments/<int:appointment_id>"


@bp.get(ONE)
@access(Who.MENTEE, Who.COACH, load=appointments.appointment_for)
def show(appointment: Appointment) -> ResponseReturnValue:
    return _page(appointment)


@bp.get(f"{ONE}.ics")
@access(Who.MENTEE, Who.COACH, load=appointments.appointment_for)
def calendar_file(appointment: Appointment) -> Response:
    answer = make_response(calendar_text(appointment.booking, current_user, Method.PUBLISH))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8; method=PUBLISH"
    answer.headers["Content-Disposition"] = f'attachment; filename="appointment-{appointment.id}.ics"'
    return answer


@bp.get(f"{ONE}/move")
@access(Who.MENTEE, Who.COACH, load=appointments.appointment_for)
def move_form(appointment: Appointment) -> ResponseReturnValue:
    _ensure_can_change(appointment)
    return move_page(CoachTimeForm(), appointment)


@bp.post(f"{ONE}/move")
@access(Who.MENTEE, Who.COACH, load=appointments.appointment_for)
def move(appointment: Appointment) -> ResponseReturnValue:
    form = CoachTimeForm()
    if "from" in request.form:
        return move_page(form, appointment)
    if (starts_at := chosen(form)) is None:
        return move_page(form, appointment), 422
    coach_id = None if wants_any(form) else coach_asked(form)
    try:
        service.move(appointment, starts_at, coach_id=coach_id, any_coach=wants_any(form), by=current_user)
    except SAY_ON_PAGE as refusal:
        refuse(form, refusal)
        return move_page(form, appointment), refusal.status
    when = moment_of(appointment.booking, current_user)
    flash(_("Moved to %(time)s. Everybody it concerns gets a letter.", time=when), "success")
    return redirect(url_for(".show", appointment_id=appointment.id), code=303)


@bp.get(f"{ONE}/cancel")
@access(Who.MENTEE, Who.COACH, load=appointments.appointment_for)
def cancel_form(appointment: Appointment) -> ResponseReturnValue:
    _ensure_can_change(appointment)
    return _cancel(appointment, CancelForm())


@bp.post(f"{ONE}/cancel")
@access(Who.MENTEE, Who.COACH, load=appointments.appointment_for)
def cancel(appointment: Appointment) -> ResponseReturnValue:
    form = CancelForm()
    if not form.validate():
        return _cancel(appointment, form), 422
    service.cancel(appointment, reason=form.reason.data or "", by=current_user)
    flash(_("The appointment is cancelled. Both of you get a letter."), "success")
    return redirect(url_for(".show", appointment_id=appointment.id), code=303)


@bp.get(f"{ONE}/document")
@access(Who.MENTEE, load=appointments.appointment_of_student)
def document_form(appointment: Appointment) -> ResponseReturnValue:
    """What the student brings, as long as the appointment stands."""
    chosen = appointment.document_version_id
    data = {"document_version": str(chosen) if chosen else "", "document_link": appointment.document_link}
    form = BringForm(formdata=None, data=data)
    form.ask_for(appointment.type, over=_is_over(appointment))
    return _document(appointment, form)


@bp.post(f"{ONE}/document")
@access(Who.MENTEE, load=appointments.appointment_of_student, body=BODY_MOST)
def change_document(appointment: Appointment) -> ResponseReturnValue:
    form = BringForm()
    form.ask_for(appointment.type, over=_is_over(appointment))
    if not (form.validate() and form.take_in(appointment.type)):
        return _document(appointment, form), 422
    try:
        service.change_document(appointment, form.brought, by=current_user)
    except Refusal as refusal:
        refuse(form, refusal)
        return _document(appointment, form), refusal.status
    flash(_("Saved. %(name)s reads what you bring, and nothing else.", name=appointment.coach.first_name), "success")
    return redirect(url_for(".show", appointment_id=appointment.id), code=303)


@bp.post(f"{ONE}/feedback")
@access(Who.MENTEE, load=appointments.appointment_of_student)
def feedback(appointment: Appointment) -> ResponseReturnValue:
    form = FeedbackForm()
    if not form.validate():
        return _page(appointment, feedback=form), 422
    try:
        service.give_feedback(appointment, form.useful.data, form.words.data or "", by=current_user)
    except Refusal as refusal:
        refuse(form, refusal)
        return _page(appointment, feedback=form), refusal.status
    flash(_("Thank you."), "success")
    return redirect(url_for(".show", appointment_id=appointment.id), code=303)


@bp.post(f"{ONE}/recording/agree")
@access(Who.MENTEE, load=appointments.appointment_of_student)
def agree_to_recording(appointment: Appointment) -> ResponseReturnValue:
    if not appointment.type.interview:
        raise NoPractice
    if "agree" in request.form:
        service.agree_to_recording(appointment, by=current_user)
        flash(_("You agree to a recording. You can take this back at any time."), "success")
    return redirect(url_for(".show", appointment_id=appointment.id), code=303)


@bp.post(f"{ONE}/recording/remove")
@access(Who.MENTEE, load=appointments.appointment_of_student)
def remove_recording(appointment: Appointment) -> ResponseReturnValue:
    service.remove_recording(appointment, by=current_user)
    flash(_("You no longer agree, and the link is removed."), "success")
    return redirect(url_for(".show", appointment_id=appointment.id), code=303)


def _page(appointment: Appointment, *, feedback: FeedbackForm | None = None) -> str:
    """What it is, what the reader can do with it, and once it is over what became of it and what was written."""
    at, number = now(), appointment.id
    for_coach = is_coach(current_user, appointment)
    row_now = row(appointment, current_user, at)
    link, place = where(appointment.booking)
    context: dict[str, Any] = {
        "row": row_now,
        "for_coach": for_coach,
        "link": link,
        "place_words": place,
        "door": door(appointment.booking, at),
        "note": appointments.note_of(number),
        "rubric": appointments.rubric_of(number),
        "picked": appointments.picked_for(number),
        "rubric_words": [(name, RUBRIC_WORDS[name]) for name in RUBRIC],
        "marks": MARKS,
    }
    if for_coach:
        context |= {
            "doors": doors_to(appointment.student, current_user) if row_now.session.stage != "cancelled" else [],
            "coach_note": appointments.coach_note_of(number),
            "outcome_form": OutcomeForm(formdata=None) if needs_outcome(appointment.booking, at) else None,
        }
    if is_student(current_user, appointment):
        over = appointment.booking.ends_at <= at and appointment.booking.status != "cancelled"
        given = appointments.feedback_of(number)
        context |= {
            "given": given,
            "feedback_form": (feedback or FeedbackForm(formdata=None, obj=given)) if over else None,
        }
    return render_template("coaching/show.html", **context)


def _document(appointment: Appointment, form: BringForm) -> str:
    if appointment.booking.status == BookingStatus.CANCELLED:
        raise NotFound
    return render_template(
        "coaching/document.html", form=form, kind=appointment.type, row=row(appointment, current_user, now())
    )


def _is_over(appointment: Appointment) -> bool:
    return appointment.booking.ends_at <= now()


def _cancel(appointment: Appointment, form: CancelForm) -> str:
    by_student = is_student(current_user, appointment)
    return render_template(
        "coaching/cancel.html", form=form, row=row(appointment, current_user, now()), by_student=by_student
    )


def _ensure_can_change(appointment: Appointment) -> None:
    if not can_change(appointment.booking, now()):
        raise BookingOver
