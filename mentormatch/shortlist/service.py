"""Putting a mentor on the shortlist, and taking one off. Either of them twice is once."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.shortlist.errors import ShortlistFull
from mentormatch.shortlist.models import MOST, SavedMentor


@transactional
def save(mentor_id: int, *, by: Person) -> None:
    """Save a mentor. Refuses ShortlistFull."""
    if db.session.get(SavedMentor, (by.id, mentor_id)):
        return
    taken = set(db.session.scalars(sa.select(SavedMentor.place).where(SavedMentor.mentee_id == by.id)))
    free = next((place for place in range(1, MOST + 1) if place not in taken), None)
    if free is None:
        raise ShortlistFull
    db.session.add(SavedMentor(mentee_id=by.id, mentor_id=mentor_id, place=free))


@transactional
def take_off(mentor_id: int, *, by: Person) -> None:
    """Take a mentor off the shortlist."""
    mine = sa.delete(SavedMentor).where(SavedMentor.mentee_id == by.id, SavedMentor.mentor_id == mentor_id)
    db.session.execute(mine)
