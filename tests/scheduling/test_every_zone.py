"""Every European zone and others over five years: what the clocks skip is never bookable, what they repeat is twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentormatch.scheduling import DayException, Interval, WeeklyRule, free_intervals, get_zone, open_slots, zone_names

OTHERS = ("America/New_York", "America/Santiago", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kathmandu")
ZONES = sorted(name for name in zone_names() if name.startswith("Europe/")) + list(OTHERS)
FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)
HALF_HOUR = timedelta(minutes=30)


def days() -> Iterator[date]:
    return (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))


def is_switch(day: date, zone: ZoneInfo) -> bool:
    start, end = (datetime.combine(at, time(0), zone) for at in (day, day + DAY))
    return start.utcoffset() != end.utcoffset()


def readings(day: date, zone: ZoneInfo) -> dict[time, list[datetime]]:
    """Every quarter of an hour that comes on this day, minute by minute of UTC: the truth the engine is held to."""
    found: dict[time, list[datetime]] = {}
    at = datetime.combine(day - DAY, time(0), UTC)
    while at < datetime.combine(day + 2 * DAY, time(0), UTC):
        local = at.astimezone(zone)
        if local.date() == day:
            found.setdefault(local.time(), []).append(at)
        at += QUARTER
    return found


def bookable(day: date, zone: ZoneInfo, start: int, end: int) -> set[datetime]:
    """Half hours that can be booked on a day with these hours, in minutes after midnight."""
    early = datetime.combine(day - 2 * DAY, time(0), UTC)
    rules = [WeeklyRule(weekday, start, end) for weekday in range(7)]
    off = [DayException(day - DAY), DayException(day + DAY)]
    free = free_intervals(rules, off, zone, Interval(early, early + 5 * DAY))
    slots = open_slots(free, [], length=HALF_HOUR, now=early, notice=timedelta(0), window=5 * DAY)
    return {at for at in slots if at.astimezone(zone).date() == day}


def check(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """How many half hours were skipped and repeated on this day; an assertion when one is wrong."""
    clock = readings(day, zone)
    whole = bookable(day, zone, 0, 24 * 60)
    offered: dict[time, set[datetime]] = {}
    for at in whole:
        offered.setdefault(at.astimezone(zone).time(), set()).add(at)
    skipped = repeated = 0
    for number in range(48):
        wall = time(number // 2, number % 2 * 30)
        instants = clock.get(wall, [])
        assert offered.get(wall, set()) <= set(instants)
        if not instants:
            skipped += 1
        if len(instants) > 1:
            repeated += 1
            assert len(set(instants)) == 2
            assert set(instants) <= whole
            assert bookable(day, zone, number * 30, number * 30 + 30) >= set(instants)
        if not instants:
            assert not bookable(day, zone, number * 30, number * 30 + 30)
    evening = bookable(day, zone, 18 * 60, 21 * 60)
    assert {at.astimezone(zone).time() for at in evening} == {
        time(hour, minute) for hour in (18, 19, 20) for minute in (0, 15, 30, 45) if (hour, minute) != (20, 45)
    }
    return skipped, repeated


@pytest.mark.parametrize("name", ZONES)
def test_switch_days_skip_and_repeat_as_the_clocks_do(name: str) -> None:
    zone = get_zone(name)
    switches = [day for day in days() if is_switch(day, zone)]
    found = [check(day, zone) for day in switches]
    skipped, repeated = (sum(counts) for counts in zip(*found, strict=True)) if found else (0, 0)
    assert skipped == repeated, "over whole years the clocks give back what they took"
    if name in {"Europe/Rome", "Europe/Lisbon", "America/New_York", "Pacific/Auckland", "America/Santiago"}:
        assert (len(switches), skipped, repeated) == (10, 10, 10)
    if name == "Asia/Kathmandu":
        assert not switches


@pytest.mark.trial
@pytest.mark.parametrize("name", ZONES)
def test_every_day_of_five_years_skips_and_repeats_as_the_clocks_do(name: str) -> None:
    zone = get_zone(name)
    for day in days():
        skipped, repeated = check(day, zone)
        assert is_switch(day, zone) or (skipped, repeated) == (0, 0)
