"""What the calendar knows of events."""

from mentormatch.calendar.kinds import KindOfBooking
from mentormatch.calendar.models import Booking
from mentormatch.calendar.registering import register

NAME = "events"


def _summary(booking: Booking, _name: str) -> str:
    return booking.title


EVENTS = register(
    KindOfBooking(name=NAME, summary=_summary, page="events.of_booking", reminder="events/email/reminder.txt")
)
