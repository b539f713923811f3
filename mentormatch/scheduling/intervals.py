"""Half-open intervals of time, [start, end): what touches does not overlap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

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
    for interval in sorted(intervals):
        if merged and interval.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, interval.end))
        else:
            merged.append(interval)
    return tuple(merged)


def subtract(intervals: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the instants of `intervals` that are in none of `taken`, merged and in order."""
    holes = merge(taken)
    rest: list[Interval] = []
    first = 0
    for piece in merge(intervals):
        while first < len(holes) and holes[first].end <= piece.start:
            first += 1
        start = piece.start
        for hole in holes[first:]:
            if hole.start >= piece.end:
                break
            if start < hole.start:
                rest.append(Interval(start, hole.start))
            start = hole.end
        if start < piece.end:
            rest.append(Interval(start, piece.end))
    return tuple(rest)


def intersect(these: Iterable[Interval], those: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the instants that are in both, merged and in order."""
    these = tuple(these)
    return subtract(these, subtract(these, those))
