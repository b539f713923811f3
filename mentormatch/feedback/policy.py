"""Rules of feedback that need no database."""

from datetime import datetime, timedelta

from mentormatch.calendar.models import Booking, BookingStatus

#: How long after a session somebody may still say how it was.
TO_SAY = timedelta(days=30)
WORDS_MOST = 1000
#: A mean of fewer answers could be traced to a person, so it is not shown.
LEAST_ANSWERS = 5


def can_give(booking: Booking, at: datetime) -> bool:
    took_place = booking.status in {BookingStatus.BOOKED, BookingStatus.HELD}
    return took_place and booking.ends_at <= at < booking.ends_at + TO_SAY
