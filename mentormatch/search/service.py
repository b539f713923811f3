"""Putting things where they are found. Called by their feature, in the transaction in which they changed."""

from dataclasses import dataclass

import sqlalchemy as sa

from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import nudge
from mentormatch.core.stamps import next_stamp
from mentormatch.search.models import SearchEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is told of one thing; see ``models.SearchEntry``."""

    kind: str
    subject_id: int
    title: str
    text: str
    language: str = ""
    roles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


TEXTS = ("title", "text", "language")
FIELDS = (*TEXTS, "roles", "skills", "industries", "degrees", "topics")
#: The worker's sweep that makes vectors of what has none.
ENCODE = "entries.encode"


@transactional
def put(entry: Entry) -> None:
    """Let something be found, or as it is now. The same again changes nothing."""
    stored = db.session.scalar(_of(entry.kind, entry.subject_id))
    told = {name: getattr(entry, name) for name in FIELDS}
    if stored is None:
        stamp = next_stamp("entries")
        new = SearchEntry(kind=entry.kind, subject_id=entry.subject_id, stamp=stamp, texts_stamp=stamp, **told)
        db.session.add(new)
        nudge(ENCODE)
        return
    changed = [name for name, value in told.items() if getattr(stored, name) != value]
    if changed:
        for name in changed:
            setattr(stored, name, told[name])
        stored.stamp = next_stamp("entries")
        if set(changed) & set(TEXTS):
            stored.texts_stamp = stored.stamp
            nudge(ENCODE)


@transactional
def drop(kind: str, subject_id: int) -> None:
    """Let something be found no more. What never could be is no error."""
    stored = db.session.scalar(_of(kind, subject_id))
    if stored is not None:
        db.session.delete(stored)
        next_stamp("entries")


def _of(kind: str, subject_id: int) -> sa.Select[SearchEntry]:
    return sa.select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.subject_id == subject_id)
