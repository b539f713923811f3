"""Whom an entry of the trail concerns, and in which cohort: read from the columns of what it is about.

Tables say it alike everywhere: people by ``mentee_id``, ``mentor_id`` and the like, a cohort by ``cohort_id``, or both
by ``match_id``. So a new table needs nothing here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import Base, db
from mentormatch.mentoring.models import Match
from mentormatch.programmes.models import EnrolledAs, Enrolment

#: Columns, and names of facts, that say people.
PEOPLE = ("mentee_id", "mentor_id", "person_id", "host_id", "guest_id", "raised_by_id", "student_id", "coach_id")
FACTS = ("mentee", "mentor", "person", "other", "student", "coach")
#: Answers of a person, read by the coordinators of every cohort they are in.
ANSWERS = frozenset({"profile", "aim", "offer"})

#: People and cohorts.
About = tuple[set[int], set[int]]


def about(entries: Sequence[AuditEntry]) -> dict[int, About]:
    """For each entry, by its number, whom it concerns and in which cohorts."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.subject_id is not None:
            by_kind[entry.subject_kind].add(entry.subject_id)
    for entry in entries:
        if (match := _number(entry.facts.get("match"))) is not None:
            by_kind["match"].add(match)
    known = {kind: _of_kind(kind, ids) for kind, ids in by_kind.items()}
    return {entry.id: _of_entry(entry, known) for entry in entries}


def _of_entry(entry: AuditEntry, known: dict[str, dict[int, About]]) -> About:
    people, cohorts = set[int](), set[int]()
    match = _number(entry.facts.get("match"))
    for kind, number in ((entry.subject_kind, entry.subject_id), ("match", match)):
        found = known.get(kind, {}).get(number) if number is not None else None
        if found:
            people |= found[0]
            cohorts |= found[1]
    people |= {number for name in FACTS if (number := _number(entry.facts.get(name))) is not None}
    if (cohort := _number(entry.facts.get("cohort"))) is not None:
        cohorts.add(cohort)
    return people - {entry.by_id or 0}, cohorts


def _number(fact: Any) -> int | None:
    return fact if isinstance(fact, int) and not isinstance(fact, bool) else None


def _of_kind(kind: str, ids: Iterable[int]) -> dict[int, About]:
    if kind == "person":
        return {number: ({number}, set()) for number in ids}
    if kind == "cohort":
        return {number: (set(), {number}) for number in ids}
    table = Base.metadata.tables.get(kind)
    if table is None:
        return {}
    if kind in ANSWERS:
        return _answers(ids)
    found: dict[int, About] = {}
    for row in db.session.execute(_columns(table).where(_key(table).in_(ids))).mappings():
        people = {value for name, value in row.items() if name.endswith("_id") and name != "cohort_id" and value}
        found[row["key"]] = (people, {row["cohort_id"]} if row["cohort_id"] else set())
    return found


def _columns(table: sa.Table) -> Any:
    """The key of a row, its people, and its cohort, its own or that of its match."""
    people = [_told(table, name) for name in PEOPLE if name in table.c]
    if "cohort_id" in table.c:
        return sa.select(_key(table).label("key"), *people, table.c.cohort_id)
    if "match_id" not in table.c:
        return sa.select(_key(table).label("key"), *people, sa.null().label("cohort_id"))
    of_match = (Match.mentee_id.label("match_mentee_id"), Match.mentor_id.label("match_mentor_id"), Match.cohort_id)
    found = sa.select(_key(table).label("key"), *people, *of_match)
    return found.select_from(table.outerjoin(Match.__table__, Match.id == table.c.match_id))


def _told(table: sa.Table, name: str) -> sa.Label[Any]:
    """A mentor hears of a request when it reaches them, not while a coordinator still holds it."""
    column = table.c[name]
    if table.name == "request" and name == "mentor_id":
        return sa.case((table.c.opened_at.is_not(None), column)).label(name)
    return column.label(name)


def _key(table: sa.Table) -> Any:
    return next(iter(table.primary_key))


def _answers(ids: Iterable[int]) -> dict[int, About]:
    found: dict[int, About] = {number: ({number}, set()) for number in ids}
    enrolled = sa.select(Enrolment.person_id, Enrolment.cohort_id).where(
        Enrolment.person_id.in_(found), Enrolment.enrolled_as != EnrolledAs.COORDINATOR
    )
    for person, cohort in db.session.execute(enrolled):
        found[person][1].add(cohort)
    return found
