"""What tests of events share."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.core.db import db
from mentormatch.events import queries
from mentormatch.events.models import TAKES_A_PLACE, Event, Place, PlaceStatus
from mentormatch.notifications.models import Letter


def letters_to(person: Person) -> list[str]:
    """Names of the letters about events to somebody, in their order, also those taken back."""
    mine = sa.select(Letter.template).where(Letter.person_id == person.id, Letter.template.startswith("events/"))
    return [name.split("/")[-1].removesuffix(".txt") for name in db.session.scalars(mine.order_by(Letter.id))]


def status_of(person: Person, event: Event) -> str:
    place = queries.place_of(person.id, event.id)
    return place.status.value if place else ""


def place_of(person: Person, event: Event) -> Place:
    place = queries.place_of(person.id, event.id)
    assert place is not None
    return place


def claims_of(person: Person) -> int:
    return db.session.scalar(
        sa.select(sa.func.count()).select_from(CalendarClaim).where(CalendarClaim.person_id == person.id)
    ) or 0  # fmt: skip


def check_books(event: Event) -> None:
    """The counted places are the rows, each registered person has exactly one time, and nobody else has one."""
    db.session.expire_all()
    found = db.session.scalars(sa.select(Place).where(Place.event_id == event.id)).all()
    assert event.taken == sum(place.status in TAKES_A_PLACE for place in found)
    assert event.capacity is None or event.taken <= event.capacity
    for place in found:
        times = sa.select(sa.func.count()).select_from(Booking)
        mine = times.where(Booking.host_id == place.person_id, Booking.status == BookingStatus.BOOKED)
        count = db.session.scalar(mine.where(Booking.title == event.title, Booking.starts_at == event.starts_at))
        assert count == (place.status == PlaceStatus.REGISTERED), place.status
