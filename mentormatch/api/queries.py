"""What a person may read by the API: the same rows as on pages, newest first."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.models import Match, Request


def request_for(person: Person, request_id: int) -> Request | None:
    """A request this person made, or one that has reached them as mentor."""
    return mentoring.request_for_mentee(person, request_id) or mentoring.request_for_mentor(person, request_id)


def requests_of(person: Person) -> sa.Select[Request]:
    reached = sa.and_(Request.mentor_id == person.id, Request.opened_at.is_not(None))
    mine = sa.select(Request).where(sa.or_(Request.mentee_id == person.id, reached))
    return mine.options(joinedload(Request.mentee), joinedload(Request.mentor))


def matches_of(person: Person) -> sa.Select[Match]:
    mine = sa.select(Match).where(sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id))
    return mine.options(joinedload(Match.mentee), joinedload(Match.mentor))


def bookings_of(person: Person) -> sa.Select[Booking]:
    """Sessions and kept times; a kept time that came to nothing was never a session."""
    mine = sa.select(Booking).where(sa.or_(Booking.host_id == person.id, Booking.guest_id == person.id))
    mine = mine.where(sa.or_(Booking.status != BookingStatus.CANCELLED, Booking.sequence > 0))
    return mine.options(joinedload(Booking.host), joinedload(Booking.guest))
