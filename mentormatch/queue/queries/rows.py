"""A page of the queue in one statement, and how much waits of each kind in another."""

import operator
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, reduce
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.profiles.models import Offer
from mentormatch.programmes.models import Cohort
from mentormatch.queue.models import Assignment, Kind
from mentormatch.queue.policy import COUNTED, EXPIRING, PAGE_SIZE, WITH_END, Assigned, Filters, Key, Sort
from mentormatch.queue.queries.legs import Leg, legs
from mentormatch.relationship.overview import still_in_need

Who = aliased(Person, name="who")
Other = aliased(Person, name="other")
Assignee = aliased(Person, name="assignee")
#: For each word searched for, whether few people have it in their names.
Shape = tuple[bool, ...]
FEW, MOST_WORDS = 1_000, 5
ESCAPE = "/"
#: Kinds of which every row is about one person only.
ALONE = {Kind.APPLICATION, Kind.JOIN, Kind.WAITING, Kind.LETTER}
#: Statements kept as they were written.
KEPT = 64
#: In the order of the tabs.
PLACE = {kind.value: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Row:
    """Something that needs a human. ``role`` is what the mentor, or who applies to be one, does; ``places`` how
    many are free."""

    kind: Kind
    id: int
    who_id: int
    who: str
    other_id: int | None
    other: str | None
    role: str | None
    band: str | None
    places: int | None
    cohort_id: int | None
    cohort: str | None
    since: datetime
    due: datetime | None
    assignee_id: int | None
    assignee: str | None

    @property
    def key(self) -> Key:
        return Key(self.kind, self.id)


def page_of(filters: Filters, *, limit: int = PAGE_SIZE, offset: int = 0) -> tuple[list[Row], bool]:
    """A page of the queue, and whether there is more after it."""
    if not filters.kinds:
        return [], False
    named = _people_named(filters.text.split()[:MOST_WORDS])
    if not all(people for _word, people in named):
        return [], False
    shape = tuple(len(people) <= FEW for _word, people in named)
    given: dict[str, Any] = {}
    for number, (word, people) in enumerate(named):
        given |= {f"people_{number}": people} if shape[number] else {f"word_{number}": _escaped(word)}
    page = _page(replace(filters, text=""), shape, limit + 1, offset)
    found = [_row(row) for row in _executed(page, given)]
    return _still_true(found[:limit]), len(found) > limit


def of_keys(filters: Filters, keys: Collection[Key]) -> list[Row]:
    """Those of these rows that wait and that the coordinator may see, in the order of the queue."""
    wanted: dict[Kind, list[int]] = {}
    for key in keys:
        wanted.setdefault(key.kind, []).append(key.subject_id)
    found = [
        _as_columns(leg.where(leg.selected_columns.id.in_(wanted[kind])))
        for kind in filters.kinds
        if kind in wanted
        for leg in legs(kind, filters)
    ]
    if not found:
        return []
    chosen = sa.union_all(*found).subquery("page")
    rows = _with_names(chosen).order_by(chosen.c.since, chosen.c.kind, chosen.c.id)
    return _still_true([_row(row) for row in _executed(rows)])


def counts(filters: Filters) -> dict[Kind, int]:
    """How much waits of each kind; more than ``COUNTED`` is not counted to its end."""
    filters = replace(filters, kind=None, sort=Sort.DUE, descending=False, text="", band="", assigned=None)
    if not filters.kinds:
        return dict.fromkeys(Kind, 0)
    found = _executed(_counts(filters))[0]
    return {kind: found.get(kind.value, 0) for kind in Kind}


@lru_cache(maxsize=KEPT)
def _counts(filters: Filters) -> Leg:
    return sa.select(*(_number(legs(kind, filters)).label(kind.value) for kind in filters.kinds))


def _number(found: Iterable[Leg]) -> sa.ColumnElement[int]:
    """How many rows these have together; none is counted beyond the bound."""
    one: sa.Label[int] = sa.literal_column("1", sa.Integer()).label("one")
    bounded = [leg.with_only_columns(one, maintain_column_froms=True).limit(COUNTED + 1).subquery() for leg in found]
    numbers = [sa.select(sa.func.count()).select_from(rows).scalar_subquery() for rows in bounded]
    return reduce(operator.add, numbers)


def _executed(statement: Leg, given: dict[str, Any] | None = None) -> Sequence[sa.RowMapping]:
    return db.session.execute(statement, {"soon": now() + EXPIRING, **(given or {})}).mappings().all()


@lru_cache(maxsize=KEPT)
def _page(filters: Filters, shape: Shape, limit: int, offset: int) -> Leg:
    """The first rows of each kind, walked along its index; of these the page; and only then names and the rest.

    Writing a statement of all kinds takes longer than carrying it out, so it is kept; words and people are given to it.
    """
    named = [_few(number) if few else None for number, few in enumerate(shape)]
    firsts = [
        _as_columns(_first(leg, kind, filters, named, limit + offset))
        for kind in filters.kinds
        for leg in legs(kind, filters)
    ]
    every = sa.union_all(*firsts).subquery("every")
    chosen = sa.select(every).order_by(*_order(every.c, filters)).limit(limit).offset(offset).subquery("page")
    return _with_names(chosen).order_by(*_order(chosen.c, filters))


def _as_columns(leg: Leg) -> Leg:
    """A select with an order and a limit of its own, as a part of a union."""
    return sa.select(leg.subquery())


def _first(leg: Leg, kind: Kind, filters: Filters, named: list[sa.CTE | None], most: int) -> Leg:
    columns = leg.selected_columns
    leg = _named(leg, kind, filters, named)
    if filters.band:
        leg = leg.where(columns.band == filters.band)
    if filters.assigned:
        leg = leg.where(_assigned(columns.id, kind, filters))
    return leg.order_by(*_order(leg.selected_columns, filters, within=kind)).limit(most)


def _people_named(words: list[str]) -> list[tuple[str, list[int]]]:
    """Each word with the people in whose name it is, though not many more than ``FEW``.

    Where they are few, rows are found by them. Where they are many, every few rows one fits, and walking along finds a
    page of them at once.
    """
    people: list[list[int]] = [[] for _word in words]
    if words:
        fitting = [_numbers_of(number, word) for number, word in enumerate(words)]
        for number, person_id in db.session.execute(sa.union_all(*fitting)):
            people[number].append(person_id)
    return list(zip(words, people, strict=True))


def _numbers_of(number: int, word: str) -> Leg:
    theirs = sa.select(Person.id).where(Person.name.icontains(word, autoescape=True)).limit(FEW + 1).subquery()
    return sa.select(sa.literal_column(str(number), sa.Integer()), theirs.c.id)


def _escaped(word: str) -> str:
    """A word as it is looked for: no sign in it means anything else."""
    return word.replace(ESCAPE, 2 * ESCAPE).replace("%", f"{ESCAPE}%").replace("_", f"{ESCAPE}_")


def _few(number: int) -> sa.CTE:
    given: Any = sa.bindparam(f"people_{number}", expanding=True)
    return sa.select(Person.id).where(Person.id.in_(given)).cte(f"named_{number}")


def _named(leg: Leg, kind: Kind, filters: Filters, named: list[sa.CTE | None]) -> Leg:
    """The select with the names that it is ordered or narrowed by; without a need for them nobody is looked up."""
    columns = leg.selected_columns
    by_reading = None in named
    if by_reading or filters.sort is Sort.WHO:
        leg = leg.join(Who, Who.id == columns.who_id)
    about = filters.sort is Sort.ABOUT and kind not in ALONE
    if by_reading or about:
        leg = leg.outerjoin(Other, Other.id == columns.other_id)
    if filters.sort is Sort.COHORT:
        leg = leg.outerjoin(Cohort, Cohort.id == columns.cohort_id)
    for number, people in enumerate(named):
        if people is None:
            word: Any = sa.bindparam(f"word_{number}", type_=sa.Text())
            fits = [person.name.icontains(word, escape=ESCAPE) for person in (Who, Other)]
        else:
            fits = [column.in_(sa.select(people.c.id)) for column in (columns.who_id, columns.other_id)]
        leg = leg.where(sa.or_(*fits))
    by_name = {Sort.WHO: Who.name, Sort.COHORT: Cohort.name} | ({Sort.ABOUT: Other.name} if about else {})
    sorted_by = by_name.get(filters.sort)
    name = sa.literal_column("''", sa.Text()) if sorted_by is None else sa.func.coalesce(sorted_by, "")
    return leg.add_columns(name.label("name"))


def _assigned(subject_id: Any, kind: Kind, filters: Filters) -> sa.ColumnElement[bool]:
    if filters.assigned is Assigned.NOBODY:
        return ~sa.exists().where(Assignment.kind == kind, Assignment.subject_id == subject_id)
    mine = sa.select(Assignment.subject_id).where(Assignment.person_id == filters.viewer_id, Assignment.kind == kind)
    found: sa.ColumnElement[bool] = subject_id.in_(mine)
    return found


def _order(columns: Any, filters: Filters, *, within: Kind | None = None) -> list[Any]:
    """What the rows are ordered by. ``within`` one kind that kind says nothing, and most have no end."""
    dated = within is None or within in WITH_END
    keys: dict[Sort, list[Any]] = {
        Sort.SINCE: [columns.since],
        Sort.DUE: [columns.due, columns.since] if dated else [columns.since],
        Sort.KIND: [columns.since] if within else [sa.case(PLACE, value=columns.kind), columns.since],
    }
    if within in ALONE:  # all of them are about nobody else, so their order is that of waiting
        keys[Sort.ABOUT] = [columns.since]
    wanted = keys.get(filters.sort, [columns.name, columns.since])
    directed = [column.desc() if filters.descending else column.asc() for column in wanted]
    if filters.sort is Sort.DUE and dated:  # what has no end stands last either way
        directed = [columns.due.is_(None), *directed]
    last = [columns.id] if within else [columns.kind, columns.id]
    return [*directed, *(column.desc() if filters.descending else column for column in last)]


def _with_names(chosen: sa.Subquery) -> Leg:
    page = chosen.c
    mentor = sa.case((page.kind == Kind.APPLICATION.value, page.who_id), else_=page.other_id)
    return (
        sa.select(
            page.kind, page.id, page.who_id, Who.name.label("who"), page.other_id, Other.name.label("other"),
            Offer.role_title.label("role"),
            (Offer.capacity - Offer.load).label("places"), page.band, page.cohort_id, Cohort.name.label("cohort"),
            page.since, page.due, Assignment.person_id.label("assignee_id"), Assignee.name.label("assignee"),
        )
        .join(Who, Who.id == page.who_id)
        .outerjoin(Other, Other.id == page.other_id)
        .outerjoin(Offer, Offer.person_id == mentor)
        .outerjoin(Cohort, Cohort.id == page.cohort_id)
        .outerjoin(Assignment, sa.and_(Assignment.kind == page.kind, Assignment.subject_id == page.id))
        .outerjoin(Assignee, Assignee.id == Assignment.person_id)
    )  # fmt: skip


def _row(row: sa.RowMapping) -> Row:
    return Row(**{**row, "kind": Kind(row["kind"])})


def _still_true(rows: list[Row]) -> list[Row]:
    """Without matches that somebody has looked after since the worker's last look."""
    stuck = [row.id for row in rows if row.kind is Kind.STUCK]
    if not stuck:
        return rows
    needing = still_in_need(stuck)
    return [row for row in rows if row.kind is not Kind.STUCK or row.id in needing]
