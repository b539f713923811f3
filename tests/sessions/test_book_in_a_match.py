"""What a match adds to the calendar: it must be active, also when it ends at the same moment."""

import time

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.calendar.service import claims
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import TooMany
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.profiles import service as profiles
from mentormatch.sessions import service
from mentormatch.sessions.errors import MatchNotActive
from tests.calendar.conftest import HOUR, TUESDAY_EVENING, Pair
from tests.calendar.racing import race
from tests.calendar.reading import count, letters


@transactional
def set_status(match: Match, status: MatchStatus) -> None:
    match.status = status


@pytest.mark.parametrize("status", [MatchStatus.AWAITING_REVIEW, MatchStatus.ENDED, MatchStatus.REJECTED])
def test_only_an_active_match_books(pair: Pair, status: MatchStatus) -> None:
    set_status(pair.match, status)
    with pytest.raises(MatchNotActive):
        service.book(pair.match, TUESDAY_EVENING, topic="", by=pair.mentee)
    assert count(Booking) == 0


def test_a_session_of_a_match_that_is_over_cannot_be_moved_but_cancelled(pair: Pair) -> None:
    booking = service.book(pair.match, TUESDAY_EVENING, topic="", by=pair.mentor)
    set_status(pair.match, MatchStatus.ENDED)
    with pytest.raises(MatchNotActive):
        service.move(booking, TUESDAY_EVENING + HOUR, by=pair.mentee)
    service.cancel(booking, reason="", by=pair.mentee)
    assert booking.status == BookingStatus.CANCELLED


def test_nobody_floods_the_other_one_with_letters(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "DEEDS_AN_HOUR", 3)
    booking = service.book(pair.match, TUESDAY_EVENING, topic="", by=pair.mentee)
    for hours in (1, 2):
        service.move(booking, TUESDAY_EVENING + hours * HOUR, by=pair.mentee)
    with pytest.raises(TooMany):
        service.move(booking, TUESDAY_EVENING, by=pair.mentee)
    assert booking.starts_at == TUESDAY_EVENING + 2 * HOUR
    assert len(letters("moved")) == 4
    service.move(booking, TUESDAY_EVENING, by=pair.mentor)  # the limit is each person's own


@pytest.mark.parametrize("round_", range(3))
def test_a_match_that_ends_while_a_session_is_booked_keeps_none(
    app: Flask, pair: Pair, monkeypatch: pytest.MonkeyPatch, round_: int
) -> None:
    monkeypatch.setattr(claims, "pause_before_claim", lambda: time.sleep(0.05))
    profiles.take_place(pair.mentor.id)
    match, mentee, mentor = pair.match.id, pair.mentee.id, pair.mentor.id

    def book() -> int:
        found = db.session.get_one(Match, match)
        return service.book(found, TUESDAY_EVENING, topic="", by=db.session.get_one(Person, mentee)).id

    def end() -> str:
        found = db.session.get_one(Match, match)
        mentoring.end_match(found, by=db.session.get_one(Person, mentor), reason="I change my job.")
        return "ended"

    booked, ended = race(app, book, end)
    assert ended == "ended"
    assert booked is MatchNotActive or isinstance(booked, int)
    standing = sa.select(Booking).where(Booking.status == BookingStatus.BOOKED)
    assert db.session.scalars(standing).all() == []
    assert count(CalendarClaim) == 0
