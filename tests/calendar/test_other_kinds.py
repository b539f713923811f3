"""Time of other kinds than sessions: the same claims, whatever took it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries, reminders, service
from mentormatch.calendar.errors import BookingOver, SlotTaken
from mentormatch.calendar.feed import feed_text
from mentormatch.calendar.kinds import KINDS, KindOfBooking
from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.calendar.policy import Purpose
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.notifications.models import Letter
from mentormatch.scheduling import Interval
from tests.calendar.conftest import TUESDAY_EVENING, Pair

HOUR = timedelta(hours=1)
TALK = Purpose(kind="talk", title="A talk", link="")
ADVICE = Purpose(kind="talk", title="Advice", link="https://meet.example.org/office")


@dataclass(frozen=True)
class HalfHours:
    """Terms of something that is no cohort."""

    session_minutes: int = 30
    buffer_minutes: int = 0
    notice_hours: int = 1
    window_days: int = 30
    sessions_per_week: int = 9


@pytest.fixture(autouse=True)
def talks() -> Iterator[None]:
    KINDS["talk"] = KindOfBooking(
        name="talk", summary=lambda booking, _name: booking.title, page="sessions.show", letters="calendar/email",
        reminder="sessions/email/reminder.txt",
    )  # fmt: skip
    yield
    del KINDS["talk"]


def _take(person: Person, hours: int = 0) -> Booking:
    start = TUESDAY_EVENING + hours * HOUR
    return service.take_own_time(person, Interval(start, start + HOUR), purpose=TALK)


def test_who_is_at_a_talk_can_be_booked_by_nobody_then(pair: Pair) -> None:
    _take(pair.mentor)
    assert TUESDAY_EVENING not in pair.times
    with pytest.raises(SlotTaken):
        pair.book(TUESDAY_EVENING)
    assert pair.book(TUESDAY_EVENING + 2 * HOUR)


def test_who_has_a_session_can_be_at_no_talk(pair: Pair) -> None:
    pair.book()
    for person in (pair.mentor, pair.mentee):
        with pytest.raises(SlotTaken):
            _take(person)


def test_taking_the_same_time_twice_is_once(pair: Pair) -> None:
    first = _take(pair.mentee)
    assert _take(pair.mentee).id == first.id
    assert db.session.query(CalendarClaim).count() == 4


def test_a_talk_that_moves_takes_the_new_time_and_frees_the_old(pair: Pair) -> None:
    talk = _take(pair.mentee)
    later = Interval(TUESDAY_EVENING + 2 * HOUR, TUESDAY_EVENING + 3 * HOUR)
    service.move_own_time(talk, later)
    assert (talk.starts_at, talk.sequence) == (later.start, 1)
    assert pair.book(TUESDAY_EVENING)
    with pytest.raises(SlotTaken):
        service.move_own_time(talk, Interval(TUESDAY_EVENING, TUESDAY_EVENING + HOUR))
    assert talk.starts_at == later.start


def test_time_that_is_given_back_is_free_once(pair: Pair) -> None:
    talk = _take(pair.mentee)
    assert service.free_own_time(talk)
    assert not service.free_own_time(talk)
    assert pair.book(TUESDAY_EVENING)
    with pytest.raises(BookingOver):
        service.move_own_time(talk, Interval(TUESDAY_EVENING + HOUR, TUESDAY_EVENING + 2 * HOUR))


def test_a_reservation_that_lapsed_does_not_keep_anybody_from_a_talk(pair: Pair) -> None:
    kept = pair.reserve(TUESDAY_EVENING, until=now() - HOUR)
    assert _take(pair.mentee)
    assert kept.status == BookingStatus.CANCELLED


def test_other_terms_give_other_times_of_the_same_hours(pair: Pair) -> None:
    booking = service.book(
        pair.mentor, pair.mentee, HalfHours(), TUESDAY_EVENING, purpose=ADVICE, topic="CV", by=pair.mentee
    )
    assert (booking.ends_at - booking.starts_at, booking.meeting_link) == (HOUR / 2, ADVICE.link)
    assert booking.match_id is None
    assert TUESDAY_EVENING not in pair.times
    again = service.book(
        pair.mentor, pair.mentee, HalfHours(), TUESDAY_EVENING, purpose=ADVICE, topic="CV", by=pair.mentee
    )
    assert again.id == booking.id
    service.move(booking, HalfHours(), TUESDAY_EVENING + HOUR, by=pair.mentor)
    assert booking.meeting_link == ADVICE.link


def test_one_hold_of_a_kind_and_one_in_each_match(pair: Pair) -> None:
    for hours in (0, 1):
        at = TUESDAY_EVENING + hours * HOUR
        moved = service.hold(pair.mentor, pair.mentee, HalfHours(), at, purpose=ADVICE, by=pair.mentee)
    assert db.session.query(Booking).count() == 1
    held = queries.hold_of(ADVICE, pair.mentee.id)
    assert held is not None
    assert held.id == moved.id
    booked = service.book(
        pair.mentor, pair.mentee, HalfHours(), TUESDAY_EVENING + HOUR, purpose=ADVICE, topic="", by=pair.mentee
    )
    assert booked.id == moved.id


def test_feed_and_reminders_know_what_it_is(pair: Pair, app: Flask) -> None:
    talk = _take(pair.mentee, hours=24)
    with app.test_request_context():
        assert b"SUMMARY:A talk" in feed_text(pair.mentee)
    with time_machine.travel(talk.starts_at - 24 * HOUR, tick=False):
        assert reminders.remind_due() == 1
    letter = db.session.scalars(sa.select(Letter).where(Letter.template == KINDS["talk"].reminder)).one()
    assert (letter.person_id, letter.context["title"]) == (pair.mentee.id, "“A talk”")
