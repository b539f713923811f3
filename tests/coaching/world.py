"""Coaching in the tests of the whole: Clara gives appointments, Maya has one and waits for another."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import service as calendar
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.coaching.models import (
    RUBRIC,
    Appointment,
    AppointmentFeedback,
    AppointmentNote,
    AppointmentType,
    CoachNote,
    CoachOffer,
    InterviewQuestion,
    InterviewRubric,
    QuestionKind,
)
from mentormatch.coaching.waiting_models import CoachingWait, KeptTime
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.scheduling import parse_hours


@transactional
def objects(make: Any, people: Any) -> dict[str, Any]:
    clara = db.session.scalar(sa.select(Person).where(Person.name == "Clara Coach"))
    if clara is None:
        clara = make.person("Clara Coach", roles=[RoleName.COACH])
    calendar.set_weekly_hours(clara, parse_hours("Mon 08:00-18:00; Thu 08:00-18:00"), by=clara)
    kind = AppointmentType(name="Practice", interview=True, position=1, most_open=5, questions=[])
    question = InterviewQuestion(text="Why?", kind=QuestionKind.MOTIVATION)
    db.session.add_all([kind, question])
    db.session.flush()
    db.session.add(CoachOffer(coach_id=clara.id, type_id=kind.id))
    had, kept = (_booking(people.maya, clara, days) for days in (-2, 5))
    kept.status, kept.reserved_until = BookingStatus.RESERVED, now() + timedelta(days=1)
    wait = CoachingWait(type_id=kind.id, student_id=people.maya.id)
    db.session.add_all([had, kept, wait])
    db.session.flush()
    offer = KeptTime(
        wait_id=wait.id, student_id=people.maya.id, booking_id=kept.id, closes_at=now() + timedelta(days=1)
    )
    db.session.add_all([Appointment(booking_id=had.id, type_id=kind.id, student_id=people.maya.id), offer])
    db.session.flush()
    return {
        "coaching_type_id": kind.id, "appointment_id": had.id, "kept_time_id": offer.id, "coach_id": clara.id,
        "student_id": people.maya.id, "interview_question_id": question.id,
    }  # fmt: skip


@transactional
def words(world: Any) -> None:
    say, maya = world.say, world.maya
    kind = AppointmentType(name="Audit", interview=True)
    clara = accounts.make_person(email="clara@example.org", name="Clara Neri", time_zone="Europe/Rome")
    db.session.add(kind)
    had = _booking(maya, clara, -3)
    had.topic = ""
    db.session.add(had)
    db.session.flush()
    told = {"question": "Which role?", "text": say("own", "appointment.answers")}
    db.session.add_all([
        CoachOffer(coach_id=maya.id, type_id=kind.id, link=say("own", "coach_offer.link")),
        Appointment(booking_id=had.id, type_id=kind.id, student_id=maya.id, answers=[told],
                    document_link=say("own", "appointment.document"), recording_agreed_at=now(),
                    recording_link=say("own", "appointment.recording")),
    ])  # fmt: skip
    db.session.flush()
    about = {"booking_id": had.id, "student_id": maya.id}
    written = about | {"by_id": clara.id, "version": 1}
    comments = {"structure": say("own", "rubric.comments")}
    db.session.add_all([
        AppointmentNote(said=say("own", "note.said"), steps=say("own", "note.steps"), **written),
        CoachNote(text=say("inner", "coach_note.text"), **written),
        InterviewRubric(comments=comments, **dict.fromkeys(RUBRIC, 3), **written),
        AppointmentFeedback(useful=3, words=say("own", "appointment_feedback.words"), **about),
    ])  # fmt: skip


def _booking(student: Person, coach: Person, days: int) -> Booking:
    start = (now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    return Booking(
        kind="coaching", title="Practice", host_id=coach.id, guest_id=student.id, starts_at=start,
        ends_at=start + timedelta(minutes=45), wall_start="", wall_zone="Europe/Rome", status=BookingStatus.BOOKED,
        uid=f"coaching{days}",
    )  # fmt: skip
