"""Saving what was written about a session: all texts of a page at once, or none of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.service import lock
from mentormatch.notes import queries
from mentormatch.notes.errors import Closed, Edited, TooLong
from mentormatch.notes.models import TEXT_MOST, PrivateNote, Shared, SharedNote
from mentormatch.notes.policy import PRIVATE, open_texts
from mentormatch.notes.queries import Text


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed, and on which version they began."""

    text: str
    version: int


@transactional
def save(booking: Booking, drafts: Mapping[str, Draft], *, by: Person) -> None:
    """Save the texts that differ from what is stored. The same words again are saved once.

    Refuses Edited when a text that differs was saved by somebody since its draft began, Closed when it cannot be
    written now, TooLong; then nothing is saved.
    """
    match = db.session.get_one(Match, booking.match_id)
    lock(match)
    db.session.refresh(booking)
    stored = queries.notes_of([booking], by)[booking.id]
    changed = {name: draft for name, draft in drafts.items() if draft.text.strip() != stored[name].text}
    _ensure_writable(booking, match, changed)
    behind = {name for name, draft in changed.items() if draft.version != stored[name].version}
    if behind:
        raise Edited(behind)
    for name, draft in changed.items():
        _write(booking, name, Text(draft.text.strip(), draft.version + 1), by)
    if set(changed) - {PRIVATE}:
        audit.record(by, "notes.saved", booking)


def _ensure_writable(booking: Booking, match: Match, changed: Mapping[str, Draft]) -> None:
    writable = open_texts(booking, match, now())
    for name, draft in changed.items():
        if name not in writable:
            raise Closed(name)
        if len(draft.text.strip()) > TEXT_MOST:
            raise TooLong(name, TEXT_MOST)


def _write(booking: Booking, name: str, new: Text, by: Person) -> None:
    """The match is held, so the version that was just read is still the newest one."""
    values = {"text": new.text, "version": new.version, "changed_at": now()}
    if name == PRIVATE:
        db.session.merge(PrivateNote(booking_id=booking.id, author_id=by.id, **values))
    else:
        db.session.merge(SharedNote(booking_id=booking.id, kind=Shared(name), by_id=by.id, **values))
