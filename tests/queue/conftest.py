"""One row of every kind, and two coordinators who look after them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.concerns import service as concerns
from mentormatch.concerns.models import ConcernKind
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.profiles.models import Offer, OfferStatus, Profile
from mentormatch.programmes.models import Cohort, EnrolledAs, JoinRequest
from mentormatch.programmes.queries import enrolment_of
from mentormatch.queue.models import Bulk, Kind
from mentormatch.queue.policy import Key
from mentormatch.queue.queries import own, rows
from mentormatch.relationship.sweeps import take_pulses
from tests.make import Make
from tests.mentoring.conftest import agreed, ask, statements
from tests.personas import Personas

__all__ = ["agreed", "ask", "statements"]


@dataclass
class Waiting:
    """A programme in which one thing of each kind waits; ``keys`` says which."""

    people: Personas
    cleo: Person
    keys: dict[Kind, Key]

    def key(self, kind: Kind) -> Key:
        return self.keys[kind]


@pytest.fixture
def waiting(personas: Personas, make: Make) -> Waiting:
    cleo = make.person("Cleo Marin", roles=[RoleName.COORDINATOR])
    make.enrol(cleo, personas.cohort, EnrolledAs.COORDINATOR)
    keys = _write(personas, make)
    take_pulses()
    db.session.rollback()
    return Waiting(personas, cleo, keys)


@transactional
def _write(personas: Personas, make: Make) -> dict[Kind, Key]:
    cohort, at = personas.cohort, now()
    nina, otto = make.mentor("Nina Mentor", cohort=cohort, capacity=9), make.mentor("Otto Mentor", cohort=cohort)

    def asked(name: str, status: RequestStatus, mentor: Person = nina, **more: Any) -> Request:
        mentee = make.mentee(name, cohort=cohort)
        request = Request(
            mentee_id=mentee.id, mentor_id=mentor.id, cohort_id=cohort.id, status=status, note="I ask.",
            recommendation={"band": "good"}, **more,
        )  # fmt: skip
        db.session.add(request)
        _enrolment_of(mentee).open_requests = 1
        db.session.flush()
        return request

    def matched(name: str, status: MatchStatus, days: int) -> Match:
        request = asked(name, RequestStatus.ACCEPTED)
        began = at - timedelta(days=days)
        match = Match(
            mentee_id=request.mentee_id, mentor_id=nina.id, cohort_id=cohort.id, request_id=request.id, status=status,
            created_at=began, activated_at=began if status == MatchStatus.ACTIVE else None,
            recommendation={"band": "strong"},
        )  # fmt: skip
        db.session.add(match)
        offer = db.session.get_one(Offer, nina.id)
        offer.load += 1
        db.session.flush()
        return match

    running = {"opened_at": at - timedelta(days=12)}
    review = asked("Rita Review", RequestStatus.AWAITING_REVIEW, otto)
    expiring = asked("Ezra Expiring", RequestStatus.OPEN, closes_at=at + timedelta(days=1), **running)
    silent = asked(
        "Sina Silent",
        RequestStatus.OPEN,
        closes_at=at + timedelta(days=6),
        reminded_at=at - timedelta(days=1),
        **running,
    )
    agreed_on = matched("Mark Match", MatchStatus.AWAITING_REVIEW, 1)
    stuck, fine = matched("Stan Stuck", MatchStatus.ACTIVE, 40), matched("Fiona Fine", MatchStatus.ACTIVE, 1)
    applicant = make.person("Ann Applicant", roles=[RoleName.MENTEE])
    offer = Offer(person_id=applicant.id, status=OfferStatus.APPLIED, role_title="Nurse", applied_at=at)
    db.session.add_all([offer, Profile(person_id=applicant.id)])
    missed = Booking(
        match_id=fine.id, host_id=nina.id, guest_id=fine.mentee_id, status=BookingStatus.MISSED, uid="missed",
        starts_at=at - timedelta(hours=3), ends_at=at - timedelta(hours=2), wall_start="", wall_zone="UTC",
    )  # fmt: skip
    ahead = Booking(
        match_id=fine.id, host_id=nina.id, guest_id=fine.mentee_id, status=BookingStatus.BOOKED, uid="ahead",
        starts_at=at + timedelta(days=3), ends_at=at + timedelta(days=3, hours=1), wall_start="", wall_zone="UTC",
    )  # fmt: skip
    letter = Letter(
        person_id=personas.omar.id, dedupe_key="failed", message_id="failed", to_address="omar@example.org",
        to_name="Omar", locale="en", time_zone="UTC", template="accounts/email/password_changed.txt",
        context={}, status=LetterStatus.FAILED, last_error="550 no such user",
    )  # fmt: skip
    db.session.add_all([missed, ahead, letter])
    db.session.flush()
    dispute = Attendance(
        booking_id=missed.id, outcome=Outcome.MISSED, missed_by_id=fine.mentee_id, marked_by_id=nina.id, marked_at=at,
        other_outcome=Outcome.HELD, disputed_at=at, asked_at=at,
    )  # fmt: skip
    db.session.add(dispute)
    db.session.flush()
    concern = concerns.raise_concern(fine, ConcernKind.OTHER, "A worry.", may_tell=False, by=fine.mentee)
    joiner = make.person("Jo Joiner")
    joining = JoinRequest(person_id=joiner.id, cohort_id=cohort.id, words="May I?")
    db.session.add(joining)
    db.session.flush()
    return {
        Kind.JOIN: Key(Kind.JOIN, joining.id),
        Kind.REQUEST: Key(Kind.REQUEST, review.id),
        Kind.MATCH: Key(Kind.MATCH, agreed_on.id),
        Kind.APPLICATION: Key(Kind.APPLICATION, applicant.id),
        Kind.EXPIRING: Key(Kind.EXPIRING, expiring.id),
        Kind.SILENT: Key(Kind.SILENT, silent.id),
        Kind.STUCK: Key(Kind.STUCK, stuck.id),
        Kind.DISPUTE: Key(Kind.DISPUTE, dispute.id),
        Kind.CONCERN: Key(Kind.CONCERN, concern.id),
        Kind.WAITING: Key(Kind.WAITING, _enrolment_of(personas.maya).id),
        Kind.LETTER: Key(Kind.LETTER, letter.id),
    }


def _enrolment_of(mentee: Person) -> Any:
    found = enrolment_of(mentee, EnrolledAs.MENTEE)
    assert found is not None
    return found


def queue_of(person: Person, **filters: Any) -> list[Key]:
    """What a coordinator's queue lists."""
    db.session.rollback()
    wanted = own.everything_for(person)
    found, _more = rows.page_of(wanted if not filters else _narrowed(wanted, filters), limit=100)
    return [row.key for row in found]


def _narrowed(wanted: Any, filters: dict[str, Any]) -> Any:
    return replace(wanted, **filters)


@transactional
def due(bulk: Bulk) -> None:
    """The time for an undo is over."""
    bulk.due_at = now() - timedelta(seconds=1)


def letters() -> int:
    db.session.rollback()
    waiting = sa.select(sa.func.count()).select_from(Letter).where(Letter.status != LetterStatus.FAILED)
    return db.session.scalar(waiting) or 0


@transactional
def foreign_cohort(make: Make, cohort: Cohort) -> Person:
    carl = make.person("Carl Elsewhere", roles=[RoleName.COORDINATOR])
    make.enrol(carl, cohort, EnrolledAs.COORDINATOR)
    return carl
