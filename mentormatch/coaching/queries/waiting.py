"""Who waits for what, and what is kept for whom."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.coaching.models import AppointmentType
from mentormatch.coaching.queries.types import offers_by
from mentormatch.coaching.waiting_models import CoachingWait, KeptStatus, KeptTime, WaitStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db

#: What a line stands by.
ORDER = (CoachingWait.joined_at, CoachingWait.id)


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in line, 1 being the next one, and what is kept for it."""

    wait: CoachingWait
    position: int
    kept: KeptTime | None


def wait_in(student_id: int, type_id: int) -> CoachingWait | None:
    """The place on which a student waits for a type, or None."""
    return db.session.scalar(waiting().where(CoachingWait.student_id == student_id, CoachingWait.type_id == type_id))


def waiting() -> sa.Select[CoachingWait]:
    return sa.select(CoachingWait).where(CoachingWait.status == WaitStatus.WAITING)


def waits_of(student_id: int) -> list[CoachingWait]:
    return list(db.session.scalars(waiting().where(CoachingWait.student_id == student_id).order_by(CoachingWait.id)))


def waits_for(coach_id: int) -> list[CoachingWait]:
    """Who waits for this coach and no other."""
    return list(db.session.scalars(waiting().where(CoachingWait.coach_id == coach_id).order_by(CoachingWait.id)))


def line_of(type_id: int) -> list[CoachingWait]:
    """Everybody in the line of a type, in order."""
    with_people = waiting().where(CoachingWait.type_id == type_id).options(joinedload(CoachingWait.student))
    return list(db.session.scalars(with_people.order_by(*ORDER)))


def types_with_a_line() -> list[int]:
    """Numbers of the types that are offered and for which somebody waits."""
    found = sa.select(CoachingWait.type_id).join(AppointmentType, AppointmentType.id == CoachingWait.type_id)
    with_line = found.where(CoachingWait.status == WaitStatus.WAITING, AppointmentType.active)
    return list(db.session.scalars(with_line.distinct().order_by(CoachingWait.type_id)))


def position_of(wait: CoachingWait) -> int:
    """1 for whoever is offered the next time first."""
    row = sa.func.row_number().over(order_by=ORDER).label("position")
    line = sa.select(CoachingWait.id, row).where(
        CoachingWait.status == WaitStatus.WAITING, CoachingWait.type_id == wait.type_id
    )
    found = line.subquery()
    return db.session.scalar(sa.select(found.c.position).where(found.c.id == wait.id)) or 0


def standings_of(student: Person) -> list[Standing]:
    """Where a student waits."""
    return [Standing(wait, position_of(wait), open_for(wait)) for wait in waits_of(student.id)]


def open_for(wait: CoachingWait) -> KeptTime | None:
    """What is kept for a place in line at present."""
    kept = sa.select(KeptTime).where(KeptTime.wait_id == wait.id, KeptTime.status == KeptStatus.OPEN)
    return db.session.scalar(kept)


def kept_for_student(student: Person, kept_time_id: int) -> KeptTime | None:
    """What was kept for this student, open or not, or None."""
    mine = sa.select(KeptTime).where(KeptTime.id == kept_time_id, KeptTime.student_id == student.id)
    return db.session.scalar(mine)


def kept_before(wait: CoachingWait) -> list[KeptTime]:
    """Everything that a place in line was offered, the newest first."""
    mine = sa.select(KeptTime).where(KeptTime.wait_id == wait.id).order_by(KeptTime.id.desc())
    return list(db.session.scalars(mine))


def lapsed_in_a_row(wait: CoachingWait) -> int:
    """How many of the latest offers of a place lapsed without a word."""
    counted = 0
    for kept in kept_before(wait):
        if kept.status != KeptStatus.LAPSED:
            break
        counted += 1
    return counted


def open_offers() -> list[KeptTime]:
    found = sa.select(KeptTime).where(KeptTime.status == KeptStatus.OPEN).order_by(KeptTime.id)
    return list(db.session.scalars(found))


def due_to_lapse() -> list[int]:
    """Numbers of what is kept longer than was said."""
    late = sa.select(KeptTime.id).where(KeptTime.status == KeptStatus.OPEN, KeptTime.closes_at <= now())
    return list(db.session.scalars(late.order_by(KeptTime.id)))


def count_waiting() -> dict[int, int]:
    """How many wait, by type."""
    rows = sa.select(CoachingWait.type_id, sa.func.count()).where(CoachingWait.status == WaitStatus.WAITING)
    return dict(db.session.execute(rows.group_by(CoachingWait.type_id)).all())


def waiting_for(coach: Person) -> list[CoachingWait]:
    """Who waits for a type that a coach gives, for this coach or any; the longest first."""
    types = [offer.type_id for offer in offers_by(coach)]
    for_me = sa.or_(CoachingWait.coach_id.is_(None), CoachingWait.coach_id == coach.id)
    found = waiting().where(CoachingWait.type_id.in_(types), for_me).options(joinedload(CoachingWait.student))
    return list(db.session.scalars(found.order_by(*ORDER).limit(50)))
