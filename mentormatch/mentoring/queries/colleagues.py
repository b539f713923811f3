"""Whom a mentor may suggest to a mentee instead."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.mentoring.models import Request
from mentormatch.mentoring.queries.coordinator import mentors_in
from mentormatch.profiles.models import Offer


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another mentor of the cohort with a free place."""

    id: int
    name: str
    role_title: str
    organisation: str


def colleagues_for(request: Request) -> list[Colleague]:
    """By name: mentors of the request's cohort who take people and whom the mentee has never asked."""
    rows = _colleagues(request).order_by(Person.name, Person.id)
    return [Colleague(*row) for row in db.session.execute(rows)]


def is_colleague_for(request: Request, mentor_id: int) -> bool:
    """Whether the mentee of this request may be sent to this mentor."""
    return db.session.execute(_colleagues(request).where(Offer.person_id == mentor_id)).first() is not None


def taken_up(request: Request) -> Request | None:
    """The newest request with which a mentee followed the suggestion of a mentor who passed this one on, or None."""
    asked = sa.select(Request).where(Request.mentee_id == request.mentee_id, Request.mentor_id == request.passed_to_id)
    return db.session.scalar(asked.where(Request.id > request.id).order_by(Request.id.desc()).limit(1))


def _colleagues(request: Request) -> sa.Select[*tuple[Any, ...]]:
    asked = sa.select(Request.mentor_id).where(Request.mentee_id == request.mentee_id)
    free = mentors_in(request.cohort_id).where(Offer.load < Offer.capacity, sa.not_(Offer.paused))
    others = free.where(Offer.person_id.not_in(asked), Offer.person_id != request.mentee_id)
    return others.with_only_columns(Person.id, Person.name, Offer.role_title, Offer.organisation)
