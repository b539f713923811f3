"""What the first pages show: a few short lists, each with a bound."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import WAITING, Match, MatchStatus, Request, RequestStatus

FEW = 5


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
