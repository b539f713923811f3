"""Half-open intervals: what touches does not overlap, and nothing is lost or made up."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.scheduling import EmptyInterval, Interval, NaiveTime, intersect, merge, subtract

START = datetime(2026, 3, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HORIZON = 40


def between(first: int, last: int) -> Interval:
    return Interval(START + first * MINUTE, START + last * MINUTE)


def minutes_of(intervals) -> set[int]:
    return {minute for minute in range(HORIZON) if any(START + minute * MINUTE in interval for interval in intervals)}


def is_tidy(intervals) -> bool:
    """In order, and neither overlapping nor touching."""
    return all(before.end < after.start for before, after in pairwise(intervals))


some_intervals = st.lists(
    st.tuples(st.integers(0, HORIZON - 2), st.integers(1, 12)).map(
        lambda pair: between(pair[0], min(HORIZON, pair[0] + pair[1]))
    ),
    max_size=8,
)


@given(some_intervals, some_intervals)
@settings(deadline=None)
def test_merging_subtracting_and_intersecting_are_those_of_sets(these, those):
    for result, expected in (
        (merge(these), minutes_of(these)),
        (subtract(these, those), minutes_of(these) - minutes_of(those)),
        (intersect(these, those), minutes_of(these) & minutes_of(those)),
    ):
        assert minutes_of(result) == expected
        assert is_tidy(result)


@given(some_intervals, some_intervals)
@settings(deadline=None)
def test_overlapping_means_sharing_an_instant(these, those):
    for one in these:
        for other in those:
            assert one.overlaps(other) == other.overlaps(one) == bool(intersect([one], [other]))


def test_touching_intervals_do_not_overlap_and_a_shared_second_does():
    assert not between(0, 10).overlaps(between(10, 20))
    assert between(0, 10).overlaps(Interval(START + 10 * MINUTE - timedelta(seconds=1), START + 20 * MINUTE))


def test_the_end_is_outside_and_the_start_inside():
    assert START in between(0, 10)
    assert START + 10 * MINUTE not in between(0, 10)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(NaiveTime):
        Interval(datetime(2026, 3, 1), datetime(2026, 3, 2))


@pytest.mark.parametrize("minutes", [0, -1])
def test_an_interval_that_does_not_end_after_it_starts_is_refused(minutes):
    with pytest.raises(EmptyInterval):
        between(5, 5 + minutes)


def test_a_repeated_hour_is_compared_by_instant_not_by_wall_clock():
    rome = ZoneInfo("Europe/Rome")
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=rome, fold=fold) for fold in (0, 1))
    assert Interval(first, second).end - Interval(first, second).start == timedelta(hours=1)
