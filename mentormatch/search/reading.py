"""Entries as the engine knows them."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.matching import Encoder
from mentormatch.matching.items import ItemFacts, ItemVectors
from mentormatch.matching.languages import primary
from mentormatch.search.models import EntryVector, SearchEntry

LISTS = ("roles", "skills", "industries", "degrees", "topics")


def item_id(kind: str, subject_id: int) -> str:
    """The name of a thing in the pool: ``guide:7``."""
    return f"{kind}:{subject_id}"


def subject_of(item: str) -> tuple[str, int]:
    """The kind and the number behind the name of a thing."""
    kind, _, number = item.rpartition(":")
    return kind, int(number)


def facts_of(entry: Any, language: str = "") -> ItemFacts:
    """An entry, or its row. ``language`` is the one that was found out, where nobody said one."""
    return ItemFacts(
        id=item_id(entry.kind, entry.subject_id),
        kind=entry.kind,
        title=entry.title,
        text=entry.text,
        language=primary(entry.language) or language,
        **{name: getattr(entry, name) for name in LISTS},
    )


def items_since(stamp: int) -> Iterator[tuple[ItemFacts, ItemVectors | None]]:
    """Entries that changed after this stamp, with their vectors where these are not stale."""
    fresh = sa.and_(
        EntryVector.entry_id == SearchEntry.id,
        EntryVector.texts_stamp == SearchEntry.texts_stamp,
        EntryVector.encoder_id == Encoder.default().id,
    )
    columns = sa.select(*SearchEntry.__table__.c, EntryVector.vectors).outerjoin(EntryVector, fresh)
    rows = db.session.execute(columns.where(SearchEntry.stamp > stamp).order_by(SearchEntry.id))
    for row in rows.yield_per(1_000):
        vectors = ItemVectors.from_bytes(row.vectors) if row.vectors else None
        yield facts_of(row, vectors.language if vectors else ""), vectors
