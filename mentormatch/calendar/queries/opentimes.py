"""The times that are left: hours given, less what is taken, within the limits of the cohort."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.calendar.queries.bookings import bookings_between
from mentormatch.calendar.queries.hours import day_exceptions_of, weekly_rules_of
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.programmes.models import Cohort
from mentormatch.scheduling import (
    DayException,
    Interval,
    WeeklyRule,
    free_intervals,
    get_zone,
    open_slots,
    subtract,
    within_limits,
)

WEEK = timedelta(days=7)
#: Most people have a free time within this; looking farther costs four times as much.
LOOK_FIRST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Host:
    """All that decides when somebody can be booked."""

    id: int
    zone: ZoneInfo
    rules: tuple[WeeklyRule, ...]
    exceptions: list[DayException]
    taken: list[Booking]


def open_times(
    host: Person, cohort: Cohort, *, guest: Person | None = None, moving: Booking | None = None
) -> list[datetime]:
    """Starts (UTC), in order, at which a session with ``host`` can be booked now, also by ``guest`` where given.

    ``moving`` is the booking that would be moved: its own time does not stand in its way.
    """
    at = now()
    people = [host.id, guest.id] if guest else [host.id]
    but = moving.id if moving else None
    taken = [booking for booking in bookings_between(people, *_weeks(at, cohort)) if booking.id != but]
    taking = _Host(
        id=host.id,
        zone=get_zone(host.time_zone),
        rules=weekly_rules_of([host.id])[host.id],
        exceptions=day_exceptions_of([host.id])[host.id],
        taken=[booking for booking in taken if _takes_part(host.id, booking)],
    )
    elsewhere = [_time_of_guest(booking, guest.id) for booking in taken if guest and _takes_part(guest.id, booking)]
    return list(_open(taking, cohort, at, timedelta(days=cohort.window_days), elsewhere))


def next_open_times(
    host_ids: Collection[int], cohort: Cohort, *, per_host: int = 3, within: timedelta | None = None
) -> dict[int, list[datetime]]:
    """The first open times (UTC) of each active host, in four statements however many there are.

    ``within`` looks no farther ahead than this, which is cheaper.
    """
    at = now()
    active = sa.select(Person.id, Person.time_zone).where(Person.id.in_(host_ids), Person.active)
    zones: dict[int, str] = dict(db.session.execute(active).all())
    rules, exceptions = weekly_rules_of(zones), day_exceptions_of(zones)
    taken: dict[int, list[Booking]] = defaultdict(list)
    for booking in bookings_between(zones, *_weeks(at, cohort)):
        taken[booking.host_id].append(booking)
        taken[booking.guest_id].append(booking)
    window = min(timedelta(days=cohort.window_days), within or timedelta.max)
    found: dict[int, list[datetime]] = {}
    for host_id, zone_name in zones.items():
        host = _Host(host_id, get_zone(zone_name), rules[host_id], exceptions[host_id], taken[host_id])
        times = _open(host, cohort, at, min(LOOK_FIRST, window))
        if len(times) < per_host and window > LOOK_FIRST:
            times = _open(host, cohort, at, window)
        found[host_id] = list(times[:per_host])
    return found


def _weeks(at: datetime, cohort: Cohort) -> tuple[datetime, datetime]:
    """From the week that has begun to the week in which the window ends, so that every week is counted whole."""
    return at - WEEK, at + timedelta(days=cohort.window_days) + WEEK


def _open(
    host: _Host, cohort: Cohort, at: datetime, window: timedelta, elsewhere: Iterable[Interval] = ()
) -> tuple[datetime, ...]:
    if not host.rules and not host.exceptions:
        return ()
    length = timedelta(minutes=cohort.session_minutes)
    free = free_intervals(host.rules, host.exceptions, host.zone, Interval(at, at + window + length))
    slots = open_slots(
        subtract(free, elsewhere),
        [_time_of_host(booking, host.id, cohort) for booking in host.taken],
        length=length,
        now=at,
        notice=timedelta(hours=cohort.notice_hours),
        window=window,
        buffer=timedelta(minutes=cohort.buffer_minutes),
    )
    given = [booking.starts_at for booking in host.taken if booking.host_id == host.id]
    return within_limits(slots, given, host.zone, sessions_per_week=cohort.sessions_per_week)


def _takes_part(person_id: int, booking: Booking) -> bool:
    return person_id in {booking.host_id, booking.guest_id}


def _time_of_host(booking: Booking, host_id: int, cohort: Cohort) -> Interval:
    """A taken time of the host; the engine adds the cohort's pause, so only what is longer than that is added here."""
    own = booking.buffer_minutes if booking.host_id == host_id else 0
    return Interval(booking.starts_at, booking.ends_at + timedelta(minutes=max(own - cohort.buffer_minutes, 0)))


def _time_of_guest(booking: Booking, guest_id: int) -> Interval:
    """A taken time of the guest, with the pause that was promised where the guest gives a session to somebody else."""
    pause = booking.buffer_minutes if booking.host_id == guest_id else 0
    return Interval(booking.starts_at, booking.ends_at + timedelta(minutes=pause))
