"""The worker carries out acts whose moment has come: row by row, each in a transaction of its own.

A row is marked in the transaction of its decision, so a worker that is killed leaves no row decided and unmarked;
when its lease has run out another one goes on with what is left.
"""

import logging
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa
from flask_babel import force_locale

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.errors import Conflict, NotFound, Refusal
from mentormatch.core.i18n import _
from mentormatch.mentoring.errors import JustFull
from mentormatch.profiles.checks import ChecksMissing
from mentormatch.programmes.errors import CohortArchived
from mentormatch.queue.errors import NotForThem
from mentormatch.queue.models import Bulk, BulkRow, BulkStatus, RowStatus
from mentormatch.queue.policy import Key
from mentormatch.queue.service.deciding import decide

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
#: Refusals of today's circumstances, after which the row still waits for somebody.
STILL_WAITS = (JustFull, NotForThem, CohortArchived, ChecksMissing)


class Lost(Exception):
    """Another worker has this act now."""


def carry_out_due() -> int:
    """Carry out every act that is due; returns how many rows were decided."""
    done = 0
    while (bulk_id := _claim(run := uuid4().hex)) is not None:
        try:
            done += _carry_out(bulk_id, run)
        except Lost:
            log.info("bulk_lost", extra={"bulk": bulk_id})
    return done


def _carry_out(bulk_id: int, run: str) -> int:
    pending = sa.select(BulkRow.id).where(BulkRow.bulk_id == bulk_id, BulkRow.status == RowStatus.PENDING)
    row_ids = list(db.session.scalars(pending.order_by(BulkRow.id)))
    done = 0
    for row_id in row_ids:
        try:
            done += _do(row_id, bulk_id, run)
        except Refusal as refusal:
            _note(row_id, bulk_id, _what_became(refusal), refusal)
        except Lost:
            raise
        except Exception:
            log.exception("bulk_row_failed", extra={"row": row_id})
            _note(row_id, bulk_id, RowStatus.REFUSED, None)
    _finish(bulk_id, run)
    return done


@transactional
def _claim(run: str) -> int | None:
    """Take the oldest act that is due, or whose worker has gone silent; None when there is none."""
    at = now()
    due = sa.and_(Bulk.status == BulkStatus.WAITING, Bulk.due_at <= at)
    lost = sa.and_(Bulk.status == BulkStatus.RUNNING, Bulk.leased_until < at)
    first = sa.select(Bulk.id).where(sa.or_(due, lost)).order_by(Bulk.id).limit(1)
    claimed = (
        sa.update(Bulk)
        .where(Bulk.id == first.with_for_update(skip_locked=True).scalar_subquery())
        .values(status=BulkStatus.RUNNING, run=run, leased_until=at + LEASE)
        .returning(Bulk.id)
    )
    found: int | None = db.session.scalar(claimed.execution_options(synchronize_session=False))
    return found


@transactional
def _do(row_id: int, bulk_id: int, run: str) -> bool:
    """Mark and decide one row; False when it is no longer pending. Raises Lost, and what the decision refuses."""
    at = now()
    ours = sa.update(Bulk).where(Bulk.id == bulk_id, Bulk.run == run, Bulk.status == BulkStatus.RUNNING)
    if not changed(ours.values(leased_until=at + LEASE).execution_options(synchronize_session=False)):
        raise Lost
    mine = sa.update(BulkRow).where(BulkRow.id == row_id, BulkRow.status == RowStatus.PENDING)
    mark = mine.values(status=RowStatus.DONE, done_at=at)
    if not changed(mark.execution_options(synchronize_session=False)):
        return False
    row, bulk = db.session.get_one(BulkRow, row_id), db.session.get_one(Bulk, bulk_id)
    by = db.session.get_one(Person, bulk.by_id)
    if not by.active:
        raise NotFound
    with force_locale(by.locale):
        decide(Key(row.kind, row.subject_id), bulk, by=by)
    return True


@transactional
def _note(row_id: int, bulk_id: int, status: RowStatus, refusal: Refusal | None) -> None:
    """Write down why a row was not decided, in the language of whoever asked."""
    by = db.session.get_one(Person, db.session.get_one(Bulk, bulk_id).by_id)
    with force_locale(by.locale):
        words = str(refusal) if refusal else _("This could not be carried out. Please decide on its own page.")
        if isinstance(refusal, NotFound):
            words = _("It no longer waits, or it is not yours to decide any more.")
    mine = sa.update(BulkRow).where(BulkRow.id == row_id, BulkRow.status == RowStatus.PENDING)
    noted = mine.values(status=status, note=words, done_at=now())
    db.session.execute(noted.execution_options(synchronize_session=False))


@transactional
def _finish(bulk_id: int, run: str) -> None:
    ended = {"status": BulkStatus.DONE, "finished_at": now(), "leased_until": None}
    ours = sa.update(Bulk).where(Bulk.id == bulk_id, Bulk.run == run).values(**ended)
    db.session.execute(ours.execution_options(synchronize_session=False))


def _what_became(refusal: Refusal) -> RowStatus:
    gone = isinstance(refusal, Conflict | NotFound) and not isinstance(refusal, STILL_WAITS)
    return RowStatus.GONE if gone else RowStatus.REFUSED
