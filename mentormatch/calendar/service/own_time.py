"""Time that somebody takes for themselves, as for a place at an event: theirs whether or not they give hours then."""

from collections.abc import Iterable

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.errors import BookingOver
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import Purpose
from mentormatch.calendar.service import claims, taking
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.scheduling import Interval


@transactional
def take_own_time(person: Person, time: Interval, *, purpose: Purpose) -> Booking:
    """Take ``time`` of one person. The same time for the same again gives what exists. Refuses SlotTaken.

    Letters and the audit are the feature's, which knows what the time is for.
    """
    wanted = taking.a_time_of(person, time.start, time.end, purpose)
    claims.lock_host(person)
    existing = db.session.scalar(
        sa.select(Booking).where(
            Booking.host_id == person.id, Booking.guest_id.is_(None), Booking.status == BookingStatus.BOOKED,
            Booking.kind == purpose.kind, Booking.title == purpose.title, Booking.starts_at == time.start,
        )
    )  # fmt: skip
    if existing is not None:
        return existing
    taking.clear_away([person.id], wanted)
    wanted.status = BookingStatus.BOOKED
    taking.store(wanted)
    return wanted


@transactional
def move_own_time(booking: Booking, time: Interval) -> None:
    """Take another time instead; when it cannot be had, nothing has changed. Refuses SlotTaken, BookingOver."""
    claims.lock_host(booking.host)
    if (booking.starts_at, booking.ends_at) == (time.start, time.end):
        return
    new = taking.a_time_of(booking.host, time.start, time.end, taking.purpose_of(booking))
    times = {name: getattr(new, name) for name in ("starts_at", "ends_at", "wall_start", "wall_zone")}
    taking.clear_away([booking.host_id], new)
    with db.session.begin_nested():
        more = {"sequence": Booking.sequence + 1, "agreed_at": now()}
        if not advance(booking, frm={BookingStatus.BOOKED}, to=BookingStatus.BOOKED, **times, **more):
            raise BookingOver
        claims.release(booking)
        claims.claim(booking)


@transactional
def free_own_time(booking: Booking) -> bool:
    """Give the time back; False when it was given back already."""
    freed = advance(booking, frm={BookingStatus.BOOKED}, to=BookingStatus.CANCELLED, sequence=Booking.sequence + 1)
    if freed:
        claims.release(booking)
    return freed


@transactional
def describe_own_times(kind: str, booking_ids: Iterable[int], *, title: str, topic: str, link: str) -> None:
    """Have times of this kind say what they are for, and where one meets, as it is now known."""
    mine = sa.update(Booking).where(Booking.id.in_(list(booking_ids)), Booking.kind == kind)
    changes = {"title": title, "topic": topic, "meeting_link": link, "sequence": Booking.sequence + 1}
    differs = sa.or_(Booking.title != title, Booking.topic != topic, Booking.meeting_link != link)
    db.session.execute(mine.where(differs).values(changes).execution_options(synchronize_session="fetch"))
