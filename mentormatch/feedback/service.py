"""Saying how a session was."""

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.feedback import queries
from mentormatch.feedback.errors import NotNow
from mentormatch.feedback.models import SessionFeedback
from mentormatch.feedback.policy import can_give


@transactional
def give(booking: Booking, *, useful: int, words: str, by: Person) -> None:
    """Say how useful a session was, for 30 days after it; saying it again replaces it. Refuses NotNow."""
    if not can_give(booking, now()):
        raise NotNow
    feedback = queries.feedback_of(by, booking.id) or SessionFeedback(booking_id=booking.id, person_id=by.id)
    feedback.useful, feedback.words, feedback.given_at = useful, words.strip(), now()
    db.session.add(feedback)
    audit.record(by, "session.feedback", booking)
