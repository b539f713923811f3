"""Reading what is a person's own: limits, the calendar that was read, the address at which others read theirs."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus, BusyCalendar, BusyTime, CalendarFeed, OwnLimits
from mentormatch.core.clock import now
from mentormatch.core.db import db

#: Lists on pages; a calendar that collides more often needs another look anyway.
MOST_SHOWN = 50


def own_limits_of(person_id: int) -> OwnLimits | None:
    return db.session.get(OwnLimits, person_id)


def busy_calendar_of(person_id: int) -> BusyCalendar | None:
    return db.session.get(BusyCalendar, person_id)


def busy_times_of(person_id: int) -> list[BusyTime]:
    """The next busy times, soonest first."""
    mine = sa.select(BusyTime).where(BusyTime.person_id == person_id, BusyTime.ends_at > now())
    return list(db.session.scalars(mine.order_by(BusyTime.starts_at).limit(MOST_SHOWN)))


def collisions_of(person: Person) -> list[Booking]:
    """Sessions ahead at which this person's own calendar says busy, soonest first. Reading it cancels nothing."""
    meets = sa.and_(BusyTime.starts_at < Booking.ends_at, BusyTime.ends_at > Booking.starts_at)
    busy = sa.exists().where(BusyTime.person_id == person.id, meets)
    mine = sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id)
    ahead = sa.select(Booking).where(mine, Booking.status == BookingStatus.BOOKED, Booking.starts_at > now(), busy)
    with_people = ahead.options(joinedload(Booking.host), joinedload(Booking.guest))
    return list(db.session.scalars(with_people.order_by(Booking.starts_at).limit(MOST_SHOWN)))


def feed_of(person_id: int) -> CalendarFeed | None:
    return db.session.get(CalendarFeed, person_id)


def secret_hash(secret: str) -> str:
    """What is stored of a secret. It is long and random, so a plain digest cannot be turned back."""
    return sha256(secret.encode()).hexdigest()


def feed_of_secret(_reader: Any, secret: str) -> CalendarFeed | None:
    """The feed with this secret in its address, of a person who may still sign in, or None. Whoever has it may read."""
    found = sa.select(CalendarFeed).where(CalendarFeed.secret_hash == secret_hash(secret))
    with_person = found.join(CalendarFeed.person).where(Person.active).options(joinedload(CalendarFeed.person))
    return db.session.scalar(with_person)


def sessions_of_feed(person: Person, since: timedelta, most: int) -> list[Booking]:
    """Sessions from ``since`` ago on, cancelled ones as well; what was only kept or held never was one."""
    start: datetime = now() - since
    mine = sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id)
    promised = sa.or_(Booking.status != BookingStatus.CANCELLED, Booking.sequence > 0)
    theirs = sa.select(Booking).where(mine, promised, Booking.status != BookingStatus.RESERVED, Booking.ends_at > start)
    with_people = theirs.options(joinedload(Booking.host), joinedload(Booking.guest))
    return list(db.session.scalars(with_people.order_by(Booking.starts_at.desc(), Booking.id.desc()).limit(most)))[::-1]
