"""Booking in two steps: a chosen time is held for ten minutes, for nobody else, and lapses by itself."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask.testing import FlaskClient

from mentormatch.accounts import tokens
from mentormatch.calendar import service as calendar
from mentormatch.calendar.errors import SlotTaken, WeekFull
from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.calendar.policy import of_match
from mentormatch.calendar.sweeps import release_lapsed
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.sessions import queries, service
from tests.calendar.conftest import HOUR, TUESDAY_EVENING, Pair
from tests.calendar.reading import count, letters

MINUTE = timedelta(minutes=1)


@pytest.fixture
def maya(as_person: Any, pair: Pair) -> FlaskClient:
    return as_person(pair.mentee)


def choose(client: FlaskClient, pair: Pair, at: Any = TUESDAY_EVENING) -> Any:
    return client.post(f"/matches/{pair.match.id}/hold", data={"slot": at.isoformat()})


def test_a_chosen_time_is_held_and_the_page_says_until_when(maya: FlaskClient, pair: Pair, lena: Pair) -> None:
    answer = choose(maya, pair)
    assert (answer.status_code, answer.location) == (303, f"/matches/{pair.match.id}/hold")
    page = maya.get(answer.location).text
    assert "Held for you until 12:10." in page
    assert "Tuesday 8 September, 17:00" in page
    assert TUESDAY_EVENING not in lena.times
    with pytest.raises(SlotTaken):
        lena.book(TUESDAY_EVENING)


def test_booking_it_makes_the_held_time_the_session(maya: FlaskClient, pair: Pair) -> None:
    choose(maya, pair)
    answer = maya.post(
        f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat(), "topic": "My portfolio"}
    )
    booking = db.session.scalars(sa.select(Booking)).one()
    assert (answer.status_code, answer.location) == (303, f"/sessions/{booking.id}")
    assert (booking.status, booking.topic, booking.holder_id) == (BookingStatus.BOOKED, "My portfolio", None)
    assert len(letters("booked")) == 2
    with time_machine.travel(now() + HOUR, tick=False):
        assert release_lapsed() == 0


def test_a_held_time_is_no_session_anywhere(maya: FlaskClient, pair: Pair) -> None:
    choose(maya, pair)
    (held,) = db.session.scalars(sa.select(Booking)).all()
    held_id = held.id
    assert maya.get(f"/sessions/{held_id}").status_code == 404
    assert queries.coming(pair.mentee) == []
    assert "Held" not in maya.get(f"/matches/{pair.match.id}").text
    assert letters("booked") == []


def test_a_lapsed_hold_is_free_at_once_and_leaves_nothing(maya: FlaskClient, pair: Pair, lena: Pair) -> None:
    choose(maya, pair)
    with time_machine.travel(now() + 10 * MINUTE, tick=False):
        assert TUESDAY_EVENING in lena.times
        lena.book(TUESDAY_EVENING)
        assert count(Booking) == 1
        assert maya.get(f"/matches/{pair.match.id}/hold").status_code == 302
        late = maya.post(f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat(), "topic": "Mine"})
    assert late.status_code == 409
    assert "Mine</textarea>" in late.text


def test_a_lapsed_hold_can_still_be_booked_while_nobody_took_it(maya: FlaskClient, pair: Pair) -> None:
    choose(maya, pair)
    with time_machine.travel(now() + 30 * MINUTE, tick=False):
        answer = maya.post(f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat(), "topic": ""})
    assert answer.status_code == 303
    assert count(Booking) == 1


def test_a_lapsed_hold_does_not_fill_a_week_that_others_have_filled_meanwhile(pair: Pair, lena: Pair) -> None:
    pair.cohort.sessions_per_week = 1
    db.session.commit()
    service.hold(pair.match, TUESDAY_EVENING, by=pair.mentee)
    with time_machine.travel(now() + 10 * MINUTE, tick=False):
        lena.book(TUESDAY_EVENING + 48 * HOUR)
        with pytest.raises(WeekFull):
            service.book(pair.match, TUESDAY_EVENING, topic="", by=pair.mentee)


def test_choosing_a_time_again_whose_hold_has_lapsed_holds_it_anew(pair: Pair) -> None:
    service.hold(pair.match, TUESDAY_EVENING, by=pair.mentee)
    with time_machine.travel(now() + 10 * MINUTE, tick=False):
        held = service.hold(pair.match, TUESDAY_EVENING, by=pair.mentee)
        assert held.reserved_until is not None
        assert held.reserved_until > now()
    assert count(Booking) == 1


def test_a_new_choice_lets_the_old_one_go_and_a_refused_one_does_not(maya: FlaskClient, pair: Pair, lena: Pair) -> None:
    choose(maya, pair)
    choose(maya, pair, TUESDAY_EVENING + 2 * HOUR)
    assert count(Booking) == 1
    assert TUESDAY_EVENING in lena.times
    lena.book(TUESDAY_EVENING)
    refused = choose(maya, pair, TUESDAY_EVENING)
    assert refused.status_code == 409
    assert "Held for you" in maya.get(f"/matches/{pair.match.id}/hold").text


def test_choosing_the_same_again_does_not_hold_it_longer(maya: FlaskClient, pair: Pair) -> None:
    choose(maya, pair)
    with time_machine.travel(now() + 5 * MINUTE, tick=False):
        choose(maya, pair)
    assert "until 12:10." in maya.get(f"/matches/{pair.match.id}/hold").text
    assert count(Booking) == 1


def test_letting_go_frees_it_and_twice_is_once(maya: FlaskClient, pair: Pair, lena: Pair) -> None:
    choose(maya, pair)
    for _ in range(2):
        assert maya.post(f"/matches/{pair.match.id}/hold/release").status_code == 303
    assert TUESDAY_EVENING in lena.times
    assert (count(Booking), count(CalendarClaim)) == (0, 0)


def test_ones_own_hold_is_offered_to_oneself(maya: FlaskClient, pair: Pair) -> None:
    choose(maya, pair)
    page = maya.get(f"/matches/{pair.match.id}/book?at={TUESDAY_EVENING.isoformat().replace('+', '%2B')}").text
    assert re.search(r'value="2026-09-08T15:00:00(\+|&#43;)00:00"[^>]* checked', page)


def test_the_sweep_clears_lapsed_holds_away(pair: Pair) -> None:
    calendar.hold(
        pair.mentor, pair.mentee, pair.cohort, TUESDAY_EVENING, purpose=of_match(pair.match.id), by=pair.mentee
    )
    with time_machine.travel(now() + 10 * MINUTE, tick=False):
        assert (release_lapsed(), release_lapsed()) == (1, 0)
    assert (count(Booking), count(CalendarClaim)) == (0, 0)


def test_the_end_of_a_match_ends_its_holds_without_a_letter(pair: Pair) -> None:
    calendar.hold(
        pair.mentor, pair.mentee, pair.cohort, TUESDAY_EVENING, purpose=of_match(pair.match.id), by=pair.mentee
    )
    calendar.cancel_all_of_match(pair.match.id, by=pair.mentor, reason="Moved away")
    assert count(Booking) == 0
    assert letters("cancelled") == []


def test_holding_all_the_time_is_refused(maya: FlaskClient, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "HOLDS_AN_HOUR", 1)
    assert choose(maya, pair).status_code == 303
    assert choose(maya, pair, TUESDAY_EVENING + 2 * HOUR).status_code == 429


def test_the_list_shows_the_same_times_below_each_other(maya: FlaskClient, pair: Pair) -> None:
    page = maya.get(f"/matches/{pair.match.id}/book?view=list").text
    assert "slot-list" in page
    assert page.count('name="slot" value="2026-09-08') == 14
    assert 'class="day-input"' not in page


@pytest.mark.parametrize("slot", ["9999-12-31T23:59+00:00", "0001-01-01T00:00+00:00", "0001-01-01T00:00+14:00"])
def test_times_that_nobody_can_mean_are_no_times(maya: FlaskClient, pair: Pair, slot: str) -> None:
    for path in ("hold", "book"):
        assert maya.post(f"/matches/{pair.match.id}/{path}", data={"slot": slot}).status_code == 422


def test_programs_are_not_told_what_the_other_one_holds(app: Any, maya: FlaskClient, pair: Pair) -> None:
    choose(maya, pair)
    for person in (pair.mentor, pair.mentee):
        secret = tokens.create(person, "Test", by=person)
        answer = app.test_client().get("/api/v1/bookings", headers={"Authorization": f"Bearer {secret}"})
        assert answer.json["items"] == []
