"""The calendar address: a secret that is shown once, sessions and nothing else, the same 404 for all that is not it."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.calendar import feed_views, queries, service
from mentormatch.calendar.models import CalendarFeed
from mentormatch.calendar.policy import of_match
from mentormatch.core.clock import now
from mentormatch.core.db import db
from tests.calendar.conftest import HOUR, TUESDAY_EVENING, Pair
from tests.make import Make
from tests.scheduling.plain_calendar import read


def address(person: Any) -> str:
    return f"/calendar/{service.make_feed(person, by=person)}.ics"


def test_it_holds_the_sessions_and_nothing_private(client: Any, pair: Pair) -> None:
    booking = pair.book(topic="My secret topic")
    booking_id, uid = booking.id, booking.uid
    answer = client.get(address(pair.mentee))
    calendar = read(answer.data)
    (event,) = calendar.components
    assert event.names() == ["DTEND", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "UID", "URL"]
    assert (event.text("UID"), event.text("STATUS"), event.text("SEQUENCE")) == (uid, "CONFIRMED", "0")
    assert event.text("SUMMARY") == "Mentoring session with Omar"
    assert event.text("URL").endswith(f"/sessions/{booking_id}")
    assert event.text("DTSTART") == "20260908T150000Z"
    for private in ("Haddad", "secret", "@example.org", "mailto", "Maya"):
        assert private not in answer.text


def test_moved_and_cancelled_sessions_stay_with_the_same_name_and_a_higher_number(client: Any, pair: Pair) -> None:
    booking, other = pair.book(), pair.book(TUESDAY_EVENING + timedelta(days=1))
    service.move(booking, pair.cohort, TUESDAY_EVENING + 2 * HOUR, by=pair.mentee)
    service.cancel(other, by=pair.mentor, reason="Ill, sorry")
    uids = [booking.uid, other.uid]
    answer = client.get(address(pair.mentor))
    events = read(answer.data).components
    assert [event.text("UID") for event in events] == uids
    assert [(event.text("STATUS"), event.text("SEQUENCE")) for event in events] == [
        ("CONFIRMED", "1"),
        ("CANCELLED", "1"),
    ]
    assert "sorry" not in answer.text


def test_times_that_are_only_kept_or_held_are_not_in_it_and_old_sessions_leave(client: Any, pair: Pair) -> None:
    pair.book()
    pair.reserve(TUESDAY_EVENING + timedelta(days=1), until=now() + HOUR)
    service.hold(
        pair.mentor,
        pair.mentee,
        pair.cohort,
        TUESDAY_EVENING + 2 * HOUR,
        purpose=of_match(pair.match.id),
        by=pair.mentee,
    )
    service.release_hold(of_match(pair.match.id), pair.mentee)
    path = address(pair.mentee)
    assert len(read(client.get(path).data).components) == 1
    with time_machine.travel(TUESDAY_EVENING + timedelta(days=29), tick=False):
        assert len(read(client.get(path).data).components) == 1
    with time_machine.travel(TUESDAY_EVENING + timedelta(days=31), tick=False):
        assert read(client.get(path).data).components == []


def test_unknown_replaced_revoked_and_disabled_answer_as_an_absent_page(client: Any, pair: Pair, make: Make) -> None:
    first = address(pair.mentee)
    assert client.get(first).status_code == 200
    second = address(pair.mentee)
    absent = client.get("/calendar/" + "A" * 43 + ".ics")
    replaced = client.get(first)
    assert client.get(second).status_code == 200
    service.revoke_feed(pair.mentee, by=pair.mentee)
    revoked = client.get(second)
    third = address(pair.mentor)
    accounts.set_active(pair.mentor, False, by=make.person("Ada"))
    answers = [absent, replaced, revoked, client.get(third), client.get("/calendar/short.ics")]
    assert {answer.status_code for answer in answers} == {404}
    changing = re.compile(r"/calendar/[\w-]+|[\w.-]{80,}")  # the address that was asked for, the token of a form
    assert len({changing.sub("", answer.text) for answer in answers}) == 1


def test_no_cookie_is_set_and_what_has_not_changed_is_not_sent_again(client: Any, pair: Pair) -> None:
    pair.book()
    path = address(pair.mentee)
    answer = client.get(path)
    assert "Set-Cookie" not in answer.headers
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    service.cancel(queries.bookings_between([pair.mentee.id], now(), now() + 60 * HOUR)[0], by=pair.mentee)
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_only_a_digest_is_stored(pair: Pair) -> None:
    secret = service.make_feed(pair.mentee, by=pair.mentee)
    stored = db.session.get(CalendarFeed, pair.mentee.id)
    assert stored is not None
    assert len(secret) == 43
    assert secret not in stored.secret_hash


def test_the_page_shows_the_address_once(as_person: Any, pair: Pair) -> None:
    maya = as_person(pair.mentee)
    made = maya.post("/hours/feed")
    assert made.status_code == 200
    assert "webcal://" in made.text
    assert "/calendar/" not in maya.get("/hours/feed").text
    assert maya.post("/hours/feed/revoke").status_code == 303
    assert queries.feed_of(pair.mentee.id) is None


def test_reading_all_the_time_is_refused(client: Any, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_views, "READS_AN_HOUR", 2)
    path = address(pair.mentee)
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("writer", ["mentormatch", "gunicorn.access", "werkzeug"])
def test_the_secret_is_never_in_a_log(app: Flask, writer: str, caplog: pytest.LogCaptureFixture) -> None:
    secret = "s3cret-_" * 5 + "abc"
    with caplog.at_level(logging.INFO, logger=writer):
        logging.getLogger(writer).info('%s "GET /calendar/%s.ics HTTP/1.1" 200', "127.0.0.1", secret)
    assert secret not in caplog.text
    assert "/calendar/***.ics" in caplog.text
