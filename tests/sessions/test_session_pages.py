"""The list of sessions and the page of one: what it says at each stage, what can be done, and for whom."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from mentormatch.calendar import service
from mentormatch.calendar.models import BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from tests.calendar.conftest import HOUR, TUESDAY_EVENING, Pair, make_pair
from tests.calendar.reading import letters
from tests.make import Make


@pytest.fixture
def maya(as_person: Any, pair: Pair) -> FlaskClient:
    return as_person(pair.mentee)


@pytest.fixture
def omar(as_person: Any, pair: Pair) -> FlaskClient:
    return as_person(pair.mentor)


def test_both_see_the_coming_session_with_the_other_ones_name(maya: FlaskClient, omar: FlaskClient, pair: Pair) -> None:
    pair.book(topic="My portfolio")
    for reader, other in ((maya, "Omar Haddad"), (omar, "Maya Rossi")):
        page = reader.get("/sessions").text
        assert other in page
        assert "Tuesday 8 September, 17:00" in page
        assert "My portfolio" in page


def test_past_and_cancelled_ones_have_their_own_list_in_pages(maya: FlaskClient, pair: Pair) -> None:
    for day in range(12):
        for hour in (0, 1):
            at = TUESDAY_EVENING + timedelta(days=7 * (day // 2) + day % 2) + hour * HOUR
            if pair.times and at in pair.times:
                service.cancel(pair.book(at), by=pair.mentee)
    pair.book()
    with time_machine.travel(TUESDAY_EVENING + timedelta(days=1), tick=False):
        first, second = maya.get("/sessions?past=1").text, maya.get("/sessions?past=2").text
        assert "Nothing booked yet" in maya.get("/sessions").text
    assert first.count("date-leaf-past") == 20
    assert "1 to 20 of 25" in first
    assert second.count("date-leaf-past") == 5
    assert "Past" in second


@pytest.mark.parametrize("page", ["0", "-3", "x", "99999"])
def test_odd_page_numbers_do_no_harm(maya: FlaskClient, page: str) -> None:
    assert maya.get("/sessions", query_string={"past": page}).status_code == 200


def test_without_sessions_the_list_says_what_comes_next(
    as_person: Any, make: Make, maya: FlaskClient, pair: Pair
) -> None:
    assert f"/matches/{pair.match.id}/book" in maya.get("/sessions").text
    newcomer = as_person(make.mentee("Nina", cohort=pair.cohort))
    assert "When a mentor has accepted your request" in newcomer.get("/sessions").text
    mentor = as_person(make.mentor("Otto", cohort=pair.cohort))
    assert "When you accept a request" in mentor.get("/sessions").text


def test_the_list_costs_the_same_however_long_it_is(app: Flask, maya: FlaskClient, pair: Pair) -> None:
    def statements() -> int:
        seen: list[str] = []

        def note(*args: Any) -> None:
            seen.append(args[2])

        sa.event.listen(db.engine, "before_cursor_execute", note)
        maya.get("/sessions")
        sa.event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    pair.book()
    maya.get("/sessions")  # which services are on is asked once in two seconds
    few = statements()
    for week in range(1, 6):
        pair.book(TUESDAY_EVENING + timedelta(days=7 * week))
    assert statements() == few <= 12


def test_a_coming_session_can_be_joined_moved_cancelled_and_taken_along(make: Make, as_person: Any) -> None:
    pair = make_pair(make, mentor={"meeting_link": "https://meet.example.org/omar"})
    page = as_person(pair.mentee).get(f"/sessions/{pair.book(topic='My portfolio').id}").text
    assert "https://meet.example.org/omar" in page
    assert "The button to join appears here ten minutes before the start." in page
    for act in ("move", "cancel"):
        assert re.search(rf'href="/sessions/\d+/{act}"', page)
    assert re.search(r'href="/sessions/\d+\.ics"', page)
    assert "You can move or cancel it until it starts." in page


def test_without_a_link_each_knows_who_sends_one(maya: FlaskClient, omar: FlaskClient, pair: Pair) -> None:
    url = f"/sessions/{pair.book().id}"
    assert "Omar sends you a link before you meet." in maya.get(url).text
    assert "You have not given a meeting link." in omar.get(url).text


def test_who_lives_elsewhere_sees_both_clocks(make: Make, as_person: Any) -> None:
    mornings = [(weekday, 9 * 60, 12 * 60) for weekday in range(5)]
    pair = make_pair(make, mentor={"time_zone": "America/New_York", "hours": mornings})
    booking = pair.book(pair.times[0])
    page = as_person(pair.mentee).get(f"/sessions/{booking.id}").text
    assert "Tuesday 8 September, 15:00" in page
    assert "09:00 for Omar" in page


@pytest.mark.parametrize("after", [timedelta(minutes=5), timedelta(days=2)])
def test_what_has_begun_has_no_buttons_and_refuses(maya: FlaskClient, pair: Pair, after: timedelta) -> None:
    booking = pair.book()
    with time_machine.travel(TUESDAY_EVENING + after, tick=False):
        page = maya.get(f"/sessions/{booking.id}").text
        assert not re.search(r'href="/sessions/\d+/(move|cancel)"', page)
        for act in ("move", "cancel"):
            assert maya.get(f"/sessions/{booking.id}/{act}").status_code == 409
        answer = maya.post(f"/sessions/{booking.id}/cancel", data={"reason": "too late"})
        assert answer.status_code == 409
        later = (TUESDAY_EVENING + timedelta(days=7)).isoformat()
        assert maya.post(f"/sessions/{booking.id}/move", data={"slot": later}).status_code == 409
    db.session.refresh(booking)
    assert booking.status == BookingStatus.BOOKED


def test_cancelling_takes_a_word_along_and_shows_it_to_both(maya: FlaskClient, omar: FlaskClient, pair: Pair) -> None:
    booking = pair.book()
    answer = omar.post(f"/sessions/{booking.id}/cancel", data={"reason": "I am ill.\nSorry."})
    assert (answer.status_code, answer.location) == (303, f"/sessions/{booking.id}")
    page = maya.get(f"/sessions/{booking.id}").text
    assert "Omar Haddad cancelled this session." in page
    assert "I am ill." in page
    assert "You cancelled this session." in omar.get(f"/sessions/{booking.id}").text
    assert f"/matches/{pair.match.id}/book" in page


def test_cancelling_twice_is_the_same_friendly_answer(maya: FlaskClient, pair: Pair) -> None:
    booking = pair.book()
    first, second = (maya.post(f"/sessions/{booking.id}/cancel", data={"reason": ""}) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert len(letters("cancelled")) == 2


def test_a_word_that_is_too_long_is_kept_and_nothing_cancelled(maya: FlaskClient, pair: Pair) -> None:
    booking = pair.book()
    answer = maya.post(f"/sessions/{booking.id}/cancel", data={"reason": "y" * 501})
    assert answer.status_code == 422
    assert "y" * 501 in answer.text
    db.session.refresh(booking)
    assert booking.status == BookingStatus.BOOKED


def test_the_calendar_file_is_a_copy_to_keep(maya: FlaskClient, pair: Pair) -> None:
    booking = pair.book(topic="My portfolio")
    answer = maya.get(f"/sessions/{booking.id}.ics")
    calendar = Calendar.from_ical(answer.data)
    (event,) = calendar.walk("VEVENT")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="session-{booking.id}.ics"'
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert (calendar["METHOD"], event["UID"], event["STATUS"]) == ("PUBLISH", booking.uid, "CONFIRMED")
    assert event["SUMMARY"] == "Mentoring session with Omar Haddad"
    assert pair.mentor.email not in answer.text
    assert pair.mentee.email not in answer.text


def test_the_file_of_a_cancelled_session_says_so(maya: FlaskClient, pair: Pair) -> None:
    booking = pair.book()
    service.cancel(booking, by=pair.mentor)
    (event,) = Calendar.from_ical(maya.get(f"/sessions/{booking.id}.ics").data).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_a_time_that_is_only_kept_is_shown_as_waiting_and_has_no_file(maya: FlaskClient, pair: Pair) -> None:
    booking = pair.reserve(until=now() + timedelta(hours=12))
    page = maya.get(f"/sessions/{booking.id}").text
    assert "This time is kept for you until" in page
    assert not re.search(r'href="/sessions/\d+/(move|cancel)"', page)
    assert maya.get(f"/sessions/{booking.id}.ics").status_code == 404
    assert maya.get(f"/sessions/{booking.id}/move").status_code == 409
    assert maya.post(f"/sessions/{booking.id}/cancel", data={"reason": ""}).status_code == 409
    assert "Waits for a coordinator" in maya.get("/sessions").text


def test_a_kept_time_that_came_to_nothing_was_never_a_session(maya: FlaskClient, pair: Pair) -> None:
    booking = pair.reserve(until=now() + timedelta(hours=12))
    service.cancel_all_of_match(pair.match.id, by=pair.mentor, reason="")
    assert f"/sessions/{booking.id}" not in maya.get("/sessions").text + maya.get("/sessions?past=1").text
    assert maya.get(f"/sessions/{booking.id}.ics").status_code == 404


def test_others_and_visitors_find_no_session(as_person: Any, client: FlaskClient, pair: Pair, lena: Pair) -> None:
    booking = pair.book()
    stranger = as_person(lena.mentee)
    for path in ("", ".ics", "/move", "/cancel"):
        assert stranger.get(f"/sessions/{booking.id}{path}").status_code == 404
        assert client.get(f"/sessions/{booking.id}{path}").status_code == 302
    for act in ("move", "cancel"):
        assert stranger.post(f"/sessions/{booking.id}/{act}").status_code == 404
    db.session.refresh(booking)
    assert booking.status == BookingStatus.BOOKED
