"""The times that are left: hours given, less what is taken, within the limits of the terms and of the host."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, OwnLimits
from mentormatch.calendar.policy import Limits, Terms, limits_of
from mentormatch.calendar.queries.hours import Hours, hours_of
from mentormatch.calendar.queries.taken import Taken, taken_between
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.scheduling import Interval, free_intervals, get_zone, open_slots, subtract, within_limits

WEEK = timedelta(days=7)
#: Most people have a free time within this; looking farther costs four times as much.
LOOK_FIRST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Host:
    """All that decides when somebody can be booked."""

    zone: ZoneInfo
    limits: Limits
    hours: Hours
    taken: list[Taken]


def open_times(
    host: Person, terms: Terms, *, guest: Person | None = None, moving: Booking | None = None
) -> list[datetime]:
    """Starts (UTC), in order, at which a session with ``host`` can be booked now, also by ``guest`` where given.

    ``moving`` is the booking that would be moved, or the time one holds already: it does not stand in its own way.
    """
    at = now()
    limits = host_limits(host.id, terms)
    people = [host.id, guest.id] if guest else [host.id]
    taken = taken_between(people, *_weeks(at, limits), but=moving.id if moving else None)
    giving = _Host(get_zone(host.time_zone), limits, hours_of([host.id])[host.id], taken[host.id])
    elsewhere = [Interval(time.starts_at, time.ends_at + time.pause) for time in taken[guest.id]] if guest else []
    return list(_open(giving, at, limits.window, elsewhere))


def next_open_times(
    host_ids: Collection[int], terms: Terms, *, per_host: int = 3, within: timedelta | None = None
) -> dict[int, list[datetime]]:
    """The first open times (UTC) of each active host, in three statements however many there are.

    ``within`` looks no farther ahead than this, which is cheaper.
    """
    at = now()
    columns = (OwnLimits.buffer_minutes, OwnLimits.notice_hours, OwnLimits.window_days, OwnLimits.sessions_per_week)
    active = sa.select(Person.id, Person.time_zone, *columns).outerjoin(OwnLimits, OwnLimits.person_id == Person.id)
    people = db.session.execute(active.where(Person.id.in_(host_ids), Person.active)).all()
    ids = [person.id for person in people]
    hours = hours_of(ids)
    taken = taken_between(ids, *_weeks(at, limits_of(terms, None)))
    found: dict[int, list[datetime]] = {}
    for person in people:
        limits = limits_of(terms, person)
        host = _Host(get_zone(person.time_zone), limits, hours[person.id], taken[person.id])
        found[person.id] = _first(host, at, per_host, min(limits.window, within or timedelta.max))
    return found


def host_limits(host_id: int, terms: Terms) -> Limits:
    """How this host can be booked by these terms."""
    return limits_of(terms, db.session.get(OwnLimits, host_id))


def _first(host: _Host, at: datetime, most: int, window: timedelta) -> list[datetime]:
    times = _open(host, at, min(LOOK_FIRST, window))
    if len(times) < most and window > LOOK_FIRST:
        times = _open(host, at, window)
    return list(times[:most])


def _weeks(at: datetime, limits: Limits) -> tuple[datetime, datetime]:
    """From the week that has begun to the week in which the window ends, so that every week is counted whole."""
    return at - WEEK, at + limits.window + WEEK


def _open(host: _Host, at: datetime, window: timedelta, elsewhere: Iterable[Interval] = ()) -> tuple[datetime, ...]:
    if not host.hours.weekly and not host.hours.days:
        return ()
    limits = host.limits
    free = free_intervals(host.hours.weekly, host.hours.days, host.zone, Interval(at, at + window + limits.length))
    slots = open_slots(
        subtract(free, elsewhere),
        [_time_of_host(taken, limits) for taken in host.taken],
        length=limits.length,
        now=at,
        notice=limits.notice,
        window=window,
        buffer=limits.buffer,
    )
    given = [taken.starts_at for taken in host.taken if taken.given]
    return within_limits(slots, given, host.zone, sessions_per_week=limits.sessions_per_week)


def _time_of_host(taken: Taken, limits: Limits) -> Interval:
    """A taken time of the host; the engine adds the usual pause, so only what is longer than that is added here."""
    return Interval(taken.starts_at, taken.ends_at + max(taken.pause - limits.buffer, timedelta(0)))
