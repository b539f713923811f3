"""Reading hours, bookings and open times."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import AvailabilityException, AvailabilityRule, Booking, BookingStatus
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

#: Statuses in which a booking takes time; a reservation does until it lapses.
TAKES_TIME = (BookingStatus.RESERVED, BookingStatus.BOOKED)
WEEK = timedelta(days=7)


def weekly_rules(person_id: int) -> tuple[WeeklyRule, ...]:
    """The weekly hours of one person, in order."""
    return weekly_rules_of([person_id])[person_id]


def weekly_rules_of(person_ids: Collection[int]) -> dict[int, tuple[WeeklyRule, ...]]:
    """The weekly hours of each person; an empty tuple for those who gave none."""
    rules = (
        AvailabilityRule.person_id,
        AvailabilityRule.weekday,
        AvailabilityRule.start_minute,
        AvailabilityRule.end_minute,
    )
    found: dict[int, list[WeeklyRule]] = {person_id: [] for person_id in person_ids}
    for person_id, weekday, start, end in db.session.execute(
        sa.select(*rules).where(AvailabilityRule.person_id.in_(person_ids)).order_by(*rules)
    ):
        found[person_id].append(WeeklyRule(weekday, start, end))
    return {person_id: tuple(hours) for person_id, hours in found.items()}


def exceptions_of(person_id: int) -> list[AvailabilityException]:
    """Days that differ, from today on (by the farthest calendar of the world), in order."""
    mine = sa.select(AvailabilityException).where(
        AvailabilityException.person_id == person_id, AvailabilityException.on_date >= now().date() - timedelta(days=1)
    )
    return list(db.session.scalars(mine.order_by(AvailabilityException.on_date, AvailabilityException.start_minute)))


def exception_for(person: Person, exception_id: int) -> AvailabilityException | None:
    """A day that differs of this person, or None."""
    found = db.session.get(AvailabilityException, exception_id)
    return found if found is not None and found.person_id == person.id else None


def bookings_between(person_ids: Collection[int], start: datetime, end: datetime) -> list[Booking]:
    """Bookings that take time of any of these people in [start, end), on either side; lapsed reservations do not."""
    theirs = sa.or_(Booking.host_id.in_(person_ids), Booking.guest_id.in_(person_ids))
    standing = sa.or_(Booking.reserved_until.is_(None), Booking.reserved_until > now())
    return list(
        db.session.scalars(
            sa.select(Booking)
            .where(theirs, Booking.status.in_(TAKES_TIME), standing, Booking.starts_at < end, Booking.ends_at > start)
            .order_by(Booking.starts_at)
        )
    )


def open_times(
    host: Person, cohort: Cohort, *, guest: Person | None = None, moving: Booking | None = None
) -> list[datetime]:
    """Starts, in order, at which a session with ``host`` can be booked now, also by ``guest`` where given.

    ``moving`` is the booking that would be moved: its own time does not stand in its way.
    """
    people = [host.id, guest.id] if guest else [host.id]
    taken = [
        booking for booking in bookings_between(people, *_range(cohort)) if moving is None or booking.id != moving.id
    ]
    rules, exceptions = weekly_rules(host.id), _day_exceptions([host.id])[host.id]
    theirs = [booking for booking in taken if guest and guest.id in {booking.host_id, booking.guest_id}]
    return _open(host.id, host.time_zone, rules, exceptions, taken, theirs, cohort)


def next_open_times(host_ids: Collection[int], cohort: Cohort, *, per_host: int = 3) -> dict[int, list[datetime]]:
    """The first open times of each host, in four statements however many hosts there are."""
    zones = dict(db.session.execute(sa.select(Person.id, Person.time_zone).where(Person.id.in_(host_ids))).tuples())
    rules, exceptions = weekly_rules_of(host_ids), _day_exceptions(host_ids)
    taken: dict[int, list[Booking]] = defaultdict(list)
    for booking in bookings_between(host_ids, *_range(cohort)):
        taken[booking.host_id].append(booking)
        taken[booking.guest_id].append(booking)
    return {
        host_id: _open(host_id, zones[host_id], rules[host_id], exceptions[host_id], taken[host_id], [], cohort)[
            :per_host
        ]
        for host_id in host_ids
        if host_id in zones
    }


def _range(cohort: Cohort) -> tuple[datetime, datetime]:
    """From the week that has begun to the week in which the window ends, so that full weeks are counted whole."""
    return now() - WEEK, now() + timedelta(days=cohort.window_days) + WEEK


def _day_exceptions(person_ids: Collection[int]) -> dict[int, list[DayException]]:
    columns = (AvailabilityException.person_id, AvailabilityException.on_date)
    minutes = (AvailabilityException.start_minute, AvailabilityException.end_minute)
    rows = db.session.execute(
        sa.select(*columns, *minutes).where(columns[0].in_(person_ids)).order_by(*columns, *minutes)
    )
    hours: dict[tuple[int, date], list[tuple[int, int]]] = defaultdict(list)
    found: dict[int, list[DayException]] = {person_id: [] for person_id in person_ids}
    for person_id, on_date, start, end in rows:
        hours[person_id, on_date] += [(start, end)] if start is not None and end is not None else []
    for (person_id, on_date), spans in hours.items():
        found[person_id].append(DayException(on_date, tuple(spans)))
    return found


def _open(
    host_id: int,
    zone_name: str,
    rules: Iterable[WeeklyRule],
    exceptions: Iterable[DayException],
    taken: Iterable[Booking],
    of_guest: Iterable[Booking],
    cohort: Cohort,
) -> list[datetime]:
    zone, length, at = get_zone(zone_name), timedelta(minutes=cohort.session_minutes), now()
    until = at + timedelta(days=cohort.window_days)
    free = free_intervals(rules, exceptions, zone, Interval(at, until + length))
    of_host = [booking for booking in taken if host_id in {booking.host_id, booking.guest_id}]
    slots = open_slots(
        subtract(free, [Interval(booking.starts_at, booking.ends_at) for booking in of_guest]),
        [Interval(booking.starts_at, booking.ends_at) for booking in of_host],
        length=length,
        now=at,
        notice=timedelta(hours=cohort.notice_hours),
        window=timedelta(days=cohort.window_days),
        buffer=timedelta(minutes=cohort.buffer_minutes),
    )
    booked = [booking.starts_at for booking in of_host if booking.host_id == host_id]
    return list(within_limits(slots, booked, zone, sessions_per_week=cohort.sessions_per_week))
