"""Appointments are held, booked, moved and cancelled.

Whoever takes time of a student holds the student's row, so that limits are counted by one at a time; the calendar
keeps two bookings from being at one time.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from mentormatch.accounts import queries as accounts
from mentormatch.accounts.models import Person
from mentormatch.calendar import service as calendar
from mentormatch.calendar.errors import BookingOver, NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.coaching import policy
from mentormatch.coaching.errors import NoSuchCoach, NotForYou, TooLateToMove
from mentormatch.coaching.models import Appointment, AppointmentType, CoachOffer, Outcome
from mentormatch.coaching.policy import NOTHING, Brought
from mentormatch.coaching.queries import appointments, times, types
from mentormatch.coaching.service.bringing import ensure_document
from mentormatch.coaching.service.lines import JOB, end_wait
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import nudge
from mentormatch.core.limits import spend

Taken = TypeVar("Taken")
#: Each deed sends letters to two people.
DEEDS_AN_HOUR, HOLDS_AN_HOUR, HOUR = 40, 60, 3600


@transactional
def hold(kind: AppointmentType, starts_at: datetime, *, by: Person, coach_id: int | None = None) -> Booking:
    """Hold a time for ten minutes while the questions are answered, with one coach or whose turn it is.

    Refuses NotForYou, NoSuchCoach, TooManyOpen, TermFull, SlotTaken, WeekFull, NotOpen, TooMany.
    """
    ensure_may_book(kind, by)
    held = times.held_by(by)
    if held is not None and _fits(held, kind, starts_at, coach_id):
        return held
    spend("coaching.hold", by.id, limit=HOLDS_AN_HOUR, seconds=HOUR)
    return _with_whose_turn_it_is(
        _candidates(kind, coach_id, but=by.id),
        starts_at,
        lambda offer: calendar.hold(offer.coach, by, kind, starts_at, purpose=policy.purpose_of(kind, offer), by=by),
    )


@transactional
def release_hold(*, by: Person) -> None:
    """Let go what somebody holds; nothing when it has lapsed already."""
    calendar.release_hold(times.HOLD, by)


@transactional
def book(
    kind: AppointmentType,
    starts_at: datetime,
    *,
    by: Person,
    coach_id: int | None = None,
    answers: list[str] | None = None,
    brought: Brought = NOTHING,
) -> Appointment:
    """Book an appointment, with one coach or with whose turn it is; what is held at this time becomes it.

    The same time again gives the appointment that exists. Refuses NotForYou, NoSuchCoach, TooManyOpen, TermFull,
    AnswerNeeded, WrongLength, what ``ensure_document`` refuses, SlotTaken, WeekFull, NotOpen, TooMany.
    """
    accounts.held(by)
    if existing := appointments.booked_at(by.id, kind, starts_at):
        return existing
    ensure_may_book(kind, by)
    words = policy.ensure_answers(kind, answers or [])
    brought = ensure_document(kind, by, brought)
    held = times.held_by(by)
    if held is not None and _fits(held, kind, starts_at, coach_id):
        coach_id = held.host_id
    booking = _with_whose_turn_it_is(
        _candidates(kind, coach_id, but=by.id),
        starts_at,
        lambda offer: calendar.book(
            offer.coach, by, kind, starts_at, purpose=policy.purpose_of(kind, offer), topic="", by=by
        ),
    )
    made = make_appointment(booking, kind, by, words, brought)
    spend("coaching", by.id, limit=DEEDS_AN_HOUR, seconds=HOUR)
    return made


def make_appointment(
    booking: Booking, kind: AppointmentType, student: Person, answers: list[dict[str, str]], brought: Brought
) -> Appointment:
    """What a booking is about, in the transaction that has booked it; whoever waited for it waits no more."""
    made = Appointment(
        booking_id=booking.id, type_id=kind.id, student_id=student.id, answers=answers,
        document_version_id=brought.version_id, document_link=brought.link,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(student, "appointment.booked", made, coach=booking.host_id, student=student.id)
    end_wait(student.id, kind.id)
    return made


@transactional
def move(
    appointment: Appointment, starts_at: datetime, *, by: Person, coach_id: int | None = None, any_coach: bool = False
) -> None:
    """Move an appointment that has not begun: with its coach, with another one, or with whose turn it is.

    A student can do so until it would be late to cancel, and the coach until it starts, with themselves. Moving twice
    is once. Refuses TooLateToMove, NoSuchCoach, BookingOver, SlotTaken, WeekFull, NotOpen, TooMany.
    """
    accounts.held(appointment.student)
    booking, kind = appointment.booking, appointment.type
    student_moves = policy.is_student(by, appointment)
    if booking.starts_at == starts_at and not any_coach and coach_id in {None, booking.host_id}:
        return
    if booking.status != BookingStatus.BOOKED or booking.starts_at <= now():
        raise BookingOver
    if student_moves and policy.is_late(appointment, now()):
        raise TooLateToMove
    others = student_moves and (any_coach or coach_id not in {None, booking.host_id})
    if others:
        _with_whose_turn_it_is(
            _candidates(kind, None if any_coach else coach_id, but=appointment.student_id),
            starts_at,
            lambda offer: calendar.move(
                booking, kind, starts_at, by=by, to=offer.coach, purpose=policy.purpose_of(kind, offer)
            ),
        )
    else:
        calendar.move(booking, kind, starts_at, by=by)
    facts = {"coach": booking.host_id, "student": appointment.student_id}
    audit.record(by, "appointment.moved", appointment, **facts)
    nudge(JOB)
    spend("coaching", by.id, limit=DEEDS_AN_HOUR, seconds=HOUR)


@transactional
def cancel(appointment: Appointment, *, by: Person | None, reason: str = "") -> None:
    """Cancel an appointment until it starts; a student who is later than the type allows cancels late.

    Twice is once. Refuses BookingOver, TooMany.
    """
    accounts.held(appointment.student)
    if appointment.booking.status == BookingStatus.CANCELLED:
        return
    late = by is not None and policy.is_student(by, appointment) and policy.is_late(appointment, now())
    calendar.cancel(appointment.booking, by=by, reason=reason.strip())
    if late and by is not None:
        appointment.outcome, appointment.outcome_by_id, appointment.outcome_at = Outcome.CANCELLED_LATE, by.id, now()
    facts = {"coach": appointment.booking.host_id, "student": appointment.student_id}
    audit.record(by, "appointment.cancelled", appointment, late=late, **facts)
    nudge(JOB)
    if by is not None:
        spend("coaching", by.id, limit=DEEDS_AN_HOUR, seconds=HOUR)


def ensure_may_book(kind: AppointmentType, student: Person) -> None:
    """The student is held, so that of two bookings the second one counts the first. Refuses NotForYou, TooManyOpen,
    TermFull."""
    accounts.held(student)
    if not policy.may_book(kind, types.facts_of(student)):
        raise NotForYou
    if limit := appointments.limit_of(student.id, kind):
        raise limit


def _fits(held: Booking, kind: AppointmentType, starts_at: datetime, coach_id: int | None) -> bool:
    """Whether what is held is this time, of this type, with this coach."""
    return (held.title, held.starts_at) == (kind.name, starts_at) and coach_id in {None, held.host_id}


def _candidates(kind: AppointmentType, coach_id: int | None, *, but: int) -> list[CoachOffer]:
    found = [one for one in types.offers_of(kind) if one.coach_id != but and coach_id in {None, one.coach_id}]
    if not found:
        raise NoSuchCoach
    return found


def _with_whose_turn_it_is(offers: list[CoachOffer], starts_at: datetime, take: Callable[[CoachOffer], Taken]) -> Taken:
    """Take the time of the first of these coaches, in the order of fairness, who is free then.

    Raises what the last one was refused for, or that a time was taken if any was.
    """
    refusals: list[Exception] = []
    for offer in times.by_fairness(offers, starts_at):
        try:
            return take(offer)
        except (SlotTaken, WeekFull, NotOpen) as refusal:
            refusals.append(refusal)
    raise next((one for one in refusals if isinstance(one, SlotTaken)), refusals[-1])
