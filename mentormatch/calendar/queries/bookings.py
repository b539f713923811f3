"""Reading bookings: whose time is taken, and when."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import Purpose
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.scheduling import Interval

#: Statuses in which a booking takes time; a reservation does so until it lapses.
TAKES_TIME = frozenset(BookingStatus) - {BookingStatus.CANCELLED}


def bookings_between(person_ids: Collection[int], start: datetime, end: datetime) -> list[Booking]:
    """Bookings that take time of any of these people in [start, end), on either side, by start; lapsed ones do not."""
    standing = sa.or_(Booking.reserved_until.is_(None), Booking.reserved_until > now())
    theirs = _between(person_ids, start, end).where(Booking.status.in_(TAKES_TIME), standing)
    return list(db.session.scalars(theirs.order_by(Booking.starts_at, Booking.id)))


def lapsed_between(person_ids: Collection[int], start: datetime, end: datetime) -> list[Booking]:
    """Reservations of these people in [start, end) whose time is up but which still hold it, by number."""
    theirs = _between(person_ids, start, end).where(Booking.status == BookingStatus.RESERVED)
    return list(db.session.scalars(theirs.where(Booking.reserved_until <= now()).order_by(Booking.id)))


def _between(person_ids: Collection[int], start: datetime, end: datetime) -> sa.Select[Booking]:
    theirs = sa.or_(Booking.host_id.in_(person_ids), Booking.guest_id.in_(person_ids))
    return sa.select(Booking).where(theirs, Booking.starts_at < end, Booking.ends_at > start)


def same_booking(host_id: int, guest_id: int, purpose: Purpose, starts_at: datetime) -> Booking | None:
    """What these two have booked for the same at exactly this time, or None: a repeated "book" finds it."""
    same = sa.select(Booking).where(
        Booking.host_id == host_id,
        Booking.guest_id == guest_id,
        Booking.starts_at == starts_at,
        Booking.title == purpose.title,
        *_for(purpose),
    )
    return db.session.scalar(same.where(Booking.status == BookingStatus.BOOKED))


def hold_of(purpose: Purpose, person_id: int) -> Booking | None:
    """The time a person holds for this while choosing the words, or None when there is none or it has lapsed."""
    return db.session.scalar(holds_of(purpose, person_id).where(Booking.reserved_until > now()))


def holds_of(purpose: Purpose, person_id: int) -> sa.Select[Booking]:
    """What a person holds for this, lapsed or not: one time in each match, and one of each other kind."""
    return sa.select(Booking).where(Booking.holder_id == person_id, *_for(purpose))


def _for(purpose: Purpose) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return Booking.kind == purpose.kind, Booking.match_id.is_not_distinct_from(purpose.match_id)


def sessions_in_week(host_id: int, week: Interval, *, but: int | None = None) -> int:
    """How many sessions a host gives that start in ``week``; ``but`` is the number of one that does not count."""
    counted = sa.select(sa.func.count()).select_from(Booking).where(
        Booking.host_id == host_id,
        Booking.status.in_(TAKES_TIME),
        sa.or_(Booking.reserved_until.is_(None), Booking.reserved_until > now()),
        Booking.starts_at >= week.start,
        Booking.starts_at < week.end,
    )  # fmt: skip
    return db.session.scalar(counted if but is None else counted.where(Booking.id != but)) or 0
