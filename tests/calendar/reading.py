"""What the tests look up in the database."""

from typing import Any

import sqlalchemy as sa

from mentormatch.calendar.models import Booking, CalendarClaim
from mentormatch.core.db import db
from mentormatch.notifications.models import Letter


def count(kind: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


def claims_of(booking: Booking) -> list[tuple[int, int]]:
    mine = sa.select(CalendarClaim.person_id, CalendarClaim.quarter_hour)
    return sorted(tuple(row) for row in db.session.execute(mine.where(CalendarClaim.booking_id == booking.id)))


def letters(event: str) -> list[Letter]:
    """Letters about an event, mentor first."""
    about = sa.select(Letter).where(Letter.template == f"calendar/email/{event}.txt").order_by(Letter.id)
    return list(db.session.scalars(about))
