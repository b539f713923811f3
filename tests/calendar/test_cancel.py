"""Cancelling frees the time, keeps the record and tells both, once."""

from datetime import timedelta

import pytest
import time_machine

from mentormatch.calendar import service
from mentormatch.calendar.errors import BookingOver
from mentormatch.calendar.models import BookingStatus
from mentormatch.core.clock import now
from tests.calendar.conftest import TUESDAY_EVENING, Pair
from tests.calendar.reading import claims_of, letters


def test_the_time_is_free_again_and_the_session_remembered(pair: Pair) -> None:
    booking = pair.book()
    service.cancel(booking, by=pair.mentor, reason="I am ill")
    assert (booking.status, booking.cancelled_by_id, booking.cancel_reason) == (
        BookingStatus.CANCELLED,
        pair.mentor.id,
        "I am ill",
    )
    assert claims_of(booking) == []
    assert pair.times[0] == TUESDAY_EVENING
    assert pair.book().id != booking.id


def test_both_are_told_once_with_an_entry_that_takes_it_out(pair: Pair) -> None:
    booking = pair.book()
    service.cancel(booking, by=pair.mentor, reason="I am ill")
    service.cancel(booking, by=pair.mentor, reason="I am ill")
    told = letters("cancelled")
    assert {letter.person_id for letter in told} == {pair.mentor.id, pair.mentee.id}
    for letter in told:
        assert letter.calendar is not None
        assert "METHOD:CANCEL" in letter.calendar
        assert "STATUS:CANCELLED" in letter.calendar
        assert "SEQUENCE:1" in letter.calendar


def test_the_entry_of_a_session_that_was_moved_before_is_newer_still(pair: Pair) -> None:
    booking = pair.book()
    service.move(booking, pair.cohort, TUESDAY_EVENING + timedelta(days=1), by=pair.mentee)
    service.cancel(booking, by=pair.mentee)
    assert booking.sequence == 2


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=44), timedelta(days=1)])
def test_what_has_begun_cannot_be_cancelled(pair: Pair, after: timedelta) -> None:
    booking = pair.book()
    with time_machine.travel(TUESDAY_EVENING + after, tick=False), pytest.raises(BookingOver):
        service.cancel(booking, by=pair.mentee)
    assert booking.status == BookingStatus.BOOKED


def test_the_end_of_a_match_gives_back_what_is_ahead_and_leaves_what_was(pair: Pair, lena: Pair) -> None:
    past, ahead = pair.book(), pair.book(TUESDAY_EVENING + timedelta(days=7))
    kept = pair.reserve(TUESDAY_EVENING + timedelta(days=8), until=now() + timedelta(days=3))
    others = lena.book(TUESDAY_EVENING + timedelta(days=9))
    with time_machine.travel(TUESDAY_EVENING + timedelta(hours=2), tick=False):
        service.cancel_all_of_match(pair.match.id, by=pair.mentee, reason="We are done")
    statuses = [booking.status for booking in (past, ahead, kept, others)]
    assert statuses == [BookingStatus.BOOKED, BookingStatus.CANCELLED, BookingStatus.CANCELLED, BookingStatus.BOOKED]
    assert [len(claims_of(booking)) for booking in (past, ahead, kept, others)] == [7, 0, 0, 7]
    assert len(letters("cancelled")) == 2  # nobody had been promised the kept time
