"""Booking and moving on the page: free days and times, a time taken a second ago, nothing lost."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from mentormatch.calendar.models import Booking
from mentormatch.core.db import db
from mentormatch.sessions import service
from tests.calendar.conftest import HOUR, TUESDAY_EVENING, Pair, make_pair
from tests.calendar.reading import count, letters
from tests.make import Make

SLOT = re.compile(r'name="slot" value="([^"]+)"')
TOPIC = "My portfolio: two ideas & <b>no</b> choice"


def slots_of(page: str) -> list[datetime]:
    return [datetime.fromisoformat(value.replace("&#43;", "+")) for value in SLOT.findall(page)]


def flat(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def maya(as_person: Any, pair: Pair) -> FlaskClient:
    return as_person(pair.mentee)


@pytest.fixture
def omar(as_person: Any, pair: Pair) -> FlaskClient:
    return as_person(pair.mentor)


def test_seven_days_from_the_first_free_one_with_their_times(maya: FlaskClient, pair: Pair) -> None:
    page = maya.get(f"/matches/{pair.match.id}/book").text
    assert slots_of(page)[0] == TUESDAY_EVENING
    assert {at.day for at in slots_of(page)} == {8, 9, 10, 11, 14}
    assert page.count('class="day-input"') == 7
    assert "Tuesday 8 September, 17:00" in page
    assert "45 min" in page


def test_booking_shows_the_session_and_tells_both(maya: FlaskClient, pair: Pair) -> None:
    answer = maya.post(f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat(), "topic": TOPIC})
    booking = db.session.query(Booking).one()
    assert (answer.status_code, answer.location) == (303, f"/sessions/{booking.id}")
    assert (booking.topic, booking.starts_at, booking.host_id) == (TOPIC, TUESDAY_EVENING, pair.mentor.id)
    assert len(letters("booked")) == 2
    page = maya.get(answer.location).text
    assert "Booked: Tuesday 8 September, 17:00" in page
    assert "&lt;b&gt;no&lt;/b&gt;" in page


def test_the_mentor_books_for_the_match_too(omar: FlaskClient, pair: Pair) -> None:
    page = omar.get(f"/matches/{pair.match.id}/book").text
    assert "Book with Maya" in page
    answer = omar.post(f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat(), "topic": ""})
    assert answer.status_code == 303
    booking = db.session.query(Booking).one()
    assert (booking.host_id, booking.guest_id) == (pair.mentor.id, pair.mentee.id)


def test_sending_twice_is_booking_once(maya: FlaskClient, pair: Pair) -> None:
    typed = {"slot": TUESDAY_EVENING.isoformat(), "topic": TOPIC}
    first, second = (maya.post(f"/matches/{pair.match.id}/book", data=typed) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert (count(Booking), len(letters("booked"))) == (1, 2)


def test_a_time_taken_a_second_ago_gives_fresh_times_and_keeps_the_words(
    maya: FlaskClient, pair: Pair, lena: Pair
) -> None:
    lena.book(TUESDAY_EVENING)
    answer = maya.post(f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat(), "topic": TOPIC})
    assert answer.status_code == 409
    assert "This time was taken a moment ago." in answer.text
    assert "My portfolio: two ideas &amp; &lt;b&gt;no&lt;/b&gt; choice</textarea>" in answer.text
    assert slots_of(answer.text)[0] == TUESDAY_EVENING + HOUR


def test_a_time_taken_between_looking_and_claiming_answers_the_same(
    maya: FlaskClient, pair: Pair, olga: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentormatch.calendar.service.taking.ensure_open", lambda *args, **kwargs: None)
    olga.book(TUESDAY_EVENING)
    answer = maya.post(f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat(), "topic": TOPIC})
    assert answer.status_code == 409
    assert TUESDAY_EVENING not in slots_of(answer.text)


@pytest.mark.parametrize(
    "slot",
    [
        "",
        "soon",
        "2026-09-08T15:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        (TUESDAY_EVENING - timedelta(days=1)).isoformat(),
        (TUESDAY_EVENING + timedelta(minutes=1)).isoformat(),
        "2026-09-08T15:00:00+00:00' OR 1=1 --",
    ],
)
def test_what_is_not_one_of_the_times_is_explained_and_the_words_stay(maya: FlaskClient, pair: Pair, slot: str) -> None:
    answer = maya.post(f"/matches/{pair.match.id}/book", data={"slot": slot, "topic": "My words"})
    assert answer.status_code == 422
    assert "My words</textarea>" in answer.text
    assert 'role="alert"' in answer.text
    assert count(Booking) == 0


def test_words_beyond_the_limit_are_refused_and_kept(maya: FlaskClient, pair: Pair) -> None:
    typed = {"slot": TUESDAY_EVENING.isoformat(), "topic": "x" * 1001}
    answer = maya.post(f"/matches/{pair.match.id}/book", data=typed)
    assert answer.status_code == 422
    assert "x" * 1001 in answer.text
    assert re.search(r'value="2026-09-08T15:00:00(\+|&#43;)00:00"[^>]* checked', answer.text)


def test_a_time_of_a_day_that_is_no_longer_open_is_asked_about_once(maya: FlaskClient, pair: Pair) -> None:
    url, typed = f"/matches/{pair.match.id}/book", {"slot": TUESDAY_EVENING.isoformat(), "topic": "My words"}
    answer = maya.post(url, data=typed | {"slot_day": "2026-09-10"})
    assert answer.status_code == 422
    assert "on another day than the one you looked at" in answer.text
    assert re.search(r'value="2026-09-08"[^>]* checked', answer.text)
    assert maya.post(url, data=typed | {"slot_day": "2026-09-08"}).status_code == 303


def test_later_days_keep_the_words_without_javascript_and_book_nothing(maya: FlaskClient, pair: Pair) -> None:
    url = f"/matches/{pair.match.id}/book"
    later = re.search(r'name="from" value="([^"]+)"', maya.get(url).text)
    assert later is not None
    answer = maya.post(url, data={"from": later[1], "topic": "My words", "slot": TUESDAY_EVENING.isoformat()})
    assert answer.status_code == 200
    assert "My words</textarea>" in answer.text
    assert {at.day for at in slots_of(answer.text)} == {15, 16, 17, 18, 21}
    assert "Earlier days" in answer.text
    assert count(Booking) == 0


@pytest.mark.parametrize("first", ["1999-01-01", "2222-02-02", "yesterday", ""])
def test_days_far_off_lead_back_to_where_times_are(maya: FlaskClient, pair: Pair, first: str) -> None:
    assert slots_of(maya.get(f"/matches/{pair.match.id}/book", query_string={"from": first}).text)


def test_a_time_in_the_address_is_chosen_already(maya: FlaskClient, pair: Pair) -> None:
    at = TUESDAY_EVENING + timedelta(days=14)
    page = maya.get(f"/matches/{pair.match.id}/book", query_string={"at": at.isoformat()}).text
    assert re.search(r'value="2026-09-22T15:00:00(\+|&#43;)00:00"[^>]* checked', page)


def test_who_lives_elsewhere_sees_the_own_clock_and_the_other_ones(make: Make, as_person: Any) -> None:
    mornings = [(weekday, 9 * 60, 12 * 60) for weekday in range(5)]
    pair = make_pair(make, mentor={"time_zone": "America/New_York", "hours": mornings})
    page = flat(as_person(pair.mentee).get(f"/matches/{pair.match.id}/book").text)
    assert "The small times are on the clock of Omar, in New York." in page
    assert "Tuesday 8 September · UTC+02:00" in page
    assert "15:00 09:00" in page
    mentor_page = flat(as_person(pair.mentor).get(f"/matches/{pair.match.id}/book").text)
    assert "09:00 15:00" in mentor_page


def test_another_day_over_there_is_named(make: Make, as_person: Any) -> None:
    evenings = [(weekday, 19 * 60, 21 * 60) for weekday in range(5)]
    pair = make_pair(make, mentor={"time_zone": "America/New_York", "hours": evenings})
    page = flat(as_person(pair.mentee).get(f"/matches/{pair.match.id}/book").text)
    assert "01:00 Tue 19:00" in page


def test_the_repeated_hour_has_two_times_with_their_offsets(make: Make, as_person: Any) -> None:
    pair = make_pair(make, mentor={"hours": [(6, 60, 5 * 60)]}, session_minutes=30)
    page = as_person(pair.mentee).get(f"/matches/{pair.match.id}/book?from=2026-10-25").text
    assert flat(page).count("02:30 UTC") == 2
    assert "Sunday 25 October, 02:30 UTC+02:00" in page
    assert "Sunday 25 October, 02:30 UTC+01:00" in page
    assert "17:00 UTC" not in flat(page)


def test_no_free_times_say_what_helps(make: Make, as_person: Any) -> None:
    pair = make_pair(make, mentor={"hours": []})
    assert (
        "Omar has no free time in the next 60 days" in as_person(pair.mentee).get(f"/matches/{pair.match.id}/book").text
    )
    assert "Set your hours" in as_person(pair.mentor).get(f"/matches/{pair.match.id}/book").text


def test_moving_offers_other_times_and_keeps_the_session(maya: FlaskClient, pair: Pair) -> None:
    booking = pair.book()
    page = maya.get(f"/sessions/{booking.id}/move").text
    assert TUESDAY_EVENING not in slots_of(page)
    assert TUESDAY_EVENING + timedelta(minutes=15) in slots_of(page)
    answer = maya.post(f"/sessions/{booking.id}/move", data={"slot": (TUESDAY_EVENING + HOUR).isoformat()})
    assert (answer.status_code, answer.location) == (303, f"/sessions/{booking.id}")
    db.session.refresh(booking)
    assert booking.starts_at == TUESDAY_EVENING + HOUR


def test_a_move_to_a_taken_time_offers_fresh_ones_and_changes_nothing(
    maya: FlaskClient, pair: Pair, lena: Pair
) -> None:
    booking = pair.book()
    taken = lena.book(TUESDAY_EVENING + timedelta(days=1)).starts_at
    answer = maya.post(f"/sessions/{booking.id}/move", data={"slot": taken.isoformat()})
    assert answer.status_code == 409
    assert slots_of(answer.text)
    db.session.refresh(booking)
    assert (booking.starts_at, booking.sequence) == (TUESDAY_EVENING, 0)


def test_too_many_deeds_keep_the_words_too(maya: FlaskClient, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "DEEDS_AN_HOUR", 0)
    answer = maya.post(
        f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat(), "topic": "My words"}
    )
    assert answer.status_code == 429
    assert "My words</textarea>" in answer.text
    assert count(Booking) == 0


def test_others_do_not_find_the_match(as_person: Any, pair: Pair, lena: Pair) -> None:
    stranger = as_person(lena.mentee)
    for answer in (
        stranger.get(f"/matches/{pair.match.id}/book"),
        stranger.post(f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat()}),
        stranger.get("/matches/9999/book"),
    ):
        assert answer.status_code == 404
    assert count(Booking) == 0
