"""Who lacks which training."""

from datetime import datetime

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment
from mentormatch.training.models import TrainingItem, TrainingTick

#: An item belongs to an enrolment in its cohort, or to every one; who was there before it only where it says so.
_ASKED = sa.and_(
    sa.or_(TrainingItem.cohort_id.is_(None), TrainingItem.cohort_id == Enrolment.cohort_id),
    sa.or_(TrainingItem.also_present, Enrolment.created_at >= TrainingItem.created_at),
    TrainingItem.retired_at.is_(None),
    Enrolment.enrolled_as == EnrolledAs.MENTOR,
)
_TICKED = sa.and_(TrainingTick.item_id == TrainingItem.id, TrainingTick.person_id == Enrolment.person_id)


def lacking_in(cohort_id: int | sa.ColumnElement[int]) -> sa.Select[int]:
    """The ids of a cohort's mentors who have not ticked all, as a subquery: they are neither shown nor asked."""
    found = sa.select(Enrolment.person_id).join(TrainingItem, _ASKED).outerjoin(TrainingTick, _TICKED)
    return found.where(Enrolment.cohort_id == cohort_id, TrainingTick.person_id.is_(None))


def items_of(mentor: Person) -> list[tuple[TrainingItem, bool]]:
    """What is asked of a mentor, in the order of making, and whether they have ticked it."""
    found = sa.select(TrainingItem, sa.func.max(TrainingTick.person_id)).join(Enrolment, _ASKED)
    found = found.outerjoin(TrainingTick, _TICKED).where(Enrolment.person_id == mentor.id)
    rows = db.session.execute(found.group_by(TrainingItem.id).order_by(TrainingItem.id))
    return [(item, ticked is not None) for item, ticked in rows]


def ticked_by(mentor: Person) -> list[tuple[TrainingItem, datetime]]:
    """What a mentor has ticked, and when."""
    found = sa.select(TrainingItem, TrainingTick.ticked_at).join(TrainingTick, TrainingTick.item_id == TrainingItem.id)
    rows = db.session.execute(found.where(TrainingTick.person_id == mentor.id).order_by(TrainingItem.id))
    return [(item, at) for item, at in rows]


def count_missing(mentor: Person) -> int:
    """How many items a mentor still has to tick."""
    return sum(not ticked for _item, ticked in items_of(mentor))


def item_for_mentor(mentor: Person, item_id: int) -> TrainingItem | None:
    """An item that is asked of this mentor."""
    return next((item for item, _ticked in items_of(mentor) if item.id == item_id), None)


def items_in(cohort: Cohort) -> list[tuple[TrainingItem, int]]:
    """The items of a cohort and of all, the newest first, and how many of its mentors have ticked each."""
    mentors = programmes.members_of(cohort.id, EnrolledAs.MENTOR)
    ticks = sa.select(sa.func.count()).where(
        TrainingTick.item_id == TrainingItem.id, TrainingTick.person_id.in_(mentors)
    )
    found = sa.select(TrainingItem, ticks.scalar_subquery()).where(
        sa.or_(TrainingItem.cohort_id == cohort.id, TrainingItem.cohort_id.is_(None)), TrainingItem.retired_at.is_(None)
    )
    return [(item, count) for item, count in db.session.execute(found.order_by(TrainingItem.id.desc()))]


def item_to_manage(person: Person, cohort_id: int, item_id: int) -> TrainingItem | None:
    """An item of a cohort that this person may manage."""
    cohort = programmes.cohort_to_manage(person, cohort_id)
    item = db.session.get(TrainingItem, item_id) if cohort else None
    return item if item is not None and item.cohort_id in {None, cohort_id} else None
