"""Free times as a strip of days in the reader's zone, seven days at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from mentormatch.accounts.models import Person
from mentormatch.calendar.clocks import differ, offset_on_change
from mentormatch.core import i18n
from mentormatch.core.i18n import _, locale_code
from mentormatch.scheduling import get_zone, local_date

DAYS = 7


@dataclass(frozen=True, slots=True)
class Slot:
    """One free time. ``note`` is what the wall time alone does not tell."""

    value: str
    text: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Day:
    key: str
    weekday: str
    number: int
    label: str
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class Strip:
    """Seven days; ``earlier`` and ``later`` are the first days of the strips beside it, None where nothing is free."""

    days: list[Day]
    earlier: date | None
    later: date | None


def strip_of(times: Sequence[datetime], reader: Person, other: Person, first: date | None) -> Strip:
    """The days from ``first`` (or the first free day) with their free times, as ``reader`` sees them."""
    by_day: dict[date, list[datetime]] = defaultdict(list)
    for at in times:
        by_day[local_date(at, get_zone(reader.time_zone))].append(at)
    free = sorted(by_day)
    if not free:
        return Strip([], None, None)
    first = min(max(first or free[0], free[0]), free[-1])
    shown = [first + timedelta(days=number) for number in range(DAYS)]
    before = [day for day in free if day < first]
    after = [day for day in free if day > shown[-1]]
    return Strip(
        days=[_day(day, by_day.get(day, []), reader, other) for day in shown],
        earlier=max(first - timedelta(days=DAYS), free[0]) if before else None,
        later=after[0] if after else None,
    )


def _day(day: date, times: list[datetime], reader: Person, other: Person) -> Day:
    code = locale_code()
    return Day(
        key=day.isoformat(),
        weekday=format_date(day, "EEE", locale=code).rstrip("."),
        number=day.day,
        label=i18n.day(day),
        slots=[_slot(at, reader, other) for at in times],
    )


def _slot(at: datetime, reader: Person, other: Person) -> Slot:
    """Named by the reader's clock; with its offset when clocks change that day, and with the other one's clock."""
    offset = offset_on_change(at, reader.time_zone)
    theirs = clock_of_other(at, reader, other)
    return Slot(
        value=at.isoformat(),
        text=i18n.clock_time(at, reader.time_zone),
        label=" ".join(part for part in (i18n.moment(at, reader.time_zone), offset) if part),
        note=" · ".join(part for part in (offset, theirs) if part),
    )


def clock_of_other(at: datetime, reader: Person, other: Person) -> str:
    """``13:00 for Omar`` when their clock shows another time; with the weekday when it is another day."""
    if not differ(at, reader.time_zone, other.time_zone):
        return ""
    is_other_day = local_date(at, get_zone(reader.time_zone)) != local_date(at, get_zone(other.time_zone))
    when = i18n.clock_time(at, other.time_zone)
    if is_other_day:
        when = f"{format_date(at.astimezone(get_zone(other.time_zone)), 'EEE', locale=locale_code())} {when}"
    return _("%(time)s for %(name)s", time=when, name=other.first_name)
