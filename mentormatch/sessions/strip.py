"""Free times as a strip of days in the reader's zone, seven days at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from mentormatch.calendar.clocks import differ, offset_on_change
from mentormatch.core import i18n
from mentormatch.core.i18n import locale_code
from mentormatch.scheduling import get_zone, local_date

DAYS = 7


@dataclass(frozen=True, slots=True)
class Slot:
    """One free time. ``there`` is the other one's clock where it differs, ``note`` all the wall time does not tell."""

    value: str
    text: str
    label: str
    there: str
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

    @property
    def has_other_clock(self) -> bool:
        """Whether any of the times reads otherwise on the other one's clock."""
        return any(slot.there for day in self.days for slot in day.slots)


def strip_of(times: Sequence[datetime], zone_name: str, other_zone: str, first: date | None) -> Strip:
    """The days from ``first`` (or the first free day) with their free times, on both people's clocks."""
    by_day: dict[date, list[datetime]] = defaultdict(list)
    zone = get_zone(zone_name)
    for at in times:
        by_day[local_date(at, zone)].append(at)
    free = sorted(by_day)
    if not free:
        return Strip([], None, None)
    first = min(max(first or free[0], free[0]), free[-1])
    shown = [first + timedelta(days=number) for number in range(DAYS)]
    before = [day for day in free if day < first]
    after = [day for day in free if day > shown[-1]]
    return Strip(
        days=[_day(day, by_day.get(day, []), zone_name, other_zone) for day in shown],
        earlier=max(first - timedelta(days=DAYS), free[0]) if before else None,
        later=after[0] if after else None,
    )


def _day(day: date, times: list[datetime], zone_name: str, other_zone: str) -> Day:
    name = i18n.day(day)
    is_apart = bool(times) and differ(times[0], zone_name, other_zone)
    return Day(
        key=day.isoformat(),
        weekday=format_date(day, "EEE", locale=locale_code()).rstrip("."),
        number=day.day,
        label=f"{name} · {i18n.offset_label(times[0], zone_name)}" if is_apart else name,
        slots=[_slot(at, name, zone_name, other_zone) for at in times],
    )


def _slot(at: datetime, day: str, zone_name: str, other_zone: str) -> Slot:
    """Named by the reader's clock; with its offset when clocks change that day, and with the other one's clock."""
    text = i18n.clock_time(at, zone_name)
    offset, there = offset_on_change(at, zone_name), clock_there(at, zone_name, other_zone)
    return Slot(
        value=at.isoformat(),
        text=text,
        label=f"{day}, {text} {offset}".strip(),
        there=there,
        note=" · ".join(part for part in (offset, there) if part),
    )


def clock_there(at: datetime, zone_name: str, other_zone: str) -> str:
    """``13:00`` when clocks in the other zone show another time; ``Tue 23:00`` when the day is another one as well."""
    if not differ(at, zone_name, other_zone):
        return ""
    there, clock = at.astimezone(get_zone(other_zone)), i18n.clock_time(at, other_zone)
    if there.date() == local_date(at, get_zone(zone_name)):
        return clock
    return f"{format_date(there, 'EEE', locale=locale_code())} {clock}"
