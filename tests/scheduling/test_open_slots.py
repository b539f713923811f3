"""What can be booked: inside free time, away from busy time, with notice, within limits."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.scheduling import (
    BadLength,
    EmptyInterval,
    Interval,
    get_zone,
    open_slots,
    quarter_hours,
    within_limits,
)

NOW = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
AT_ONCE = timedelta(0)
UTC_ZONE = get_zone("UTC")


def between(first: float, last: float) -> Interval:
    """An interval in hours after now."""
    return Interval(NOW + first * HOUR, NOW + last * HOUR)


def clocks(slots) -> list[str]:
    return [f"{slot:%H:%M}" for slot in slots]


pieces = st.lists(
    st.tuples(st.integers(-100, 700), st.integers(1, 240)).map(
        lambda pair: Interval(NOW + pair[0] * MINUTE, NOW + (pair[0] + pair[1]) * MINUTE)
    ),
    max_size=5,
)


@given(
    free=pieces,
    busy=pieces,
    length=st.integers(1, 120),
    buffer=st.integers(0, 40),
    notice=st.integers(0, 300),
    window=st.integers(0, 600),
    late=st.integers(0, 14),
)
@settings(deadline=None, max_examples=200)
def test_the_open_slots_are_all_the_quarter_hours_that_keep_the_rules(free, busy, length, buffer, notice, window, late):
    now, long, apart = NOW + late * MINUTE, length * MINUTE, buffer * MINUTE
    slots = open_slots(free, busy, length=long, now=now, buffer=apart, notice=notice * MINUTE, window=window * MINUTE)

    def is_open(start: datetime) -> bool:
        inside = all(any(start + minute * MINUTE in interval for interval in free) for minute in range(length))
        widened = Interval(start - apart, start + long + apart)
        return (
            inside
            and now + notice * MINUTE <= start < now + window * MINUTE
            and not any(widened.overlaps(taken) for taken in busy)
        )

    grid = [NOW + quarter * 15 * MINUTE for quarter in range(-8, 70)]
    assert list(slots) == [start for start in grid if is_open(start)]


@given(busy=pieces, buffer=st.integers(0, 40))
@settings(deadline=None)
def test_booking_an_open_slot_closes_every_slot_that_would_touch_it(busy, buffer):
    apart = buffer * MINUTE
    slots = open_slots([between(0, 12)], busy, length=45 * MINUTE, now=NOW, notice=AT_ONCE, buffer=apart)
    for slot in slots[:5]:
        booked = Interval(slot, slot + 45 * MINUTE)
        left = open_slots([between(0, 12)], [*busy, booked], length=45 * MINUTE, now=NOW, notice=AT_ONCE, buffer=apart)
        assert set(left) < set(slots)
        assert all(start >= booked.end + apart or start + 45 * MINUTE + apart <= slot for start in left)


def test_slots_touch_without_a_buffer_and_keep_apart_with_one():
    asked = {"length": 45 * MINUTE, "now": NOW, "notice": AT_ONCE}
    busy = [Interval(NOW + 45 * MINUTE, NOW + 90 * MINUTE)]
    assert clocks(open_slots([between(0, 2.5)], busy, **asked)) == ["08:00", "09:30", "09:45"]
    assert clocks(open_slots([between(0, 2.5)], busy, **asked, buffer=15 * MINUTE)) == ["09:45"]


def test_a_booking_off_the_grid_closes_the_quarter_hours_it_touches():
    busy = [Interval(NOW + 29 * MINUTE, NOW + 31 * MINUTE)]
    slots = open_slots([between(0, 1.25)], busy, length=15 * MINUTE, now=NOW, notice=AT_ONCE)
    assert clocks(slots) == ["08:00", "08:45", "09:00"]


def test_by_default_a_slot_needs_a_day_of_notice_and_lies_within_sixty_days():
    slots = open_slots([between(0, 24 * 100)], [], length=45 * MINUTE, now=NOW)
    assert slots[0] == NOW + DAY
    assert slots[-1] == NOW + 60 * DAY - 15 * MINUTE


def test_a_longer_step_offers_fewer_starts():
    slots = open_slots([between(0.25, 3)], [], length=45 * MINUTE, now=NOW, notice=AT_ONCE, step=HOUR)
    assert clocks(slots) == ["09:00", "10:00"]


@pytest.mark.parametrize(
    "wrong", [{"length": AT_ONCE}, {"length": HOUR, "step": -MINUTE}, {"length": HOUR, "buffer": -MINUTE}]
)
def test_lengths_of_nothing_are_refused(wrong):
    with pytest.raises(BadLength):
        open_slots([between(0, 5)], [], now=NOW, **wrong)


def test_a_full_week_gives_no_slots_and_the_next_week_does():
    slots = [NOW + day * DAY for day in range(10)]
    booked = [NOW, NOW + DAY, NOW + 2 * DAY]
    open_ones = within_limits(slots, booked, UTC_ZONE, sessions_per_week=3)
    assert open_ones == tuple(NOW + day * DAY for day in (7, 8, 9))
    assert within_limits(slots, booked[:2], UTC_ZONE, sessions_per_week=3) == tuple(slots)


def test_a_full_day_gives_no_slots_and_the_same_week_does():
    slots = [NOW + HOUR, NOW + DAY, NOW + 2 * DAY]
    assert within_limits(slots, [NOW], UTC_ZONE, sessions_per_day=1) == tuple(slots[1:])
    assert within_limits(slots, [NOW], UTC_ZONE, sessions_per_day=1, sessions_per_week=1) == ()
    assert within_limits(slots, [NOW], UTC_ZONE) == tuple(slots)


@given(
    zone=st.sampled_from(["Europe/Rome", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    hours=st.lists(st.integers(0, 24 * 400), max_size=12),
    a_week=st.one_of(st.none(), st.integers(0, 3)),
    a_day=st.one_of(st.none(), st.integers(0, 2)),
)
@settings(deadline=None, max_examples=100)
def test_a_slot_stays_exactly_when_its_local_day_and_week_have_room(zone, hours, a_week, a_day):
    clock, slots = get_zone(zone), [NOW + number * 7 * HOUR for number in range(1400)]
    booked = [NOW + hour * HOUR for hour in hours]
    days = [at.astimezone(clock).date() for at in booked]
    weeks = [day.isocalendar()[:2] for day in days]

    def has_room(slot: datetime) -> bool:
        day = slot.astimezone(clock).date()
        day_has_room = a_day is None or days.count(day) < a_day
        return day_has_room and (a_week is None or weeks.count(day.isocalendar()[:2]) < a_week)

    kept = within_limits(slots, booked, clock, sessions_per_week=a_week, sessions_per_day=a_day)
    assert list(kept) == [slot for slot in slots if has_room(slot)]


def test_weeks_are_counted_by_the_mentors_clock():
    sunday_evening = datetime(2026, 5, 10, 20, 0, tzinfo=UTC)
    booked = [NOW]
    assert within_limits([sunday_evening], booked, UTC_ZONE, sessions_per_week=1) == ()
    assert within_limits([sunday_evening], booked, get_zone("Asia/Kolkata"), sessions_per_week=1) == (sunday_evening,)
    assert within_limits([NOW], [sunday_evening], get_zone("Asia/Kolkata"), sessions_per_week=1) == (NOW,)


def test_the_week_over_new_year_is_one_week():
    wednesday, friday = datetime(2025, 12, 31, 12, tzinfo=UTC), datetime(2026, 1, 2, 12, tzinfo=UTC)
    assert within_limits([friday], [wednesday], UTC_ZONE, sessions_per_week=1) == ()


def test_a_booking_claims_its_quarter_hours_in_order():
    first = int(NOW.timestamp()) // 900
    assert quarter_hours(NOW, NOW + 45 * MINUTE) == (first, first + 1, first + 2)
    assert quarter_hours(NOW + MINUTE, NOW + 16 * MINUTE) == (first, first + 1)
    with pytest.raises(EmptyInterval):
        quarter_hours(NOW, NOW)


@given(st.integers(0, 96), st.integers(1, 8), st.integers(0, 96), st.integers(1, 8))
@settings(deadline=None)
def test_bookings_on_quarter_hours_share_a_claim_exactly_when_they_overlap(first, long, second, longer):
    one = Interval(NOW + first * 15 * MINUTE, NOW + (first + long) * 15 * MINUTE)
    other = Interval(NOW + second * 15 * MINUTE, NOW + (second + longer) * 15 * MINUTE)
    shared = set(quarter_hours(one.start, one.end)) & set(quarter_hours(other.start, other.end))
    assert bool(shared) == one.overlaps(other)
