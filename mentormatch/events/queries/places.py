"""Places in events, and the lines for them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.events.models import CURRENT, Event, EventStatus, Place, PlaceStatus
from mentormatch.events.policy import has_line


def place_of(person_id: int, event_id: int) -> Place | None:
    return db.session.scalar(sa.select(Place).where(Place.person_id == person_id, Place.event_id == event_id))


def my_place(person: Person, event_id: int) -> Place | None:
    """What this person has to do with an event that is shown, or had."""
    found = place_of(person.id, event_id)
    return found if found is not None and found.event.status != EventStatus.DRAFT else None


def my_places(person: Person) -> list[Place]:
    """Every place somebody has or had, by the time of the event."""
    mine = sa.select(Place).join(Event, Event.id == Place.event_id).where(Place.person_id == person.id)
    return list(db.session.scalars(mine.order_by(Event.starts_at, Event.id)))


def count_kept_for(person: Person) -> int:
    """Places that are kept for somebody, and wait for their answer."""
    kept = sa.select(sa.func.count()).select_from(Place)
    kept = kept.where(Place.person_id == person.id, Place.status == PlaceStatus.OFFERED, Place.closes_at > now())
    return db.session.scalar(kept) or 0


def current_places_of(person_id: int) -> list[Place]:
    """What somebody has in events ahead, in the order of the events, by which everybody takes their locks."""
    mine = sa.select(Place).join(Event, Event.id == Place.event_id)
    mine = mine.where(Place.person_id == person_id, Place.status.in_(CURRENT), Event.ends_at > now())
    return list(db.session.scalars(mine.order_by(Event.id)))


def place_to_manage(_organiser: Person, event_id: int, registration_id: int) -> Place | None:
    found = db.session.get(Place, registration_id)
    return found if found is not None and found.event_id == event_id else None


def places_in(event: Event, statuses: Collection[PlaceStatus]) -> list[Place]:
    """In the order in which they came."""
    found = sa.select(Place).where(Place.event_id == event.id, Place.status.in_(statuses))
    with_people = found.options(joinedload(Place.person), joinedload(Place.booking))
    return list(db.session.scalars(with_people.order_by(*_order())))


def everybody_in(event: Event, statuses: Collection[PlaceStatus], text: str = "") -> list[Place]:
    """By name, for lists of people; ``text`` narrows by words of the name."""
    found = sa.select(Place).join(Person, Person.id == Place.person_id)
    found = found.where(Place.event_id == event.id, Place.status.in_(statuses))
    for word in text.split():
        found = found.where(Person.name.icontains(word, autoescape=True))
    found = found.options(joinedload(Place.person))
    return list(db.session.scalars(found.order_by(Person.name, Place.id)))


def first_in_line(event: Event) -> Place | None:
    """Who is next, if their account is still open."""
    line = sa.select(Place).join(Person, Person.id == Place.person_id)
    line = line.where(Place.event_id == event.id, Place.status == PlaceStatus.WAITING, Person.active)
    return db.session.scalar(line.order_by(*_order()).limit(1))


def others_come_first(event: Event) -> bool:
    """Whether places go to those who wait before anybody else may have one."""
    waiting = sa.exists().where(Place.event_id == event.id, Place.status == PlaceStatus.WAITING)
    return has_line(event, now()) and bool(db.session.scalar(sa.select(waiting)))


def with_people_waiting(event_ids: Collection[int]) -> set[int]:
    """Those of these events where somebody waits in line."""
    found = sa.select(Place.event_id).where(Place.event_id.in_(event_ids), Place.status == PlaceStatus.WAITING)
    return set(db.session.scalars(found.distinct())) if event_ids else set()


def positions_of(places: Iterable[Place]) -> dict[int, int]:
    """The position of each of these that waits, by the number of the place: 1 for whoever is next."""
    events = {place.event_id for place in places if place.status == PlaceStatus.WAITING}
    position = sa.func.row_number().over(partition_by=Place.event_id, order_by=_order())
    line = sa.select(Place.id, position).where(Place.event_id.in_(events), Place.status == PlaceStatus.WAITING)
    return {row[0]: row[1] for row in db.session.execute(line)} if events else {}


def position_of(place: Place) -> int:
    return positions_of([place]).get(place.id, 0)


def to_lapse(at: datetime) -> list[int]:
    over = sa.select(Place.id).where(Place.status == PlaceStatus.OFFERED, Place.closes_at <= at)
    return list(db.session.scalars(over.order_by(Place.closes_at, Place.id)))


def has_attendance(event: Event) -> bool:
    """Whether anybody at all was ticked: where nobody was, nobody is known to have missed it."""
    came = sa.exists().where(Place.event_id == event.id, Place.came_at.is_not(None))
    return bool(db.session.scalar(sa.select(came)))


def missed(event: Event) -> list[Place]:
    """Who was registered and did not come."""
    if not has_attendance(event):
        return []
    return [place for place in places_in(event, [PlaceStatus.REGISTERED]) if place.came_at is None]


def _order() -> tuple[Any, ...]:
    return Place.joined_at, Place.id
