"""A made-up world: two cohorts with everything that reports count, thrown by dice that always fall alike."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.feedback.models import SessionFeedback
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestMessage, RequestStatus
from mentormatch.profiles.models import Aim, Offer, OfferStatus, Profile
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from mentormatch.relationship.models import Farewell
from mentormatch.reports.models import ExposureCount, ExposurePlace
from tests.make import Make
from tests.personas import Personas, make_personas

NOON = datetime(2026, 9, 7, 10, tzinfo=UTC)
MENTEES, MENTORS = 60, 14
DEGREES = ("BSc Digital Business", "bsc digital business", "MSc Applied Data", "BA History")
#: What becomes of a request, and how often.
FATES = (
    *(RequestStatus.ACCEPTED,) * 4, *(RequestStatus.DECLINED,) * 2, RequestStatus.PASSED_ON, RequestStatus.EXPIRED,
    RequestStatus.WITHDRAWN, RequestStatus.SUPERSEDED, RequestStatus.OPEN, RequestStatus.AWAITING_REVIEW,
)  # fmt: skip


@dataclass
class MadeUp:
    people: Personas
    cohort: Cohort
    other: Cohort


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def world(make: Make) -> MadeUp:
    people = make_personas(make)
    dice = random.Random(7)
    _cohort(dice, people.cohort, MENTEES)
    _cohort(dice, people.other_cohort, MENTEES // 4)
    db.session.commit()
    return MadeUp(people, people.cohort, people.other_cohort)


@transactional
def _cohort(dice: random.Random, cohort: Cohort, number: int) -> None:
    mentees, mentors = _people(dice, cohort, number, "mentee"), _people(dice, cohort, MENTORS, "mentor")
    for place, mentor in enumerate(mentors):
        status = OfferStatus.APPROVED if place else OfferStatus.REFUSED
        capacity = dice.randint(1, 4)
        db.session.add(Offer(person_id=mentor, status=status, capacity=capacity, load=dice.randint(0, capacity)))
        db.session.add(ExposurePlace(cohort_id=cohort.id, mentor_id=mentor, places=dice.choice((0, 0, 3, 9, 20))))
    db.session.add(ExposureCount(cohort_id=cohort.id, counted_at=now(), lists=number))
    for mentee in mentees:
        if dice.random() < 0.8:
            db.session.add(Aim(person_id=mentee, goal=dice.choice(("", "To work with data.", "To teach."))))
        for mentor in dice.sample(mentors, dice.choice((0, 1, 1, 2, 3))):
            _request(dice, cohort, mentee, mentor)


def _people(dice: random.Random, cohort: Cohort, number: int, role: str) -> list[int]:
    found = []
    for one in range(number):
        name = f"{role} {cohort.id} {one}"
        person = Person(
            name=name, email=f"{name.replace(' ', '')}@example.org", fs_uniquifier=name,
            time_zone=dice.choice(("Europe/Rome", "Europe/Berlin", "America/Lima", "Asia/Tokyo")),
        )  # fmt: skip
        db.session.add(person)
        db.session.flush()
        joined = now() - timedelta(days=dice.uniform(60, 100))
        db.session.add(
            Enrolment(person_id=person.id, cohort_id=cohort.id, enrolled_as=EnrolledAs(role), created_at=joined)
        )
        languages = dice.choice((("it", "en"), ("en",), ("en", "it"), ("de",), ()))
        db.session.add(Profile(person_id=person.id, degree=dice.choice(DEGREES), languages=languages))
        found.append(person.id)
    return found


def _request(dice: random.Random, cohort: Cohort, mentee: int, mentor: int) -> None:
    status = dice.choice(FATES)
    opened = None if status is RequestStatus.AWAITING_REVIEW else now() - timedelta(days=dice.uniform(10, 60))
    ended = opened + timedelta(days=dice.uniform(0.1, 9)) if opened and status not in {RequestStatus.OPEN} else None
    told = dice.random() < 0.6
    pair = {"mentee_id": mentee, "mentor_id": mentor, "cohort_id": cohort.id}
    request = Request(
        **pair, status=status, note="", opened_at=opened, answered_at=ended,
        told_share=dice.choice((0.3, 0.6, 0.9)) if told else None,
        told_seconds=dice.choice((86400, 259200, 604800)) if told else None,
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    if opened and dice.random() < 0.3:
        asked = opened + timedelta(days=dice.uniform(0.1, 3))
        author = dice.choice((mentor, mentee))
        db.session.add(RequestMessage(request_id=request.id, author_id=author, text="?", created_at=asked))
    if status is RequestStatus.ACCEPTED and ended:
        _match(dice, pair, request.id, ended)


def _match(dice: random.Random, pair: dict[str, int], request_id: int, began: datetime) -> None:
    status = dice.choice((MatchStatus.ACTIVE, MatchStatus.ACTIVE, MatchStatus.ENDED, MatchStatus.AWAITING_REVIEW))
    activated = None if status is MatchStatus.AWAITING_REVIEW else began
    match = Match(**pair, request_id=request_id, status=status, activated_at=activated)
    db.session.add(match)
    db.session.flush()
    for number in range(dice.choice((0, 3, 5)) if activated else 0):
        _session(dice, match, began + timedelta(days=dice.uniform(1, 12)), number)
    if status is MatchStatus.ENDED:
        match.ended_at = now()
        for person in (pair["mentee_id"], pair["mentor_id"]):
            rating = dice.choice((None, 3, 4, 5))
            db.session.add(Farewell(match_id=match.id, person_id=person, rating=rating))


def _session(dice: random.Random, match: Match, at: datetime, number: int) -> None:
    status = dice.choice(
        (BookingStatus.HELD, BookingStatus.HELD, BookingStatus.BOOKED, BookingStatus.MISSED, BookingStatus.CANCELLED)
    )
    booking = Booking(
        match_id=match.id, host_id=match.mentor_id, guest_id=match.mentee_id, starts_at=at,
        ends_at=at + timedelta(hours=1), wall_start="", wall_zone="UTC", status=status, uid=f"{match.id}-{number}",
    )  # fmt: skip
    db.session.add(booking)
    db.session.flush()
    said: dict[str, Any] = {"booking_id": booking.id, "marked_at": now()}
    if status is BookingStatus.MISSED:
        db.session.add(Attendance(**said, outcome=Outcome.MISSED, missed_by_id=match.mentee_id))
    if status is BookingStatus.CANCELLED and dice.random() < 0.5:
        db.session.add(Attendance(**said, outcome=Outcome.CANCELLED_LATE))
    if status is BookingStatus.HELD:
        for person in (match.mentee_id, match.mentor_id):
            if dice.random() < 0.8:
                db.session.add(SessionFeedback(booking_id=booking.id, person_id=person, useful=dice.randint(1, 3)))


def rows_of(statement: str, **values: Any) -> list[Any]:
    """Rows of a statement that a person has written by hand; times as instants on both databases."""
    return list(db.session.execute(sa.text(statement), values))
