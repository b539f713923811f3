"""An act on many rows is asked for, undone, or done at once."""

from collections.abc import Collection

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, changed, db, transactional
from mentormatch.core.jobs import nudge
from mentormatch.queue.errors import (
    NobodyChosen,
    NothingChosen,
    NothingPossible,
    ReasonMissing,
    TooLateToUndo,
    TooManyRows,
    UndoneAlready,
    WordsMissing,
)
from mentormatch.queue.labels import REASONS_AGAINST, REASONS_FOR
from mentormatch.queue.models import WORDS_MOST, Act, Bulk, BulkRow, BulkStatus
from mentormatch.queue.policy import GRACE, MOST_AT_ONCE, Key
from mentormatch.queue.queries import own
from mentormatch.queue.service.planning import plan

JOB = "queue.bulk"


@transactional
def ask(
    act: Act,
    keys: Collection[Key],
    *,
    by: Person,
    reason: str = "",
    words: str = "",
    assignee: Person | None = None,
) -> Bulk:
    """Keep an act on these rows; it takes effect after ``GRACE``. Until then nothing has happened to anybody.

    Rows that cannot be done are left out. Refuses NothingChosen, TooManyRows, ReasonMissing, WordsMissing,
    NobodyChosen, NothingPossible.
    """
    _ensure(act, keys, reason, words)
    if act is Act.ASSIGN and (assignee is None or not _is_colleague(assignee, by)):
        raise NobodyChosen
    possible = [one.row.key for one in plan(act, keys, by=by, assignee=assignee) if one.obstacle is None]
    if not possible:
        raise NothingPossible
    at = now()
    bulk = Bulk(
        by_id=by.id,
        act=act,
        reason="" if act is Act.ASSIGN else reason,
        words="" if act is Act.ASSIGN else words.strip(),
        assignee_id=assignee.id if act is Act.ASSIGN and assignee else None,
        created_at=at,
        due_at=at + GRACE,
    )
    db.session.add(bulk)
    db.session.flush()
    db.session.add_all(BulkRow(bulk_id=bulk.id, kind=key.kind, subject_id=key.subject_id) for key in possible)
    audit.record(by, "queue.bulk_asked", bulk, act=act, rows=len(possible), reason=bulk.reason)
    nudge(JOB, after=GRACE)
    return bulk


@transactional
def undo(bulk: Bulk, *, by: Person) -> None:
    """Undo an act that has not begun. Twice is once. Refuses TooLateToUndo."""
    if bulk.status == BulkStatus.UNDONE:
        return
    if not advance(bulk, frm={BulkStatus.WAITING}, to=BulkStatus.UNDONE, finished_at=now()):
        raise TooLateToUndo
    audit.record(by, "queue.bulk_undone", bulk)


@transactional
def do_now(bulk: Bulk, *, by: Person) -> None:
    """Let an act begin without waiting for its moment. Refuses UndoneAlready; what has begun goes on."""
    at = now()
    sooner = sa.update(Bulk).where(Bulk.id == bulk.id, Bulk.status == BulkStatus.WAITING, Bulk.due_at > at)
    if changed(sooner.values(due_at=at).execution_options(synchronize_session="fetch")):
        audit.record(by, "queue.bulk_now", bulk)
    db.session.refresh(bulk)
    if bulk.status == BulkStatus.UNDONE:
        raise UndoneAlready
    nudge(JOB)


def _ensure(act: Act, keys: Collection[Key], reason: str, words: str) -> None:
    if not keys:
        raise NothingChosen
    if len(keys) > MOST_AT_ONCE:
        raise TooManyRows(MOST_AT_ONCE)
    if act is Act.ASSIGN:
        return
    if reason not in (REASONS_FOR if act is Act.APPROVE else REASONS_AGAINST):
        raise ReasonMissing
    if (act is Act.REFUSE and not 2 <= len(words.strip()) <= WORDS_MOST) or len(words) > WORDS_MOST:
        raise WordsMissing


def _is_colleague(assignee: Person, by: Person) -> bool:
    return assignee.id in {person_id for person_id, _name in own.colleagues(own.everything_for(by).cohort_ids)}
