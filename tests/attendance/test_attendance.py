"""Held, missed, cancelled late: who says so, who may say otherwise, what the clock counts and what follows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.attendance import queries, service
from mentormatch.attendance.errors import AlreadyDecided, AlreadySaid, BookingPaused, NotOver
from mentormatch.attendance.models import Attendance, Decision, Outcome
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import NotAllowed
from mentormatch.core.jobs import JOBS
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.programmes.models import EnrolledAs
from mentormatch.sessions import service as sessions
from tests.calendar.conftest import HOUR, MONDAY, TUESDAY_EVENING, Pair
from tests.calendar.racing import race
from tests.make import Make

DAY = timedelta(days=1)
OVER = TUESDAY_EVENING + HOUR


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cora(make: Make, pair: Pair) -> Any:
    cora = make.person("Cora Coordinator", roles=[RoleName.COORDINATOR])
    make.enrol(cora, pair.cohort, EnrolledAs.COORDINATOR)
    return cora


def sweep() -> int:
    found = JOBS["sessions.attendance"]()
    assert isinstance(found, int)
    return found


def told(event: str) -> list[str]:
    about = sa.select(Letter.to_name).where(Letter.template == f"attendance/email/{event}.txt").order_by(Letter.id)
    return [name.split()[0] for name in db.session.scalars(about)]


def attendance_of(booking: Booking) -> Attendance:
    db.session.expire_all()
    return db.session.scalars(sa.select(Attendance).where(Attendance.booking_id == booking.id)).one()


@transactional
def missed(pair: Pair, at: Any, *, by: Any) -> Booking:
    """A session at ``at`` that somebody missed."""
    booking = Booking(
        match_id=pair.match.id, host_id=pair.mentor.id, guest_id=pair.mentee.id, starts_at=at, ends_at=at + HOUR,
        wall_start="", wall_zone="UTC", status=BookingStatus.MISSED, uid=f"missed {at}",
    )  # fmt: skip
    db.session.add(booking)
    db.session.flush()
    row = {"outcome": Outcome.MISSED, "missed_by_id": by.id, "marked_at": at + HOUR, "asked_at": at + HOUR}
    db.session.add(Attendance(booking_id=booking.id, marked_by_id=pair.mentor.id, **row))
    return booking


def test_both_are_asked_once_after_the_end(pair: Pair, clock: Any) -> None:
    pair.book()
    clock.move_to(TUESDAY_EVENING + HOUR / 2)
    assert sweep() == 0
    clock.move_to(OVER)
    assert (sweep(), sweep()) == (1, 0)
    assert told("asked") == ["Omar", "Maya"]


def test_two_workers_ask_once(app: Flask, pair: Pair, clock: Any) -> None:
    number = pair.book().id
    clock.move_to(OVER)
    results = race(app, *(lambda: service._ask(number) for _worker in range(2)))
    assert sorted(results) == [False, True]
    assert len(told("asked")) == 2


def test_after_a_week_of_silence_it_counts_as_held(pair: Pair, clock: Any) -> None:
    booking = pair.book()
    clock.move_to(OVER)
    sweep()
    clock.move_to(OVER + 6 * DAY)
    assert sweep() == 0
    clock.move_to(OVER + 7 * DAY)
    assert (sweep(), sweep()) == (1, 0)
    assert attendance_of(booking).marked_by_id is None
    assert db.session.get_one(Booking, booking.id).status == BookingStatus.HELD


def test_a_worker_that_was_dead_asks_nobody_about_long_ago(pair: Pair, clock: Any) -> None:
    pair.book()
    clock.move_to(OVER + 8 * DAY)
    sweep()
    assert told("asked") == []


def test_nothing_is_said_before_the_end(pair: Pair) -> None:
    with pytest.raises(NotOver):
        service.say(pair.book(), Outcome.HELD, by=pair.mentee)


def test_a_late_letter_does_not_tell_of_what_was_cancelled_meanwhile(pair: Pair, clock: Any) -> None:
    booking = pair.book()
    clock.move_to(OVER)
    service.say(booking, Outcome.CANCELLED_LATE, by=pair.mentor)
    JOBS["letters.deliver"]()
    about = sa.select(Letter.status).where(Letter.template == "calendar/email/booked.txt")
    assert set(db.session.scalars(about)) == {LetterStatus.OBSOLETE}


def test_the_first_word_counts_and_the_same_word_again_is_fine(pair: Pair, clock: Any) -> None:
    booking = pair.book()
    clock.move_to(OVER)
    for who in (pair.mentor, pair.mentor, pair.mentee):
        assert not service.say(booking, Outcome.HELD, by=who)
    assert attendance_of(booking).marked_by_id == pair.mentor.id
    assert db.session.get_one(Booking, booking.id).status == BookingStatus.HELD
    with pytest.raises(AlreadySaid):
        service.say(booking, Outcome.MISSED, missed_by_id=pair.mentee.id, by=pair.mentor)


def test_who_is_said_to_have_missed_it_hears_so_and_may_say_otherwise(pair: Pair, cora: Any, clock: Any) -> None:
    booking = pair.book()
    clock.move_to(OVER)
    service.say(booking, Outcome.MISSED, missed_by_id=pair.mentee.id, by=pair.mentor)
    assert told("missed") == ["Maya"]
    assert service.say(booking, Outcome.HELD, words="We met for 40 minutes.", by=pair.mentee)
    assert told("disputed") == ["Cora"]
    row = attendance_of(booking)
    assert row.is_open_dispute
    assert queries.disputed_in([pair.cohort.id]) == [row]
    assert service.say(booking, Outcome.HELD, by=pair.mentee)  # the same again
    assert told("disputed") == ["Cora"]


def test_a_week_later_it_stands(pair: Pair, clock: Any) -> None:
    booking = pair.book()
    clock.move_to(OVER)
    service.say(booking, Outcome.MISSED, missed_by_id=pair.mentee.id, by=pair.mentor)
    clock.move_to(OVER + 7 * DAY)
    with pytest.raises(AlreadySaid):
        service.say(booking, Outcome.HELD, by=pair.mentee)


@pytest.mark.parametrize(
    ("decision", "status", "counts"),
    [
        (Decision.STAYS, BookingStatus.MISSED, 1),
        (Decision.EXCUSED, BookingStatus.MISSED, 0),
        (Decision.AS_THE_OTHER_SAYS, BookingStatus.HELD, 0),
    ],
)
def test_a_coordinator_decides_once(
    pair: Pair, cora: Any, clock: Any, decision: Decision, status: BookingStatus, counts: int
) -> None:
    booking = pair.book()
    clock.move_to(OVER)
    service.say(booking, Outcome.MISSED, missed_by_id=pair.mentee.id, by=pair.mentor)
    service.say(booking, Outcome.HELD, by=pair.mentee)
    assert len(db.session.scalars(queries.counting()).all()) == 0  # what is disputed does not count yet
    row = attendance_of(booking)
    service.decide(row, decision, by=cora)
    service.decide(row, decision, by=cora)
    assert db.session.get_one(Booking, booking.id).status == status
    assert len(db.session.scalars(queries.counting()).all()) == counts
    assert told("decided") == ["Omar", "Maya"]
    assert [what for what, _who in attendance_of(booking).said] == [Outcome.MISSED, Outcome.HELD]
    with pytest.raises(AlreadyDecided):
        service.decide(row, next(other for other in Decision if other != decision), by=cora)


def test_nobody_decides_about_a_session_of_their_own(make: Make, pair: Pair, clock: Any) -> None:
    booking = missed(pair, MONDAY - DAY, by=pair.mentee)
    accounts.grant(pair.mentor, RoleName.COORDINATOR, by=None)
    with pytest.raises(NotAllowed):
        service.decide(attendance_of(booking), Decision.EXCUSED, by=pair.mentor)


def test_two_missed_sessions_pause_booking_until_one_is_old(pair: Pair, clock: Any) -> None:
    missed(pair, MONDAY - 80 * DAY, by=pair.mentee)
    sessions.book(pair.match, TUESDAY_EVENING, topic="", by=pair.mentee)
    missed(pair, MONDAY - DAY, by=pair.mentee)
    at = TUESDAY_EVENING + DAY
    with pytest.raises(BookingPaused) as refusal:
        sessions.book(pair.match, at, topic="", by=pair.mentee)
    assert "Talk to the career office" in str(refusal.value)
    sessions.book(pair.match, at, topic="", by=pair.mentor)  # the other one may
    pause = queries.pause_of(pair.mentee, pair.cohort)
    assert pause is not None
    assert (pause.missed, pause.until) == (2, MONDAY + 10 * DAY)
    clock.move_to(pause.until - HOUR)
    assert queries.pause_of(pair.mentee, pair.cohort)
    clock.move_to(pause.until)
    assert queries.pause_of(pair.mentee, pair.cohort) is None


def test_the_cohort_sets_how_many_and_how_long(pair: Pair) -> None:
    missed(pair, MONDAY - DAY, by=pair.mentee)

    @transactional
    def limits(most: int, days: int) -> None:
        pair.cohort.no_shows_limit, pair.cohort.no_shows_days = most, days

    assert queries.pause_of(pair.mentee, pair.cohort) is None
    limits(1, 90)
    assert queries.pause_of(pair.mentee, pair.cohort)
    limits(1, 1)
    assert queries.pause_of(pair.mentee, pair.cohort) is None


def test_a_talk_ends_the_pause(pair: Pair, cora: Any) -> None:
    for days in (3, 2):
        missed(pair, MONDAY - days * DAY, by=pair.mentee)
    assert [one.person.id for one in queries.paused_in([pair.cohort])] == [pair.mentee.id]
    service.end_pause(pair.mentee, by=cora)
    service.end_pause(pair.mentee, by=cora)
    assert queries.paused_in([pair.cohort]) == []
    assert told("pause_ended") == ["Maya"]
    sessions.book(pair.match, TUESDAY_EVENING, topic="", by=pair.mentee)


@pytest.mark.parametrize(("ahead", "late"), [(25, False), (23, True)])
def test_a_late_cancellation_is_marked_and_misses_nothing(pair: Pair, clock: Any, ahead: int, late: bool) -> None:
    booking = pair.book()
    clock.move_to(TUESDAY_EVENING - ahead * HOUR)
    sessions.cancel(booking, reason="", by=pair.mentee)
    clock.move_to(TUESDAY_EVENING - HOUR)
    sessions.cancel(booking, reason="", by=pair.mentee)  # again, and by now it would be late
    found = queries.attendance_of(booking.id)
    assert (found.outcome if found else None) == (Outcome.CANCELLED_LATE if late else None)
    assert db.session.scalars(queries.counting()).all() == []
    clock.move_to(OVER)
    assert sweep() == 0
    assert now() == OVER


def test_answers_at_the_same_moment_are_one_word_and_one_dispute(app: Flask, pair: Pair, clock: Any) -> None:
    number, mentee, mentor = pair.book().id, pair.mentee.id, pair.mentor.id
    clock.move_to(OVER)

    def say(outcome: Outcome, who: int, missed_by: int | None) -> bool:
        booking, by = db.session.get_one(Booking, number), db.session.get_one(Person, who)
        return service.say(booking, outcome, missed_by_id=missed_by, by=by)

    results = race(
        app, lambda: say(Outcome.MISSED, mentor, mentee), lambda: say(Outcome.HELD, mentee, None)
    )  # fmt: skip
    assert sorted(results) == [False, True], results
    assert attendance_of(db.session.get_one(Booking, number)).is_open_dispute
