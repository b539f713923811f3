"""The people of a coordinator's cohorts: who they are, in which role, and where they stand."""

import enum
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.mentoring.models import CURRENT, Match
from mentormatch.profiles.models import Aim, Offer, Profile
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment

#: The longest text anybody searches for.
TEXT_MOST = 100
#: More than this is not counted: "1000+".
COUNTED = 1_000
#: With at most so many people in whom a word is found, rows are found by them; otherwise by walking the order.
FEW, MOST_WORDS = 5_000, 5
Chosen = sa.Select[*tuple[Any, ...]]


class Sort(enum.StrEnum):
    NAME = "name"
    EMAIL = "email"
    JOINED = "joined"
    ROLE = "role"


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; ``cohort_ids`` are the coordinator's own, or one of them."""

    cohort_ids: tuple[int, ...]
    text: str = ""
    enrolled_as: EnrolledAs | None = None
    sort: Sort = Sort.NAME
    descending: bool = False


def page_of_people(filters: Filters, *, limit: int, offset: int) -> tuple[list[sa.Row[Any]], int]:
    """A page of people, each once in each role, and how many there are in all.

    Beyond ``COUNTED`` nobody counts; then the number only says whether there is another page. First the rows are
    chosen along an index, then what stands beside them is looked up for these few.
    """
    chosen = _chosen(filters)
    if chosen is None:
        return [], 0
    ordered = chosen.order_by(*_order(Person, Enrolment.enrolled_as, filters)).limit(limit).offset(offset)
    rows = db.session.execute(_with_more(ordered.subquery("page"), filters)).all()
    if offset == 0 and len(rows) < limit:
        return list(rows), len(rows)
    one: sa.Label[int] = sa.literal_column("1", sa.Integer()).label("one")
    some = chosen.with_only_columns(one, maintain_column_froms=True).limit(COUNTED + 1)
    counted = db.session.scalar(sa.select(sa.func.count()).select_from(some.subquery())) or 0
    return list(rows), max(counted, offset + len(rows) + 1) if counted > COUNTED and len(rows) == limit else counted


def members(filters: Filters) -> sa.Select[*tuple[Any, ...]]:
    """The ids of the same people."""
    chosen = _chosen(filters)
    if chosen is None:
        return sa.select(Person.id).where(sa.false())
    return chosen.with_only_columns(Person.id, maintain_column_froms=True)


def _chosen(filters: Filters) -> Chosen | None:
    """The oldest enrolment of each person in each role, in the cohorts of the filters; None when a word is nowhere."""
    older = aliased(Enrolment)
    twice = sa.exists().where(
        older.person_id == Enrolment.person_id,
        older.enrolled_as == Enrolment.enrolled_as,
        older.cohort_id.in_(filters.cohort_ids),
        older.id < Enrolment.id,
    )
    found = sa.select(Person.id, Enrolment.enrolled_as).select_from(Person)
    # As expressions, so that SQLite walks people in their order and looks up enrolments, and not the other way round.
    role = sa.func.coalesce(Enrolment.enrolled_as, Enrolment.enrolled_as)
    found = found.join(Enrolment, Enrolment.person_id == Person.id + 0).where(
        (Enrolment.cohort_id + 0).in_(filters.cohort_ids), role != EnrolledAs.COORDINATOR
    )
    if len(filters.cohort_ids) > 1:
        found = found.where(~twice)
    if filters.enrolled_as:
        found = found.where(role == filters.enrolled_as)
    return _narrowed(found, filters.text[:TEXT_MOST].split()[:MOST_WORDS])


def _narrowed(found: Chosen, words: list[str]) -> Chosen | None:
    """With each of these words in the name, address, role, organisation or degree."""
    by_reading: list[str] = []
    few: set[int] | None = None
    for word in words:
        holders = set(db.session.scalars(_holders(word).limit(FEW + 1)))
        if len(holders) > FEW:
            by_reading.append(word)
        else:
            few = holders if few is None else few & holders
    if few is not None:
        if not few:
            return None
        found = found.where(Person.id.in_(few))
    if by_reading:
        found = found.outerjoin(Offer, Offer.person_id == Person.id).outerjoin(Profile, Profile.person_id == Person.id)
    for word in by_reading:
        found = found.where(
            _says(word, Person.name, Person.email, Offer.role_title, Offer.organisation, Profile.degree)
        )
    return found


def _holders(word: str) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Everybody in whom a word is found, perhaps more than once; each table is read on its own."""
    return sa.union_all(
        sa.select(Person.id.label("id")).where(_says(word, Person.name, Person.email)),
        sa.select(Offer.person_id.label("id")).where(_says(word, Offer.role_title, Offer.organisation)),
        sa.select(Profile.person_id.label("id")).where(_says(word, Profile.degree)),
    )


def _says(word: str, *columns: Any) -> sa.ColumnElement[bool]:
    return sa.or_(*(column.icontains(word, autoescape=True) for column in columns))


def _order(person: Any, enrolled_as: Any, filters: Filters) -> list[Any]:
    keys: dict[Sort, list[Any]] = {
        Sort.NAME: [person.name],
        Sort.EMAIL: [person.email],
        Sort.JOINED: [person.created_at],
        Sort.ROLE: [enrolled_as, person.name],
    }
    wanted = [*keys[filters.sort], person.id, enrolled_as]
    return [column.desc() for column in wanted] if filters.descending else wanted


def _with_more(page: sa.Subquery, filters: Filters) -> sa.Select[*tuple[Any, ...]]:
    """The rows of a page with where each person stands. Matches are found by the person, not by the cohort: a sum."""
    matches = sa.select(sa.func.count()).where(
        Match.mentee_id == Person.id, (Match.cohort_id + 0).in_(filters.cohort_ids), Match.status.in_(list(CURRENT))
    )
    theirs = (
        Enrolment.person_id == Person.id,
        Enrolment.enrolled_as == page.c.enrolled_as,
        Enrolment.cohort_id.in_(filters.cohort_ids),
    )
    cohorts = sa.select(sa.func.aggregate_strings(Cohort.name, ", ")).join(Enrolment, Enrolment.cohort_id == Cohort.id)
    requests = sa.select(sa.func.sum(Enrolment.open_requests)).where(*theirs)
    columns = sa.select(
        Person.id, Person.name, Person.email, Person.confirmed_at, Person.created_at, Person.active,
        page.c.enrolled_as, Offer.role_title, Offer.capacity, Offer.load, Offer.paused, Profile.degree, Aim.goal,
        requests.correlate(Person, page).scalar_subquery().label("open_requests"),
        cohorts.where(*theirs).correlate(Person, page).scalar_subquery().label("cohorts"),
        matches.correlate(Person).scalar_subquery().label("matches"),
    )  # fmt: skip
    return (
        columns.select_from(page)
        .join(Person, Person.id == page.c.id)
        .outerjoin(Profile, Profile.person_id == Person.id)
        .outerjoin(Aim, Aim.person_id == Person.id)
        .outerjoin(Offer, Offer.person_id == Person.id)
        .order_by(*_order(Person, page.c.enrolled_as, filters))
    )
