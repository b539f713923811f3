"""Free times to propose or to pick, a few a day, as people choose them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _l, as_instant, clock_time, day, moment, zone

#: Days and times a day that are offered: enough to find one, few enough to read.
MOST_DAYS, MOST_A_DAY = 7, 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A time as a chip: the value that is posted, the clock, and what a screen reader says."""

    value: str
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Day:
    label: str
    choices: list[Choice]


def by_day(times: Iterable[datetime], zone_name: str, *, chosen: Collection[str] = ()) -> list[Day]:
    """The nearest days with their full and half hours in the reader's zone; what was chosen before is always there."""
    days: list[Day] = []
    wanted = {at for at in map(find_instant, chosen) if at}
    for label, of_day in groupby(times, lambda at: day(at, zone_name)):
        free = list(of_day)
        offered = _round_ones(free, zone_name)[:MOST_A_DAY] if len(days) < MOST_DAYS else []
        kept = sorted({*offered, *(at for at in free if at in wanted)})
        if kept:
            days.append(Day(label, [choice(at, zone_name) for at in kept]))
    return days


def choice(at: datetime, zone_name: str) -> Choice:
    return Choice(at.isoformat(), clock_time(at, zone_name), moment(at, zone_name))


def read_instant(text: str) -> datetime:
    """The instant somebody chose; Invalid when it is none."""
    at = find_instant(text)
    if at is None:
        raise Invalid(_l("Please choose one of the times of the list."), field="proposed_times")
    return at


def find_instant(text: str) -> datetime | None:
    try:
        return as_instant(text)
    except (ValueError, OverflowError):
        return None


def _round_ones(times: list[datetime], zone_name: str) -> list[datetime]:
    """Full and half hours on the reader's clock, spread over the day; any others where there are none."""
    at_zone = zone(zone_name)
    round_ones = [at for at in times if at.astimezone(at_zone).minute in (0, 30)] or times
    full = [at for at in round_ones if at.astimezone(at_zone).minute == 0]
    spread = full if len(round_ones) > MOST_A_DAY and full else round_ones
    if len(spread) <= MOST_A_DAY:
        return spread
    step = timedelta(seconds=(spread[-1] - spread[0]).total_seconds() / (MOST_A_DAY - 1))
    marks = [spread[0] + step * number for number in range(MOST_A_DAY)]
    return sorted({min(spread, key=lambda at: abs(at - mark)) for mark in marks})
