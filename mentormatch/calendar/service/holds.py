"""A time that somebody holds while choosing the words: taken for all others, for ten minutes, without a letter."""

from datetime import datetime, timedelta

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import Purpose, Terms
from mentormatch.calendar.service import claims, taking
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional

#: Long enough to write a few words, short enough that nobody else misses the time.
HELD_FOR = timedelta(minutes=10)


@transactional
def hold(host: Person, guest: Person, terms: Terms, starts_at: datetime, *, purpose: Purpose, by: Person) -> Booking:
    """Hold a time for ``by``, one of the two; what they held before for the same is let go.

    The same time again gives the hold that exists, which does not last longer for it. When the new time cannot be had,
    the old one is still held. Refuses SlotTaken, WeekFull, NotOpen.
    """
    claims.lock_host(host)
    held = queries.hold_of(purpose, by.id)
    if held is not None and (held.starts_at, held.host_id, held.title) == (starts_at, host.id, purpose.title):
        return held
    release_hold(purpose, by)
    wanted = taking.wanted(host, guest, terms, starts_at, purpose)
    kept = {"status": BookingStatus.RESERVED, "reserved_until": now() + HELD_FOR, "holder_id": by.id}
    return taking.take(wanted, host, guest, terms, **kept)


@transactional
def release_hold(purpose: Purpose, by: Person) -> None:
    """Let go what ``by`` holds for this, lapsed or not; nothing when there is nothing."""
    for held in db.session.scalars(queries.holds_of(purpose, by.id)).all():
        taking.give_back(held)


def to_booking(held: Booking, topic: str, *, by: Person) -> Booking | None:
    """Make a held time a booking, with letters to both; None when it has lapsed and somebody cleared it away."""
    changes = {"reserved_until": None, "holder_id": None, "topic": topic}
    if not advance(held, frm={BookingStatus.RESERVED}, to=BookingStatus.BOOKED, **changes):
        return None
    claims.let_stand(held)
    taking.announce(held, by=by)
    return held
