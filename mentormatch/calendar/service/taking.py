"""What every way of taking time shares. The database has the last word."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import letters, queries
from mentormatch.calendar.errors import BookingOver, NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.calendar.policy import Purpose, Terms
from mentormatch.calendar.service import claims
from mentormatch.core import audit
from mentormatch.core.db import advance, db
from mentormatch.profiles import queries as profiles
from mentormatch.scheduling import get_zone, week_around

#: Farther than any pause after a session reaches.
NEAR = timedelta(days=1)


def wanted(host: Person, guest: Person, terms: Terms, starts_at: datetime, purpose: Purpose) -> Booking:
    """The booking as it would be, not stored."""
    booking = a_time_of(host, starts_at, starts_at + timedelta(minutes=terms.session_minutes), purpose)
    booking.guest_id = guest.id
    booking.buffer_minutes = queries.host_limits(host.id, terms).buffer // timedelta(minutes=1)
    if purpose.link is None:
        offer = profiles.offer_of(host.id)
        booking.meeting_link = offer.meeting_link if offer else ""
    return booking


def a_time_of(host: Person, starts_at: datetime, ends_at: datetime, purpose: Purpose) -> Booking:
    """A time of ``host`` alone, not stored. What their clock says is kept, should the zone's rules change."""
    local = starts_at.astimezone(get_zone(host.time_zone)).replace(tzinfo=None)
    return Booking(
        kind=purpose.kind,
        match_id=purpose.match_id,
        title=purpose.title,
        host_id=host.id,
        starts_at=starts_at,
        ends_at=ends_at,
        buffer_minutes=0,
        wall_start=local.isoformat(timespec="minutes"),
        wall_zone=host.time_zone,
        meeting_link=purpose.link or "",
        uid=f"{uuid4()}@mentormatch",
    )


def purpose_of(booking: Booking) -> Purpose:
    """What a booking is for; where one meets is asked of its host again when that is theirs to say."""
    own_link = booking.meeting_link if booking.kind != SESSION else None
    return Purpose(booking.kind, booking.match_id, booking.title, own_link)


def guest_of(booking: Booking) -> Person:
    """The guest of a booking of two. Refuses BookingOver of a time of one person, which no guest can change."""
    if booking.guest is None:
        raise BookingOver
    return booking.guest


def take(booking: Booking, host: Person, guest: Person, terms: Terms, **columns: Any) -> Booking:
    """Store a booking with its claims, or nothing of it."""
    ensure_open(booking, host, guest, terms)
    for name, value in columns.items():
        setattr(booking, name, value)
    store(booking)
    return booking


def store(booking: Booking) -> None:
    with db.session.begin_nested():
        db.session.add(booking)
        db.session.flush()
        claims.claim(booking)


def ensure_open(wanted: Booking, host: Person, guest: Person, terms: Terms, *, moving: Booking | None = None) -> None:
    """Refuse a time that is not one of the open ones, saying why, and clear away what has lapsed where it would be."""
    if wanted.starts_at not in queries.open_times(host, terms, guest=guest, moving=moving):
        if claims.is_claimed(wanted, but=moving):
            raise SlotTaken
        raise WeekFull if is_week_full(wanted, host, terms, moving) else NotOpen
    clear_away([host.id, guest.id], wanted)


def clear_away(person_ids: list[int], wanted: Booking) -> None:
    """Free what these people kept and let lapse where ``wanted`` would be."""
    for lapsed in queries.lapsed_between(person_ids, wanted.starts_at - NEAR, wanted.ends_at + NEAR):
        give_back(lapsed)


def is_week_full(wanted: Booking, host: Person, terms: Terms, moving: Booking | None) -> bool:
    week = week_around(wanted.starts_at, get_zone(host.time_zone))
    but = moving.id if moving else None
    return queries.sessions_in_week(host.id, week, but=but) >= queries.host_limits(host.id, terms).sessions_per_week


def give_back(reservation: Booking) -> None:
    """Free a reserved time without letters. The row decides against a confirmation at the same moment.

    Of a time that was only held while a form was open nothing is kept: its claims go with its row.
    """
    if reservation.holder_id is not None:
        held = sa.delete(Booking).where(Booking.id == reservation.id, Booking.status == BookingStatus.RESERVED)
        db.session.execute(held)
    elif advance(reservation, frm={BookingStatus.RESERVED}, to=BookingStatus.CANCELLED, reserved_until=None):
        claims.release(reservation)


def announce(booking: Booking, *, by: Person | None) -> None:
    audit.record(by, "booking.booked", booking, match=booking.match_id)
    letters.booked(booking, by=by)
