"""What may still be done with a session; the service enforces it, the page shows buttons by it."""

from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now


def can_change(booking: Booking) -> bool:
    """It can be moved or cancelled until it begins."""
    return booking.status == BookingStatus.BOOKED and booking.starts_at > now()
