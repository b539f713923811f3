"""A time that somebody holds while choosing the words: taken for all others, for ten minutes, without a letter."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.service import claims, taking
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.programmes.models import Cohort

#: Long enough to write a few words, short enough that nobody else misses the time.
HELD_FOR = timedelta(minutes=10)


@transactional
def hold(host: Person, guest: Person, cohort: Cohort, starts_at: datetime, *, match_id: int, by: Person) -> Booking:
    """Hold a time for ``by``, one of the two; what they held before in this match is let go.

    The same time again gives the hold that exists, which does not last longer for it. When the new time cannot be had,
    the old one is still held. Refuses SlotTaken, WeekFull, NotOpen.
    """
    claims.lock_host(host)
    held = queries.hold_of(match_id, by.id)
    if held is not None and held.starts_at == starts_at:
        return held
    release_hold(match_id, by)
    wanted = taking.wanted(host, guest, cohort, starts_at)
    kept = {"status": BookingStatus.RESERVED, "reserved_until": now() + HELD_FOR, "holder_id": by.id}
    return taking.take(wanted, host, guest, cohort, match_id=match_id, **kept)


@transactional
def release_hold(match_id: int, by: Person) -> None:
    """Let go what ``by`` holds in this match, lapsed or not; nothing when there is nothing."""
    mine = sa.select(Booking).where(Booking.match_id == match_id, Booking.holder_id == by.id)
    for held in db.session.scalars(mine).all():
        taking.give_back(held)


def to_session(held: Booking, topic: str, *, by: Person) -> Booking | None:
    """Make a held time a session, with letters to both; None when it has lapsed and somebody cleared it away."""
    changes = {"reserved_until": None, "holder_id": None, "topic": topic}
    if not advance(held, frm={BookingStatus.RESERVED}, to=BookingStatus.BOOKED, **changes):
        return None
    claims.let_stand(held)
    taking.announce(held, by=by)
    return held
