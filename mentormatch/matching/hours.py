"""When people are free: weekly rules in a zone become quarter-hours of a reference week in UTC."""

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from mentormatch.matching.types import Hours, minutes_of

Bits = npt.NDArray[np.uint8]
QUARTERS = 7 * 24 * 4
BYTES = QUARTERS // 8
#: Zones change their clocks on different days. A week of January and one of July are both looked at and the smaller
#: overlap counts, so that "in common" is true all year; fixed weeks, because the engine knows no date.
WEEKS = (datetime(2026, 1, 12), datetime(2026, 7, 13))


@lru_cache(maxsize=1024)
def offsets(zone: str) -> tuple[int, ...]:
    """Return the minutes by which a zone is ahead of UTC in each reference week."""
    return tuple(_minutes(week.replace(tzinfo=ZoneInfo(zone)).utcoffset()) for week in WEEKS)


@lru_cache(maxsize=1024)
def free_quarters(rules: tuple[Hours, ...], zone: str) -> Bits:
    """Return packed bits (len(WEEKS), BYTES): the whole quarter-hours of each reference week that are free, in UTC."""
    free = np.zeros((len(WEEKS), QUARTERS), np.bool_)
    for weekday, start, end in rules:
        for week, offset in enumerate(offsets(zone)):
            midnight = weekday * 1440 - offset
            first = -((-midnight - minutes_of(start)) // 15)
            last = (midnight + minutes_of(end)) // 15
            free[week, np.arange(first, last) % QUARTERS] = True
    return np.packbits(free, axis=1)


def minutes_in_common(one: Bits, many: Bits) -> npt.NDArray[np.float64]:
    """Return minutes a week that one person (weeks, BYTES) shares with each of many (weeks, BYTES, n), all year."""
    shared = np.zeros((len(one), many.shape[-1]), np.uint16)
    for week, byte in zip(*one.nonzero(), strict=True):
        shared[week] += np.bitwise_count(many[week, byte] & one[week, byte])
    return 15.0 * shared.min(axis=0)


def _minutes(offset: timedelta | None) -> int:
    return int((offset or timedelta()).total_seconds() // 60)
