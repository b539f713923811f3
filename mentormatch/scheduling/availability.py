"""From weekly hours and the days that differ to the free intervals of a person, right over clock changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentormatch.scheduling.hours import DayHours, WeeklyRule, check_hours
from mentormatch.scheduling.intervals import Interval, merge
from mentormatch.scheduling.zones import DAY, fixed_offset_periods


@dataclass(frozen=True, slots=True)
class DayException:
    """A date with its own hours instead of the weekly ones; without hours it is a day off.

    With `extra` its hours are free besides those that the date has anyway.
    """

    on: date
    hours: tuple[DayHours, ...] = ()
    extra: bool = False

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
    special = _hours_by_date(exceptions, weekly)
    free: list[Interval] = []
    for period, offset in fixed_offset_periods(zone, within):
        for day in _dates(period, offset):
            midnight = datetime.combine(day, time(0), UTC) - offset
            for first, last in special.get(day, weekly[day.weekday()]):
                # Hours that reach over the edge of the period belong to the other offset there: this cuts out gaps.
                start = max(midnight + timedelta(minutes=first), period.start)
                end = min(midnight + timedelta(minutes=last), period.end)
                if start < end:
                    free.append(Interval(start, end))
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


def _hours_by_date(
    exceptions: Iterable[DayException], weekly: Mapping[int, list[DayHours]]
) -> Mapping[date, list[DayHours]]:
    by_date: dict[date, list[DayException]] = defaultdict(list)
    for exception in exceptions:
        by_date[exception.on].append(exception)
    return {day: _hours_of_day(found, weekly[day.weekday()]) for day, found in by_date.items()}


def _hours_of_day(exceptions: list[DayException], usual: list[DayHours]) -> list[DayHours]:
    if any(not exception.hours for exception in exceptions):
        return []
    own = [hours for exception in exceptions for hours in exception.hours]
    return [*usual, *own] if all(exception.extra for exception in exceptions) else own
