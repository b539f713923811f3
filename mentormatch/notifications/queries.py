"""Reading the outbox."""

from datetime import timedelta

import sqlalchemy as sa

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.notifications.models import IN_DOUBT, Letter, LetterStatus

#: A letter older than this that is still queued means that no worker or no mail server is there.
LATE = timedelta(minutes=5)


def latest(limit: int = 50) -> sa.Select[Letter]:
    return sa.select(Letter).order_by(Letter.id.desc()).limit(limit)


def waiting() -> int:
    """How many letters should have left by now."""
    late = sa.and_(Letter.status != LetterStatus.SENT, Letter.created_at < now() - LATE)
    return db.session.scalar(sa.select(sa.func.count()).select_from(Letter).where(late)) or 0


def in_trouble(limit: int = 50) -> list[Letter]:
    """Letters that failed, wait for another try, or may have gone twice."""
    waiting_or_failed = sa.and_(Letter.status != LetterStatus.SENT, Letter.last_error != "")
    doubtful = sa.and_(Letter.status == LetterStatus.SENT, Letter.last_error == IN_DOUBT)
    found = sa.select(Letter).where(sa.or_(waiting_or_failed, doubtful)).order_by(Letter.id.desc())
    return list(db.session.scalars(found.limit(limit)))
