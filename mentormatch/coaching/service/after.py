"""What became of an appointment, and how useful it was."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.coaching.errors import AlreadySaid, NotOver, WrongLength
from mentormatch.coaching.models import Appointment, AppointmentFeedback, Outcome
from mentormatch.coaching.policy import STATUS, TO_SAY, WORDS_MOST
from mentormatch.coaching.queries import appointments
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional


@transactional
def mark(appointment: Appointment, outcome: Outcome, *, by: Person | None) -> None:
    """Say what became of an appointment that is over; the same again changes nothing. Refuses NotOver, AlreadySaid."""
    booking = appointment.booking
    if booking.ends_at > now():
        raise NotOver
    # What did not take place has left both calendars: its entry counts up, as for every cancellation.
    more = {"sequence": Booking.sequence + 1} if outcome == Outcome.CANCELLED_LATE else {}
    if not advance(booking, frm={BookingStatus.BOOKED}, to=STATUS[outcome], **more):
        db.session.refresh(appointment)
        if appointment.outcome != outcome:
            raise AlreadySaid
        return
    appointment.outcome, appointment.outcome_at = outcome, now()
    appointment.outcome_by_id = by.id if by else None
    audit.record(by, "appointment.marked", appointment, outcome=outcome, student=appointment.student_id)


def count_as_held() -> int:
    """Count as held what is over for a week without a word; returns how many."""
    return sum(_count_as_held(number) for number in appointments.unsaid_for_long())


@transactional
def _count_as_held(number: int) -> int:
    appointment = db.session.get_one(Appointment, number)
    if appointment.booking.status != BookingStatus.BOOKED or appointment.booking.ends_at > now() - TO_SAY:
        return 0
    mark(appointment, Outcome.HELD, by=None)
    return 1


@transactional
def give_feedback(appointment: Appointment, useful: int, words: str, *, by: Person) -> None:
    """Say how useful it was; saying it again replaces what was said. Refuses NotOver, WrongLength."""
    if appointment.booking.ends_at > now() or appointment.booking.status == BookingStatus.CANCELLED:
        raise NotOver
    if len(words.strip()) > WORDS_MOST:
        raise WrongLength(field="words")
    row = sa.select(Appointment.booking_id).where(Appointment.booking_id == appointment.id)
    db.session.execute(row.with_for_update(key_share=True))
    given = {"useful": useful, "words": words.strip(), "given_at": now(), "student_id": by.id}
    db.session.merge(AppointmentFeedback(booking_id=appointment.id, **given))
    audit.record(by, "appointment.feedback_given", appointment)
