"""Time zones: from a wall clock to instants, and when the clock changes."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from math import ceil, floor
from zoneinfo import ZoneInfo, available_timezones

from mentormatch.scheduling.errors import UnknownZone
from mentormatch.scheduling.intervals import Interval

DAY = timedelta(days=1)


@cache
def zone_names() -> frozenset[str]:
    """Give every IANA zone name this machine knows."""
    return frozenset(available_timezones()) - {"Factory", "localtime"}


def get_zone(name: str) -> ZoneInfo:
    """Give the zone of an IANA name such as `Europe/Rome`, or raise `UnknownZone`."""
    if name not in zone_names():
        raise UnknownZone(name)
    return ZoneInfo(name)


def instants_at(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Give the UTC instants at which clocks in `zone` show the naive `wall`: none in a gap, two in a repeated hour."""
    readings = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(sorted(at for at in readings if at.astimezone(zone).replace(tzinfo=None) == wall))


def local_date(at: datetime, zone: ZoneInfo) -> date:
    """Give the date that a calendar on the wall in `zone` shows at an instant."""
    return at.astimezone(zone).date()


def monday_of(day: date) -> date:
    """Give the Monday with which the ISO week of a date begins."""
    return day - timedelta(days=day.weekday())


def stretch(first: date, days: int, zone: ZoneInfo) -> Interval:
    """Give so many days in a row, midnight to midnight by the clocks of `zone`."""
    return Interval(*(datetime.combine(day, time(0), zone) for day in (first, first + days * DAY)))


def week_around(at: datetime, zone: ZoneInfo) -> Interval:
    """Give the ISO week, Monday to Monday by the clocks of `zone`, that holds an instant."""
    return stretch(monday_of(local_date(at, zone)), 7, zone)


def fixed_offset_periods(zone: ZoneInfo, within: Interval) -> Iterator[tuple[Interval, timedelta]]:
    """Cut `within` at the clock changes of `zone`: in each period local time is UTC plus one fixed offset."""
    start = within.start
    while start < within.end:
        change = _next_change(zone, start, within.end)
        yield Interval(start, change), _offset(zone, start)
        start = change


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _next_change(zone: ZoneInfo, start: datetime, end: datetime) -> datetime:
    """Find the first second with another offset than `start` has, or give `end` when there is none before it."""
    offset = _offset(zone, start)
    while start < end:
        # No zone changes its clock and changes it back within a day, so one look a day misses nothing.
        following = min(start + DAY, end)
        if _offset(zone, following) != offset:
            seconds = range(floor(start.timestamp()), ceil(following.timestamp()) + 1)
            found = bisect_left(seconds, True, key=lambda at: _offset(zone, datetime.fromtimestamp(at, UTC)) != offset)
            return datetime.fromtimestamp(seconds[found], UTC)
        start = following
    return end
