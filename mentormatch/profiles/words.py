"""Reading the words of the programme for the coordinators who put them in order."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.profiles import spoken as words_of
from mentormatch.profiles.duplicates import COMPARED, Pair, likely
from mentormatch.profiles.merging import UNDO_FOR
from mentormatch.profiles.models import Term, TermAlias, TermKind, TermMerge
from mentormatch.profiles.vocabulary import SHOWN_FROM, key_of
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Enrolment

PAGE_SIZE = 50
#: Values that a statement can take besides others.
ONCE_MOST = 20_000
#: Names that a preview lists; the others are counted.
NAMED = 30


class Users(NamedTuple):
    """Whose answers hold a word: names of a coordinator's own people, and how many others there are."""

    names: list[str]
    others: int


def in_reach(coordinator: Person, kind: TermKind) -> sa.ColumnElement[bool]:
    """Words that several people use, and those of one person whom this coordinator looks after."""
    return sa.and_(
        Term.kind == kind,
        sa.or_(Term.uses >= SHOWN_FROM, Term.hidden, Term.key.in_(_of_own_people(coordinator, kind))),
    )


def page_of(
    coordinator: Person, kind: TermKind, *, text: str, only: str, sort: str, offset: int
) -> tuple[list[Term], int]:
    """A page of words and how many there are. ``only``: "hidden", or "" for those that are offered."""
    found = sa.select(Term).where(
        in_reach(coordinator, kind), Term.hidden if only == "hidden" else sa.not_(Term.hidden)
    )
    for word in key_of(text).split():
        found = found.where(Term.key.contains(word, autoescape=True))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
    order = (Term.key,) if sort == "name" else (Term.uses.desc(), Term.key)
    return list(db.session.scalars(found.order_by(*order).limit(PAGE_SIZE).offset(offset))), total


def duplicates(coordinator: Person, kind: TermKind) -> list[Pair]:
    """Pairs of words that may be one."""
    most_used = sa.select(Term).where(in_reach(coordinator, kind), sa.not_(Term.hidden))
    return likely(db.session.scalars(most_used.order_by(Term.uses.desc(), Term.key).limit(COMPARED)).all())


def find(coordinator: Person, kind: TermKind, key: str) -> Term | None:
    """A word that this coordinator may see."""
    return db.session.scalar(sa.select(Term).where(in_reach(coordinator, kind), Term.key == key))


def users(coordinator: Person, people: list[int]) -> Users:
    """Who these people are, as far as this coordinator looks after them."""
    own = [cohort.id for cohort in programmes.cohorts_of(coordinator)]
    mine = sa.select(Enrolment.person_id).where(Enrolment.cohort_id.in_(own))
    names: list[str] = []
    for start in range(0, len(people), words_of.CHUNK):
        chunk = people[start : start + words_of.CHUNK]
        named = sa.select(Person.name).where(Person.id.in_(chunk), Person.id.in_(mine)).order_by(Person.name)
        names += db.session.scalars(named)
    return Users(sorted(names), len(people) - len(names))


def aliases_of(kind: TermKind, key: str) -> list[str]:
    """Words that were merged into one."""
    merged = sa.select(TermMerge.source_label).join(TermAlias, TermAlias.merge_id == TermMerge.id)
    merged = merged.where(TermMerge.kind == kind, TermMerge.target_key == key, TermMerge.undone_at.is_(None))
    return list(db.session.scalars(merged.order_by(TermMerge.source_label)))


def merges(*, offset: int) -> tuple[list[tuple[TermMerge, str, bool]], int]:
    """The latest merges, who made each, and whether it can still be undone."""
    total = db.session.scalar(sa.select(sa.func.count(TermMerge.id))) or 0
    rows = sa.select(TermMerge, Person.name).outerjoin(Person, Person.id == TermMerge.by_id)
    page = db.session.execute(rows.order_by(TermMerge.id.desc()).limit(PAGE_SIZE).offset(offset))
    oldest = now() - UNDO_FOR
    return [(merge, name or "", _can_be_undone(merge, oldest)) for merge, name in page], total


def _can_be_undone(merge: TermMerge, oldest: datetime) -> bool:
    return merge.undone_at is None and merge.at >= oldest


def merge_for(coordinator: Person, merge_id: int) -> TermMerge | None:
    """A merge, for whoever looks after a cohort: words are shared by all of them."""
    return db.session.get(TermMerge, merge_id) if programmes.cohorts_of(coordinator) else None


def _of_own_people(coordinator: Person, kind: TermKind) -> list[str]:
    """Words that one person alone uses, of people of this coordinator's cohorts."""
    own = [cohort.id for cohort in programmes.cohorts_of(coordinator)]
    members = db.session.scalars(sa.select(Enrolment.person_id).where(Enrolment.cohort_id.in_(own)).distinct()).all()
    once = set(db.session.scalars(sa.select(Term.key).where(Term.kind == kind, Term.uses < SHOWN_FROM)))
    if not once:
        return []
    used = words_of.spoken(kind, members)
    keys = {key_of(word) for answers in used.values() for words in answers.values() for word in words}
    return sorted(once & keys)[:ONCE_MOST]
