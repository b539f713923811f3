"""Decisions of coordinators in some cohorts: counted, and row by row."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Decided, ReviewDecision, ReviewReason
from mentormatch.overrides.policy import FIRST_FIVE, LAST_CASES, Place, Stamp, place_class, stamp
from mentormatch.programmes.models import Cohort

PAGE_SIZE = 40
#: Rows of one export.
MOST_ROWS = 20_000

_place = ReviewDecision.place
_PLACES: dict[Place, sa.ColumnElement[bool]] = {
    Place.FIRST: _place == 1,
    Place.FIVE: _place.between(2, FIRST_FIVE),
    Place.LOWER: _place > FIRST_FIVE,
    Place.NONE: _place.is_(None),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is counted (``cohort_ids``, ``days``, ``by_id``), and which of its rows are listed (the rest)."""

    cohort_ids: tuple[int, ...]
    days: int | None = None
    by_id: int | None = None
    decision: Decided | None = None
    reason: ReviewReason | None = None
    place: Place | None = None


@dataclass(slots=True)
class Tally:
    """Decisions of one kind: of everybody, of one coordinator, or of one cohort."""

    decisions: Counter[Decided] = field(default_factory=Counter)
    reasons: Counter[tuple[Decided, ReviewReason]] = field(default_factory=Counter)
    places: Counter[tuple[Decided, Place]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.decisions.total()

    @property
    def median(self) -> float | None:
        """Seconds from opening the page to deciding, of the cases in which they are known."""
        return median(self.seconds) if self.seconds else None

    @property
    def agreement(self) -> float | None:
        """The share of pairs let through or asked instead whose mentor the ranker had among its first five."""
        kept = [(place, number) for (decided, place), number in self.places.items() if decided != Decided.REFUSED]
        known = sum(number for place, number in kept if place != Place.NONE)
        close = sum(number for place, number in kept if place in {Place.FIRST, Place.FIVE})
        return close / known if known else None

    def share(self, decision: Decided) -> float:
        return self.decisions[decision] / self.total if self.total else 0.0

    def add(self, decision: Decided, reason: ReviewReason, place: int | None, seconds: float | None) -> None:
        self.decisions[decision] += 1
        self.reasons[decision, reason] += 1
        self.places[decision, place_class(place)] += 1
        if seconds is not None:
            self.seconds.append(seconds)


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is counted on the page; names beside the tallies of people and cohorts."""

    whole: Tally
    people: dict[int, tuple[str, Tally]]
    cohorts: dict[int, tuple[str, Tally]]


@dataclass(frozen=True, slots=True)
class Row:
    """One decision with the names that belong to it."""

    subject_kind: str
    subject_id: int
    at: datetime
    by: str
    decision: Decided
    reason: ReviewReason
    words: str
    mentee: str
    mentor: str
    instead: str | None
    place: int | None
    seconds: float | None
    cohort: str


def figures(filters: Filters) -> Figures:
    """Count in one reading."""
    columns = (
        ReviewDecision.decision, ReviewDecision.reason, ReviewDecision.place, ReviewDecision.seconds,
        ReviewDecision.by_id, Person.name, ReviewDecision.cohort_id, Cohort.name,
    )  # fmt: skip
    rows = sa.select(*columns).join(Person, Person.id == ReviewDecision.by_id)
    rows = rows.join(Cohort, Cohort.id == ReviewDecision.cohort_id).where(*_counted(filters))
    whole = Tally()
    people: dict[int, tuple[str, Tally]] = {}
    cohorts: dict[int, tuple[str, Tally]] = {}
    for row in db.session.execute(rows.order_by(Person.name, ReviewDecision.id)):
        decision, reason, place, seconds, by_id, by, cohort_id, cohort = row
        for tally in (
            whole,
            people.setdefault(by_id, (by, Tally()))[1],
            cohorts.setdefault(cohort_id, (cohort, Tally()))[1],
        ):
            tally.add(decision, reason, place, seconds)
    return Figures(whole, people, cohorts)


def stamps(cohort_ids: Iterable[int]) -> dict[int, Stamp]:
    """The latest cases of everybody who decides in these cohorts, whatever span is looked at."""
    newest = sa.func.row_number().over(partition_by=ReviewDecision.by_id, order_by=ReviewDecision.id.desc())
    last = sa.select(
        ReviewDecision.by_id, ReviewDecision.decision, ReviewDecision.seconds, newest.label("number")
    ).where(ReviewDecision.cohort_id.in_(list(cohort_ids)))
    found = last.subquery()
    cases: dict[int, list[tuple[str, float | None]]] = {}
    for by_id, decision, seconds in db.session.execute(
        sa.select(found.c.by_id, found.c.decision, found.c.seconds).where(found.c.number <= LAST_CASES)
    ):
        cases.setdefault(by_id, []).append((decision, seconds))
    return {by_id: stamp(mine) for by_id, mine in cases.items()}


def page_of(filters: Filters, *, offset: int = 0, limit: int = PAGE_SIZE) -> tuple[list[Row], int]:
    """The rows behind a figure, the newest first, and how many there are."""
    narrowed = (*_counted(filters), *_listed(filters))
    total = db.session.scalar(sa.select(sa.func.count(ReviewDecision.id)).where(*narrowed)) or 0
    return list(_rows(narrowed, limit=limit, offset=offset)), total


def _rows(narrowed: Iterable[sa.ColumnElement[bool]], *, limit: int, offset: int) -> Iterator[Row]:
    by, mentee, mentor, instead = (aliased(Person) for _who in range(4))
    one = ReviewDecision
    columns: tuple[Any, ...] = (
        one.subject_kind, one.subject_id, one.at, by.name, one.decision, one.reason, one.words, mentee.name,
        mentor.name, instead.name, one.place, one.seconds, Cohort.name,
    )  # fmt: skip
    rows = sa.select(*columns).join(by, by.id == one.by_id).join(mentee, mentee.id == one.mentee_id)
    rows = rows.join(mentor, mentor.id == one.mentor_id).outerjoin(instead, instead.id == one.instead_id)
    rows = rows.join(Cohort, Cohort.id == one.cohort_id).where(*narrowed)
    for row in db.session.execute(rows.order_by(one.id.desc()).limit(limit).offset(offset)):
        yield Row(*row)


def _counted(filters: Filters) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [ReviewDecision.cohort_id.in_(filters.cohort_ids)]
    if filters.days is not None:
        found.append(ReviewDecision.at >= now() - timedelta(days=filters.days))
    if filters.by_id is not None:
        found.append(ReviewDecision.by_id == filters.by_id)
    return found


def _listed(filters: Filters) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if filters.decision is not None:
        found.append(ReviewDecision.decision == filters.decision)
    if filters.reason is not None:
        found.append(ReviewDecision.reason == filters.reason)
    if filters.place is not None:
        found.append(_PLACES[filters.place])
    return found
