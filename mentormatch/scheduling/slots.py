"""Free intervals and busy times in, open slots out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mentormatch.scheduling.errors import BadLength
from mentormatch.scheduling.intervals import Interval, as_utc, merge, subtract
from mentormatch.scheduling.zones import local_date, monday_of, stretch

QUARTER_HOUR = timedelta(minutes=15)
NOTHING = timedelta(0)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def open_slots(
    free: Iterable[Interval],
    busy: Iterable[Interval],
    *,
    length: timedelta,
    now: datetime,
    notice: timedelta = timedelta(hours=24),
    window: timedelta = timedelta(days=60),
    buffer: timedelta = NOTHING,
    step: timedelta = QUARTER_HOUR,
) -> tuple[datetime, ...]:
    """Give the UTC starts, in order, of every slot of `length` that can be booked now.

    A slot lies inside `free`, starts on a whole `step` of the UTC clock (its quarter hours are those of every zone)
    from `now + notice` until before `now + window`, and, widened by `buffer` on both sides, overlaps nothing in `busy`.
    Give `busy` as the bookings themselves, without buffers. The other person's bookings need no buffer: subtract them
    from `free`. Raises `BadLength` for a length or step that is not positive, or a negative buffer.
    """
    if length <= NOTHING or step <= NOTHING or buffer < NOTHING:
        raise BadLength(min(length, step, buffer))
    earliest, latest = as_utc(now) + notice, as_utc(now) + window
    if latest <= earliest:
        return ()
    widened = (Interval(taken.start - buffer, taken.end + buffer) for taken in busy)
    starts: list[datetime] = []
    for interval in subtract(free, widened):
        start = EPOCH + -((EPOCH - max(interval.start, earliest)) // step) * step
        last = interval.end - length
        while start <= last and start < latest:
            starts.append(start)
            start += step
    return tuple(starts)


def within_limits(
    slots: Iterable[datetime],
    booked: Iterable[datetime],
    zone: ZoneInfo,
    *,
    sessions_per_week: int | None = None,
    sessions_per_day: int | None = None,
) -> tuple[datetime, ...]:
    """Keep the slots whose day and ISO week, by the clocks of `zone`, have room beside the starts already in `booked`.

    None means no limit. A full day or week gives no slots; the sessions of a mentor are counted in the mentor's zone.
    """
    if sessions_per_day == 0 or sessions_per_week == 0:
        return ()
    days = Counter(local_date(start, zone) for start in booked)
    weeks: Counter[date] = Counter()
    for day, count in days.items():
        weeks[monday_of(day)] += count
    full_days = [stretch(day, 1, zone) for day, count in days.items() if _is_full(count, sessions_per_day)]
    full_weeks = [stretch(monday, 7, zone) for monday, count in weeks.items() if _is_full(count, sessions_per_week)]
    full = merge(full_days + full_weeks)
    ends = [interval.end for interval in full]
    return tuple(slot for slot in slots if (at := bisect_right(ends, slot)) == len(full) or slot < full[at].start)


def _is_full(count: int, most: int | None) -> bool:
    return most is not None and count >= most


def quarter_hours(start: datetime, end: datetime) -> tuple[int, ...]:
    """Give, in order, the key of every quarter of an hour that [start, end) touches: epoch seconds // 900.

    Bookings that overlap share a key, so claiming each key once a person refuses the overlap.
    Raises `NaiveTime` or `EmptyInterval`.
    """
    taken = Interval(start, end)
    return tuple(range((taken.start - EPOCH) // QUARTER_HOUR, -((EPOCH - taken.end) // QUARTER_HOUR)))
