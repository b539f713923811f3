"""All that takes people's time, bookings and busy times alike, in one statement."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.calendar.models import Booking, BusyTime
from mentormatch.calendar.queries.bookings import TAKES_TIME
from mentormatch.core.clock import now
from mentormatch.core.db import db


@dataclass(frozen=True, slots=True)
class Taken:
    """A stretch of one person's time. ``given``: a session this person gives, which counts in the week."""

    starts_at: datetime
    ends_at: datetime
    #: The pause that was promised after a session one gives.
    pause: timedelta = timedelta(0)
    given: bool = False


def taken_between(
    person_ids: Collection[int], start: datetime, end: datetime, *, but: int | None = None
) -> dict[int, list[Taken]]:
    """What takes time of each of these people in [start, end), by start; ``but`` is a booking that does not count."""
    found: dict[int, list[Taken]] = defaultdict(list)
    both = sa.union_all(_booked(person_ids, start, end, but), _busy(person_ids, start, end))
    wanted = set(person_ids)
    row: Any
    for row in db.session.execute(both):
        host_id, guest_id, starts_at, ends_at, buffer_minutes = row
        if host_id in wanted:
            own = guest_id is not None
            pause = timedelta(minutes=buffer_minutes)
            found[host_id].append(Taken(starts_at, ends_at, pause, own))
        if guest_id in wanted:
            found[guest_id].append(Taken(starts_at, ends_at))
    for person_id in found:
        found[person_id].sort(key=lambda taken: taken.starts_at)
    return found


def _booked(person_ids: Collection[int], start: datetime, end: datetime, but: int | None) -> Any:
    booked = sa.select(
        Booking.host_id, Booking.guest_id, Booking.starts_at, Booking.ends_at, Booking.buffer_minutes
    ).where(
        sa.or_(Booking.host_id.in_(person_ids), Booking.guest_id.in_(person_ids)),
        sa.or_(Booking.reserved_until.is_(None), Booking.reserved_until > now()),
        Booking.status.in_(TAKES_TIME),
        Booking.starts_at < end,
        Booking.ends_at > start,
    )
    return booked if but is None else booked.where(Booking.id != but)


def _busy(person_ids: Collection[int], start: datetime, end: datetime) -> Any:
    nobody, nothing = sa.null().label("guest_id"), sa.literal(0).label("buffer_minutes")
    busy = sa.select(BusyTime.person_id, nobody, BusyTime.starts_at, BusyTime.ends_at, nothing)
    return busy.where(BusyTime.person_id.in_(person_ids), BusyTime.starts_at < end, BusyTime.ends_at > start)
