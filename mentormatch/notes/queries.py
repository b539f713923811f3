"""Reading notes as one of the two people of a session. Private notes are only ever read by their author's number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match
from mentormatch.notes.models import PrivateNote, SharedNote
from mentormatch.notes.policy import PRIVATE, TEXTS
from mentormatch.sessions import queries as sessions

A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is stored; version 0 is a text that nobody wrote yet."""

    text: str = ""
    version: int = 0
    by_id: int | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """The texts of one session as one reader may see them, by the names of ``policy.TEXTS``."""

    texts: dict[str, Text] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Text:
        return self.texts.get(name, Text())

    @property
    def any(self) -> bool:
        return any(self[name].text for name in TEXTS)


def session_for(person: Person, booking_id: int) -> Booking | None:
    """A session of a match this person is part of, or None."""
    booking = sessions.session_for(person, booking_id)
    return booking if booking is not None and booking.match_id is not None else None


def notes_of(bookings: Sequence[Booking], reader: Person) -> dict[int, Notes]:
    """The notes of sessions as ``reader`` may see them, in two statements."""
    ids = [booking.id for booking in bookings]
    found = {number: Notes() for number in ids}
    for note in db.session.scalars(sa.select(SharedNote).where(SharedNote.booking_id.in_(ids))):
        found[note.booking_id].texts[note.kind.value] = Text(note.text, note.version, note.by_id, note.changed_at)
    own = sa.select(PrivateNote).where(PrivateNote.booking_id.in_(ids), PrivateNote.author_id == reader.id)
    for mine in db.session.scalars(own):
        found[mine.booking_id].texts[PRIVATE] = Text(mine.text, mine.version, reader.id, mine.changed_at)
    return found


def sessions_with_notes(match: Match, reader: Person, page: int) -> tuple[list[Booking], int]:
    """One page (from 1) of the sessions of a match that have notes this reader may see, newest first, and how many."""
    shared = sa.select(SharedNote.booking_id).where(SharedNote.text != "")
    own = sa.select(PrivateNote.booking_id).where(PrivateNote.author_id == reader.id, PrivateNote.text != "")
    noted = sa.select(Booking).where(Booking.match_id == match.id, Booking.id.in_(shared.union(own)))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(noted.subquery())) or 0
    newest = noted.order_by(Booking.starts_at.desc(), Booking.id.desc())
    return list(db.session.scalars(newest.limit(A_PAGE).offset((page - 1) * A_PAGE))), total
