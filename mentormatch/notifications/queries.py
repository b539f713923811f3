"""Reading the outbox, and what people want of it."""

from collections.abc import Collection
from datetime import timedelta

import sqlalchemy as sa

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.notifications.models import IN_DOUBT, ON_ITS_WAY, Letter, LetterPreference, LetterStatus, LetterWords

#: A letter older than this that is still queued means that no worker or no mail server is there.
LATE = timedelta(minutes=5)
#: How many letters in trouble are listed at once: all of a bad night, but not all of a mail server that was away.
MOST_IN_TROUBLE = 500
#: How many keys one statement asks for.
MOST_KEYS = 500


def latest(limit: int = 50) -> sa.Select[Letter]:
    return sa.select(Letter).order_by(Letter.id.desc()).limit(limit)


def waiting() -> int:
    """How many letters should have left by now."""
    overdue = now() - LATE
    late = sa.or_(  # what quiet hours hold back is not late; what failed once is, however long its next try is away
        Letter.status == LetterStatus.FAILED,
        sa.and_(Letter.status.in_(ON_ITS_WAY), sa.or_(Letter.attempts > 0, Letter.due_at < overdue)),
    )
    counted = sa.select(sa.func.count()).select_from(Letter).where(late, Letter.created_at < overdue)
    return db.session.scalar(counted) or 0


def in_trouble(limit: int = MOST_IN_TROUBLE) -> list[Letter]:
    """Letters that failed, wait for another try, or may have gone twice."""
    waiting_or_failed = sa.and_(Letter.status.in_({*ON_ITS_WAY, LetterStatus.FAILED}), Letter.last_error != "")
    doubtful = sa.and_(Letter.status == LetterStatus.SENT, Letter.last_error == IN_DOUBT)
    found = sa.select(Letter).where(sa.or_(waiting_or_failed, doubtful)).order_by(Letter.id.desc())
    return list(db.session.scalars(found.limit(limit)))


def preference_of(person_id: int | None) -> LetterPreference | None:
    """What a person said they want; None for the defaults."""
    return db.session.get(LetterPreference, person_id) if person_id is not None else None


def preferences_of(person_ids: Collection[int]) -> dict[int, LetterPreference]:
    """The same for many; people with the defaults are left out."""
    theirs = sa.select(LetterPreference).where(LetterPreference.person_id.in_(person_ids))
    return {wanted.person_id: wanted for wanted in db.session.scalars(theirs)}


def with_digest() -> list[LetterPreference]:
    """The wishes of all who want one letter a day."""
    return list(db.session.scalars(sa.select(LetterPreference).where(LetterPreference.digest_hour.is_not(None))))


def collected_for(person_id: int) -> list[Letter]:
    """Letters that wait for a person's next digest, oldest first."""
    mine = sa.select(Letter).where(Letter.person_id == person_id, Letter.status == LetterStatus.COLLECTED)
    return list(db.session.scalars(mine.order_by(Letter.id)))


def already_written(keys: Collection[str]) -> set[str]:
    """Which of these dedupe keys, each with its reader, have a letter, whatever became of it."""
    found: set[str] = set()
    every = sorted(keys)
    for first in range(0, len(every), MOST_KEYS):
        some = sa.select(Letter.dedupe_key).where(Letter.dedupe_key.in_(every[first : first + MOST_KEYS]))
        found.update(db.session.scalars(some))
    return found


def words_of(cohort_id: int, letter: str, locale: str) -> LetterWords | None:
    """What a cohort adds to a letter in a language; None for the standard text."""
    return db.session.get(LetterWords, (cohort_id, letter, locale))


def words_in(cohort_id: int) -> list[LetterWords]:
    """All that a cohort adds to its letters."""
    return list(db.session.scalars(sa.select(LetterWords).where(LetterWords.cohort_id == cohort_id)))
