"""What time is booked for. A feature says once how its bookings are called, where their page is, what is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import SESSION, Booking
from mentormatch.calendar.policy import Terms, other_of


@dataclass(frozen=True, slots=True)
class Given:
    """Something for which a person can be booked, as in "Career advice", by which terms."""

    key: str
    label: str
    terms: Terms


def _gives_nothing(_host: Person) -> Iterable[Given]:
    return ()


@dataclass(frozen=True, slots=True)
class KindOfBooking:
    """``summary`` writes one line for a calendar, in the reader's language, from a booking and the other one's name.

    ``page`` is an endpoint that takes the number of a booking as ``argument``. ``letters`` is a folder with
    ``booked.txt``, ``moved.txt`` and ``cancelled.txt``, or empty where the feature writes by itself; ``reminder`` is a
    template. ``given`` is all for which somebody can be booked.
    """

    name: str
    summary: Callable[[Booking, str], str]
    page: str
    reminder: str
    letters: str = ""
    argument: str = "booking_id"
    given: Callable[[Person], Iterable[Given]] = _gives_nothing


KINDS: dict[str, KindOfBooking] = {}


def kind_of(booking: Booking) -> KindOfBooking:
    return KINDS[booking.kind]


def summary_of(booking: Booking, reader: Person, *, whole_name: bool = False) -> str:
    """A booking in one line, as its reader's calendar shows it."""
    other = other_of(reader, booking)
    return kind_of(booking).summary(booking, other.name if whole_name else other.first_name)


def heading_of(booking: Booking, other: Person) -> str:
    """Whom one meets; of other kinds than a session, what it is."""
    return other.name if booking.kind == SESSION else kind_of(booking).summary(booking, other.name)


def page_of(booking: Booking, *, external: bool = False) -> str:
    """The address of a booking's page."""
    kind = kind_of(booking)
    number: dict[str, Any] = {kind.argument: booking.id}
    return url_for(kind.page, **number, _external=external)


def given_by(host: Person) -> list[Given]:
    """All for which somebody can be booked, of every kind."""
    return [one for kind in KINDS.values() for one in kind.given(host)]
