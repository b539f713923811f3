"""Mentees who have no mentor yet: since when, and what they did last."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import UTCDateTime, db
from mentormatch.mentoring.models import CURRENT, WAITING, Match, Request, RequestStatus
from mentormatch.profiles.models import Aim, Profile
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment


class Step(enum.StrEnum):
    """How far somebody without a match has come."""

    NO_GOAL = "no_goal"
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; ``cohort_ids`` are the coordinator's own, or one of them."""

    cohort_ids: tuple[int, ...]
    text: str = ""
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A mentee who waits; ``mentor`` and ``last_status`` are of the newest open request, or else of the newest one."""

    enrolment_id: int
    mentee: str
    degree: str | None
    cohort: str
    since: datetime
    open_requests: int
    limit: int
    step: Step
    request_id: int | None
    mentor: str | None
    passed_to: str | None
    last_status: RequestStatus | None
    last_at: datetime | None


def without_match(cohort_ids: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    """Enrolments of active mentees who have no match at present, in any cohort."""
    matched = sa.select(Match.mentee_id).where(Match.status.in_(CURRENT))
    return (
        sa.select(Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id.in_(cohort_ids), Enrolment.enrolled_as == EnrolledAs.MENTEE)
        .where(Person.active, Enrolment.person_id.not_in(matched))
    )


def count(cohort_ids: Collection[int]) -> int:
    """How many mentees of these cohorts have no match."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(without_match(cohort_ids).subquery())) or 0


def page_of(filters: Filters, *, limit: int, offset: int) -> tuple[list[Row], int]:
    """A page of those who wait, the longest first, and how many there are in all."""
    found = _narrowed(filters).subquery()
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found)) or 0
    rows = sa.select(found).order_by(found.c.since, found.c.enrolment_id).limit(limit).offset(offset)
    return [_row(row) for row in db.session.execute(rows).mappings()], total


def _row(row: sa.RowMapping) -> Row:
    return Row(**{**row, "step": Step(row["step"])})


def _narrowed(filters: Filters) -> sa.Select[*tuple[Any, ...]]:
    """One row for each mentee without a match, with their request beside it."""
    step = _step()
    rows = sa.select(*_columns(), step.label("step")).select_from(Enrolment)
    rows = (
        rows.join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Profile, Profile.person_id == Enrolment.person_id)
        .outerjoin(Aim, Aim.person_id == Enrolment.person_id)
        .outerjoin(Request, Request.id == _newest_request())
        .where(Enrolment.id.in_(without_match(filters.cohort_ids)))
    )
    for word in filters.text.split():
        rows = rows.where(Person.name.icontains(word, autoescape=True))
    return rows.where(step == filters.step.value) if filters.step else rows


def _columns() -> list[Any]:
    ended = sa.select(sa.func.max(Match.ended_at)).where(Match.mentee_id == Enrolment.person_id).correlate(Enrolment)
    mentor = sa.select(Person.name).where(Person.id == Request.mentor_id).correlate(Request)
    colleague = sa.select(Person.name).where(Person.id == Request.passed_to_id).correlate(Request)
    return [
        Enrolment.id.label("enrolment_id"),
        Person.name.label("mentee"),
        Profile.degree,
        Cohort.name.label("cohort"),
        sa.func.coalesce(ended.scalar_subquery(), Enrolment.created_at, type_=UTCDateTime()).label("since"),
        Enrolment.open_requests,
        Cohort.open_requests_limit.label("limit"),
        Request.id.label("request_id"),
        mentor.scalar_subquery().label("mentor"),
        colleague.scalar_subquery().label("passed_to"),
        Request.status.label("last_status"),
        sa.func.coalesce(Request.answered_at, Request.created_at, type_=UTCDateTime()).label("last_at"),
    ]


def _newest_request() -> sa.ColumnElement[int]:
    """The newest request that waits, or else the newest one."""
    mine = sa.select(sa.func.max(Request.id)).where(Request.mentee_id == Enrolment.person_id).correlate(Enrolment)
    return sa.func.coalesce(mine.where(Request.status.in_(WAITING)).scalar_subquery(), mine.scalar_subquery())


def _step() -> sa.ColumnElement[str]:
    return sa.case(
        (Enrolment.open_requests > 0, Step.ASKED.value),
        (Request.id.is_not(None), Step.ANSWERED.value),
        (sa.func.coalesce(Aim.goal, "") == "", Step.NO_GOAL.value),
        else_=Step.NOT_ASKED.value,
    )
