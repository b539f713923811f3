"""Rules of the calendar that need no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import SESSION, Booking, BookingStatus


class Terms(Protocol):
    """How time is given: a cohort's for sessions, a type's for appointments."""

    session_minutes: int
    buffer_minutes: int
    notice_hours: int
    window_days: int
    sessions_per_week: int


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a time is taken for. ``link``: where one meets, a link or a place in words; None for the link of whoever
    gives the time."""

    kind: str = SESSION
    match_id: int | None = None
    title: str = ""
    link: str | None = None


def of_match(match_id: int) -> Purpose:
    return Purpose(match_id=match_id)


class Stricter(Protocol):
    """What somebody who gives time may set beside the terms; None: as the terms say."""

    buffer_minutes: int | None
    notice_hours: int | None
    window_days: int | None
    sessions_per_week: int | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How somebody can be booked: the limits of the terms, or the person's own where these are stricter."""

    length: timedelta
    buffer: timedelta
    notice: timedelta
    window: timedelta
    sessions_per_week: int


def limits_of(terms: Terms, own: Stricter | None) -> Limits:
    """The stricter of the two, each for itself: a person can never loosen what the terms say."""

    def given(name: str, otherwise: int) -> int:
        value: int | None = getattr(own, name, None)
        return otherwise if value is None else value

    return Limits(
        length=timedelta(minutes=terms.session_minutes),
        buffer=timedelta(minutes=max(terms.buffer_minutes, given("buffer_minutes", 0))),
        notice=timedelta(hours=max(terms.notice_hours, given("notice_hours", 0))),
        window=timedelta(days=min(terms.window_days, given("window_days", terms.window_days))),
        sessions_per_week=min(terms.sessions_per_week, given("sessions_per_week", terms.sessions_per_week)),
    )


def is_one_of(person: Person, booking: Booking) -> bool:
    return person.id in {booking.host_id, booking.guest_id}


def people_of(booking: Booking) -> tuple[Person, ...]:
    """Whose time it is: the two of them, or the one."""
    return (booking.host,) if booking.guest is None else (booking.host, booking.guest)


def other_of(person: Person, booking: Booking) -> Person:
    """The one whom ``person`` meets; themselves, where it is a time of theirs alone."""
    return booking.guest if booking.guest is not None and person.id != booking.guest_id else booking.host


def can_change(booking: Booking, at: datetime) -> bool:
    """Whether a session may still be moved or cancelled: until it starts."""
    return booking.status == BookingStatus.BOOKED and at < booking.starts_at
