"""One letter a day instead of many."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import JOBS
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.notifications.rendering import render
from tests.calendar.conftest import Pair, make_pair
from tests.make import Make

#: Seven in the morning in Rome, on a Monday.
EARLY = datetime(2026, 9, 7, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(EARLY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def pair(make: Make) -> Pair:
    pair = make_pair(make, notice_hours=0)
    letters.set_preference(pair.mentor, digest_hour=8)
    return pair


@transactional
def tell(person: Any, template: str, key: str, **context: Any) -> None:
    letters.write(person, template, key=key, **context)


def digests() -> list[Letter]:
    return list(db.session.scalars(sa.select(Letter).where(Letter.template == "dashboard/email/digest.txt")))


def test_at_their_hour_with_the_sessions_of_the_day_and_what_is_new(pair: Pair, clock: Any) -> None:
    pair.book(EARLY + 10 * HOUR)
    pair.book(EARLY + 34 * HOUR)
    tell(pair.mentor, "profiles/email/approved.txt", "offer:1")
    assert JOBS["letters.digest"]() == 0
    clock.move_to(EARLY + HOUR)
    assert (JOBS["letters.digest"](), JOBS["letters.digest"]()) == (1, 0)
    (digest,) = digests()
    told = render(digest)
    assert told.text.count("with Maya Rossi") == 1
    assert "Also new:" in told.text
    assert digest.urgent
    statuses = sa.select(Letter.status).where(Letter.template == "profiles/email/approved.txt")
    assert db.session.scalar(statuses) == LetterStatus.DIGESTED


def test_the_next_day_has_its_own_and_an_empty_day_none(pair: Pair, clock: Any) -> None:
    clock.move_to(EARLY + HOUR)
    assert JOBS["letters.digest"]() == 0
    tell(pair.mentor, "profiles/email/approved.txt", "offer:1")
    assert JOBS["letters.digest"]() == 0
    clock.move_to(EARLY + 25 * HOUR)
    assert JOBS["letters.digest"]() == 1
    assert len(digests()) == 1


def test_what_is_no_longer_true_is_not_told(pair: Pair, clock: Any) -> None:
    booking = pair.book(EARLY + 34 * HOUR)
    clock.move_to(EARLY + 10 * HOUR)
    JOBS["calendar.remind"]()
    assert db.session.scalar(sa.select(Letter).where(Letter.status == LetterStatus.COLLECTED))

    @transactional
    def move_silently() -> None:
        booking.sequence += 1
        booking.starts_at, booking.ends_at = now() + 60 * HOUR, now() + 61 * HOUR

    move_silently()
    clock.move_to(EARLY + 25 * HOUR)
    assert JOBS["letters.digest"]() == 0
