"""A stranger's calendar as busy times: what takes time, in whose zone, and files that never end."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from mentormatch.scheduling import Busy, Interval, NoCalendar, SchedulingError, TooManyEvents, busy_times, get_zone
from mentormatch.scheduling.reading import read_busy

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WITHIN = Interval(NOW, NOW + timedelta(days=120))
DAILY_FOR_EVER = "DTSTART:20200101T100000Z\nDTEND:20200101T110000Z\nRRULE:FREQ=DAILY"


def calendar(*events: str) -> bytes:
    blocks = (f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\n{''.join(blocks)}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def busy(*events: str) -> list[tuple[str, str]]:
    found = busy_times(calendar(*events), get_zone("Europe/Rome"), WITHIN)
    return [(f"{at.start:%d.%m. %H:%M}", f"{at.end:%d.%m. %H:%M}") for at in found.times]


EVENT = "UID:1\nDTSTART:20261124T100000Z\nDTEND:20261124T110000Z"


def test_an_event_takes_its_time_and_its_title_is_nowhere() -> None:
    assert busy(EVENT + "\nSUMMARY:Doctor") == [("24.11. 10:00", "24.11. 11:00")]


@pytest.mark.parametrize(
    "free", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "UID:9@mentormatch"]
)
def test_free_and_cancelled_events_and_our_own_sessions_take_none(free: str) -> None:
    assert busy(f"{EVENT.replace('UID:1', 'X-A:1')}\n{free}") == []


def test_whole_days_and_times_without_a_zone_are_those_of_the_person() -> None:
    assert busy("UID:1\nDTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125") == [("23.11. 23:00", "24.11. 23:00")]
    assert busy("UID:1\nDTSTART:20261124T100000\nDTEND:20261124T110000") == [("24.11. 09:00", "24.11. 10:00")]


def test_a_series_is_expanded_with_its_exceptions_over_a_clock_change() -> None:
    weekly = "UID:1\nDTSTART;TZID=Europe/Rome:20200106T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO"
    moved = "UID:1\nRECURRENCE-ID;TZID=Europe/Rome:20261207T100000\nDTSTART:20261208T120000Z\nDTEND:20261208T130000Z"
    gone = "UID:1\nRECURRENCE-ID;TZID=Europe/Rome:20261214T100000\nSTATUS:CANCELLED\nDTSTART:20261214T090000Z"
    found = busy(weekly + "\nEXDATE;TZID=Europe/Rome:20261130T100000", moved, gone)
    assert found[:3] == [
        ("23.11. 09:00", "23.11. 10:00"),
        ("08.12. 12:00", "08.12. 13:00"),
        ("21.12. 09:00", "21.12. 10:00"),
    ]
    assert not [start for start, _ in found if start.startswith(("30.11.", "07.12.", "14.12."))]
    assert len(found) == 16


def test_events_that_touch_are_one_stretch_and_those_that_are_over_or_far_ahead_are_none() -> None:
    later = "UID:2\nDTSTART:20261124T110000Z\nDTEND:20261124T120000Z"
    assert busy(EVENT, later, EVENT.replace("2026", "2019"), EVENT.replace("2026", "2031")) == [
        ("24.11. 10:00", "24.11. 12:00")
    ]


def test_an_event_that_cannot_be_read_is_counted_and_the_others_are_read() -> None:
    broken = "UID:3\nDTSTART:20261124T990000Z\nDTEND:20261124T110000Z"
    found = busy_times(calendar(EVENT, broken), get_zone("UTC"), WITHIN)
    assert (len(found.times), found.left_out) == (1, 1)


def test_what_is_no_calendar_is_refused() -> None:
    with pytest.raises(NoCalendar):
        read_busy(b"\x00\xffPK\x03\x04", "UTC", WITHIN)


HOSTILE = {
    "every second for ever": calendar("UID:1\nDTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY"),
    "every second of a day": calendar(f"UID:1\n{DAILY_FOR_EVER};BYSECOND=0,1,2;BYMINUTE=1,2;BYHOUR=1,2"),
    "a day that never comes": calendar(f"UID:1\n{DAILY_FOR_EVER};BYMONTH=2;BYMONTHDAY=30"),
    "antiquity": calendar("UID:1\nDTSTART:00010101T000000Z\nDTEND:00010101T010000Z\nRRULE:FREQ=DAILY"),
    "the year 9999": calendar("UID:1\nDTSTART:20261124T000000Z\nDTEND:99991231T235959Z"),
    "10,000 events": calendar(*(EVENT.replace("UID:1", f"UID:{n}") for n in range(10_000))),
    "1,900 series": calendar(*(f"UID:{n}\n{DAILY_FOR_EVER}" for n in range(1_900))),
    "deep nesting": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 100_000,
    "60,000 dates": calendar(f"{EVENT}\nRDATE:{','.join(['20261201T100000Z'] * 60_000)}"),
    "one line": b"BEGIN:VCALENDAR" + b";" * 1_900_000,
    "folds": b"BEGIN:VCALENDAR\r\n" + b" x\r\n" * 400_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_soon_and_gives_little_or_is_refused(name: str) -> None:
    started = time.monotonic()
    try:
        found = read_busy(HOSTILE[name], "Europe/Rome", WITHIN)
    except SchedulingError:
        found = Busy((), 0)
    assert time.monotonic() - started < 15
    assert len(found.times) <= 2000


def test_more_events_than_anybody_has_are_refused_not_cut() -> None:
    with pytest.raises(TooManyEvents):
        read_busy(HOSTILE["10,000 events"], "Europe/Rome", WITHIN)
