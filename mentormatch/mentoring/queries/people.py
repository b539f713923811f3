"""Requests and matches as their own people may read them."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import ANSWERABLE, CURRENT, WAITING, Match, Request
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment

#: Longest lists of a page; what is older has no page of its own.
MOST = 100
#: Answered requests that a mentor still sees below the waiting ones.
MOST_ANSWERED = 20


def request_for_mentee(mentee: Person, request_id: int) -> Request | None:
    """A request of this mentee, or None."""
    return db.session.scalar(sa.select(Request).where(Request.id == request_id, Request.mentee_id == mentee.id))


def request_for_mentor(mentor: Person, request_id: int) -> Request | None:
    """A request to this mentor that has reached them, or None: before a coordinator let it through it is not theirs."""
    theirs = sa.select(Request).where(Request.id == request_id, Request.mentor_id == mentor.id)
    return db.session.scalar(theirs.where(Request.opened_at.is_not(None)))


def match_for(person: Person, match_id: int) -> Match | None:
    """A match this person is part of, on either side, or None."""
    mine = sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id)
    return db.session.scalar(sa.select(Match).where(Match.id == match_id, mine))


def match_of_request(request: Request) -> Match | None:
    return db.session.scalar(sa.select(Match).where(Match.request_id == request.id))


def requests_of_mentee(mentee: Person) -> list[Request]:
    """All requests of a mentee: those that wait first, then the newest."""
    mine = (
        sa.select(Request)
        .where(Request.mentee_id == mentee.id)
        .options(joinedload(Request.mentor), joinedload(Request.passed_to))
    )
    waits = sa.case((Request.status.in_(WAITING), 0), else_=1)
    return list(db.session.scalars(mine.order_by(waits, Request.id.desc()).limit(MOST)))


def requests_to_mentor(mentor: Person) -> tuple[list[Request], list[Request]]:
    """Requests a mentor may answer, oldest first; and the latest ones that are answered."""
    theirs = sa.select(Request).where(Request.mentor_id == mentor.id, Request.opened_at.is_not(None))
    theirs = theirs.options(joinedload(Request.mentee), joinedload(Request.passed_to))
    to_answer = theirs.where(Request.status.in_(ANSWERABLE)).order_by(Request.opened_at, Request.id).limit(MOST)
    answered = theirs.where(Request.status.not_in(WAITING)).order_by(Request.answered_at.desc()).limit(MOST_ANSWERED)
    return list(db.session.scalars(to_answer)), list(db.session.scalars(answered))


def matches_of_mentor(mentor: Person) -> tuple[list[Match], list[Match]]:
    """A mentor's present matches by age, and the latest ones that are over."""
    theirs = sa.select(Match).where(Match.mentor_id == mentor.id).options(joinedload(Match.mentee))
    present = theirs.where(Match.status.in_(CURRENT)).order_by(Match.id).limit(MOST)
    over = theirs.where(Match.status.not_in(CURRENT)).order_by(Match.id.desc()).limit(MOST_ANSWERED)
    return list(db.session.scalars(present)), list(db.session.scalars(over))


def matches_by_request(requests: Sequence[Request]) -> dict[int, Match]:
    """The matches that came out of these requests, by the request's number."""
    found = sa.select(Match).where(Match.request_id.in_([request.id for request in requests]))
    return {match.request_id: match for match in db.session.scalars(found) if match.request_id}


def assigned_to(mentee: Person) -> list[Match]:
    """Matches of a mentee that came from no request, the newest first."""
    mine = sa.select(Match).where(Match.mentee_id == mentee.id, Match.request_id.is_(None))
    return list(db.session.scalars(mine.options(joinedload(Match.mentor)).order_by(Match.id.desc()).limit(MOST)))


def next_booking_of(match: Match) -> Booking | None:
    """The next session of a match, or a time that is kept for it while a coordinator looks."""
    ahead = (BookingStatus.BOOKED, BookingStatus.RESERVED)
    mine = sa.select(Booking).where(Booking.match_id == match.id, Booking.status.in_(ahead), Booking.ends_at > now())
    mine = mine.where(Booking.holder_id.is_(None))  # a time that is only held while a form is open is no session
    return db.session.scalar(mine.order_by(Booking.starts_at).limit(1))


def reserved_of(match: Match) -> Booking | None:
    """The time that is kept for a match until it begins, or None."""
    kept = sa.select(Booking).where(Booking.match_id == match.id, Booking.status == BookingStatus.RESERVED)
    kept = kept.where(Booking.holder_id.is_(None))
    return db.session.scalar(kept.order_by(Booking.starts_at).limit(1))


def next_sessions_of(matches: Sequence[Match]) -> dict[int, datetime]:
    """When the next booked session of each match begins; matches without one are left out."""
    ahead = sa.select(Booking.match_id, sa.func.min(Booking.starts_at)).where(
        Booking.match_id.in_([match.id for match in matches]),
        Booking.status == BookingStatus.BOOKED,
        Booking.ends_at > now(),
    )
    rows = db.session.execute(ahead.group_by(Booking.match_id))
    return {match_id: starts_at for match_id, starts_at in rows if match_id is not None}


def open_requests_of(mentee: Person) -> tuple[int, int] | None:
    """How many open requests a mentee has in the newest cohort, and how many are allowed; None without a cohort."""
    mine = sa.select(Enrolment.open_requests, Cohort.open_requests_limit).join(Cohort, Cohort.id == Enrolment.cohort_id)
    mine = mine.where(Enrolment.person_id == mentee.id, Enrolment.enrolled_as == EnrolledAs.MENTEE)
    found = db.session.execute(mine.order_by(Enrolment.id.desc()).limit(1)).first()
    return (found.open_requests, found.open_requests_limit) if found else None
