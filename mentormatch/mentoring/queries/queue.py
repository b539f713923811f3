"""The coordinator's queue: pairs that need somebody, by kind, filtered, a page at a time."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import ANSWERABLE, CURRENT, Match, MatchStatus, Request, RequestStatus
from mentormatch.profiles.models import Offer, OfferStatus, Profile
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment

#: A request this close to its end is worth a look.
EXPIRING = timedelta(days=3)
PAGE_SIZE = 25
#: Rows of one export.
MOST_ROWS = 5000

Mentee = aliased(Person, name="mentee")
Mentor = aliased(Person, name="mentor")
Studies = aliased(Profile, name="studies")


class Kind(enum.StrEnum):
    """The tabs that list pairs; each is a request or a match. A pair stands under one: silent until it expires soon."""

    REVIEW = "review"
    EXPIRING = "expiring"
    SILENT = "silent"


@dataclass(frozen=True)
class Filters:
    """What the queue is narrowed to; ``cohort_ids`` are the coordinator's own, or one of them."""

    cohort_ids: tuple[int, ...]
    kind: Kind = Kind.REVIEW
    text: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A pair that waits. ``subject`` is "requests" or "matches", the word its address uses; ``since`` it waits."""

    subject: str
    id: int
    mentee: str
    degree: str | None
    mentor: str
    role: str | None
    band: str | None
    since: datetime
    closes_at: datetime | None
    load: int | None
    capacity: int | None
    cohort: str

    @property
    def key(self) -> str:
        return f"{self.subject}-{self.id}"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits for a coordinator, by kind."""

    review: int
    expiring: int
    silent: int
    mentors: int
    waiting: int

    @property
    def total(self) -> int:
        return self.review + self.expiring + self.silent + self.mentors


def counts(cohort_ids: Iterable[int]) -> Counts:
    """Everything a coordinator's tabs count, in one statement."""
    ids = tuple(cohort_ids)
    numbers = [_number(sa.union_all(*_of_kind(kind, ids)).subquery()) for kind in Kind]
    applied = sa.select(Offer.person_id).where(Offer.status == OfferStatus.APPLIED)
    found = db.session.execute(sa.select(*numbers, _number(applied), _number(without_match(ids)))).one()
    return Counts(*map(int, found))


def page_of(filters: Filters, *, limit: int = PAGE_SIZE, offset: int = 0) -> tuple[list[Row], int]:
    """A page of the queue, what waits longest first, and how many rows there are in all."""
    found = _narrowed(filters).subquery()
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found)) or 0
    rows = sa.select(found).order_by(found.c.since, found.c.subject, found.c.id).limit(limit).offset(offset)
    return [Row(**row) for row in db.session.execute(rows).mappings()], total


def without_match(cohort_ids: tuple[int, ...]) -> sa.Select[*tuple[Any, ...]]:
    """Enrolments of active mentees who have no match at present, in any cohort."""
    matched = sa.select(Match.mentee_id).where(Match.status.in_(CURRENT))
    return (
        sa.select(Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.cohort_id.in_(cohort_ids), Enrolment.enrolled_as == EnrolledAs.MENTEE)
        .where(Person.active, Enrolment.person_id.not_in(matched))
    )


def _number(found: Any) -> sa.ScalarSelect[Any]:
    source = found if isinstance(found, sa.Subquery) else found.subquery()
    return sa.select(sa.func.count()).select_from(source).scalar_subquery()


def _of_kind(kind: Kind, cohort_ids: tuple[int, ...]) -> list[sa.Select[*tuple[Any, ...]]]:
    """The pairs of one kind as selects with the columns of Row, to be joined by UNION ALL."""
    if kind is Kind.REVIEW:
        requests = _pairs(Request, Request.created_at).where(Request.status == RequestStatus.AWAITING_REVIEW)
        matches = _pairs(Match, Match.created_at).where(Match.status == MatchStatus.AWAITING_REVIEW)
        return [requests.where(Request.cohort_id.in_(cohort_ids)), matches.where(Match.cohort_id.in_(cohort_ids))]
    open_ones = _pairs(Request, Request.opened_at).where(Request.cohort_id.in_(cohort_ids))
    if kind is Kind.EXPIRING:
        return [open_ones.where(Request.status.in_(ANSWERABLE), Request.closes_at < now() + EXPIRING)]
    reminded = open_ones.where(Request.status == RequestStatus.OPEN, Request.reminded_at.is_not(None))
    return [reminded.where(Request.closes_at >= now() + EXPIRING)]


def _pairs(pair: type[Request] | type[Match], since: Any) -> sa.Select[*tuple[Any, ...]]:
    closes_at = Request.closes_at if pair is Request else sa.cast(sa.null(), sa.DateTime(timezone=True))
    return (
        sa.select(
            sa.literal("requests" if pair is Request else "matches").label("subject"),
            pair.id,
            Mentee.name.label("mentee"),
            Studies.degree,
            Mentor.name.label("mentor"),
            Offer.role_title.label("role"),
            pair.recommendation["band"].as_string().label("band"),
            since.label("since"),
            sa.type_coerce(closes_at, Request.closes_at.type).label("closes_at"),
            Offer.load,
            Offer.capacity,
            Cohort.name.label("cohort"),
        )
        .join(Mentee, Mentee.id == pair.mentee_id)
        .join(Mentor, Mentor.id == pair.mentor_id)
        .join(Cohort, Cohort.id == pair.cohort_id)
        .outerjoin(Studies, Studies.person_id == pair.mentee_id)
        .outerjoin(Offer, Offer.person_id == pair.mentor_id)
    )


def _narrowed(filters: Filters) -> sa.CompoundSelect[*tuple[Any, ...]] | sa.Select[*tuple[Any, ...]]:
    found = sa.union_all(*_of_kind(filters.kind, filters.cohort_ids)).subquery()
    narrowed = sa.select(found)
    for word in filters.text.split():
        narrowed = narrowed.where(
            sa.or_(*(column.icontains(word, autoescape=True) for column in (found.c.mentee, found.c.mentor)))
        )
    return narrowed.where(found.c.band == filters.band) if filters.band else narrowed
