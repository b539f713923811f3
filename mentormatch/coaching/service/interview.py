"""Interview practice: questions that are picked, how it went, and a recording with the student's consent."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.coaching import telling
from mentormatch.coaching.errors import Edited, NoConsent, NoPractice, NotOver, WrongLength
from mentormatch.coaching.models import (
    RUBRIC,
    Appointment,
    InterviewQuestion,
    InterviewRubric,
    PickedQuestion,
)
from mentormatch.coaching.policy import WORDS_MOST, ensure_link
from mentormatch.coaching.queries import appointments
from mentormatch.coaching.service.notes import hold_appointment
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Invalid


@transactional
def pick_questions(appointment: Appointment, question_ids: Collection[int], *, by: Person) -> None:
    """Take these questions of the bank into an appointment instead of those before. Refuses NoPractice."""
    _ensure_practice(appointment)
    hold_appointment(appointment)
    before = {picked.question_id for picked in appointments.picked_for(appointment.id)}
    known = sa.select(InterviewQuestion.id).where(InterviewQuestion.id.in_(question_ids))
    open_now = sa.or_(InterviewQuestion.active, InterviewQuestion.id.in_(before))
    wanted = set(db.session.scalars(known.where(open_now)))
    if wanted == before:
        return
    db.session.execute(sa.delete(PickedQuestion).where(PickedQuestion.booking_id == appointment.id))
    db.session.expire_all()
    db.session.add_all(PickedQuestion(booking_id=appointment.id, question_id=one) for one in sorted(wanted))
    audit.record(by, "appointment.questions_picked", appointment, questions=len(wanted))


@transactional
def judge(
    appointment: Appointment, marks: Mapping[str, int], comments: Mapping[str, str], *, version: int, by: Person
) -> None:
    """Fill in how a practice went, 1 to 4 each; the student reads it and gets a letter, once a day.

    Refuses NoPractice, NotOver before it has begun, Edited, WrongLength, Invalid.
    """
    _ensure_practice(appointment)
    if appointment.booking.starts_at > now():
        raise NotOver
    words = {name: comments.get(name, "").strip() for name in RUBRIC}
    for name in RUBRIC:
        if not 1 <= marks.get(name, 0) <= 4:
            raise Invalid(field=name)
        if len(words[name]) > WORDS_MOST:
            raise WrongLength(field=f"{name}_words")
    hold_appointment(appointment)
    rubric = appointments.rubric_of(appointment.id)
    given = {name: marks[name] for name in RUBRIC}
    if rubric and rubric.comments == words and all(getattr(rubric, name) == given[name] for name in RUBRIC):
        return
    if (rubric.version if rubric else 0) != version:
        raise Edited
    about = {"booking_id": appointment.id, "student_id": appointment.student_id, "by_id": by.id}
    db.session.merge(InterviewRubric(**about, **given, comments=words, version=version + 1, changed_at=now()))
    audit.record(by, "appointment.judged", appointment, student=appointment.student_id)
    telling.notes_shared(appointment)


@transactional
def agree_to_recording(appointment: Appointment, *, by: Person) -> None:
    """The student agrees that this practice is recorded; twice is once. Refuses NoPractice."""
    _ensure_practice(appointment)
    hold_appointment(appointment)
    if appointment.recording_agreed_at is None:
        appointment.recording_agreed_at = now()
        audit.record(by, "appointment.recording_agreed", appointment)


@transactional
def link_recording(appointment: Appointment, link: str, *, by: Person) -> None:
    """Say where the recording is. Refuses NoPractice, NoConsent, NotALink."""
    _ensure_practice(appointment)
    link = ensure_link(link, "recording_link")
    hold_appointment(appointment)
    if link and appointment.recording_agreed_at is None:
        raise NoConsent
    if link != appointment.recording_link:
        appointment.recording_link = link
        audit.record(by, "appointment.recording_linked" if link else "appointment.recording_removed", appointment)


@transactional
def remove_recording(appointment: Appointment, *, by: Person) -> None:
    """The student takes the consent back, and with it the link. Twice is once."""
    hold_appointment(appointment)
    if appointment.recording_agreed_at is not None:
        appointment.recording_agreed_at, appointment.recording_link = None, ""
        audit.record(by, "appointment.recording_removed", appointment)


def _ensure_practice(appointment: Appointment) -> None:
    if not appointment.type.interview:
        raise NoPractice
