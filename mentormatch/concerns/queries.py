"""Reading concerns: one's own as the person who raised them, and those of one's cohorts as a coordinator."""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.concerns.models import Concern, ConcernStatus
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match
from mentormatch.programmes.models import EnrolledAs, Enrolment

A_PAGE = 30
#: Longest list on the page of a match.
MOST_OWN = 50
#: What the trail calls it when a coordinator opens a concern, and how long the page then stays open to them.
READ = "concern.read"
OPEN_FOR = timedelta(hours=1)
WAITING = frozenset({ConcernStatus.OPEN, ConcernStatus.HANDLING})


def raised_in(match: Match, by: Person) -> list[Concern]:
    """What this person has raised about a match, newest first; what the other one raised is never among it."""
    mine = sa.select(Concern).where(Concern.match_id == match.id, Concern.raised_by_id == by.id)
    return list(db.session.scalars(mine.order_by(Concern.id.desc()).limit(MOST_OWN)))


def concern_for(coordinator: Person, concern_id: int) -> Concern | None:
    """A concern of a cohort this coordinator looks after, unless they are one of the two people; else None."""
    return db.session.scalar(_readable_by(coordinator).where(Concern.id == concern_id))


def page_of(coordinator: Person, *, closed: bool, offset: int) -> tuple[list[Concern], int]:
    """Concerns a coordinator may read, the oldest first while they wait, the newest first when closed; and how many."""
    found = _readable_by(coordinator).where(_status_in({ConcernStatus.CLOSED} if closed else WAITING))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    order = Concern.closed_at.desc() if closed else Concern.created_at
    people = joinedload(Concern.match)
    found = found.options(people.joinedload(Match.mentee), people.joinedload(Match.mentor))
    return list(db.session.scalars(found.order_by(order, Concern.id).limit(A_PAGE).offset(offset))), total


def waiting_for(coordinator: Person) -> int:
    """How many concerns that are not closed a coordinator may read."""
    found = _readable_by(coordinator).where(_status_in(WAITING))
    return db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0


def about(person: Person, *, reader: Person) -> int:
    """How many concerns that are not closed, and that ``reader`` may read, are about a match of this person."""
    found = _readable_by(reader).where(_status_in(WAITING))
    found = found.where(sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id))
    return db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0


def has_opened(coordinator: Person, concern: Concern) -> bool:
    """Whether the trail says that this coordinator has opened the concern within the last hour."""
    since: datetime = now() - OPEN_FOR
    read = sa.select(AuditEntry.id).where(
        AuditEntry.subject_kind == Concern.__tablename__,
        AuditEntry.subject_id == concern.id,
        AuditEntry.action == READ,
        AuditEntry.by_id == coordinator.id,
        AuditEntry.at >= since,
    )
    return db.session.scalar(read.limit(1)) is not None


def _readable_by(coordinator: Person) -> sa.Select[Concern]:
    cohorts = sa.select(Enrolment.cohort_id).where(
        Enrolment.person_id == coordinator.id, Enrolment.enrolled_as == EnrolledAs.COORDINATOR
    )
    found = sa.select(Concern).join(Match, Match.id == Concern.match_id).where(Match.cohort_id.in_(cohorts))
    return found.where(Match.mentee_id != coordinator.id, Match.mentor_id != coordinator.id)


def _status_in(statuses: Collection[ConcernStatus]) -> sa.ColumnElement[bool]:
    return Concern.status.in_(statuses)
