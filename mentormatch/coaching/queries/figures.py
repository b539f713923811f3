"""Figures of a type for coordinators: about few people none are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import sqlalchemy as sa

from mentormatch.calendar.models import Booking
from mentormatch.coaching.models import Appointment, AppointmentFeedback, AppointmentType, Outcome
from mentormatch.coaching.policy import FEWEST_SHOWN, TERM
from mentormatch.core.clock import now
from mentormatch.core.db import db

#: The words of so many are listed, in an order that says nothing.
MOST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened to a type in the last 120 days; None where it would be about fewer than ten."""

    asked: int | None = None
    held: int | None = None
    missed: int | None = None
    late: int | None = None
    #: Median of days from booking to a student's first appointment of the type.
    wait_days: float | None = None
    #: Share of "very useful" among those who said, and how many did.
    useful: float | None = None
    said: int | None = None


def figures_of(kinds: list[AppointmentType]) -> dict[int, Figures]:
    """Figures of each type, in two statements."""
    since = now() - TERM
    rows = db.session.execute(
        sa.select(
            Appointment.type_id, Appointment.student_id, Appointment.outcome, Booking.created_at, Booking.starts_at
        )
        .join(Booking, Booking.id == Appointment.booking_id)
        .where(Booking.created_at > since)
        .order_by(Booking.created_at, Booking.id)
    ).all()
    said = db.session.execute(
        sa.select(Appointment.type_id, AppointmentFeedback.student_id, AppointmentFeedback.useful)
        .join(Appointment, Appointment.booking_id == AppointmentFeedback.booking_id)
        .where(AppointmentFeedback.given_at > since)
    ).all()
    return {
        kind.id: _figures([row for row in rows if row.type_id == kind.id],
                          [row for row in said if row.type_id == kind.id])
        for kind in kinds
    }  # fmt: skip


def words_about(kind: AppointmentType) -> list[str]:
    """What students said about a type lately, without names and in the order of the alphabet; nothing of fewer than
    ten of them, however often each one said something."""
    said = (
        sa.select(AppointmentFeedback.student_id, AppointmentFeedback.words)
        .join(Appointment, Appointment.booking_id == AppointmentFeedback.booking_id)
        .where(Appointment.type_id == kind.id, AppointmentFeedback.given_at > now() - TERM)
        .order_by(AppointmentFeedback.given_at.desc())
    )
    rows = db.session.execute(said).all()
    return sorted(row.words for row in rows if row.words)[:MOST_WORDS] if _is_enough(rows) else []


def _is_enough(rows: Sequence[Any]) -> bool:
    """Whether these are about ten students, not about ten appointments of one."""
    return len({row.student_id for row in rows}) >= FEWEST_SHOWN


def _figures(rows: list[Any], said: list[Any]) -> Figures:
    if not _is_enough(rows):
        return Figures()
    first: dict[int, float] = {}
    for row in rows:
        first.setdefault(row.student_id, (row.starts_at - row.created_at).total_seconds() / 86400)
    counts = {outcome: sum(row.outcome == outcome for row in rows) for outcome in Outcome}
    enough = _is_enough(said)
    return Figures(
        asked=len(rows),
        held=_shown(counts[Outcome.HELD]),
        missed=_shown(counts[Outcome.MISSED]),
        late=_shown(counts[Outcome.CANCELLED_LATE]),
        wait_days=median(first.values()),
        useful=sum(one.useful == 3 for one in said) / len(said) if enough else None,
        said=len(said) if enough else None,
    )


def _shown(count: int) -> int | None:
    return count if count >= FEWEST_SHOWN else None
