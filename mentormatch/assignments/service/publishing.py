"""A draft becomes matches, all in one transaction: whoever looks sees all of them or none."""

import logging

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.assignments import queries
from mentormatch.assignments.errors import AnotherPublished, DraftMoved
from mentormatch.assignments.models import Draft, DraftRow, DraftStatus
from mentormatch.assignments.service.asking import JOB
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.errors import Refusal
from mentormatch.core.jobs import nudge
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.profiles.models import Offer

log = logging.getLogger(__name__)


@transactional
def ask_to_publish(draft: Draft, *, by: Person) -> None:
    """Have the worker publish a draft; asking twice is once. Refuses DraftMoved and AnotherPublished."""
    take_turn(draft.cohort_id)
    if draft.status in {DraftStatus.PUBLISHING, DraftStatus.PUBLISHED}:
        return
    if queries.is_publishing(draft.cohort_id):
        raise AnotherPublished
    if not advance(draft, frm={DraftStatus.READY}, to=DraftStatus.PUBLISHING, published_by_id=by.id):
        raise DraftMoved
    audit.record(by, "draft.publishing", draft)
    nudge(JOB)


def publish_due() -> int:
    """Publish every draft that a coordinator has asked for; returns how many. One that fails stops no other."""
    due = sa.select(Draft.id).where(Draft.status == DraftStatus.PUBLISHING).order_by(Draft.id)
    published = 0
    for draft_id in db.session.scalars(due).all():
        try:
            published += publish(draft_id)
        except Exception:  # nothing of it is written; the sweep of the next minute tries again
            log.exception("draft_not_published", extra={"draft": draft_id})
    return published


@transactional
def publish(draft_id: int) -> bool:
    """Make the matches of a draft with their letters. A pair that cannot be any more is skipped and says why."""
    draft = db.session.get_one(Draft, draft_id)
    take_turn(draft.cohort_id)
    by = db.session.get_one(Person, draft.published_by_id)
    if not advance(draft, frm={DraftStatus.PUBLISHING}, to=DraftStatus.PUBLISHED, published_at=now()):
        return False
    rows = sa.select(DraftRow).where(DraftRow.draft_id == draft.id, DraftRow.mentor_id.is_not(None))
    rows = rows.options(joinedload(DraftRow.mentee), joinedload(DraftRow.mentor)).order_by(DraftRow.id)
    pairs = db.session.scalars(rows).all()
    # Held until the end, so that nobody is read once a pair: writers of SQLite wait for this transaction.
    held = db.session.scalars(sa.select(Offer).where(Offer.person_id.in_({row.mentor_id for row in pairs}))).all()
    made = 0
    for row in pairs:
        made += _matched(row, draft, by)
    audit.record(by, "draft.published", draft, matches=made, mentors=len(held))
    return True


def _matched(row: DraftRow, draft: Draft, by: Person) -> bool:
    assert row.mentor is not None
    try:
        match = mentoring.assign_mentor(
            row.mentee, row.mentor, draft.cohort, by=by, recommendation=row.recommendation, reason=""
        )
    except Refusal as refusal:
        row.skipped = type(refusal).__name__
        return False
    row.match_id = match.id
    return True
