"""People who act at the same moment, with a pause in the gap between looking and claiming: the database decides."""

import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.calendar import service
from mentormatch.calendar.errors import BookingOver, SlotTaken, WeekFull
from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.calendar.policy import of_match
from mentormatch.calendar.service import claims
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.programmes.models import Cohort
from tests.calendar.conftest import HOUR, TUESDAY_EVENING, Pair, make_pair, pair_of
from tests.calendar.racing import Act, race
from tests.calendar.reading import claims_of, count, letters
from tests.make import Make

ROUNDS = 4


@pytest.fixture(autouse=True)
def gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "pause_before_claim", lambda: time.sleep(0.05))


def booking_act(pair: Pair, at: Any) -> Act:
    """An act with rows of its own session."""
    mentor, mentee, cohort, match = pair.mentor.id, pair.mentee.id, pair.cohort.id, pair.match.id

    def act() -> int:
        host, guest = db.session.get_one(Person, mentor), db.session.get_one(Person, mentee)
        return service.book(
            host, guest, db.session.get_one(Cohort, cohort), at, purpose=of_match(match), topic="", by=guest
        ).id  # fmt: skip

    return act


def moving_act(booking: Booking, pair: Pair, at: Any) -> Act:
    number, cohort, person = booking.id, pair.cohort.id, pair.mentor.id

    def act() -> str:
        found = db.session.get_one(Booking, number)
        service.move(found, db.session.get_one(Cohort, cohort), at, by=db.session.get_one(Person, person))
        return "moved"

    return act


def cancelling_act(booking: Booking, pair: Pair) -> Act:
    number, person = booking.id, pair.mentee.id

    def act() -> str:
        service.cancel(db.session.get_one(Booking, number), by=db.session.get_one(Person, person))
        return "cancelled"

    return act


@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize("shift", [timedelta(0), timedelta(minutes=30)])
def test_of_two_mentees_who_want_one_time_exactly_one_gets_it(
    app: Flask, pair: Pair, lena: Pair, shift: timedelta, round_: int
) -> None:
    results = race(app, booking_act(pair, TUESDAY_EVENING + HOUR), booking_act(lena, TUESDAY_EVENING + HOUR + shift))
    assert sorted(map(str, results)) == sorted(map(str, [SlotTaken, next(r for r in results if isinstance(r, int))]))
    assert (count(Booking), count(CalendarClaim), len(letters("booked"))) == (1, 7, 2)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_mentee_who_books_two_mentors_at_once_gets_one(app: Flask, pair: Pair, olga: Pair, round_: int) -> None:
    results = race(app, booking_act(pair, TUESDAY_EVENING), booking_act(olga, TUESDAY_EVENING))
    assert SlotTaken in results
    assert (count(Booking), count(CalendarClaim)) == (1, 7)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_who_mentor_each_other_and_cross_get_one_and_no_deadlock(app: Flask, make: Make, round_: int) -> None:
    cohort = make.cohort()
    ann, ben = make.mentor("Ann", cohort=cohort), make.mentor("Ben", cohort=cohort)
    one, other = pair_of(ann, ben, cohort), pair_of(ben, ann, cohort)
    results = race(app, booking_act(one, TUESDAY_EVENING), booking_act(other, TUESDAY_EVENING))
    assert SlotTaken in results
    assert count(Booking) == 1


def test_a_double_click_books_once_and_both_answers_are_the_same(app: Flask, pair: Pair) -> None:
    first, second = race(app, booking_act(pair, TUESDAY_EVENING), booking_act(pair, TUESDAY_EVENING))
    assert first == second
    assert isinstance(first, int)
    assert (count(Booking), len(letters("booked"))) == (1, 2)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_the_limit_of_a_week_holds_when_two_book_its_last_session(app: Flask, make: Make, round_: int) -> None:
    pair = make_pair(make, sessions_per_week=1)
    lena = pair_of(make.mentee("Lena", cohort=pair.cohort), pair.mentor, pair.cohort)
    results = race(app, booking_act(pair, TUESDAY_EVENING), booking_act(lena, TUESDAY_EVENING + timedelta(days=1)))
    assert WeekFull in results
    assert count(Booking) == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_moving_and_cancelling_at_once_leave_one_story(app: Flask, pair: Pair, round_: int) -> None:
    booking, later = pair.book(), TUESDAY_EVENING + timedelta(days=1)
    results = race(app, moving_act(booking, pair, later), cancelling_act(booking, pair))
    assert results in (["moved", "cancelled"], [BookingOver, "cancelled"])
    assert booking.status == BookingStatus.CANCELLED
    assert (claims_of(booking), booking.sequence) == ([], 2 if results[0] == "moved" else 1)
    assert len({letter.dedupe_key for letter in letters("cancelled")}) == 2


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_sessions_that_move_to_one_time_leave_one_where_it_was(
    app: Flask, pair: Pair, lena: Pair, round_: int
) -> None:
    later = TUESDAY_EVENING + timedelta(days=1)
    first, second = pair.book(), lena.book(TUESDAY_EVENING + HOUR)
    results = race(app, moving_act(first, pair, later), moving_act(second, lena, later))
    assert sorted(map(str, results)) == sorted(map(str, ["moved", SlotTaken]))
    assert sorted([first.starts_at == later, second.starts_at == later]) == [False, True]
    assert (len(claims_of(first)), len(claims_of(second))) == (7, 7)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_lapsed_time_is_confirmed_or_taken_but_never_both(
    app: Flask, pair: Pair, lena: Pair, monkeypatch: pytest.MonkeyPatch, round_: int
) -> None:
    """The confirmation reads its clock just before the time lapses, the booking just after."""
    until = now() + timedelta(hours=1)
    kept = pair.reserve(TUESDAY_EVENING, until=until)
    number = kept.id

    def confirm() -> bool:
        return service.confirm_reserved(db.session.get_one(Booking, number), by=None)

    with time_machine.travel(until, tick=False):
        monkeypatch.setattr("mentormatch.calendar.service.bookings.now", lambda: until - timedelta(seconds=1))
        confirmed, taken = race(app, confirm, booking_act(lena, TUESDAY_EVENING))
    standing = db.session.scalars(sa.select(Booking).where(Booking.status == BookingStatus.BOOKED)).all()
    assert len(standing) == 1
    assert (confirmed is True) == (standing[0].id == number)
    assert taken is SlotTaken if confirmed else taken == standing[0].id
    assert count(CalendarClaim) == 7


def test_without_the_key_of_the_claims_there_would_be_two(app: Flask, pair: Pair, olga: Pair) -> None:
    """The guard proved by removing it: PostgreSQL then lets a mentee be in two places."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite writes one transaction at a time; the campaign takes that away as well")
    with db.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE calendar_claim DROP CONSTRAINT pk_calendar_claim"))
    try:
        for day in range(ROUNDS):
            at = TUESDAY_EVENING + timedelta(days=7 * day)
            race(app, booking_act(pair, at), booking_act(olga, at))
        assert count(Booking) > ROUNDS
    finally:
        with db.engine.begin() as connection:
            connection.execute(sa.text("TRUNCATE calendar_claim"))
            connection.execute(
                sa.text(
                    "ALTER TABLE calendar_claim ADD CONSTRAINT pk_calendar_claim PRIMARY KEY (person_id, quarter_hour)"
                )
            )
