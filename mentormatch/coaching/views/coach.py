"""Pages of a coach: the day, the week, a student, what one gives, and what one writes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.calendar.queries import weekly_rules
from mentormatch.coaching import service
from mentormatch.coaching.choosing import refuse
from mentormatch.coaching.errors import Edited
from mentormatch.coaching.forms import NotesForm, OfferForm, OutcomeForm, RecordingForm, RubricForm
from mentormatch.coaching.models import RUBRIC, Appointment, CoachOffer, Outcome
from mentormatch.coaching.queries import appointments, types, waiting
from mentormatch.coaching.shown import MEETINGS, QUESTION_KINDS, RUBRIC_WORDS, row
from mentormatch.core.clock import EARLIEST, LATEST, now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, as_utc, zone
from mentormatch.office.queries import doors_to, tasks_of
from mentormatch.scheduling import local_date
from mentormatch.web.access import Who, access

bp = Blueprint("coach", "mentormatch.coaching", url_prefix="/coach", template_folder="templates")

ONE = "/appointments/<int:appointment_id>"
WEEK = timedelta(days=7)


@bp.get("")
@access(Who.COACH)
def day() -> ResponseReturnValue:
    """Today and what comes next, who waits, what needs an outcome or a note, and what waits in other services."""
    at, today = now(), _today()
    start, end = _midnight(today), _midnight(today + timedelta(days=1))
    here = url_for(".day")
    return render_template(
        "coaching/coach/day.html",
        today=_rows(appointments.of_coach_between(current_user, start, end)),
        coming=_rows(appointments.next_of_coach(current_user, end)),
        to_mark=_rows(appointments.without_outcome(current_user)),
        to_note=_rows(appointments.without_note(current_user)),
        waits=waiting.waiting_for(current_user),
        others=[task for task in tasks_of(current_user) if task.url != here],
        has_hours=bool(weekly_rules(current_user.id)),
        gives=types.offers_by(current_user),
        now=at,
    )


@bp.get("/week")
@access(Who.COACH)
def week() -> ResponseReturnValue:
    """A week of appointments, from Monday on."""
    asked = _date(request.args.get("from")) or _today()
    first = asked - timedelta(days=asked.weekday())
    found = _rows(appointments.of_coach_between(current_user, _midnight(first), _midnight(first + WEEK)))
    days: dict[date, list[Any]] = {}
    for one in found:
        on = local_date(one.appointment.booking.starts_at, zone(current_user.time_zone))
        days.setdefault(on, []).append(one)
    earlier, later = (first + step for step in (-WEEK, WEEK))
    return render_template("coaching/coach/week.html", days=days, first=first, earlier=earlier, later=later)


@bp.get("/students/<int:student_id>")
@access(Who.COACH, load=appointments.student_for)
def student(student: Person) -> ResponseReturnValue:
    """A student's appointments with this office, what was shared with them, and what coaches keep among themselves."""
    found = [*appointments.coming_of(student), *appointments.past_of(student)]
    numbers = [one.id for one in found]
    return render_template(
        "coaching/coach/student.html",
        student=student,
        rows=_rows(found),
        notes=appointments.notes_of(numbers),
        private=appointments.coach_notes_of(numbers),
        doors=doors_to(student, current_user),
    )


@bp.get("/offers")
@access(Who.COACH)
def offers() -> ResponseReturnValue:
    """What one gives, and where."""
    return render_template("coaching/coach/offers.html", offers=types.offers_by(current_user), meetings=MEETINGS)


@bp.get("/offers/<int:coaching_type_id>")
@access(Who.COACH, load=types.offer_by)
def offer_form(offer: CoachOffer) -> ResponseReturnValue:
    return _offer(offer, OfferForm(formdata=None, obj=offer))


@bp.post("/offers/<int:coaching_type_id>")
@access(Who.COACH, load=types.offer_by)
def offer(offer: CoachOffer) -> ResponseReturnValue:
    form = OfferForm()
    if not form.validate():
        return _offer(offer, form), 422
    try:
        service.change_offer(offer, link=form.link.data or "", paused_until=form.paused_until.data, by=current_user)
    except Refusal as refusal:
        refuse(form, refusal)
        return _offer(offer, form), refusal.status
    flash(_("Saved. Appointments that are booked stay as they are."), "success")
    return redirect(url_for(".offers"), code=303)


@bp.post(f"{ONE}/outcome")
@access(Who.COACH, load=appointments.appointment_of_coach)
def outcome(appointment: Appointment) -> ResponseReturnValue:
    form = OutcomeForm()
    if form.validate():
        try:
            service.mark(appointment, Outcome(form.outcome.data), by=current_user)
            flash(_("Saved."), "success")
        except Refusal as refusal:
            flash(str(refusal), "warning")
    else:
        flash(_("Choose what became of it."), "warning")
    return redirect(url_for("coaching.show", appointment_id=appointment.id), code=303)


@bp.get(f"{ONE}/notes")
@access(Who.COACH, load=appointments.appointment_of_coach)
def notes_form(appointment: Appointment) -> ResponseReturnValue:
    note, private = appointments.note_of(appointment.id), appointments.coach_note_of(appointment.id)
    data = {
        "said": note.said if note else "",
        "steps": note.steps if note else "",
        "version": note.version if note else 0,
        "private": private.text if private else "",
        "private_version": private.version if private else 0,
    }
    return _notes(appointment, NotesForm(formdata=None, data=data))


