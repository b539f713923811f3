"""Hours in common: quarter-hours of a reference week, against a minute-by-minute count."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentormatch.matching import hours
from mentormatch.matching.types import minutes_of

ZONES = ["Europe/Rome", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Auckland", "UTC", "Pacific/Apia"]


def clock(quarter):
    return f"{quarter // 4:02d}:{quarter % 4 * 15:02d}"


@st.composite
def rules(draw):
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, 95))
        end = draw(st.integers(start + 1, 96))
        found.append((draw(st.integers(0, 6)), clock(start), clock(end)))
    return tuple(found)


def free_minutes(found, zone, week):
    """Every free minute of the week as minutes of a week in UTC, one by one."""
    minutes = set()
    for weekday, start, end in found:
        for minute in range(minutes_of(start), minutes_of(end)):
            local = week + timedelta(days=weekday, minutes=minute)
            offset = week.replace(tzinfo=ZoneInfo(zone)).utcoffset()
            minutes.add(int((local - offset - week).total_seconds() // 60) % (7 * 1440))
    return minutes


@given(rules(), rules(), st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_minutes_in_common_are_those_counted_one_by_one(one, other, zone, other_zone):
    counted = min(len(free_minutes(one, zone, week) & free_minutes(other, other_zone, week)) for week in hours.WEEKS)
    common = hours.minutes_in_common(hours.free_quarters(one, zone), hours.free_quarters(other, other_zone)[..., None])
    assert common.tolist() == [counted]


def test_only_whole_quarters_count():
    bits = hours.free_quarters(((0, "10:05", "10:50"),), "UTC")
    assert hours.minutes_in_common(bits, bits[..., None]).tolist() == [30]


def test_hours_that_meet_only_in_winter_are_not_promised():
    rome = hours.free_quarters(((0, "18:00", "19:00"),), "Europe/Rome")
    kolkata = hours.free_quarters(((0, "22:30", "23:30"),), "Asia/Kolkata")
    assert hours.minutes_in_common(rome, kolkata[..., None]).tolist() == [0]


def test_a_late_hour_in_one_zone_is_the_next_day_in_another():
    auckland = hours.free_quarters(((0, "08:00", "09:00"),), "Pacific/Auckland")
    utc = hours.free_quarters(((6, "18:00", "21:00"),), "UTC")
    assert hours.minutes_in_common(auckland, utc[..., None]).tolist() == [60]


@pytest.mark.parametrize(("written", "minutes"), [("00:00", 0), ("09:05", 545), ("24:00", 1440)])
def test_clocks_are_read(written, minutes):
    assert minutes_of(written) == minutes


@pytest.mark.parametrize("written", ["9:00", "24:01", "10:60", "1000", "", "aa:bb", "-1:00"])
def test_clocks_that_are_none_are_refused(written):
    with pytest.raises(ValueError):
        minutes_of(written)


def test_reference_weeks_begin_on_mondays():
    assert all(week.weekday() == 0 and week.replace(tzinfo=UTC) for week in hours.WEEKS)
