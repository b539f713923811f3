"""From weekly hours and the days that differ to the free intervals of a person, right over clock changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentormatch.scheduling.hours import DayHours, WeeklyRule, check_hours
from mentormatch.scheduling.intervals import Interval, intersect, merge
from mentormatch.scheduling.zones import DAY, fixed_offset_periods


@dataclass(frozen=True, slots=True)
class DayException:
    """A date with its own hours instead of the weekly ones; without hours it is a day off."""

    on: date
    hours: tuple[DayHours, ...] = ()

    def __post_init__(self) -> None:
        for hours in self.hours:
            check_hours(hours)


def free_intervals(
    rules: Iterable[WeeklyRule], exceptions: Iterable[DayException], zone: ZoneInfo, within: Interval
) -> tuple[Interval, ...]:
    """Give the instants of `within` at which clocks in `zone` show a time inside the person's hours, merged, in order.

    The wall time is what is kept over a clock change: an hour that the clocks skip is never free, an hour that they
    repeat is free twice. When several exceptions name one date, their hours add up, unless one makes it a day off.
    """
    weekly = _hours_by_weekday(rules)
    special = _hours_by_date(exceptions)
    free: list[Interval] = []
    for period, offset in fixed_offset_periods(zone, within):
        stretches: list[Interval] = []
        for day in _dates(period, offset):
            midnight = datetime.combine(day, time(0), UTC) - offset
            for start, end in special.get(day, weekly[day.weekday()]):
                stretches.append(Interval(midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)))
        # Hours that reach over the edge of the period belong to the other offset there: this is what cuts out gaps.
        free.extend(intersect(stretches, [period]))
    return merge(free)


def _dates(period: Interval, offset: timedelta) -> Iterator[date]:
    day, last = (period.start + offset).date(), (period.end + offset).date()
    while day <= last:
        yield day
        day += DAY


def _hours_by_weekday(rules: Iterable[WeeklyRule]) -> Mapping[int, list[DayHours]]:
    hours: dict[int, list[DayHours]] = {weekday: [] for weekday in range(7)}
    for rule in rules:
        hours[rule.weekday].append(rule.hours)
    return hours


def _hours_by_date(exceptions: Iterable[DayException]) -> Mapping[date, list[DayHours]]:
    hours: dict[date, list[DayHours]] = defaultdict(list)
    off: set[date] = set()
    for exception in exceptions:
        hours[exception.on].extend(exception.hours)
        if not exception.hours:
            off.add(exception.on)
    return {day: [] if day in off else hours[day] for day in hours}
