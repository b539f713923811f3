"""A match with open evenings ahead, at a time that does not depend on the day on which the tests run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries, service
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import of_match
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.programmes.models import Cohort
from tests.kept import once
from tests.make import Make

#: A Monday morning far from clock changes. In Rome it is noon; evenings are 15:00 to 19:00 in UTC.
MONDAY = datetime(2026, 9, 7, 10, tzinfo=UTC)
#: The first evening that can be booked with a day's notice.
TUESDAY_EVENING = datetime(2026, 9, 8, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@dataclass(frozen=True)
class Pair:
    """Maya and Omar, matched."""

    mentee: Person
    mentor: Person
    cohort: Cohort
    match: Match

    @property
    def times(self) -> list[datetime]:
        return queries.open_times(self.mentor, self.cohort, guest=self.mentee)

    def book(self, at: datetime = TUESDAY_EVENING, *, topic: str = "", by: Person | None = None) -> Booking:
        return service.book(
            self.mentor,
            self.mentee,
            self.cohort,
            at,
            purpose=of_match(self.match.id),
            topic=topic,
            by=by or self.mentee,
        )

    def reserve(self, at: datetime = TUESDAY_EVENING, *, until: datetime) -> Booking:
        return service.reserve(self.mentor, self.mentee, self.cohort, at, purpose=of_match(self.match.id), until=until)


@transactional
def active_match(mentee: Person, mentor: Person, cohort: Cohort) -> Match:
    """A match as it is after both agreed; how it came about is tested in tests/mentoring."""
    pair = {"mentee_id": mentee.id, "mentor_id": mentor.id, "cohort_id": cohort.id}
    request = Request(**pair, status=RequestStatus.ACCEPTED, note="I would like to talk.")
    db.session.add(request)
    db.session.flush()
    match = Match(**pair, request_id=request.id, status=MatchStatus.ACTIVE, activated_at=now())
    db.session.add(match)
    db.session.flush()
    return match


def pair_of(mentee: Person, mentor: Person, cohort: Cohort) -> Pair:
    return Pair(mentee, mentor, cohort, active_match(mentee, mentor, cohort))


def make_pair(make: Make, *, mentor: dict[str, Any] | None = None, **limits: int) -> Pair:
    cohort = make.cohort(**limits)
    return pair_of(
        make.mentee("Maya Rossi", cohort=cohort), make.mentor("Omar Haddad", cohort=cohort, **mentor or {}), cohort
    )


@pytest.fixture
def pair(make: Make) -> Pair:
    return once("pair", make, make_pair)


@pytest.fixture
def lena(make: Make, pair: Pair) -> Pair:
    """Another mentee of the same mentor."""
    return pair_of(make.mentee("Lena Vogel", cohort=pair.cohort), pair.mentor, pair.cohort)


@pytest.fixture
def olga(make: Make, pair: Pair) -> Pair:
    """Another mentor of the same mentee."""
    return pair_of(pair.mentee, make.mentor("Olga Petrenko", cohort=pair.cohort), pair.cohort)
