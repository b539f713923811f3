"""What makes double booking impossible: one row for each quarter of an hour of each person, the pair being the key.

A host's rows also cover the pause after the session (``buffer_minutes``), a guest's the session alone. The pause
before a session is that of the session before it. Sessions start on quarter hours, so nothing is claimed needlessly.
"""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from mentormatch.accounts.models import Person
from mentormatch.calendar.errors import SlotTaken
from mentormatch.calendar.models import Booking, CalendarClaim
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.scheduling import quarter_hours


def _no_pause() -> None:
    """Nothing lies between looking and claiming."""


#: A seam for tests, which wait here to widen the gap between looking and claiming.
pause_before_claim: Callable[[], None] = _no_pause


def lock_host(host: Person) -> None:
    """Let one person at a time take time of this host: claims keep times apart, but cannot count sessions a week.

    ``key_share`` leaves the row open to foreign keys, so two who host each other do not wait in a circle. What was
    read before the wait is forgotten. SQLite writes one transaction at a time anyway.
    """
    db.session.execute(sa.select(Person.id).where(Person.id == host.id).with_for_update(key_share=True))
    db.session.expire_all()


def claim(booking: Booking) -> None:
    """Claim every quarter of an hour for all its people, or raise SlotTaken; call it inside a savepoint.

    One insert in key order: bookings that cross would otherwise wait for each other in a circle on PostgreSQL.
    """
    rows = [
        {"person_id": person, "quarter_hour": quarter, "booking_id": booking.id, "lapses_at": booking.reserved_until}
        for person, quarter in _keys(booking)
    ]
    pause_before_claim()
    try:
        db.session.execute(sa.insert(CalendarClaim).values(rows))
    except IntegrityError as error:  # somebody claimed one of them between our look and our insert
        raise SlotTaken from error


def release(booking: Booking) -> None:
    db.session.execute(sa.delete(CalendarClaim).where(CalendarClaim.booking_id == booking.id))


def let_stand(booking: Booking) -> None:
    """The claims of a reservation become those of a session: they no longer lapse."""
    mine = sa.update(CalendarClaim).where(CalendarClaim.booking_id == booking.id)
    db.session.execute(mine.values(lapses_at=None))


def is_claimed(wanted: Booking, *, but: Booking | None = None) -> bool:
    """Whether a claim stands where ``wanted``, not stored, would be; those of ``but`` do not count."""
    standing = sa.select(CalendarClaim.person_id).where(
        sa.tuple_(CalendarClaim.person_id, CalendarClaim.quarter_hour).in_(_keys(wanted)),
        sa.or_(CalendarClaim.lapses_at.is_(None), CalendarClaim.lapses_at > now()),
    )
    if but is not None:
        standing = standing.where(CalendarClaim.booking_id != but.id)
    return db.session.scalar(standing.limit(1)) is not None


def _keys(booking: Booking) -> list[tuple[int, int]]:
    pause = timedelta(minutes=booking.buffer_minutes)
    host = [(booking.host_id, quarter) for quarter in quarter_hours(booking.starts_at, booking.ends_at + pause)]
    if booking.guest_id is None:
        return sorted(host)
    guest = [(booking.guest_id, quarter) for quarter in quarter_hours(booking.starts_at, booking.ends_at)]
    return sorted(host + guest)
