"""Everybody's words of one kind: who uses them in which answer, and how many answers are changed at once."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.jobs import nudge
from mentormatch.core.stamps import next_stamp
from mentormatch.profiles import vocabulary
from mentormatch.profiles.answers import ENCODED, own_row
from mentormatch.profiles.models import Profile, TermKind
from mentormatch.profiles.vocabulary import KINDS, key_of

#: Values in one statement.
CHUNK = 500
#: Table and column of an answer, such as "profile.skills".
Answer = str
Words = tuple[str, ...]
#: Person → answer → words.
Spoken = dict[int, dict[Answer, Words]]


def answers_of(kind: TermKind) -> dict[Answer, tuple[type[Any], str]]:
    """The answers that hold words of a kind."""
    return {
        f"{table.__tablename__}.{field}": (table, field)
        for table, fields in KINDS.items()
        for field, its in fields.items()
        if its == kind
    }


def spoken(kind: TermKind, only: Collection[int] | None = None, *, lock: bool = False) -> Spoken:
    """The words of a kind of everybody, or of some people; with ``lock`` nobody else changes them until the end."""
    found: Spoken = {}
    for answer, (table, field) in answers_of(kind).items():
        column = getattr(table, field)
        for people in _chunks(only):
            rows = sa.select(table.person_id, column).order_by(table.person_id)
            rows = rows.where(table.person_id.in_(people)) if people is not None else rows
            for person_id, value in db.session.execute(rows.with_for_update() if lock else rows):
                words = ((value,) if value else ()) if isinstance(value, str) else value
                if words:
                    found.setdefault(person_id, {})[answer] = words
    return found


def users_of(kind: TermKind, key: str, of: Spoken) -> list[int]:
    """Who of them uses a word, in any spelling."""
    return [
        person
        for person, answers in of.items()
        if any(key_of(word) == key for words in answers.values() for word in words)
    ]


def rewrite(kind: TermKind, before: Spoken, after: Mapping[int, Mapping[Answer, Words]]) -> None:
    """Write answers anew inside a transaction, with all that follows: counts, rankings, vectors.

    ``before`` holds all words of this kind of these people, ``after`` only the answers that change.
    """
    _write(kind, after)
    counts: Counter[tuple[TermKind, str]] = Counter()
    labels: dict[tuple[TermKind, str], str] = {}
    for person, changed in after.items():
        old = _keys(kind, before.get(person, {}))
        new = _keys(kind, {**before.get(person, {}), **changed})
        labels |= new
        counts.update(new.keys() - old.keys())
        counts.subtract(old.keys() - new.keys())
    vocabulary.count(counts, labels)
    _make_known(kind, after)


def _write(kind: TermKind, after: Mapping[int, Mapping[Answer, Words]]) -> None:
    for answer, (table, field) in answers_of(kind).items():
        single = isinstance(getattr(table, field).type, sa.Text)
        rows = [
            {"person_id": person, field: ("".join(changed[answer][:1]) if single else changed[answer])}
            for person, changed in after.items()
            if answer in changed
        ]
        if rows:
            db.session.execute(sa.update(table), rows)


def _keys(kind: TermKind, answers: Mapping[Answer, Words]) -> dict[tuple[TermKind, str], str]:
    found: dict[tuple[TermKind, str], str] = {}
    for words in answers.values():
        for word in words:
            if vocabulary.is_shareable(word):
                found.setdefault((kind, key_of(word)), word)
    return found


def _make_known(kind: TermKind, after: Mapping[int, Mapping[Answer, Words]]) -> None:
    """Rankings see the new words, and vectors of texts that hold them are made anew."""
    encoded = {answer for answer, (table, field) in answers_of(kind).items() if field in ENCODED[table]}
    stamp, texts = next_stamp("facts"), next_stamp("texts")
    for people in _chunks(sorted(after)):
        people = people or []
        db.session.execute(sa.update(Person).where(Person.id.in_(people)).values(facts_stamp=stamp))
        stale = [person for person in people if encoded & after[person].keys()]
        db.session.execute(sa.update(Profile).where(Profile.person_id.in_(stale)).values(texts_stamp=texts))
        there = set(db.session.scalars(sa.select(Profile.person_id).where(Profile.person_id.in_(stale))))
        for person in set(stale) - there:
            own_row(Profile, db.session.get_one(Person, person)).texts_stamp = texts
    nudge("vectors.encode")


def _chunks(people: Collection[int] | None) -> Iterator[Sequence[int] | None]:
    if people is None:
        yield None
        return
    numbers = list(people)
    yield from (numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK))
