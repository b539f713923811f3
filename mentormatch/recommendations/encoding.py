"""Sentence vectors are made here, by the worker or in an import; a page view encodes nothing."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import job
from mentormatch.matching import Encoder, GoalVectors, MentorVectors
from mentormatch.recommendations import facts
from mentormatch.recommendations.models import StoredVector, VectorKind

#: People encoded between two writes: about a second of work, so that little is lost when the worker is stopped.
BATCH = 32
#: Called with how many people are done, and of how many.
Progress = Callable[[int, int], None]

#: "Insert or replace" is the same on both databases, but not in the standard.
_INSERT: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def encode_pending(progress: Progress = lambda done, total: None) -> int:
    """Encode everybody whose stored vectors are missing or stale, and return how many that were.

    Encoding happens outside of transactions, so that nobody waits for it to write. Texts that change meanwhile are
    stored with the number they were read with: they stay stale, and the next call finds them.
    """
    # Mentors first, because every mentee waits for them.
    waiting = {kind: facts.ids_to_encode(kind) for kind in (VectorKind.MENTOR, VectorKind.GOAL)}
    total, done = sum(map(len, waiting.values())), 0
    for kind, person_ids in waiting.items():
        for start in range(0, len(person_ids), BATCH):
            batch = person_ids[start : start + BATCH]
            _store(kind, _encoded(kind, batch))
            done += len(batch)
            progress(done, total)
    return done


job("vectors.encode")(encode_pending)


def _encoded(kind: VectorKind, person_ids: Sequence[int]) -> list[dict[str, Any]]:
    """The rows to be stored for these people."""
    encoder = Encoder.default()
    if kind is VectorKind.MENTOR:
        mentors = list(facts.mentor_records(Person.id.in_(person_ids)))
        db.session.rollback()  # the texts are read: no transaction stays open while they are encoded
        return [_row(kind, mentor, encoder.mentor(mentor.facts)) for mentor in mentors]
    mentees = list(facts.mentee_records(person_ids))
    db.session.rollback()
    return [_row(kind, mentee, encoder.goal(mentee.facts)) for mentee in mentees]


def _row(
    kind: VectorKind, record: facts.MenteeRecord | facts.MentorRecord, vectors: GoalVectors | MentorVectors
) -> dict[str, Any]:
    return {
        "person_id": record.person_id,
        "kind": kind,
        "encoder_id": vectors.encoder_id,
        "texts_stamp": record.texts_stamp,
        "vectors": vectors.to_bytes(),
        "encoded_at": now(),
    }


@transactional
def _store(kind: VectorKind, rows: Sequence[dict[str, Any]]) -> None:
    """Keep the vectors; two who encode the same person at once both succeed. Pools find mentors by their stamp."""
    wanted = sa.select(Person).where(Person.id.in_([row["person_id"] for row in rows]))
    people = {person.id: person for person in db.session.scalars(wanted)}
    still_there = [row for row in rows if row["person_id"] in people]
    if not still_there:
        return
    put = _INSERT[db.engine.dialect.name](StoredVector)
    replaced = {name: put.excluded[name] for name in ("encoder_id", "texts_stamp", "vectors", "encoded_at")}
    keys = (StoredVector.person_id, StoredVector.kind)
    db.session.execute(put.on_conflict_do_update(index_elements=keys, set_=replaced), still_there)
    if kind is VectorKind.MENTOR:
        for person in people.values():
            accounts.touch_facts(person)
