"""Half-open intervals of time, [start, end): what touches does not overlap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

from mentormatch.scheduling.errors import EmptyInterval, NaiveTime


def as_utc(at: datetime) -> datetime:
    """Give the same instant in UTC; `NaiveTime` when it has no zone."""
    if at.tzinfo is UTC:  # as nearly every instant is that comes here, thousands for a page of free times
        return at
    if at.utcoffset() is None:
        raise NaiveTime(at)
    return at.astimezone(UTC)


@dataclass(frozen=True, order=True, slots=True)
class Interval:
    """The instants from `start` up to, not including, `end`, both kept in UTC.

    Raises `NaiveTime` for a time without a zone and `EmptyInterval` when the end is not after the start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        # Python compares two datetimes of one zone by their wall clocks, which is wrong in a repeated hour: hence UTC.
        if self.start.tzinfo is not UTC or self.end.tzinfo is not UTC:
            object.__setattr__(self, "start", as_utc(self.start))
            object.__setattr__(self, "end", as_utc(self.end))
        if self.end <= self.start:
            raise EmptyInterval(f"{self.start.isoformat()} to {self.end.isoformat()}")

    def __contains__(self, at: datetime) -> bool:
        return self.start <= as_utc(at) < self.end

    def overlaps(self, other: "Interval") -> bool:
        """Tell whether the two share an instant."""
        return self.start < other.end and other.start < self.end


def merge(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the fewest intervals with the same instants, in order; touching ones become one."""
    merged: list[Interval] = []
    for interval in sorted(intervals, key=attrgetter("start")):
        last = merged[-1] if merged else None
        if last is None or last.end < interval.start:
            merged.append(interval)
        elif last.end < interval.end:
            merged[-1] = Interval(last.start, interval.end)
    return tuple(merged)


def subtract(intervals: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the instants of `intervals` that are in none of `taken`, merged and in order."""
    holes = merge(taken)
    rest: list[Interval] = []
    at = 0
    for piece in merge(intervals):
        start = piece.start
        while at < len(holes) and (hole := holes[at]).start < piece.end:
            if start < hole.start:
                rest.append(Interval(start, hole.start))
            start = max(start, hole.end)
            if hole.end > piece.end:
                break  # it may reach into the next piece as well
            at += 1
        if start < piece.end:
            rest.append(Interval(start, piece.end))
    return tuple(rest)


def intersect(these: Iterable[Interval], those: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the instants that are in both, merged and in order."""
    first, second = merge(these), merge(those)
    both: list[Interval] = []
    one = other = 0
    while one < len(first) and other < len(second):
        start = max(first[one].start, second[other].start)
        end = min(first[one].end, second[other].end)
        if start < end:
            both.append(Interval(start, end))
        if first[one].end < second[other].end:
            one += 1
        else:
            other += 1
    return tuple(both)
