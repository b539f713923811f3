"""All that takes people's time, bookings and busy times alike, in one statement."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from mentormatch.calendar.models import Booking, BusyTime
from mentormatch.calendar.queries.bookings import TAKES_TIME
from mentormatch.core.clock import now
from mentormatch.core.db import db

#: Numbers begin with one.
NO_BOOKING = 0

# The statement is put together once: every page of free times asks it, and doing so takes as long as the answer.
_PEOPLE: Any = sa.bindparam("people", expanding=True)
_START: Any = sa.bindparam("start")
_END: Any = sa.bindparam("end")
_BOOKED: Any = sa.select(
    Booking.host_id, Booking.guest_id, Booking.starts_at, Booking.ends_at, Booking.buffer_minutes
).where(
    sa.or_(Booking.host_id.in_(_PEOPLE), Booking.guest_id.in_(_PEOPLE)),
    sa.or_(Booking.reserved_until.is_(None), Booking.reserved_until > sa.bindparam("at")),
    Booking.status.in_(TAKES_TIME),
    Booking.starts_at < _END,
    Booking.ends_at > _START,
    Booking.id != sa.bindparam("but"),
)
_BUSY: Any = sa.select(
    BusyTime.person_id, sa.null().label("guest_id"), BusyTime.starts_at, BusyTime.ends_at, sa.literal(0)
).where(BusyTime.person_id.in_(_PEOPLE), BusyTime.starts_at < _END, BusyTime.ends_at > _START)
_TAKEN = sa.union_all(_BOOKED, _BUSY)


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
    wanted = set(person_ids)
    asked = {"people": list(wanted), "start": start, "end": end, "at": now(), "but": but or NO_BOOKING}
    for host_id, guest_id, starts_at, ends_at, buffer_minutes in db.session.execute(_TAKEN, asked).all():
        if host_id in wanted:
            own = guest_id is not None
            pause = timedelta(minutes=buffer_minutes)
            found[host_id].append(Taken(starts_at, ends_at, pause, own))
        if guest_id in wanted:
            found[guest_id].append(Taken(starts_at, ends_at))
    for times in found.values():
        times.sort(key=attrgetter("starts_at"))
    return found
