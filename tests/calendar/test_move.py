"""Moving keeps the session and its record; what cannot be moved stays as it was."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from mentormatch.calendar import service
from mentormatch.calendar.errors import BookingOver, NotOpen, SlotTaken
from mentormatch.calendar.models import Booking
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from tests.calendar.conftest import HOUR, QUARTER, TUESDAY_EVENING, Pair, make_pair
from tests.calendar.reading import claims_of, letters
from tests.make import Make

LATER = TUESDAY_EVENING + timedelta(days=1)


def test_moving_frees_the_old_time_and_takes_the_new_one(pair: Pair) -> None:
    booking = pair.book()
    number, before = booking.id, claims_of(booking)
    service.move(booking, pair.cohort, LATER, by=pair.mentor)
    assert (booking.id, booking.starts_at, booking.ends_at) == (number, LATER, LATER + 3 * QUARTER)
    assert (booking.wall_start, booking.sequence) == ("2026-09-09T17:00", 1)
    assert not set(before) & set(claims_of(booking))
    assert len(claims_of(booking)) == 7
    assert TUESDAY_EVENING in pair.times


def test_both_hear_of_it_with_a_newer_entry_of_the_same_identity(pair: Pair) -> None:
    booking = pair.book()
    service.move(booking, pair.cohort, LATER, by=pair.mentor)
    told = letters("moved")
    assert {letter.person_id for letter in told} == {pair.mentor.id, pair.mentee.id}
    for letter in told:
        assert letter.calendar is not None
        assert f"UID:{booking.uid}" in letter.calendar.replace("\r\n ", "")
        assert "SEQUENCE:1" in letter.calendar
        assert "METHOD:REQUEST" in letter.calendar
        assert "DTSTART:20260909T150000Z" in letter.calendar


def test_the_audit_trail_keeps_both_times(pair: Pair) -> None:
    service.move(pair.book(), pair.cohort, LATER, by=pair.mentor)
    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "booking.moved")).one()
    assert entry.facts == {"before": TUESDAY_EVENING.isoformat(), "after": LATER.isoformat()}


def test_a_move_by_a_quarter_of_an_hour_does_not_stand_in_its_own_way(pair: Pair) -> None:
    booking = pair.book()
    service.move(booking, pair.cohort, TUESDAY_EVENING + QUARTER, by=pair.mentee)
    assert booking.starts_at == TUESDAY_EVENING + QUARTER
    assert len(claims_of(booking)) == 7


def test_a_session_moves_within_its_own_full_week(make: Make) -> None:
    pair = make_pair(make, sessions_per_week=1)
    booking = pair.book()
    service.move(booking, pair.cohort, LATER, by=pair.mentee)
    assert booking.starts_at == LATER


def test_moving_to_where_it_is_changes_nothing_and_tells_nobody(pair: Pair) -> None:
    booking = pair.book()
    service.move(booking, pair.cohort, LATER, by=pair.mentee)
    service.move(booking, pair.cohort, LATER, by=pair.mentee)
    assert booking.sequence == 1
    assert len(letters("moved")) == 2


@pytest.mark.parametrize(("shift", "refusal"), [(timedelta(0), SlotTaken), (QUARTER, SlotTaken), (9 * HOUR, NotOpen)])
def test_a_move_that_cannot_be_changes_nothing(
    pair: Pair, lena: Pair, shift: timedelta, refusal: type[Exception]
) -> None:
    booking = pair.book()
    lena.book(LATER)
    before = claims_of(booking)
    with pytest.raises(refusal):
        service.move(booking, pair.cohort, LATER + shift, by=pair.mentee)
    assert (claims_of(booking), booking.starts_at, booking.sequence) == (before, TUESDAY_EVENING, 0)
    assert letters("moved") == []


def test_a_move_refused_by_the_database_alone_changes_nothing(
    pair: Pair, lena: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = pair.book()
    lena.book(LATER)
    before = claims_of(booking)
    monkeypatch.setattr("mentormatch.calendar.service.taking.ensure_open", lambda *args, **kwargs: None)
    with pytest.raises(SlotTaken):
        service.move(booking, pair.cohort, LATER, by=pair.mentee)
    assert (claims_of(booking), booking.starts_at, booking.sequence) == (before, TUESDAY_EVENING, 0)


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=20), timedelta(days=3)])
def test_what_has_begun_cannot_be_moved(pair: Pair, after: timedelta) -> None:
    booking: Booking = pair.book()
    with time_machine.travel(TUESDAY_EVENING + after, tick=False), pytest.raises(BookingOver):
        service.move(booking, pair.cohort, pair.times[0], by=pair.mentee)


def test_a_cancelled_session_cannot_be_moved(pair: Pair) -> None:
    booking = pair.book()
    service.cancel(booking, by=pair.mentee)
    with pytest.raises(BookingOver):
        service.move(booking, pair.cohort, LATER, by=pair.mentee)
    assert claims_of(booking) == []
