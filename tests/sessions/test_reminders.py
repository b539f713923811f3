"""Reminders: a day and an hour before, once, of what is still true; never late nonsense."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.calendar import reminders
from mentormatch.calendar import service as calendar
from mentormatch.calendar.models import Booking
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import JOBS
from mentormatch.notifications import delivery
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.notifications.rendering import render
from mentormatch.sessions.kind import SESSIONS
from tests.calendar.conftest import HOUR, MONDAY, TUESDAY_EVENING, Pair, make_pair
from tests.calendar.racing import race

#: Bookable from Monday noon with more than a day's notice.
WEDNESDAY = TUESDAY_EVENING + timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def sweep() -> int:
    found = JOBS["calendar.remind"]()
    assert isinstance(found, int)
    return found


def written(*statuses: LetterStatus) -> list[tuple[str, str]]:
    """Kind and reader of each reminder, in order."""
    mine = sa.select(Letter).where(Letter.template == SESSIONS.reminder).order_by(Letter.id)
    found = db.session.scalars(mine.where(Letter.status.in_(statuses)) if statuses else mine)
    return [(letter.context["kind"], letter.to_name.split()[0]) for letter in found]


def wish(person: Any, **wanted: Any) -> None:
    letters.set_preference(person, **wanted)


def test_both_are_reminded_a_day_and_an_hour_before_once(pair: Pair, clock: Any) -> None:
    pair.book(WEDNESDAY)
    for at, expected in [(-24.1, 0), (-24, 2), (-23, 0), (-1.1, 0), (-1, 2), (-0.5, 0), (0, 0), (2, 0)]:
        clock.move_to(WEDNESDAY + at * HOUR)
        assert sweep() == expected, at
    assert written() == [("day", "Omar"), ("day", "Maya"), ("hour", "Omar"), ("hour", "Maya")]


def test_a_day_is_24_hours_also_when_the_clocks_change(make: Any, pair: Pair, clock: Any) -> None:
    clock.move_to(datetime(2026, 10, 20, 10, tzinfo=UTC))
    sunday = datetime(2026, 10, 26, 16, tzinfo=UTC)  # the night of the 25th has 25 hours in Rome
    pair.book(sunday)
    clock.move_to(sunday - 24 * HOUR - timedelta(minutes=1))
    assert sweep() == 0
    clock.move_to(sunday - 24 * HOUR)
    assert sweep() == 2


def test_what_is_booked_later_than_a_day_before_has_only_the_hour(make: Any, clock: Any) -> None:
    pair = make_pair(make, notice_hours=0)
    pair.book(MONDAY + 5 * HOUR)
    assert sweep() == 0
    clock.move_to(MONDAY + 4 * HOUR)
    assert sweep() == 2
    assert {kind for kind, _who in written()} == {"hour"}


def test_nobody_is_reminded_of_what_was_booked_within_the_hour(make: Any, clock: Any) -> None:
    pair = make_pair(make, notice_hours=0)
    clock.move_to(MONDAY + 4.5 * HOUR)
    pair.book(MONDAY + 5 * HOUR)
    assert sweep() == 0


@pytest.mark.parametrize(("ahead", "expected"), [(12, 2), (11.9, 0), (0.9, 2), (0, 0), (-1, 0), (-72, 0)])
def test_a_worker_that_was_dead_says_nothing_late(pair: Pair, clock: Any, ahead: float, expected: int) -> None:
    pair.book(WEDNESDAY)
    clock.move_to(WEDNESDAY - ahead * HOUR)
    assert sweep() == expected


def test_a_moved_session_is_reminded_of_at_its_new_time(pair: Pair, clock: Any) -> None:
    booking = pair.book(WEDNESDAY)
    clock.move_to(WEDNESDAY - 24 * HOUR)
    assert sweep() == 2
    calendar.move(booking, pair.cohort, WEDNESDAY + 48 * HOUR, by=pair.mentee)
    assert written(LetterStatus.OBSOLETE) == [("day", "Omar"), ("day", "Maya")]
    for at, expected in [(23, 0), (24, 2), (25, 0), (47.5, 2)]:
        clock.move_to(WEDNESDAY + at * HOUR)
        assert sweep() == expected, at


def test_a_cancelled_session_takes_back_what_has_not_left(pair: Pair, clock: Any) -> None:
    booking = pair.book(WEDNESDAY)
    clock.move_to(WEDNESDAY - 24 * HOUR)
    sweep()
    calendar.cancel(booking, by=pair.mentor)
    assert sweep() == 0
    delivery.deliver_due()
    assert written(LetterStatus.SENT) == []
    left = db.session.scalars(sa.select(Letter.template).where(Letter.status == LetterStatus.SENT)).all()
    assert set(left) == {"calendar/email/cancelled.txt"}  # not even "booked" goes out any more


@transactional
def cancel_silently(booking: Booking) -> None:
    """As if the letters had been in a worker's hands while they were taken back."""
    booking.status = booking.status.CANCELLED