@bp.post(f"{ONE}/notes")
@access(Who.COACH, load=appointments.appointment_of_coach)
def notes(appointment: Appointment) -> ResponseReturnValue:
    """Save what is for the student and what is for coaches; nothing, when somebody was faster with either."""
    form = NotesForm()
    if not form.validate():
        return _notes(appointment, form), 422
    try:
        service.write_notes(
            appointment,
            said=form.said.data or "",
            steps=form.steps.data or "",
            version=form.version.data or 0,
            private=form.private.data or "",
            private_version=form.private_version.data or 0,
            by=current_user,
        )
    except Edited as refusal:
        note, private = appointments.note_of(appointment.id), appointments.coach_note_of(appointment.id)
        form.begin_anew(version=note.version if note else 0, private_version=private.version if private else 0)
        refuse(form, refusal)
        return _notes(appointment, form, edited=True), refusal.status
    except Refusal as refusal:
        refuse(form, refusal)
        return _notes(appointment, form), refusal.status
    flash(_("Saved."), "success")
    return redirect(url_for("coaching.show", appointment_id=appointment.id), code=303)


@bp.get(f"{ONE}/interview")
@access(Who.COACH, load=appointments.practice_of_coach)
def interview(appointment: Appointment) -> ResponseReturnValue:
    """Questions to pick, how it went, and a recording."""
    return _interview(appointment)


@bp.post(f"{ONE}/interview/questions")
@access(Who.COACH, load=appointments.practice_of_coach)
def pick_questions(appointment: Appointment) -> ResponseReturnValue:
    chosen = [int(number) for number in request.form.getlist("question") if number.isdecimal() and len(number) < 10]
    service.pick_questions(appointment, chosen, by=current_user)
    flash(_("The questions are in the appointment."), "success")
    return redirect(url_for(".interview", appointment_id=appointment.id), code=303)


@bp.post(f"{ONE}/interview/rubric")
@access(Who.COACH, load=appointments.practice_of_coach)
def judge(appointment: Appointment) -> ResponseReturnValue:
    form = RubricForm()
    if not form.validate():
        return _interview(appointment, rubric=form), 422
    try:
        service.judge(appointment, form.marks, form.comments, version=form.version.data or 0, by=current_user)
    except Refusal as refusal:
        if isinstance(refusal, Edited):
            stored = appointments.rubric_of(appointment.id)
            form.version.process_data(stored.version if stored else 0)
            form.version.raw_data = None
        refuse(form, refusal)
        return _interview(appointment, rubric=form, edited=isinstance(refusal, Edited)), refusal.status
    flash(_("Saved. The student can read it."), "success")
    return redirect(url_for("coaching.show", appointment_id=appointment.id), code=303)


@bp.post(f"{ONE}/interview/recording")
@access(Who.COACH, load=appointments.practice_of_coach)
def link_recording(appointment: Appointment) -> ResponseReturnValue:
    form = RecordingForm()
    if form.validate():
        try:
            service.link_recording(appointment, form.recording_link.data or "", by=current_user)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".interview", appointment_id=appointment.id), code=303)
    return _interview(appointment, recording=form), 422


def _offer(offer: CoachOffer, form: OfferForm) -> str:
    today = _today().isoformat()
    return render_template("coaching/coach/offer.html", offer=offer, kind=offer.type, form=form, today=today)


def _notes(appointment: Appointment, form: NotesForm, *, edited: bool = False) -> str:
    return render_template(
        "coaching/coach/notes.html",
        row=row(appointment, current_user, now()),
        form=form,
        note=appointments.note_of(appointment.id) if edited else None,
        coach_note=appointments.coach_note_of(appointment.id) if edited else None,
        all_optional=True,
    )


def _interview(
    appointment: Appointment,
    *,
    rubric: RubricForm | None = None,
    recording: RecordingForm | None = None,
    edited: bool = False,
) -> str:
    stored = appointments.rubric_of(appointment.id)
    data: dict[str, Any] = {"version": stored.version if stored else 0}
    if stored:
        data |= {name: getattr(stored, name) for name in RUBRIC}
        data |= {f"{name}_words": stored.comments.get(name, "") for name in RUBRIC}
    role = request.args.get("role", "")[:120]
    return render_template(
        "coaching/coach/interview.html",
        row=row(appointment, current_user, now()),
        form=rubric or RubricForm(formdata=None, data=data),
        stored=stored if edited else None,
        recording=recording or RecordingForm(formdata=None, obj=appointment),
        picked={picked.question_id: picked.question for picked in appointments.picked_for(appointment.id)},
        bank=types.question_bank(role),
        roles=types.roles_of_bank(),
        role=role,
        kinds=QUESTION_KINDS,
        rubric_words=[(name, RUBRIC_WORDS[name]) for name in RUBRIC],
    )


def _rows(found: list[Appointment]) -> list[Any]:
    at = now()
    return [row(one, current_user, at) for one in found]


def _today() -> date:
    return local_date(now(), zone(current_user.time_zone))


def _midnight(on: date) -> datetime:
    return as_utc(datetime.combine(on, time(0)), current_user.time_zone)


def _date(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if EARLIEST.date() + WEEK * 2 < found < LATEST.date() - WEEK * 2 else None
