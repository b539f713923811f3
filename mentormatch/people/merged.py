"""Words of a file that coordinators have merged stand for what they were merged into, so that files may lag behind."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mentormatch.people.record import Entry, PersonRow
from mentormatch.profiles import vocabulary
from mentormatch.profiles.vocabulary import KINDS

_COLUMNS = {field for fields in KINDS.values() for field in fields}


def as_merged(entries: Sequence[Entry]) -> list[Entry]:
    """The same rows in the words that stand."""
    merged = vocabulary.aliases()
    if not merged:
        return list(entries)
    return [replace(entry, row=_row(entry.row, merged)) if entry.row else entry for entry in entries]


def _row(row: PersonRow, merged: vocabulary.Aliases) -> PersonRow:
    changed: dict[str, Any] = {}
    for table in KINDS:
        changed |= vocabulary.as_merged(table, row.said(_COLUMNS & KINDS[table].keys()), merged)
    return replace(row, **changed)
