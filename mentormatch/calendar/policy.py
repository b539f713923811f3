"""Rules of the calendar that need no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.programmes.models import Cohort


class Stricter(Protocol):
    """What somebody who gives time may set beside the cohort; None: as the cohort says."""

    buffer_minutes: int | None
    notice_hours: int | None
    window_days: int | None
    sessions_per_week: int | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How somebody can be booked: the cohort's limits, or the person's own where these are stricter."""

    length: timedelta
    buffer: timedelta
    notice: timedelta
    window: timedelta
    sessions_per_week: int


def limits_of(cohort: Cohort, own: Stricter | None) -> Limits:
    """The stricter of the two, each for itself: a person can never loosen what the cohort says."""

    def given(name: str, otherwise: int) -> int:
        value: int | None = getattr(own, name, None)
        return otherwise if value is None else value

    return Limits(
        length=timedelta(minutes=cohort.session_minutes),
        buffer=timedelta(minutes=max(cohort.buffer_minutes, given("buffer_minutes", 0))),
        notice=timedelta(hours=max(cohort.notice_hours, given("notice_hours", 0))),
        window=timedelta(days=min(cohort.window_days, given("window_days", cohort.window_days))),
        sessions_per_week=min(cohort.sessions_per_week, given("sessions_per_week", cohort.sessions_per_week)),
    )


def is_one_of(person: Person, booking: Booking) -> bool:
    return person.id in {booking.host_id, booking.guest_id}


def other_of(person: Person, booking: Booking) -> Person:
    """The one whom ``person`` meets."""
    return booking.guest if person.id == booking.host_id else booking.host


def can_change(booking: Booking, at: datetime) -> bool:
    """Whether a session may still be moved or cancelled: until it starts."""
    return booking.status == BookingStatus.BOOKED and at < booking.starts_at
