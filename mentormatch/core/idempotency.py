"""The same call sent twice has one effect and one answer.

``once`` is for callers that name a call by a key of their own: the answer is kept in the transaction of the effect.
``begin``, ``keep`` and ``give_up`` are its parts for callers whose key is taken in a transaction before the deed, as
that of forms is, so that only one of several copies does it; ``call`` then names who has taken it.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base, db, transactional
from mentormatch.core.errors import Invalid
from mentormatch.core.i18n import _l
from mentormatch.core.jobs import job

#: For how long a call is known again.
KEPT_FOR = timedelta(hours=24)
#: A deed that has not answered by then will not: its process is gone.
LOST_AFTER = timedelta(minutes=1)

Answer = dict[str, Any]


class KeyReused(Invalid):
    sentence = _l("This idempotency key was used for another call. A new call needs a new key.")


class KeptAnswer(Base):
    """What a person was told when a call had its effect; ``answer`` is None while the deed is being done."""

    __tablename__ = "kept_answer"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    #: Hash of what is asked; for a form, whose key holds that already, the name of the request that has taken it.
    call_hash: Mapped[str]
    answer: Mapped[Answer | None] = mapped_column(sa.JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(index=True)


def call_hash(*parts: str) -> str:
    """One number for all that a call says."""
    return hashlib.sha256("\0".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()


@transactional
def once(person_id: int, key: str, call: str, act: Callable[[], Answer]) -> Answer:
    """The answer of ``act``, which is done at most once for this person and key within a day.

    Copies that arrive together wait for the first one. A refused call raises, leaves nothing behind, and may be tried
    again with the same key. Raises KeyReused when ``call``, the hash of what is asked, is another one.
    """
    if not begin(person_id, key, call):
        kept = kept_answer(person_id, key)
        if kept is None or kept.call_hash != call or kept.answer is None:
            raise KeyReused
        return kept.answer
    answer = act()
    keep(person_id, key, call, answer)
    return answer


@transactional
def begin(person_id: int, key: str, call: str) -> bool:
    """Take a key; False when it is taken. A copy at the same moment waits until the other one has decided."""
    at = now()
    old = sa.or_(
        KeptAnswer.created_at < at - KEPT_FOR,
        sa.and_(KeptAnswer.answer.is_(None), KeptAnswer.created_at < at - LOST_AFTER),
    )
    db.session.execute(sa.delete(KeptAnswer).where(KeptAnswer.person_id == person_id, KeptAnswer.key == key, old))
    insert = insert_sqlite if db.engine.dialect.name == "sqlite" else insert_postgresql
    taken = insert(KeptAnswer).values(person_id=person_id, key=key, call_hash=call, answer=None, created_at=at)
    return db.session.scalar(taken.on_conflict_do_nothing().returning(KeptAnswer.key)) is not None


@transactional
def keep(person_id: int, key: str, call: str, answer: Answer) -> bool:
    """Keep the answer for those who ask again; False when the key was lost to a copy that came after LOST_AFTER."""
    mine = sa.update(KeptAnswer).where(*_is(person_id, key, call), KeptAnswer.answer.is_(None))
    return db.session.scalar(mine.values(answer=answer).returning(KeptAnswer.key)) is not None


@transactional
def give_up(person_id: int, key: str, call: str) -> None:
    """The deed was refused: the same call may be sent again, and is judged anew."""
    db.session.execute(sa.delete(KeptAnswer).where(*_is(person_id, key, call), KeptAnswer.answer.is_(None)))


def _is(person_id: int, key: str, call: str) -> tuple[sa.ColumnElement[bool], ...]:
    return KeptAnswer.person_id == person_id, KeptAnswer.key == key, KeptAnswer.call_hash == call


def kept_answer(person_id: int, key: str) -> KeptAnswer | None:
    """What is kept for a key as it stands in the database now."""
    return db.session.get(KeptAnswer, (person_id, key), populate_existing=True)


@job("answers.forget")
@transactional
def forget_old_answers() -> None:
    db.session.execute(sa.delete(KeptAnswer).where(KeptAnswer.created_at < now() - KEPT_FOR))
