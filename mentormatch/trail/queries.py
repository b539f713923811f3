"""Reading the trail: what a reader may see, filtered, a page at a time by the last entry of the page before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.concerns.models import Concern
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import UTCDateTime, db
from mentormatch.office.deeds import Told
from mentormatch.trail.models import AboutCohort, AboutPerson
from mentormatch.trail.words import not_for_all

PAGE_SIZE = 50
#: Rows of one file, people that a name may mean, and the longest text anybody searches for.
MOST_ROWS, MOST_PEOPLE, TEXT_MOST = 10_000, 25, 100
CONCERNS = (Concern.__tablename__, "concern_note")

Entries = sa.Select[AuditEntry]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and what: entries about ``cohort_ids`` and the own ones; None: everything, but for concerns."""

    person_id: int
    cohort_ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """What the trail is narrowed to; ``by`` and ``about`` are numbers of people, None: anybody."""

    by: tuple[int, ...] | None = None
    about: tuple[int, ...] | None = None
    action: str = ""
    kind: str = ""
    number: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def narrow(self) -> bool:
        """Whether an index leads to the few entries that are meant."""
        return self.by is not None or bool(self.action) or self.number is not None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last entry of the page before."""

    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, who did it, and whom it concerns, by name."""

    entry: AuditEntry
    by: str | None
    about: list[str] = field(default_factory=list)


def page_of(reader: Reader, filters: Filters, after: Cursor | None, *, limit: int = PAGE_SIZE) -> list[Line]:
    """Entries that the reader may see, newest first, one more than ``limit`` when there is a next page."""
    conditions = [*_narrowed(filters), *_after(AuditEntry.at, AuditEntry.id, after), *_seen_by(reader)]
    entries = sa.select(AuditEntry).where(*conditions)
    if filters.about == ():
        return []  # the name is nobody's
    if filters.about is not None:
        entries = _about(entries, reader, filters, after, limit + 1)
    elif reader.cohort_ids is not None:
        entries = _within(entries, reader, filters, limit + 1)
    newest = entries.order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    return _lines(db.session.scalars(newest.limit(limit + 1)).all())


def own_page(person: Person, after: Cursor | None) -> list[AuditEntry]:
    """What a person did, and what was done about them that they may know, newest first."""
    hidden = AuditEntry.action.not_in(not_for_all(frozenset({Told.NOBODY})))
    done = sa.select(AuditEntry).where(AuditEntry.by_id == person.id, hidden)
    about = sa.select(AuditEntry).join(AboutPerson, AboutPerson.entry_id == AuditEntry.id)
    about = about.where(
        AboutPerson.person_id == person.id,
        AuditEntry.by_id.is_distinct_from(person.id),
        AuditEntry.action.not_in(not_for_all(frozenset({Told.NOBODY, Told.DOER}))),
    )
    mine = _newest(done.where(*_after(AuditEntry.at, AuditEntry.id, after)), AuditEntry.at, AuditEntry.id)
    theirs = _newest(about.where(*_after(AboutPerson.at, AboutPerson.entry_id, after)), AboutPerson.at,
                     AboutPerson.entry_id)  # fmt: skip
    numbers = sa.union(mine, theirs)
    found = sa.select(AuditEntry).where(AuditEntry.id.in_(numbers))
    return list(db.session.scalars(found.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(PAGE_SIZE + 1)))


def people_named(text: str) -> tuple[int, ...]:
    """Numbers of the people whose name or address holds every word of ``text``: the first, and one beyond the most."""
    found = sa.select(Person.id)
    for word in text[:TEXT_MOST].split():
        columns = (Person.name, Person.email)
        found = found.where(sa.or_(*(column.icontains(word, autoescape=True) for column in columns)))
    return tuple(db.session.scalars(found.order_by(Person.id).limit(MOST_PEOPLE + 1)))


def _within(entries: Entries, reader: Reader, filters: Filters, limit: int) -> Entries:
    """Of these entries those of the reader's cohorts, and the own ones.

    Where an index leads to few entries, each is looked at. Otherwise the newest of each cohort are put together, so
    that the whole trail is never read for somebody whose cohort is small.
    """
    cohort_ids = reader.cohort_ids or ()
    own = AuditEntry.by_id == reader.person_id
    if filters.narrow:
        return entries.where(sa.or_(own, _of_cohorts(AuditEntry.id, cohort_ids)))
    branches = [_newest(entries.where(own), AuditEntry.at, AuditEntry.id, limit)]
    for cohort_id in cohort_ids:
        of_cohort = entries.join(AboutCohort, AboutCohort.entry_id == AuditEntry.id)
        of_cohort = of_cohort.where(AboutCohort.cohort_id == cohort_id, *_between(AboutCohort.at, filters))
        branches.append(_newest(of_cohort, AboutCohort.at, AboutCohort.entry_id, limit))
    return sa.select(AuditEntry).where(AuditEntry.id.in_(sa.union(*branches)))


