"""Taking time. The database has the last word: two claims of one quarter of an hour cannot both be."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import letters, queries
from mentormatch.calendar.errors import BookingOver, NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import can_change
from mentormatch.calendar.service import claims
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.profiles import queries as profiles
from mentormatch.programmes.models import Cohort
from mentormatch.scheduling import get_zone, week_around

#: How many lapsed reservations one sweep gives back.
BATCH = 200
#: Farther than any pause after a session reaches.
NEAR = timedelta(days=1)


@transactional
def reserve(
    host: Person, guest: Person, cohort: Cohort, starts_at: datetime, *, match_id: int, until: datetime
) -> Booking:
    """Keep a time for a match that waits for review; after ``until`` others may take it.

    Refuses SlotTaken, WeekFull, NotOpen.
    """
    claims.lock_host(host)
    wanted = _wanted(host, guest, cohort, starts_at)
    booking = _take(wanted, host, guest, cohort, match_id=match_id, status=BookingStatus.RESERVED, reserved_until=until)
    audit.record(None, "booking.reserved", booking, match=match_id)
    return booking


@transactional
def confirm_reserved(booking: Booking, *, by: Person | None) -> bool:
    """Make a reserved time a session and send both the letters; False, and the time is free, when it has lapsed."""
    lapsed = booking.reserved_until is not None and booking.reserved_until <= now()
    if lapsed or booking.starts_at <= now():
        _give_back(booking)
        return False
    if not advance(
        booking, frm={BookingStatus.RESERVED}, to=BookingStatus.BOOKED, reserved_until=None, agreed_at=now()
    ):
        return False
    claims.let_stand(booking)
    _announce(booking, by=by)
    return True


@transactional
def book(
    host: Person, guest: Person, cohort: Cohort, starts_at: datetime, *, match_id: int, topic: str, by: Person
) -> Booking:
    """Book a session. The same time of the same match again gives the session that exists.

    Refuses SlotTaken, WeekFull, NotOpen.
    """
    claims.lock_host(host)
    existing = queries.same_booking(match_id, starts_at)
    if existing is not None:
        return existing
    wanted = _wanted(host, guest, cohort, starts_at)
    booking = _take(wanted, host, guest, cohort, match_id=match_id, status=BookingStatus.BOOKED, topic=topic)
    _announce(booking, by=by)
    return booking


@transactional
def move(booking: Booking, cohort: Cohort, starts_at: datetime, *, by: Person) -> None:
    """Move a session that has not begun; when the new time cannot be had, nothing has changed. Moving twice is once.

    Refuses BookingOver, SlotTaken, WeekFull, NotOpen.
    """
    host, guest = booking.host, booking.guest
    claims.lock_host(host)
    if not can_change(booking, now()):
        raise BookingOver
    before = booking.starts_at
    if before == starts_at:
        return
    wanted = _wanted(host, guest, cohort, starts_at)
    _ensure_open(wanted, host, guest, cohort, moving=booking)
    times = {
        name: getattr(wanted, name) for name in ("starts_at", "ends_at", "wall_start", "wall_zone", "meeting_link")
    }
    more = {"buffer_minutes": wanted.buffer_minutes, "sequence": Booking.sequence + 1, "agreed_at": now()}
    with db.session.begin_nested():
        if not advance(booking, frm={BookingStatus.BOOKED}, to=BookingStatus.BOOKED, **times, **more):
            raise BookingOver
        claims.release(booking)
        claims.claim(booking)
    audit.record(by, "booking.moved", booking, before=before.isoformat(), after=starts_at.isoformat())
    letters.moved(booking, before, by=by)


@transactional
def cancel(booking: Booking, *, by: Person | None, reason: str = "") -> None:
    """Cancel a session that has not begun and tell both; cancelling twice is once. Refuses BookingOver."""
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
            _give_back(booking)
        else:
            cancel(booking, by=by, reason=reason)


@transactional
def release_lapsed() -> int:
    """Give back reservations whose time is up; returns how many."""
    lapsed = sa.select(Booking).where(Booking.status == BookingStatus.RESERVED, Booking.reserved_until <= now())
    found = db.session.scalars(lapsed.order_by(Booking.id).limit(BATCH)).all()
    for booking in found:
        _give_back(booking)
    return len(found)


def _wanted(host: Person, guest: Person, cohort: Cohort, starts_at: datetime) -> Booking:
    """The booking as it would be, not stored. What the host's clock says is kept, should the zone's rules change."""
    offer = profiles.offer_of(host.id)
    local = starts_at.astimezone(get_zone(host.time_zone)).replace(tzinfo=None)
    return Booking(
        host_id=host.id,
        guest_id=guest.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=cohort.session_minutes),
        buffer_minutes=cohort.buffer_minutes,
        wall_start=local.isoformat(timespec="minutes"),
        wall_zone=host.time_zone,
        meeting_link=offer.meeting_link if offer else "",
        uid=f"{uuid4()}@mentormatch",
    )


def _take(booking: Booking, host: Person, guest: Person, cohort: Cohort, **columns: Any) -> Booking:
    """Store a booking with its claims, or nothing of it."""
    _ensure_open(booking, host, guest, cohort)
    for name, value in columns.items():
        setattr(booking, name, value)
    with db.session.begin_nested():
        db.session.add(booking)
        db.session.flush()
        claims.claim(booking)
    return booking


def _ensure_open(
    wanted: Booking, host: Person, guest: Person, cohort: Cohort, *, moving: Booking | None = None
) -> None:
    """Refuse a time that is not one of the open ones, saying why, and clear away what has lapsed where it would be."""
    if wanted.starts_at not in queries.open_times(host, cohort, guest=guest, moving=moving):
        if claims.is_claimed(wanted, but=moving):
            raise SlotTaken
        raise WeekFull if _is_week_full(wanted, host, cohort, moving) else NotOpen
    for lapsed in queries.lapsed_between([host.id, guest.id], wanted.starts_at - NEAR, wanted.ends_at + NEAR):
        _give_back(lapsed)


def _is_week_full(wanted: Booking, host: Person, cohort: Cohort, moving: Booking | None) -> bool:
    week = week_around(wanted.starts_at, get_zone(host.time_zone))
    but = moving.id if moving else None
    return queries.sessions_in_week(host.id, week, but=but) >= cohort.sessions_per_week


def _is_cancelled(booking: Booking) -> bool:
    return booking.status == BookingStatus.CANCELLED


def _give_back(reservation: Booking) -> None:
    """Free a reserved time without letters. The row decides against a confirmation at the same moment."""
    if advance(reservation, frm={BookingStatus.RESERVED}, to=BookingStatus.CANCELLED, reserved_until=None):
        claims.release(reservation)


def _announce(booking: Booking, *, by: Person | None) -> None:
    audit.record(by, "booking.booked", booking, match=booking.match_id)
    letters.booked(booking, by=by)
