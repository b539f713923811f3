"""Vectors of entries are made here, by the worker; a page encodes nothing but what somebody typed."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import job
from mentormatch.core.stamps import next_stamp
from mentormatch.matching import Encoder
from mentormatch.matching.items import encode_items
from mentormatch.search.models import EntryVector, SearchEntry
from mentormatch.search.reading import facts_of
from mentormatch.search.service import ENCODE

#: Encoded between two writes: about half a second of work.
BATCH = 64

#: "Insert or replace" is the same on both databases, but not in the standard.
_INSERT: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@job(ENCODE)
def encode_pending() -> int:
    """Encode every entry whose vectors are missing or stale, outside of transactions; returns how many that were.

    Words that change meanwhile keep the stamp they were read with: they stay stale, and the next call finds them.
    """
    waiting = _waiting()
    for start in range(0, len(waiting), BATCH):
        wanted = SearchEntry.id.in_(waiting[start : start + BATCH])
        entries = db.session.scalars(sa.select(SearchEntry).where(wanted)).all()
        told = [(entry.id, entry.texts_stamp, facts_of(entry)) for entry in entries]
        db.session.rollback()
        vectors = encode_items([facts for _, _, facts in told], Encoder.default())
        _store(
            [
                {"entry_id": number, "encoder_id": one.encoder_id, "texts_stamp": stamp, "vectors": one.to_bytes()}
                for (number, stamp, _), one in zip(told, vectors, strict=True)
            ]
        )
    return len(waiting)


def _waiting() -> list[int]:
    fresh = (EntryVector.texts_stamp == SearchEntry.texts_stamp, EntryVector.encoder_id == Encoder.default().id)
    has_vectors = sa.exists().where(EntryVector.entry_id == SearchEntry.id, *fresh)
    return list(db.session.scalars(sa.select(SearchEntry.id).where(~has_vectors).order_by(SearchEntry.id)))


@transactional
def _store(rows: Sequence[dict[str, Any]]) -> None:
    """Keep the vectors of what is still there; pools find it by its stamp."""
    wanted = sa.select(SearchEntry).where(SearchEntry.id.in_([row["entry_id"] for row in rows]))
    entries = {entry.id: entry for entry in db.session.scalars(wanted)}
    still_there = [row for row in rows if row["entry_id"] in entries]
    if not still_there:
        return
    put = _INSERT[db.engine.dialect.name](EntryVector)
    replaced = {name: put.excluded[name] for name in ("encoder_id", "texts_stamp", "vectors")}
    db.session.execute(put.on_conflict_do_update(index_elements=[EntryVector.entry_id], set_=replaced), still_there)
    for entry in entries.values():
        entry.stamp = next_stamp("entries")
