"""The free times of a type: of one coach, or of any coach with time, and who of those is to give it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries as calendar
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import Purpose
from mentormatch.coaching.models import AppointmentType, CoachOffer
from mentormatch.coaching.policy import COACHING, fairest
from mentormatch.coaching.queries.types import offers_of
from mentormatch.core.db import db
from mentormatch.scheduling import get_zone, week_around

#: For what a student holds a time; there is one hold for all types.
HOLD = Purpose(kind=COACHING)
#: How far ahead the list of types looks for the next free times.
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A start (UTC), and who could give it, by name."""

    starts_at: datetime
    coaches: tuple[Person, ...]


def free_times(
    kind: AppointmentType, student: Person, *, coach_id: int | None = None, moving: Booking | None = None
) -> list[FreeTime]:
    """When a student can book now, with one coach or any; soonest first.

    ``moving`` does not stand in its own way: the appointment that would be moved, or the time that is held already.
    """
    found: dict[datetime, list[Person]] = defaultdict(list)
    for offer in offers_of(kind):
        if offer.coach_id != student.id and coach_id in {None, offer.coach_id}:
            for at in calendar.open_times(offer.coach, kind, guest=student, moving=moving):
                found[at].append(offer.coach)
    return [FreeTime(at, tuple(found[at])) for at in sorted(found)]


def next_times(kind: AppointmentType, *, most: int = 3) -> list[datetime]:
    """The next free times of any coach, looking two weeks ahead; somebody's own time is not asked here."""
    ids = [offer.coach_id for offer in offers_of(kind)]
    found = calendar.next_open_times(ids, kind, per_host=most, within=SOON) if ids else {}
    return sorted({at for times in found.values() for at in times})[:most]


def held_by(student: Person) -> Booking | None:
    """The time that a student holds while answering the questions."""
    return calendar.hold_of(HOLD, student.id)


def by_fairness(offers: Sequence[CoachOffer], starts_at: datetime) -> list[CoachOffer]:
    """Coaches in the order in which they are given an appointment at this time."""
    by_id = {offer.coach_id: offer for offer in offers}
    in_week = {coach_id: _in_week(coach_id, *_week(offer.coach, starts_at)) for coach_id, offer in by_id.items()}
    return [by_id[one] for one in fairest(by_id, in_week, _last_asked(list(by_id)))]


def _week(coach: Person, starts_at: datetime) -> tuple[datetime, datetime]:
    week = week_around(starts_at, get_zone(coach.time_zone))
    return week.start, week.end


def _in_week(coach_id: int, start: datetime, end: datetime) -> int:
    counted = sa.select(sa.func.count()).select_from(Booking).where(
        *_appointments_of([coach_id]), Booking.starts_at >= start, Booking.starts_at < end
    )  # fmt: skip
    return db.session.scalar(counted) or 0


def _last_asked(coach_ids: list[int]) -> dict[int, datetime]:
    last = sa.func.max(Booking.created_at)
    rows = sa.select(Booking.host_id, last).where(*_appointments_of(coach_ids)).group_by(Booking.host_id)
    return dict(db.session.execute(rows).all())


def _appointments_of(coach_ids: list[int]) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Booking.host_id.in_(coach_ids),
        Booking.kind == COACHING,
        Booking.status != BookingStatus.CANCELLED,
        Booking.holder_id.is_(None),
    )
