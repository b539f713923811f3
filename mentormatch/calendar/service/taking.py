"""What every way of taking time shares. The database has the last word."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import letters, queries
from mentormatch.calendar.errors import NotOpen, SlotTaken, WeekFull
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.service import claims
from mentormatch.core import audit
from mentormatch.core.db import advance, db
from mentormatch.profiles import queries as profiles
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.scheduling import get_zone, week_around

#: Farther than any pause after a session reaches.
NEAR = timedelta(days=1)


def wanted(host: Person, guest: Person, cohort: Cohort, starts_at: datetime) -> Booking:
    """The booking as it would be, not stored. What the host's clock says is kept, should the zone's rules change."""
    offer = profiles.offer_of(host.id)
    local = starts_at.astimezone(get_zone(host.time_zone)).replace(tzinfo=None)
    return Booking(
        host_id=host.id,
        guest_id=guest.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=cohort.session_minutes),
        buffer_minutes=queries.host_limits(host.id, cohort).buffer // timedelta(minutes=1),
        wall_start=local.isoformat(timespec="minutes"),
        wall_zone=host.time_zone,
        meeting_link=offer.meeting_link if offer else "",
        uid=f"{uuid4()}@mentormatch",
    )


def take(booking: Booking, host: Person, guest: Person, cohort: Cohort, **columns: Any) -> Booking:
    """Store a booking with its claims, or nothing of it. Raises CohortArchived."""
    programmes.ensure_not_archived(cohort.id)
    ensure_open(booking, host, guest, cohort)
    for name, value in columns.items():
        setattr(booking, name, value)
    with db.session.begin_nested():
        db.session.add(booking)
        db.session.flush()
        claims.claim(booking)
    return booking


def ensure_open(wanted: Booking, host: Person, guest: Person, cohort: Cohort, *, moving: Booking | None = None) -> None:
    """Refuse a time that is not one of the open ones, saying why, and clear away what has lapsed where it would be."""
    if wanted.starts_at not in queries.open_times(host, cohort, guest=guest, moving=moving):
        if claims.is_claimed(wanted, but=moving):
            raise SlotTaken
        raise WeekFull if is_week_full(wanted, host, cohort, moving) else NotOpen
    for lapsed in queries.lapsed_between([host.id, guest.id], wanted.starts_at - NEAR, wanted.ends_at + NEAR):
        give_back(lapsed)


def is_week_full(wanted: Booking, host: Person, cohort: Cohort, moving: Booking | None) -> bool:
    week = week_around(wanted.starts_at, get_zone(host.time_zone))
    but = moving.id if moving else None
    return queries.sessions_in_week(host.id, week, but=but) >= queries.host_limits(host.id, cohort).sessions_per_week


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
