"""Rules of the calendar that need no database."""

from datetime import datetime

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus


def is_one_of(person: Person, booking: Booking) -> bool:
    return person.id in {booking.host_id, booking.guest_id}


def other_of(person: Person, booking: Booking) -> Person:
    """The one whom ``person`` meets."""
    return booking.guest if person.id == booking.host_id else booking.host


def can_change(booking: Booking, at: datetime) -> bool:
    """Whether a session may still be moved or cancelled: until it starts."""
    return booking.status == BookingStatus.BOOKED and at < booking.starts_at
