"""Rows of an upload, judged: read from their cells, compared with what is known, and kept with what was found."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.people import queries
from mentormatch.people.columns import READERS
from mentormatch.people.merged import as_merged
from mentormatch.people.models import PeopleUploadRow
from mentormatch.people.policy import judge, roles_after
from mentormatch.people.record import Entry, Known, Outcome, Terms
from mentormatch.people.rows import twice

#: An old or new value is shown as far as this.
SHOWN = 200


def judged(upload_id: int, entries: Sequence[Entry], terms: Terms) -> list[tuple[Entry, Outcome, dict[str, Any]]]:
    """What becomes of these rows, in the order of their lines. An address counts once in the whole file: the other
    rows of the upload must be in the database already, those of ``entries`` need not."""
    entries = as_merged(_without_doubles(upload_id, sorted(entries, key=lambda entry: entry.line)))
    known = queries.known_people(entry.row.email for entry in entries if entry.row)
    found = []
    for entry in entries:
        mine = known.get(entry.row.email) if entry.row else None
        outcome = judge(entry, mine, terms)
        found.append((entry, outcome, told(entry, outcome, mine, terms)))
    return found


def told(entry: Entry, outcome: Outcome, known: Known | None, terms: Terms) -> dict[str, Any]:
    """An outcome as it is kept and shown: what changes with the old and the new, and what speaks against it."""
    changes = [_change(name, entry, known, terms) for name in outcome.changes] if known else []
    return {
        "changes": changes,
        "faults": [[fault.column, str(fault.reason)] for fault in outcome.faults],
        "unused": list(outcome.unused),
    }


def _change(name: str, entry: Entry, known: Known, terms: Terms) -> list[str]:
    assert entry.row is not None
    if name == "cohort":
        return [name, "", terms.cohort_name or ""]
    old, new = getattr(known.row, name), getattr(entry.row, name)
    if name == "roles":
        new = [role for role in (*(old or ()), *(new or ())) if role in roles_after(entry.row, known)]
        new = list(dict.fromkeys(new))
    write = READERS[name].write
    return [name, *("" if value is None else "; ".join(write(value))[:SHOWN] for value in (old, new))]


def _without_doubles(upload_id: int, entries: Iterable[Entry]) -> list[Entry]:
    entries = list(entries)
    lines = [entry.line for entry in entries]
    emails = {entry.row.email for entry in entries if entry.row}
    earlier = sa.select(PeopleUploadRow.email, sa.func.min(PeopleUploadRow.line)).where(
        PeopleUploadRow.upload_id == upload_id,
        PeopleUploadRow.email.in_(emails),
        PeopleUploadRow.line.not_in(lines),
    )
    pairs = db.session.execute(earlier.group_by(PeopleUploadRow.email)).all()
    first = {row[0]: row[1] for row in pairs}
    found = []
    for entry in entries:
        line = min(first.setdefault(entry.row.email, entry.line), entry.line) if entry.row else entry.line
        found.append(entry if line == entry.line else Entry(entry.line, entry.email, None, (twice(line),)))
    return found


def as_row(
    upload_id: int, cells: dict[str, str], normal: str, outcome: Outcome, found: dict[str, Any]
) -> dict[str, Any]:
    """A judged row as the database keeps it; ``normal`` is its address when the row can be read."""
    return {
        "upload_id": upload_id,
        "line": outcome.line,
        "cells": cells,
        "email": normal,
        "status": outcome.status,
        "found": found,
        "corrected": False,
        "done": False,
    }
