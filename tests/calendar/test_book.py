"""Booking a session: only open times, never two at once, once only."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from mentormatch.calendar.errors import NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.notifications.models import Letter
from tests.calendar.conftest import HOUR, QUARTER, TUESDAY_EVENING, Pair, make_pair
from tests.calendar.reading import claims_of, count
from tests.make import Make


def test_a_session_claims_the_quarter_hours_of_both_and_the_mentors_pause(pair: Pair) -> None:
    booking = pair.book(topic="My portfolio")
    first = int(TUESDAY_EVENING.timestamp()) // 900
    assert booking.status == BookingStatus.BOOKED
    assert booking.ends_at - booking.starts_at == timedelta(minutes=45)
    mentee = [(pair.mentee.id, first + number) for number in range(3)]
    mentor = [(pair.mentor.id, first + number) for number in range(4)]
    assert claims_of(booking) == sorted(mentee + mentor)


def test_the_same_time_of_the_same_match_again_is_the_same_session(pair: Pair) -> None:
    assert pair.book().id == pair.book().id == pair.book(by=pair.mentor).id
    assert (count(Booking), count(CalendarClaim), count(Letter)) == (1, 7, 2)


@pytest.mark.parametrize("shift", [-QUARTER, timedelta(0), QUARTER, 3 * QUARTER])
def test_what_overlaps_a_session_or_its_pause_is_refused_and_nothing_stays(
    pair: Pair, lena: Pair, shift: timedelta
) -> None:
    pair.book(TUESDAY_EVENING + HOUR)
    with pytest.raises(SlotTaken):
        lena.book(TUESDAY_EVENING + HOUR + shift)
    assert (count(Booking), count(CalendarClaim), count(Letter)) == (1, 7, 2)


@pytest.mark.parametrize("shift", [-HOUR, HOUR])
def test_what_touches_a_session_and_its_pause_can_be_booked(pair: Pair, lena: Pair, shift: timedelta) -> None:
    pair.book(TUESDAY_EVENING + HOUR)
    assert lena.book(TUESDAY_EVENING + HOUR + shift).status == BookingStatus.BOOKED


@pytest.mark.parametrize("shift", [-2 * QUARTER, timedelta(0), 2 * QUARTER])
def test_a_mentee_is_not_in_two_places_at_once(pair: Pair, olga: Pair, shift: timedelta) -> None:
    pair.book(TUESDAY_EVENING + HOUR)
    with pytest.raises(SlotTaken):
        olga.book(TUESDAY_EVENING + HOUR + shift)


@pytest.mark.parametrize(
    "at",
    [
        TUESDAY_EVENING + timedelta(minutes=7),
        TUESDAY_EVENING + timedelta(hours=9),
        TUESDAY_EVENING - timedelta(days=1),
        TUESDAY_EVENING - timedelta(days=7),
        TUESDAY_EVENING + timedelta(days=84),
        datetime(9999, 12, 1, tzinfo=UTC),
    ],
)
def test_a_time_that_is_not_offered_is_refused(pair: Pair, at: datetime) -> None:
    with pytest.raises(NotOpen):
        pair.book(at)


def test_a_full_week_says_so(make: Make) -> None:
    pair = make_pair(make, sessions_per_week=1)
    pair.book()
    with pytest.raises(WeekFull):
        pair.book(TUESDAY_EVENING + timedelta(days=1))
    pair.book(TUESDAY_EVENING + timedelta(days=7))


def test_wall_time_and_zone_are_kept_beside_the_instant(pair: Pair) -> None:
    booking = pair.book()
    assert (booking.wall_start, booking.wall_zone) == ("2026-09-08T17:00", "Europe/Rome")


def test_the_meeting_link_of_the_mentor_is_kept_with_the_session(make: Make) -> None:
    pair = make_pair(make, mentor={"meeting_link": "https://meet.example.org/omar"})
    assert pair.book().meeting_link == "https://meet.example.org/omar"


def test_the_audit_trail_names_who_booked_and_no_words(pair: Pair) -> None:
    booking = pair.book(topic="Something private")
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "booking.booked")).one()
    assert (entry.by_id, entry.subject_id, entry.facts) == (pair.mentee.id, booking.id, {"match": pair.match.id})
