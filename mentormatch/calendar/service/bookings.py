"""Taking time. The database has the last word: two claims of one quarter of an hour cannot both be."""

from datetime import datetime

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import letters, queries
from mentormatch.calendar.errors import BookingOver
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import Purpose, Terms, can_change
from mentormatch.calendar.service import claims, holds, taking
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional

#: How many lapsed reservations one sweep gives back.
BATCH = 200


@transactional
def reserve(
    host: Person, guest: Person, terms: Terms, starts_at: datetime, *, purpose: Purpose, until: datetime
) -> Booking:
    """Keep a time for what still waits for somebody's word; after ``until`` others may take it.

    Refuses SlotTaken, WeekFull, NotOpen.
    """
    claims.lock_host(host)
    wanted = taking.wanted(host, guest, terms, starts_at, purpose)
    booking = taking.take(wanted, host, guest, terms, status=BookingStatus.RESERVED, reserved_until=until)
    audit.record(None, "booking.reserved", booking, match=purpose.match_id)
    return booking


@transactional
def confirm_reserved(booking: Booking, *, by: Person | None) -> bool:
    """Make a reserved time a session and send both the letters; False, and the time is free, when it has lapsed."""
    lapsed = booking.reserved_until is not None and booking.reserved_until <= now()
    if lapsed or booking.starts_at <= now():
        taking.give_back(booking)
        return False
    if not advance(
        booking, frm={BookingStatus.RESERVED}, to=BookingStatus.BOOKED, reserved_until=None, agreed_at=now()
    ):
        return False
    claims.let_stand(booking)
    taking.announce(booking, by=by)
    return True


@transactional
def book(
    host: Person, guest: Person, terms: Terms, starts_at: datetime, *, purpose: Purpose, topic: str, by: Person
) -> Booking:
    """Book a time of two; one that ``by`` holds becomes it. The same time for the same again gives what exists.

    Refuses SlotTaken, WeekFull, NotOpen.
    """
    claims.lock_host(host)
    existing = queries.same_booking(host.id, guest.id, purpose, starts_at)
    if existing is not None:
        return existing
    held = queries.hold_of(purpose, by.id)
    fits = held is not None and held.starts_at == starts_at and held.host_id == host.id and held.title == purpose.title
    if held is not None and fits and (booked := holds.to_booking(held, topic, by=by)):
        return booked
    holds.release_hold(purpose, by)
    wanted = taking.wanted(host, guest, terms, starts_at, purpose)
    booking = taking.take(wanted, host, guest, terms, status=BookingStatus.BOOKED, topic=topic)
    taking.announce(booking, by=by)
    return booking


@transactional
def move(
    booking: Booking,
    terms: Terms,
    starts_at: datetime,
    *,
    by: Person,
    to: Person | None = None,
    purpose: Purpose | None = None,
) -> None:
    """Move a booking of two that has not begun; when the new time cannot be had, nothing has changed.

    With ``to`` somebody else gives it from now on, for ``purpose``, which says where one meets then. Moving twice is
    once. Refuses BookingOver, SlotTaken, WeekFull, NotOpen.
    """
    former, guest = booking.host, taking.guest_of(booking)
    host = to or former
    for one in sorted({former, host}, key=lambda person: person.id):
        claims.lock_host(one)
    if not can_change(booking, now()):
        raise BookingOver
    before = booking.starts_at
    if before == starts_at and booking.host_id == host.id:
        return
    wanted = taking.wanted(host, guest, terms, starts_at, purpose or taking.purpose_of(booking))
    taking.ensure_open(wanted, host, guest, terms, moving=booking)
    times = {
        name: getattr(wanted, name)
        for name in ("host_id", "starts_at", "ends_at", "wall_start", "wall_zone", "meeting_link")
    }
    more = {"buffer_minutes": wanted.buffer_minutes, "sequence": Booking.sequence + 1, "agreed_at": now()}
    with db.session.begin_nested():
        if not advance(booking, frm={BookingStatus.BOOKED}, to=BookingStatus.BOOKED, **times, **more):
            raise BookingOver
        claims.release(booking)
        claims.claim(booking)
    audit.record(by, "booking.moved", booking, before=before.isoformat(), after=starts_at.isoformat())
    if host.id == former.id:
        letters.moved(booking, before, by=by)
    else:
        letters.handed_over(booking, former, before, by=by)


@transactional
def cancel(booking: Booking, *, by: Person | None, reason: str = "") -> None:
    """Cancel a booking of two that has not begun and tell both; cancelling twice is once. Refuses BookingOver."""
    if _is_cancelled(booking):
        return
    if booking.starts_at <= now():
        raise BookingOver
    changes = {
        "cancelled_by_id": by.id if by else None,
        "cancel_reason": reason,
        "sequence": Booking.sequence + 1,  # counted by the database: a move may have come between
    }
    if not advance(booking, frm={BookingStatus.BOOKED}, to=BookingStatus.CANCELLED, **changes):
        if _is_cancelled(booking):
            return
        raise BookingOver
    claims.release(booking)
    audit.record(by, "booking.cancelled", booking)
    letters.cancelled(booking, by=by)


@transactional
def cancel_all_of_match(match_id: int, *, by: Person | None, reason: str) -> None:
    """Give back all time ahead of a match: sessions with letters, reservations without, as nobody was promised them."""
    ahead = sa.select(Booking).where(Booking.match_id == match_id, Booking.starts_at > now()).order_by(Booking.id)
    for booking in db.session.scalars(ahead.where(Booking.status.in_(queries.TAKES_TIME))).all():
        if booking.status == BookingStatus.RESERVED:
            taking.give_back(booking)
        else:
            cancel(booking, by=by, reason=reason)


@transactional
def free_reserved(booking: Booking) -> None:
    """Give a reserved time back without letters; nothing when it is a booking by now, or was given back."""
    if booking.status == BookingStatus.RESERVED:
        taking.give_back(booking)


@transactional
def release_lapsed() -> int:
    """Give back reservations whose time is up; returns how many."""
    lapsed = sa.select(Booking).where(Booking.status == BookingStatus.RESERVED, Booking.reserved_until <= now())
    found = db.session.scalars(lapsed.order_by(Booking.id).limit(BATCH)).all()
    for booking in found:
        taking.give_back(booking)
    return len(found)


def _is_cancelled(booking: Booking) -> bool:
    return booking.status == BookingStatus.CANCELLED
