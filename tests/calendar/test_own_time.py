"""What is a person's own: busy times, limits stricter than the cohort's, extra hours, the grid, and what others see."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from mentormatch.calendar import queries, service
from mentormatch.calendar.errors import NotACalendar
from mentormatch.calendar.models import BusyCalendar, BusyTime
from mentormatch.calendar.service import busy
from mentormatch.scheduling import WeeklyRule
from tests.calendar.conftest import HOUR, MONDAY, QUARTER, TUESDAY_EVENING, Pair, make_pair
from tests.calendar.reading import count
from tests.make import Make


def calendar(start: datetime, end: datetime, title: str = "Dentist") -> bytes:
    times = f"UID:1\r\nDTSTART:{start:%Y%m%dT%H%M%SZ}\r\nDTEND:{end:%Y%m%dT%H%M%SZ}\r\nSUMMARY:{title}"
    return f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{times}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()


ONE_HOUR = calendar(TUESDAY_EVENING, TUESDAY_EVENING + HOUR)


@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_a_busy_time_of_either_is_not_offered(pair: Pair, who: str) -> None:
    person = getattr(pair, who)
    service.read_busy_times(person, ONE_HOUR, by=person)
    pause = QUARTER if who == "mentor" else timedelta(0)
    assert pair.times[0] == TUESDAY_EVENING + HOUR + pause
    service.forget_busy_times(person, by=person)
    assert pair.times[0] == TUESDAY_EVENING


def test_a_new_file_replaces_the_last_one_and_a_bad_one_changes_nothing(pair: Pair) -> None:
    service.read_busy_times(pair.mentor, ONE_HOUR, by=pair.mentor)
    later = TUESDAY_EVENING + timedelta(days=1)
    service.read_busy_times(pair.mentor, calendar(later, later + HOUR), by=pair.mentor)
    assert [time.starts_at for time in queries.busy_times_of(pair.mentor.id)] == [later]
    with pytest.raises(NotACalendar):
        service.read_busy_times(pair.mentor, b"PK", by=pair.mentor)
    assert count(BusyTime) == 1


def test_reading_cancels_nothing_but_names_what_collides(as_person: Any, pair: Pair) -> None:
    booking = pair.book()
    omar = as_person(pair.mentor)
    file = (io.BytesIO(ONE_HOUR), "mine.ics")
    assert omar.post("/hours/busy", data={"file": file}).status_code == 303
    page = omar.get("/hours/busy").text
    assert f'href="/sessions/{booking.id}"' in page
    assert "Dentist" not in page
    assert queries.bookings_between([pair.mentor.id], MONDAY, MONDAY + timedelta(days=9)) == [booking]
    with time_machine.travel(MONDAY + timedelta(hours=20), tick=False):
        assert "Read 20 hours ago" in omar.get("/hours/busy").text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", ONE_HOUR * 20])
def test_what_cannot_be_read_is_explained_on_the_page(
    as_person: Any, pair: Pair, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentormatch.calendar.forms.BUSY_BYTES", 1024)
    answer = as_person(pair.mentor).post("/hours/busy", data={"file": (io.BytesIO(content), "a.ics")})
    assert answer.status_code == 422
    assert count(BusyCalendar) == 0


def test_reading_all_the_time_is_refused(as_person: Any, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "READINGS_AN_HOUR", 1)
    omar = as_person(pair.mentor)
    answers = [omar.post("/hours/busy", data={"file": (io.BytesIO(ONE_HOUR), "a.ics")}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 429]


@pytest.mark.parametrize(
    ("own", "first", "last"),
    [
        ({"notice_hours": 48}, TUESDAY_EVENING + timedelta(days=1), None),
        ({"notice_hours": 0}, TUESDAY_EVENING, None),
        ({"window_days": 7}, TUESDAY_EVENING, MONDAY + timedelta(days=7)),
        ({"window_days": 180}, TUESDAY_EVENING, MONDAY + timedelta(days=60)),
    ],
)
def test_the_stricter_of_person_and_cohort_counts(pair: Pair, own: Any, first: Any, last: Any) -> None:
    service.set_own_limits(pair.mentor, by=pair.mentor, **own)
    assert pair.times[0] == first
    assert last is None or last - timedelta(days=3) < pair.times[-1] < last
    assert queries.next_open_times([pair.mentor.id], pair.cohort)[pair.mentor.id][0] == first


def test_a_longer_pause_and_fewer_sessions_a_week_are_kept(pair: Pair, lena: Pair) -> None:
    service.set_own_limits(pair.mentor, by=pair.mentor, buffer_minutes=60, sessions_per_week=2)
    booking = pair.book()
    assert booking.buffer_minutes == 60
    assert lena.times[0] == TUESDAY_EVENING + 7 * QUARTER
    lena.book(TUESDAY_EVENING + timedelta(days=1))
    assert lena.times[0] == datetime(2026, 9, 14, 15, tzinfo=UTC)


def test_own_limits_are_set_and_taken_back_on_the_page(as_person: Any, pair: Pair) -> None:
    omar = as_person(pair.mentor)
    assert omar.post("/hours/limits", data={"notice_hours": "48", "buffer_minutes": ""}).status_code == 303
    own = queries.own_limits_of(pair.mentor.id)
    assert own is not None
    assert (own.notice_hours, own.buffer_minutes) == (48, None)
    assert omar.post("/hours/limits", data={"notice_hours": "7"}).status_code == 422
    omar.post("/hours/limits", data={"notice_hours": ""})
    assert pair.times[0] == TUESDAY_EVENING


def test_extra_hours_stand_beside_the_usual_ones_and_other_hours_instead(pair: Pair) -> None:
    tuesday = date(2026, 9, 8)
    service.add_exception(pair.mentor, tuesday, hours=(14 * 60, 15 * 60), extra=True, by=pair.mentor)
    assert pair.times[:3] == [
        datetime(2026, 9, 8, 12, tzinfo=UTC),
        datetime(2026, 9, 8, 12, 15, tzinfo=UTC),
        TUESDAY_EVENING,
    ]
    service.add_exception(pair.mentor, tuesday, hours=(15 * 60, 16 * 60), by=pair.mentor)
    assert [at.hour for at in pair.times[:3]] == [13, 13, 15]
    assert pair.times[2].date() == date(2026, 9, 9)


def test_the_grid_keeps_quarters_that_were_not_touched_and_hours_it_did_not_show(as_person: Any, make: Make) -> None:
    pair = make_pair(make, mentor={"hours": [(0, 60, 120), (1, 17 * 60 + 15, 18 * 60), (2, 9 * 60, 10 * 60)]})
    cells = ["1:1020", "1:1050", "3:1200", "3:1230"]
    answer = as_person(pair.mentor).post("/hours/grid", data={"first": 420, "last": 1380, "cell": cells})
    assert answer.status_code == 303
    assert queries.weekly_rules(pair.mentor.id) == (
        WeeklyRule(0, 60, 120),
        WeeklyRule(1, 17 * 60 + 15, 18 * 60),
        WeeklyRule(3, 20 * 60, 21 * 60),
    )


@pytest.mark.parametrize("junk", [{}, {"first": "x", "last": "9" * 40}, {"first": "-5", "cell": ["9:9", "::", "1:7"]}])
def test_a_grid_of_nonsense_changes_no_hours(as_person: Any, pair: Pair, junk: Any) -> None:
    before = queries.weekly_rules(pair.mentor.id)
    as_person(pair.mentor).post("/hours/grid", data=junk | {"last": "0"})
    assert queries.weekly_rules(pair.mentor.id) == before


def test_the_grid_ticks_what_is_free(as_person: Any, pair: Pair) -> None:
    page = as_person(pair.mentor).get("/hours?draw=grid").text
    assert page.count(" checked><span>") == 5 * 8
    assert 'aria-label="Monday, 17:00" checked' in page


def test_the_preview_shows_what_somebody_in_lisbon_sees(as_person: Any, pair: Pair) -> None:
    omar = as_person(pair.mentor)
    page = omar.get("/hours/preview?zone=Europe/Lisbon").text
    assert "Free times on the clock in Lisbon" in page
    assert ">16:00</time>" in page
    assert omar.get("/hours/preview?zone=Mars").status_code == 200
    with time_machine.travel(datetime(2026, 10, 23, 8, tzinfo=UTC), tick=False):
        service.set_weekly_hours(pair.mentor, [WeeklyRule(6, 60, 300)], by=pair.mentor)
        omar = as_person(pair.mentor)
        assert ">01:00 UTC+01:00</time>" in omar.get("/hours/preview?zone=Europe/Lisbon").text
        assert ">01:00 UTC</time>" in omar.get("/hours/preview?zone=Europe/Lisbon").text


def test_a_booking_keeps_the_wall_time_that_was_agreed(pair: Pair) -> None:
    booking = pair.book()
    assert (booking.wall_start, booking.wall_zone) == ("2026-09-08T17:00", "Europe/Rome")