@transactional
def move_silently(booking: Booking) -> None:
    booking.sequence += 1


@pytest.mark.parametrize("change", [cancel_silently, move_silently])
def test_a_reminder_is_asked_for_its_truth_before_it_leaves(pair: Pair, clock: Any, change: Any) -> None:
    booking = pair.book(WEDNESDAY)
    clock.move_to(WEDNESDAY - 24 * HOUR)
    sweep()
    change(booking)
    delivery.deliver_due()
    assert written(LetterStatus.SENT) == []
    assert len(written(LetterStatus.OBSOLETE)) == 2


@pytest.mark.parametrize(("ahead", "sent"), [(5, 2), (1, 0), (-1, 0), (-70, 0)])
def test_a_reminder_that_could_not_leave_in_time_never_does(pair: Pair, clock: Any, ahead: float, sent: int) -> None:
    pair.book(WEDNESDAY)
    clock.move_to(WEDNESDAY - 24 * HOUR)
    sweep()
    clock.move_to(WEDNESDAY - ahead * HOUR)
    delivery.deliver_due()
    assert len(written(LetterStatus.SENT)) == sent


def test_two_workers_at_once_write_one(app: Flask, pair: Pair, clock: Any) -> None:
    booking = pair.book(WEDNESDAY)
    clock.move_to(WEDNESDAY - 24 * HOUR)
    number = booking.id
    results = race(app, *(lambda: reminders._remind(number, reminders.Kind.DAY) for _worker in range(2)))
    assert all(isinstance(result, int) for result in results), results
    assert len(written()) == 2


@pytest.mark.parametrize("ahead", [25, 11, 0, -1])
def test_what_a_worker_found_due_is_looked_at_again_before_it_is_written(pair: Pair, clock: Any, ahead: int) -> None:
    booking = pair.book(WEDNESDAY)
    clock.move_to(WEDNESDAY - ahead * HOUR)
    assert reminders._remind(booking.id, reminders.Kind.DAY) == 0
    clock.move_to(WEDNESDAY - 24 * HOUR)
    cancel_silently(booking)
    assert reminders._remind(booking.id, reminders.Kind.DAY) == 0


def test_each_kind_can_be_switched_off(pair: Pair, clock: Any) -> None:
    pair.book(WEDNESDAY)
    wish(pair.mentee, remind_day_before=False, remind_hour_before=True)
    wish(pair.mentor, remind_day_before=True, remind_hour_before=False)
    clock.move_to(WEDNESDAY - 24 * HOUR)
    assert (sweep(), sweep()) == (1, 0)
    clock.move_to(WEDNESDAY - HOUR)
    assert (sweep(), sweep()) == (1, 0)
    assert written() == [("day", "Omar"), ("hour", "Maya")]


def test_the_letter_names_time_place_and_nobodys_address(pair: Pair, clock: Any) -> None:
    pair.book(WEDNESDAY, topic="My portfolio")
    clock.move_to(WEDNESDAY - HOUR)
    sweep()
    letter = db.session.scalars(
        sa.select(Letter).where(Letter.template == SESSIONS.reminder, Letter.person_id == pair.mentee.id)
    ).one()
    told = render(letter)
    assert told.subject == "In an hour: session with Omar Haddad on Wednesday 9 September, 17:00"
    assert "My portfolio" in told.text
    assert "/me/letters" in told.text
    assert pair.mentor.email not in told.text
    assert letter.urgent
    assert letter.due_at == now()
