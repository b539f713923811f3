"""Reading sessions, each time scoped to the person who asks."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, MatchStatus

#: Past sessions listed on one page; older ones stay on the page of their match.
PAST = 50


def match_for(person: Person, match_id: int) -> Match | None:
    """A match that is active and this person's, on either side: only such a pair books time."""
    mine = sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id)
    return db.session.scalar(
        sa.select(Match)
        .where(Match.id == match_id, mine, Match.status == MatchStatus.ACTIVE)
        .options(joinedload(Match.mentee), joinedload(Match.mentor), joinedload(Match.cohort))
    )


def _of(person: Person) -> sa.Select[Booking]:
    mine = sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id)
    return sa.select(Booking).where(mine).options(joinedload(Booking.host), joinedload(Booking.guest))


def session_for(person: Person, booking_id: int) -> Booking | None:
    """A session of this person; a time that is only reserved is nobody's session yet."""
    return db.session.scalar(_of(person).where(Booking.id == booking_id, Booking.status != BookingStatus.RESERVED))


def coming(person: Person) -> list[Booking]:
    """Sessions ahead or under way, soonest first."""
    ahead = _of(person).where(Booking.status == BookingStatus.BOOKED, Booking.ends_at > now())
    return list(db.session.scalars(ahead.order_by(Booking.starts_at)))


def past(person: Person) -> list[Booking]:
    """Sessions that are over or were cancelled, newest first."""
    over = sa.or_(Booking.ends_at <= now(), Booking.status == BookingStatus.CANCELLED)
    found = _of(person).where(over, Booking.status != BookingStatus.RESERVED)
    return list(db.session.scalars(found.order_by(Booking.starts_at.desc()).limit(PAST)))


def active_matches(person: Person) -> list[Match]:
    """Matches in which this person may book."""
    mine = sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id)
    active = sa.select(Match).where(mine, Match.status == MatchStatus.ACTIVE)
    return list(
        db.session.scalars(active.options(joinedload(Match.mentee), joinedload(Match.mentor)).order_by(Match.id))
    )


def match_of(booking: Booking) -> Match:
    """The match a session belongs to, with its cohort."""
    return db.session.scalars(
        sa.select(Match).where(Match.id == booking.match_id).options(joinedload(Match.cohort))
    ).one()
