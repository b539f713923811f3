"""Appointments, as their student or coach may read them, and what is written about them."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.coaching.errors import TermFull, TooManyOpen
from mentormatch.coaching.models import (
    Appointment,
    AppointmentFeedback,
    AppointmentNote,
    AppointmentType,
    CoachNote,
    InterviewRubric,
    Outcome,
    PickedQuestion,
)
from mentormatch.coaching.policy import COACHING, KNOWN_FOR, TERM, TO_SAY
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.documents.models import DocumentVersion
from mentormatch.office.queries import is_on

#: Rows on a page of a list.
A_PAGE = 25
#: The longest list without pages: nobody gives so many in a week.
MOST = 200
_STANDS = (BookingStatus.BOOKED, BookingStatus.HELD, BookingStatus.MISSED)


def appointments() -> sa.Select[Appointment]:
    """Every appointment with its booking, type and people."""
    found = sa.select(Appointment).join(Appointment.booking)
    people = contains_eager(Appointment.booking).joinedload(Booking.host)
    document = joinedload(Appointment.document_version).joinedload(DocumentVersion.document)
    return found.options(people, joinedload(Appointment.student), document)


def appointment_for(person: Person, appointment_id: int) -> Appointment | None:
    """An appointment of this student or of this coach, or None."""
    mine = sa.or_(Appointment.student_id == person.id, _given_by(person))
    return db.session.scalar(appointments().where(Appointment.booking_id == appointment_id, mine))


def appointment_of_student(person: Person, appointment_id: int) -> Appointment | None:
    mine = appointments().where(Appointment.booking_id == appointment_id, Appointment.student_id == person.id)
    return db.session.scalar(mine)


def appointment_of_coach(person: Person, appointment_id: int) -> Appointment | None:
    """An appointment that this coach gives, or gave, or None."""
    return db.session.scalar(appointments().where(Appointment.booking_id == appointment_id, _given_by(person)))


def practice_of_coach(person: Person, appointment_id: int) -> Appointment | None:
    """The same when it is an interview practice."""
    found = appointment_of_coach(person, appointment_id)
    return found if found and found.type.interview else None


def mine(student: Person) -> sa.Select[Appointment]:
    return appointments().where(Appointment.student_id == student.id)


def coming_of(student: Person) -> list[Appointment]:
    """What a student has ahead, soonest first."""
    ahead = mine(student).where(Booking.status == BookingStatus.BOOKED, Booking.ends_at > now())
    return list(db.session.scalars(ahead.order_by(Booking.starts_at).limit(MOST)))


def recorded_of(student: Person) -> list[Appointment]:
    """Where a student agrees to a recording, the latest first."""
    agreed = mine(student).where(Appointment.recording_agreed_at.is_not(None))
    return list(db.session.scalars(agreed.order_by(Booking.starts_at.desc()).limit(MOST)))


def past_of(student: Person) -> list[Appointment]:
    """What is over or was cancelled, the latest first."""
    over = mine(student).where(sa.or_(Booking.ends_at <= now(), Booking.status == BookingStatus.CANCELLED))
    return list(db.session.scalars(over.order_by(Booking.starts_at.desc(), Booking.id.desc()).limit(MOST)))


def of_coach_between(coach: Person, start: datetime, end: datetime) -> list[Appointment]:
    """What a coach gives in [start, end), cancelled ones left out."""
    theirs = appointments().where(Booking.host_id == coach.id, Booking.status.in_(_STANDS))
    within = theirs.where(Booking.starts_at >= start, Booking.starts_at < end)
    return list(db.session.scalars(within.order_by(Booking.starts_at).limit(MOST)))


def next_of_coach(coach: Person, after: datetime, *, most: int = 5) -> list[Appointment]:
    theirs = appointments().where(Booking.host_id == coach.id, Booking.status == BookingStatus.BOOKED)
    return list(db.session.scalars(theirs.where(Booking.starts_at >= after).order_by(Booking.starts_at).limit(most)))


def without_outcome(coach: Person) -> list[Appointment]:
    """What is over, and nobody has said what became of it; the oldest first."""
    return list(db.session.scalars(_over(coach).order_by(Booking.starts_at).limit(MOST)))


def without_note(coach: Person) -> list[Appointment]:
    """What was held in the last two weeks and about which nothing is shared; the oldest first."""
    noted = sa.exists().where(AppointmentNote.booking_id == Appointment.booking_id)
    held = appointments().where(Booking.host_id == coach.id, Appointment.outcome == Outcome.HELD, ~noted)
    lately = held.where(Booking.starts_at > now() - 2 * TO_SAY)
    return list(db.session.scalars(lately.order_by(Booking.starts_at).limit(MOST)))


def count_to_do(coach: Person) -> int:
    """How many appointments of a coach need an outcome or a note."""
    return len(without_outcome(coach)) + len(without_note(coach))


def unsaid_for_long() -> list[int]:
    """Numbers of those that count as held now, since nobody said anything."""
    old = sa.select(Appointment.booking_id).join(Appointment.booking).where(
        Booking.status == BookingStatus.BOOKED, Booking.ends_at <= now() - TO_SAY
    )  # fmt: skip
    return list(db.session.scalars(old.order_by(Appointment.booking_id).limit(MOST)))


def open_of(student_id: int, kind: AppointmentType) -> int:
    """How many appointments of a type a student has ahead."""
    ahead = (Booking.status == BookingStatus.BOOKED, Booking.ends_at > now())
    return _count(Appointment.student_id == student_id, Appointment.type_id == kind.id, *ahead)


def in_term_of(student_id: int, kind: AppointmentType) -> int:
    """How many appointments of a type a student has had this term, with those ahead; late cancellations count."""
    counts = sa.or_(Booking.status.in_(_STANDS), Appointment.outcome == Outcome.CANCELLED_LATE)
    this_term = Booking.starts_at > now() - TERM
    return _count(Appointment.student_id == student_id, Appointment.type_id == kind.id, counts, this_term)


def limit_of(student_id: int, kind: AppointmentType) -> Refusal | None:
    """Which limit of a type a student has reached, as the refusal that booking would be: TooManyOpen, TermFull."""
    if open_of(student_id, kind) >= kind.most_open:
        return TooManyOpen()
    return TermFull() if in_term_of(student_id, kind) >= kind.most_in_term else None


def booked_at(student_id: int, kind: AppointmentType, starts_at: datetime) -> Appointment | None:
    """What a student has booked of a type at exactly this time: a repeated "book" finds it."""
    same = appointments().where(Appointment.student_id == student_id, Appointment.type_id == kind.id)
    return db.session.scalar(same.where(Booking.status == BookingStatus.BOOKED, Booking.starts_at == starts_at))


def ahead() -> sa.Select[Appointment]:
    """Every appointment that is still to come."""
    return appointments().where(Booking.status == BookingStatus.BOOKED, Booking.starts_at > now())


def brought_to(coach: Person) -> sa.Select[int | None]:
    """The numbers of the versions that students brought to appointments of this coach: ahead, or had in the last year,
    and only while there is coaching."""
    stands = sa.select(Appointment.document_version_id).join(Appointment.booking).where(
        _given_by(coach), Booking.status.in_(_STANDS), Booking.starts_at > now() - KNOWN_FOR,
        Appointment.document_version_id.is_not(None),
    )  # fmt: skip
    return stands if is_on(COACHING) else stands.where(sa.false())


def coached_by(coach: Person) -> sa.Select[int]:
    """The numbers of the students whom somebody coaches: an appointment ahead, or had in the last year."""
    theirs = sa.select(Appointment.student_id).join(Appointment.booking)
    lately = theirs.where(Booking.host_id == coach.id, Booking.status.in_(_STANDS))
    return lately.where(Booking.starts_at > now() - KNOWN_FOR).distinct()


def is_coach_of(coach: Person, student_id: int) -> bool:
    """Whether somebody is a coach and coaches this student."""
    if not coach.is_(RoleName.COACH):
        return False
    return db.session.scalar(coached_by(coach).where(Appointment.student_id == student_id).limit(1)) is not None


def student_for(coach: Person, student_id: int) -> Person | None:
    """A student whom this coach coaches, or None."""
    return db.session.get(Person, student_id) if is_coach_of(coach, student_id) else None


def note_of(appointment_id: int) -> AppointmentNote | None:
    return db.session.get(AppointmentNote, appointment_id)


def coach_note_of(appointment_id: int) -> CoachNote | None:
    """For coaches of this student alone."""
    return db.session.get(CoachNote, appointment_id)


def notes_of(appointment_ids: Collection[int]) -> dict[int, AppointmentNote]:
    found = sa.select(AppointmentNote).where(AppointmentNote.booking_id.in_(appointment_ids))
    return {note.booking_id: note for note in db.session.scalars(found)}


def coach_notes_of(appointment_ids: Collection[int]) -> dict[int, CoachNote]:
    """For coaches of this student alone."""
    found = sa.select(CoachNote).where(CoachNote.booking_id.in_(appointment_ids), CoachNote.text != "")
    return {note.booking_id: note for note in db.session.scalars(found)}


def rubric_of(appointment_id: int) -> InterviewRubric | None:
    return db.session.get(InterviewRubric, appointment_id)


def picked_for(appointment_id: int) -> list[PickedQuestion]:
    picked = sa.select(PickedQuestion).where(PickedQuestion.booking_id == appointment_id)
    return list(db.session.scalars(picked.order_by(PickedQuestion.question_id)))


def feedback_of(appointment_id: int) -> AppointmentFeedback | None:
    return db.session.get(AppointmentFeedback, appointment_id)


def page_for_office(page: int, *, status: str = "", type_id: int | None = None) -> tuple[list[Appointment], int]:
    """One page (from 1) of all appointments, the latest first, and how many there are."""
    found = appointments()
    if status:
        found = found.where(Booking.status == status)
    if type_id:
        found = found.where(Appointment.type_id == type_id)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.order_by(None).subquery())) or 0
    latest = found.order_by(Booking.starts_at.desc(), Booking.id.desc())
    return list(db.session.scalars(latest.limit(A_PAGE).offset((page - 1) * A_PAGE))), total


def _given_by(person: Person) -> sa.ColumnElement[bool]:
    """Given by this person, as long as they are a coach."""
    return Booking.host_id == person.id if person.is_(RoleName.COACH) else sa.false()


def _over(coach: Person) -> sa.Select[Appointment]:
    over = (Booking.status == BookingStatus.BOOKED, Booking.ends_at <= now())
    return appointments().where(Booking.host_id == coach.id, *over)


def _count(*conditions: sa.ColumnElement[bool]) -> int:
    counted = sa.select(sa.func.count()).select_from(Appointment).join(Appointment.booking)
    return db.session.scalar(counted.where(*conditions)) or 0
