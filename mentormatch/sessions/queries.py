"""Reading sessions as one of the two people in them."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.office.queries import switched_off

#: Longest lists of a page: nobody has so many sessions ahead; past ones have pages.
MOST_COMING = 100
PAST_A_PAGE = 20


def session_for(person: Person, booking_id: int) -> Booking | None:
    """A session this person is part of, also a time that is only kept, or None."""
    return db.session.scalar(_sessions_of(person).where(Booking.id == booking_id))


def promised_for(person: Person, booking_id: int) -> Booking | None:
    """The same without times that are, or were, only kept: there is nothing to put into a calendar."""
    promised = _sessions_of(person).where(Booking.id == booking_id, Booking.status != BookingStatus.RESERVED)
    return db.session.scalar(promised.where(_was_promised()))


def coming(person: Person) -> list[Booking]:
    """What is booked or kept for this person, of every kind, and not over; soonest first."""
    kept = sa.and_(Booking.status == BookingStatus.RESERVED, Booking.kind == SESSION)  # others say so on their pages
    ahead = _of(person).where(sa.or_(Booking.status == BookingStatus.BOOKED, kept))
    return list(db.session.scalars(ahead.where(Booking.ends_at > now()).order_by(Booking.starts_at).limit(MOST_COMING)))


def past(person: Person, page: int) -> tuple[list[Booking], int]:
    """One page (from 1) of bookings of every kind that are over or were cancelled, newest first; and how many in all.

    A kept time that came to nothing was never a booking, and a service that is off is nowhere: both are left out.
    """
    over = sa.or_(Booking.ends_at <= now(), Booking.status == BookingStatus.CANCELLED)
    theirs = _of(person).where(
        over, Booking.kind.not_in(switched_off()), Booking.status != BookingStatus.RESERVED, _was_promised()
    )
    total = db.session.scalar(sa.select(sa.func.count()).select_from(theirs.order_by(None).subquery())) or 0
    newest = theirs.order_by(Booking.starts_at.desc(), Booking.id.desc())
    return list(db.session.scalars(newest.limit(PAST_A_PAGE).offset((page - 1) * PAST_A_PAGE))), total


def active_matches_of(person: Person) -> list[Match]:
    """Matches in which this person can book, on either side."""
    mine = sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id)
    active = sa.select(Match).where(mine, Match.status == MatchStatus.ACTIVE)
    with_people = active.options(joinedload(Match.mentee), joinedload(Match.mentor))
    return list(db.session.scalars(with_people.order_by(Match.id.desc()).limit(MOST_COMING)))


def _sessions_of(person: Person) -> sa.Select[Booking]:
    return _of(person).where(Booking.kind == SESSION)


def _of(person: Person) -> sa.Select[Booking]:
    mine = sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id)
    mine = sa.and_(mine, Booking.holder_id.is_(None))  # a time held while a form is open is no session
    return sa.select(Booking).where(mine).options(joinedload(Booking.host), joinedload(Booking.guest))


def _was_promised() -> sa.ColumnElement[bool]:
    """A cancelled session has counted its calendar entry up; a kept time that was given back never had one."""
    return sa.or_(Booking.status != BookingStatus.CANCELLED, Booking.sequence > 0)
