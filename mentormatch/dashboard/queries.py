"""What the first pages show: a few short lists, each with a bound."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import WAITING, Match, MatchStatus, Request, RequestStatus
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs, Enrolment

FEW = 5
#: A request this close to its end is worth a coordinator's look.
EXPIRING = timedelta(days=3)


def next_sessions(person: Person, limit: int = 3) -> list[Booking]:
    """Sessions that are still ahead, soonest first, whichever side the person is on."""
    return list(
        db.session.scalars(
            sa.select(Booking)
            .where(sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id))
            .where(Booking.status == BookingStatus.BOOKED, Booking.ends_at > now())
            .options(joinedload(Booking.host), joinedload(Booking.guest))
            .order_by(Booking.starts_at)
            .limit(limit)
        )
    )


def open_requests_of(mentee: Person) -> list[Request]:
    """Requests of a mentee that wait for somebody, oldest first."""
    mine = sa.select(Request).where(Request.mentee_id == mentee.id, Request.status.in_(WAITING))
    return list(db.session.scalars(mine.options(joinedload(Request.mentor)).order_by(Request.id).limit(FEW)))


def active_matches_of(person: Person) -> list[Match]:
    mine = sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id)
    return list(
        db.session.scalars(
            sa.select(Match)
            .where(mine, Match.status.in_([MatchStatus.ACTIVE, MatchStatus.AWAITING_REVIEW]))
            .options(joinedload(Match.mentee), joinedload(Match.mentor))
            .order_by(Match.id.desc())
            .limit(FEW)
        )
    )


def requests_to_answer(mentor: Person) -> list[Request]:
    """Open requests to a mentor, oldest first."""
    theirs = sa.select(Request).where(Request.mentor_id == mentor.id, Request.status == RequestStatus.OPEN)
    return list(db.session.scalars(theirs.options(joinedload(Request.mentee)).order_by(Request.opened_at).limit(FEW)))


@dataclass(frozen=True)
class Work:
    """How much waits for a coordinator, by kind."""

    requests_to_review: int
    matches_to_review: int
    expiring: int
    mentors_to_approve: int
    without_match: int


def work_of(coordinator: Person) -> Work:
    cohorts = [cohort.id for cohort in programmes.cohorts_of(coordinator)]
    requests = sa.select(sa.func.count()).select_from(Request).where(Request.cohort_id.in_(cohorts))
    matches = sa.select(sa.func.count()).select_from(Match).where(Match.cohort_id.in_(cohorts))
    matched = sa.select(Match.mentee_id).where(Match.status.in_([MatchStatus.ACTIVE, MatchStatus.AWAITING_REVIEW]))
    mentees = sa.select(sa.func.count()).select_from(Enrolment).where(Enrolment.cohort_id.in_(cohorts))
    mentees = mentees.where(Enrolment.enrolled_as == EnrolledAs.MENTEE, Enrolment.person_id.not_in(matched))
    soon = now() + EXPIRING
    return Work(
        requests_to_review=_count(requests.where(Request.status == RequestStatus.AWAITING_REVIEW)),
        matches_to_review=_count(matches.where(Match.status == MatchStatus.AWAITING_REVIEW)),
        expiring=_count(requests.where(Request.status == RequestStatus.OPEN, Request.closes_at < soon)),
        mentors_to_approve=_count(
            sa.select(sa.func.count()).select_from(Offer).where(Offer.status == OfferStatus.APPLIED)
        ),
        without_match=_count(mentees),
    )


def _count(statement: sa.Select[int]) -> int:
    return db.session.scalar(statement) or 0
