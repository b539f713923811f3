"""A time that is kept while a coordinator looks: taken until it lapses, then free, never both."""

from datetime import timedelta

import pytest
import time_machine

from mentormatch.calendar import service
from mentormatch.calendar.errors import SlotTaken
from mentormatch.calendar.models import BookingStatus, CalendarClaim
from mentormatch.calendar.sweeps import release_lapsed
from mentormatch.core.clock import now
from mentormatch.notifications.models import Letter
from tests.calendar.conftest import QUARTER, TUESDAY_EVENING, Pair
from tests.calendar.reading import claims_of, count, letters

AT = TUESDAY_EVENING + timedelta(days=7)
TWO_DAYS = timedelta(days=2)


def test_a_kept_time_is_taken_and_nobody_gets_a_letter(pair: Pair, lena: Pair) -> None:
    pair.reserve(AT, until=now() + TWO_DAYS)
    assert AT not in lena.times
    with pytest.raises(SlotTaken):
        lena.book(AT)
    assert count(Letter) == 0


def test_a_confirmed_time_is_a_session_that_no_longer_lapses(pair: Pair) -> None:
    booking = pair.reserve(AT, until=now() + TWO_DAYS)
    assert service.confirm_reserved(booking, by=None)
    assert booking.status == BookingStatus.BOOKED
    assert len(letters("booked")) == 2
    with time_machine.travel(now() + 2 * TWO_DAYS, tick=False):
        assert release_lapsed() == 0
        assert AT not in pair.times
    assert len(claims_of(booking)) == 7


def test_confirming_twice_tells_once(pair: Pair) -> None:
    booking = pair.reserve(AT, until=now() + TWO_DAYS)
    assert service.confirm_reserved(booking, by=None)
    assert not service.confirm_reserved(booking, by=None)
    assert booking.status == BookingStatus.BOOKED
    assert len(letters("booked")) == 2


@pytest.mark.parametrize("shift", [timedelta(0), QUARTER, -3 * QUARTER])
def test_a_lapsed_time_can_be_taken_before_the_sweep_and_then_not_confirmed(
    pair: Pair, lena: Pair, shift: timedelta
) -> None:
    booking = pair.reserve(AT + 4 * QUARTER, until=now() + TWO_DAYS)
    with time_machine.travel(now() + TWO_DAYS, tick=False):
        taken = lena.book(AT + 4 * QUARTER + shift)
        assert not service.confirm_reserved(booking, by=None)
    assert (booking.status, taken.status) == (BookingStatus.CANCELLED, BookingStatus.BOOKED)
    assert (len(claims_of(booking)), len(claims_of(taken))) == (0, 7)


def test_a_lapsed_time_cannot_be_confirmed_and_is_free(pair: Pair) -> None:
    booking = pair.reserve(AT, until=now() + TWO_DAYS)
    with time_machine.travel(now() + TWO_DAYS, tick=False):
        assert not service.confirm_reserved(booking, by=None)
    assert count(CalendarClaim) == 0


def test_a_session_whose_time_has_come_cannot_be_confirmed(pair: Pair) -> None:
    booking = pair.reserve(AT, until=AT + timedelta(days=1))
    with time_machine.travel(AT, tick=False):
        assert not service.confirm_reserved(booking, by=None)


def test_the_sweep_gives_lapsed_times_back_once(pair: Pair) -> None:
    booking = pair.reserve(AT, until=now() + TWO_DAYS)
    assert release_lapsed() == 0
    with time_machine.travel(now() + TWO_DAYS, tick=False):
        assert (release_lapsed(), release_lapsed()) == (1, 0)
    assert (booking.status, count(CalendarClaim)) == (BookingStatus.CANCELLED, 0)