def _of_cohorts(number: Any, cohort_ids: Iterable[int]) -> sa.ColumnElement[bool]:
    """That an entry is about one of these cohorts. As a sum, so that its own rows are looked up, not the cohort's."""
    here = sa.exists().where(AboutCohort.entry_id == number, (AboutCohort.cohort_id + 0).in_(cohort_ids))
    return here.correlate_except(AboutCohort)


def _about(entries: Entries, reader: Reader, filters: Filters, after: Cursor | None, limit: int) -> Entries:
    """Of these entries those that concern the people meant: the newest of each, put together.

    Whether one is of the reader's cohorts is asked before the entry itself is read.
    """
    branches = []
    place = (*_between(AboutPerson.at, filters), *_after(AboutPerson.at, AboutPerson.entry_id, after))
    seen: list[sa.ColumnElement[bool]] = [sa.true()]
    if reader.cohort_ids is not None:
        seen = [AuditEntry.by_id == reader.person_id, _of_cohorts(AboutPerson.entry_id, reader.cohort_ids)]
    for person_id, may in product(filters.about or (), seen):
        concern = entries.join(AboutPerson, AboutPerson.entry_id == AuditEntry.id)
        concern = concern.where(AboutPerson.person_id == person_id, may, *place)
        branches.append(_newest(concern, AboutPerson.at, AboutPerson.entry_id, limit))
    return sa.select(AuditEntry).where(AuditEntry.id.in_(sa.union(*branches)))


def _newest(entries: Entries, at: Any, number: Any, limit: int = PAGE_SIZE + 1) -> sa.Select[Any]:
    """The numbers of the first entries in the order of an index, as one part of a union."""
    first = entries.with_only_columns(AuditEntry.id.label("id")).order_by(at.desc(), number.desc()).limit(limit)
    return sa.select(first.subquery().c.id)


def _narrowed(filters: Filters) -> Iterable[sa.ColumnElement[bool]]:
    if filters.by is not None:
        yield AuditEntry.by_id.in_(filters.by)
    if filters.action:
        yield AuditEntry.action == filters.action
    if filters.kind:
        yield AuditEntry.subject_kind == filters.kind
    if filters.number is not None:
        yield AuditEntry.subject_id == filters.number
    yield from _between(AuditEntry.at, filters)


def _between(at: Any, filters: Filters) -> Iterable[sa.ColumnElement[bool]]:
    if filters.since is not None:
        yield at >= filters.since
    if filters.until is not None:
        yield at < filters.until


def _after(at: Any, number: Any, after: Cursor | None) -> Iterable[sa.ColumnElement[bool]]:
    if after is not None:
        last = sa.tuple_(sa.literal(after.at, UTCDateTime()), sa.literal(after.number))
        yield sa.tuple_(at, number) < last


def _seen_by(reader: Reader) -> Iterable[sa.ColumnElement[bool]]:
    """Nobody reads about themselves what those concerned are not told; concerns are for coordinators alone."""
    secret = AuditEntry.action.in_(not_for_all(frozenset({Told.NOBODY, Told.DOER})))
    same = AboutPerson.person_id + 0 == reader.person_id  # a sum, as below
    concerned = sa.exists().where(AboutPerson.entry_id == AuditEntry.id, same)
    by_others = AuditEntry.by_id.is_distinct_from(reader.person_id)
    yield sa.not_(sa.and_(secret, by_others, concerned.correlate(AuditEntry)))
    if reader.cohort_ids is None:
        yield AuditEntry.subject_kind.not_in(CONCERNS)


def _lines(entries: Sequence[AuditEntry]) -> list[Line]:
    """Entries with names, in two statements."""
    about: dict[int, list[str]] = defaultdict(list)
    concerned = sa.select(AboutPerson.entry_id, Person.name).join(Person, Person.id == AboutPerson.person_id)
    concerned = concerned.where(AboutPerson.entry_id.in_([entry.id for entry in entries]))
    for number, name in db.session.execute(concerned.order_by(Person.name)):
        about[number].append(name)
    doers = {entry.by_id for entry in entries if entry.by_id is not None}
    found = db.session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(doers)))
    names = {row.id: row.name for row in found}
    return [Line(entry, names.get(entry.by_id or 0), about[entry.id]) for entry in entries]
