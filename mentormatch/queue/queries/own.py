"""What one coordinator keeps, has asked for, and whom they can turn to."""

from collections.abc import Collection

import sqlalchemy as sa

from mentormatch.accounts.models import Person, Role, RoleName, person_role
from mentormatch.core.db import db
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs, Enrolment
from mentormatch.queue.models import Bulk, BulkRow, BulkStatus, RowStatus, SavedView, Wish
from mentormatch.queue.policy import Filters

#: Acts that the page of the queue tells of, the newest.
FEW = 3


def everything_for(person: Person) -> Filters:
    """The whole queue of a coordinator."""
    return Filters(viewer_id=person.id, cohort_ids=tuple(cohort.id for cohort in programmes.cohorts_of(person)))


def views_of(person_id: int) -> list[SavedView]:
    mine = sa.select(SavedView).where(SavedView.person_id == person_id)
    return list(db.session.scalars(mine.order_by(SavedView.name)))


def view_for(person: Person, view_id: int) -> SavedView | None:
    """A view of this person's own, or None."""
    return db.session.scalar(sa.select(SavedView).where(SavedView.id == view_id, SavedView.person_id == person.id))


def kept_by(person_id: int) -> tuple[list[SavedView], bool]:
    """A person's views by name, and whether they want single letters to act as keys: one statement."""
    kept = sa.select(SavedView, sa.func.coalesce(Wish.shortcuts, sa.true())).select_from(Person)
    kept = kept.outerjoin(Wish, Wish.person_id == Person.id).outerjoin(SavedView, SavedView.person_id == Person.id)
    rows = db.session.execute(kept.where(Person.id == person_id).order_by(SavedView.name)).all()
    return [view for view, _shortcuts in rows if view is not None], all(shortcuts for _view, shortcuts in rows)


def colleagues(cohort_ids: Collection[int]) -> list[tuple[int, str]]:
    """Who looks after one of these cohorts, by name: number and name."""
    holders = sa.select(person_role.c.person_id).join(Role, Role.id == person_role.c.role_id)
    holders = holders.where(Role.name == RoleName.COORDINATOR)
    theirs = sa.select(Enrolment.person_id).where(
        Enrolment.cohort_id.in_(cohort_ids), Enrolment.enrolled_as == EnrolledAs.COORDINATOR
    )
    found = sa.select(Person.id, Person.name).where(Person.id.in_(theirs), Person.id.in_(holders), Person.active)
    return [(row.id, row.name) for row in db.session.execute(found.order_by(Person.name, Person.id))]


def bulk_for(person: Person, bulk_id: int) -> Bulk | None:
    """An act that this person has asked for, or None."""
    return db.session.scalar(sa.select(Bulk).where(Bulk.id == bulk_id, Bulk.by_id == person.id))


def under_way(person_id: int) -> list[tuple[Bulk, int]]:
    """Acts of a person that have not come to their end, the newest first, each with how many rows it is about."""
    number = sa.select(sa.func.count()).where(BulkRow.bulk_id == Bulk.id).correlate(Bulk).scalar_subquery()
    waiting = sa.select(Bulk, number).where(
        Bulk.by_id == person_id, Bulk.status.in_([BulkStatus.WAITING, BulkStatus.RUNNING])
    )
    return [(bulk, rows) for bulk, rows in db.session.execute(waiting.order_by(Bulk.id.desc()).limit(FEW))]


def rows_of(bulk: Bulk) -> list[BulkRow]:
    return list(db.session.scalars(sa.select(BulkRow).where(BulkRow.bulk_id == bulk.id).order_by(BulkRow.id)))


def count_rows(bulk_id: int) -> dict[RowStatus, int]:
    """How many rows of an act are in each state."""
    found = (
        sa.select(BulkRow.status, sa.func.count().label("number"))
        .where(BulkRow.bulk_id == bulk_id)
        .group_by(BulkRow.status)
    )
    numbers = {row.status: row.number for row in db.session.execute(found)}
    return {status: numbers.get(status, 0) for status in RowStatus}


def failed_letter_for(coordinator: Person, letter_id: int) -> Letter | None:
    """A letter in trouble to somebody of a coordinator's cohorts, or None."""
    cohorts = [cohort.id for cohort in programmes.cohorts_of(coordinator)]
    people = sa.select(Enrolment.person_id).where(Enrolment.cohort_id.in_(cohorts))
    found = sa.select(Letter).where(Letter.id == letter_id, Letter.person_id.in_(people))
    over = [LetterStatus.FAILED, LetterStatus.OBSOLETE]  # who comes second is told instead of seeing nothing
    return db.session.scalar(found.where(Letter.status.in_(over), Letter.last_error != ""))
