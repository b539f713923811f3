"""The people of a coordinator's cohorts: who they are, in which role, and where they stand."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.mentoring.models import CURRENT, Match
from mentormatch.profiles.models import Aim, Offer, Profile
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment

#: The longest text anybody searches for.
TEXT_MOST = 100


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; ``cohort_ids`` are the coordinator's own, or one of them."""

    cohort_ids: tuple[int, ...]
    text: str = ""
    enrolled_as: EnrolledAs | None = None


def page_of_people(filters: Filters, *, limit: int, offset: int) -> tuple[list[sa.Row[Any]], int]:
    """A page of people by name, each once in each role, and how many there are in all: two statements."""
    found = _narrowed(sa.select(Person.id), filters).group_by(Person.id, Enrolment.enrolled_as)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    matches = sa.select(sa.func.count()).where(
        Match.mentee_id == Person.id, Match.cohort_id.in_(filters.cohort_ids), Match.status.in_(list(CURRENT))
    )
    columns = sa.select(
        Person.id, Person.name, Person.email, Person.confirmed_at, Person.active, Enrolment.enrolled_as,
        Offer.role_title, Offer.capacity, Offer.load, Offer.paused, Profile.degree, Aim.goal,
        sa.func.sum(Enrolment.open_requests).label("open_requests"),
        sa.func.aggregate_strings(Cohort.name, ", ").label("cohorts"),
        matches.correlate(Person).scalar_subquery().label("matches"),
    )  # fmt: skip
    rows = _narrowed(columns, filters).group_by(
        Person.id, Enrolment.enrolled_as, Offer.person_id, Profile.person_id, Aim.person_id
    )
    page = rows.order_by(Person.name, Person.id, Enrolment.enrolled_as).limit(limit).offset(offset)
    return list(db.session.execute(page)), total


def members(filters: Filters) -> sa.Select[*tuple[Any, ...]]:
    """The ids of the same people."""
    return _narrowed(sa.select(Enrolment.person_id), filters)


def _narrowed(columns: sa.Select[*tuple[Any, ...]], filters: Filters) -> sa.Select[*tuple[Any, ...]]:
    found = (
        columns.select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(Profile, Profile.person_id == Person.id)
        .outerjoin(Aim, Aim.person_id == Person.id)
        .outerjoin(Offer, Offer.person_id == Person.id)
        .where(Enrolment.cohort_id.in_(filters.cohort_ids), Enrolment.enrolled_as != EnrolledAs.COORDINATOR)
    )
    if filters.enrolled_as:
        found = found.where(Enrolment.enrolled_as == filters.enrolled_as)
    for word in filters.text[:TEXT_MOST].split():
        columns_searched = (Person.name, Person.email, Offer.role_title, Offer.organisation, Profile.degree)
        found = found.where(sa.or_(*(column.icontains(word, autoescape=True) for column in columns_searched)))
    return found
