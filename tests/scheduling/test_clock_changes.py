"""Weekly hours become instants: the wall time is kept, skipped hours are never free, repeated hours are free twice."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.scheduling import (
    BadClockTime,
    DayException,
    Interval,
    UnknownZone,
    WeeklyRule,
    free_intervals,
    get_zone,
    instants_at,
    merge,
    open_slots,
    parse_hours,
    week_around,
    zone_names,
)

HOUR = timedelta(hours=1)

# Each with a moment around which its clocks change, or never do.
ZONES = {
    "Europe/Rome": datetime(2026, 3, 29, tzinfo=UTC),
    "America/New_York": datetime(2026, 11, 1, tzinfo=UTC),
    "Asia/Kolkata": datetime(2026, 3, 29, tzinfo=UTC),
    "Asia/Kathmandu": datetime(2026, 3, 29, tzinfo=UTC),
    "Australia/Lord_Howe": datetime(2026, 4, 4, tzinfo=UTC),
    "Pacific/Apia": datetime(2011, 12, 30, tzinfo=UTC),
    "Pacific/Chatham": datetime(2026, 9, 26, tzinfo=UTC),
    "Africa/Casablanca": datetime(2026, 2, 15, tzinfo=UTC),
    "America/Santiago": datetime(2026, 9, 6, tzinfo=UTC),
}


def every_day(start: str, end: str) -> list[WeeklyRule]:
    return [WeeklyRule.of(weekday, start, end) for weekday in range(7)]


def free_on(day: date, zone: str, rules, exceptions=()) -> list[tuple[str, str]]:
    """What is free on one local date, as the UTC clock shows it."""
    tz = get_zone(zone)
    within = Interval(*(datetime.combine(at, time(0), tz) for at in (day, day + timedelta(days=1))))
    free = free_intervals(rules, exceptions, tz, within)
    return [(f"{interval.start:%H:%M}", f"{interval.end:%H:%M}") for interval in free]


@given(
    zone=st.sampled_from(sorted(ZONES)),
    offset=st.integers(-3 * 24 * 60, 0),
    length=st.integers(1, 5 * 24 * 60),
    hours=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 1440)), max_size=6),
    days=st.dictionaries(st.integers(-3, 3), st.sampled_from([(), ((60, 200),), ((0, 1440),)]), max_size=2),
)
@settings(deadline=None, max_examples=150)
def test_an_instant_is_free_exactly_when_the_wall_clock_says_so(zone, offset, length, hours, days):
    tz, change = get_zone(zone), ZONES[zone]
    rules = [WeeklyRule(*rule) for rule in hours if rule[1] < rule[2]]
    differing = {change.date() + timedelta(days=number): own for number, own in days.items()}
    start = change + timedelta(minutes=offset)
    within = Interval(start, start + timedelta(minutes=length))
    free = free_intervals(rules, [DayException(on, own) for on, own in differing.items()], tz, within)

    for minute in range(-20, length + 20, 5):
        at = start + timedelta(minutes=minute)
        wall = at.astimezone(tz)
        weekly = [rule.hours for rule in rules if rule.weekday == wall.weekday()]
        today = differing.get(wall.date(), weekly)
        shown = 60 * wall.hour + wall.minute
        expected = at in within and any(first <= shown < last for first, last in today)
        assert any(at in interval for interval in free) == expected
    assert free == merge(free)


@pytest.mark.parametrize(
    ("day", "free"),
    [
        (date(2026, 3, 28), ("12:00", "17:00")),
        (date(2026, 3, 29), ("11:00", "16:00")),
        (date(2026, 10, 24), ("11:00", "16:00")),
        (date(2026, 10, 25), ("12:00", "17:00")),
    ],
)
def test_afternoon_hours_keep_their_wall_time_on_a_switch_day(day, free):
    assert free_on(day, "Europe/Rome", every_day("13:00", "18:00")) == [free]


@pytest.mark.parametrize(
    ("start", "end", "free"),
    [
        ("02:00", "03:00", []),
        ("02:30", "03:30", [("01:00", "01:30")]),
        ("01:30", "02:30", [("00:30", "01:00")]),
        ("01:00", "04:00", [("00:00", "02:00")]),
    ],
)
def test_the_hour_that_rome_skips_in_spring_is_never_free(start, end, free):
    assert free_on(date(2026, 3, 29), "Europe/Rome", every_day(start, end)) == free


@pytest.mark.parametrize(
    ("start", "end", "free"),
    [
        ("02:00", "03:00", [("00:00", "02:00")]),
        ("02:30", "03:00", [("00:30", "01:00"), ("01:30", "02:00")]),
        ("01:00", "02:30", [("23:00", "00:30"), ("01:00", "01:30")]),
    ],
)
def test_the_hour_that_rome_repeats_in_autumn_is_free_twice(start, end, free):
    assert free_on(date(2026, 10, 25), "Europe/Rome", every_day(start, end)) == free


def test_half_past_two_in_new_york_never_comes_in_march_and_half_past_one_comes_twice_in_november():
    new_york = get_zone("America/New_York")
    assert instants_at(datetime(2026, 3, 8, 2, 30), new_york) == ()
    first, second = instants_at(datetime(2026, 11, 1, 1, 30), new_york)
    assert second - first == HOUR
    slots = open_slots(
        free_intervals(every_day("01:30", "02:00"), [], new_york, Interval(first - 6 * HOUR, second + 6 * HOUR)),
        [],
        length=HOUR / 2,
        now=first - 6 * HOUR,
        notice=timedelta(0),
    )
    assert slots == (first, second)


def test_lord_howe_moves_its_clocks_by_half_an_hour():
    assert free_on(date(2026, 4, 5), "Australia/Lord_Howe", every_day("01:30", "02:00")) == [("14:30", "15:30")]
    assert free_on(date(2026, 10, 4), "Australia/Lord_Howe", every_day("02:00", "03:00")) == [("15:30", "16:00")]


def test_noon_is_noon_every_day_though_casablanca_changes_its_clocks_and_back_within_five_weeks():
    casablanca = get_zone("Africa/Casablanca")
    start = datetime(2026, 2, 11, tzinfo=UTC)
    free = free_intervals(every_day("12:00", "13:00"), [], casablanca, Interval(start, start + timedelta(days=60)))
    assert len(free) == 60
    assert {f"{interval.start.astimezone(casablanca):%H:%M}" for interval in free} == {"12:00"}
    assert {f"{interval.start:%H:%M}" for interval in free} == {"11:00", "12:00"}


def test_apia_had_no_thirtieth_of_december_in_2011():
    apia = get_zone("Pacific/Apia")
    within = Interval(datetime(2011, 12, 28, 12, tzinfo=UTC), datetime(2012, 1, 1, 10, tzinfo=UTC))
    free = free_intervals(every_day("09:00", "10:00"), [], apia, within)
    assert [f"{interval.start.astimezone(apia):%d %H:%M}" for interval in free] == [
        "28 09:00",
        "29 09:00",
        "31 09:00",
        "01 09:00",
    ]
    assert free_intervals(parse_hours("Fri 00:00-24:00"), [], apia, within) == ()


@pytest.mark.parametrize(("zone", "starts"), [("Asia/Kolkata", "12:30"), ("Asia/Kathmandu", "12:15")])
def test_zones_off_the_whole_hour_have_slots_on_their_own_quarter_hours(zone, starts):
    tz, now = get_zone(zone), datetime(2026, 5, 4, tzinfo=UTC)
    free = free_intervals(parse_hours("Tue 18:00-19:00"), [], tz, Interval(now, now + timedelta(days=7)))
    slots = open_slots(free, [], length=timedelta(minutes=45), now=now)
    assert [f"{slot:%H:%M}" for slot in slots] == [starts, f"12:{int(starts[3:]) + 15}"]
    assert [f"{slot.astimezone(tz):%a %H:%M}" for slot in slots] == ["Tue 18:00", "Tue 18:15"]


def test_notice_is_real_hours_across_a_clock_change():
    rome = get_zone("Europe/Rome")
    now = datetime(2026, 3, 28, 12, 0, tzinfo=rome)
    free = free_intervals(every_day("12:00", "14:00"), [], rome, Interval(now, now + timedelta(days=2)))
    first = open_slots(free, [], length=HOUR, now=now, notice=24 * HOUR)[0]
    # A day of 23 hours: 24 hours after Saturday noon it is one o'clock on Sunday.
    assert f"{first.astimezone(rome):%a %H:%M}" == "Sun 13:00"


def test_a_day_off_has_no_hours_and_a_differing_day_has_its_own():
    monday, rules = date(2026, 5, 4), parse_hours("Mon 18:00-21:00")
    assert free_on(monday, "UTC", rules) == [("18:00", "21:00")]
    assert free_on(monday, "UTC", rules, [DayException(monday)]) == []
    assert free_on(monday, "UTC", rules, [DayException(monday, ((540, 600), (600, 660)))]) == [("09:00", "11:00")]
    assert free_on(monday, "UTC", rules, [DayException(monday, ((540, 600),)), DayException(monday)]) == []
    with pytest.raises(BadClockTime):
        DayException(monday, ((540, 1500),))


def test_hours_until_midnight_and_from_midnight_are_one_evening():
    within = Interval(datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 5, 6, tzinfo=UTC))
    (free,) = free_intervals(parse_hours("Mon 22:00-24:00; Tue 00:00-02:00"), [], get_zone("UTC"), within)
    assert free.end - free.start == 4 * HOUR


@pytest.mark.parametrize(("day", "hours"), [(25, 167), (18, 168)])
def test_the_week_of_a_clock_change_is_an_hour_shorter(day, hours):
    rome = get_zone("Europe/Rome")
    week = week_around(datetime(2026, 3, day, 12, tzinfo=UTC), rome)
    assert week.end - week.start == hours * HOUR
    assert f"{week.start.astimezone(rome):%a %H:%M}" == "Mon 00:00"


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "Europe", "../etc/passwd", "europe/rome", "localtime", "\0"])
def test_a_name_that_is_no_zone_is_refused(name):
    with pytest.raises(UnknownZone):
        get_zone(name)


def test_every_zone_that_can_be_chosen_can_be_used():
    now = datetime(2026, 5, 4, tzinfo=UTC)
    within = Interval(now, now + timedelta(days=7))
    assert all(free_intervals(every_day("09:00", "10:00"), [], get_zone(name), within) for name in zone_names())
