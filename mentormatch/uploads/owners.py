"""Which tables own bytes. What no row of theirs names belongs to nobody and is removed."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.uploads import store

#: Bytes without a row are left alone for so long: their transaction may still be under way.
ORPHAN_AFTER = timedelta(hours=1)
BATCH = 500
#: Columns that hold names of the store.
OWNERS: list[Any] = []


def owns(column: Any) -> None:
    """Declare a column with names of the store, beside its table, so that no sweep ever goes without asking it."""
    OWNERS.append(column)


def known_among(names: Collection[str]) -> set[str]:
    """Which of these stored names belong to a row of anybody."""
    return {name for column in OWNERS for name in db.session.scalars(sa.select(column).where(column.in_(names)))}


def remove_orphans() -> int:
    """Remove bytes that belong to no row: an upload that failed, or a file taken away; returns how many."""
    old = store.names_before(now() - ORPHAN_AFTER)
    removed = 0
    for start in range(0, len(old), BATCH):
        names = old[start : start + BATCH]
        orphans = set(names) - known_among(names)
        for name in orphans:
            store.remove(name)
        removed += len(orphans)
    return removed
