"""Which text of a session may be written when. No database."""

from datetime import datetime

from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.mentoring.models import Match, MatchStatus

#: The three texts, by the names of their fields.
AGENDA, MINUTES, PRIVATE = "agenda", "minutes", "private"
TEXTS = (AGENDA, MINUTES, PRIVATE)


def open_texts(booking: Booking, match: Match, at: datetime) -> frozenset[str]:
    """What can be written now: the agenda until the session is over, the notes of both from its beginning on, both
    only while the match is active and the session stands; the own notes always."""
    stands = booking.status not in {BookingStatus.CANCELLED, BookingStatus.RESERVED}
    found = {PRIVATE}
    if stands and match.status == MatchStatus.ACTIVE:
        if at < booking.ends_at:
            found.add(AGENDA)
        if booking.starts_at <= at:
            found.add(MINUTES)
    return frozenset(found)
