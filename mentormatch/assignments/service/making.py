"""The worker makes drafts: one is claimed by a lease, computed outside of any transaction, and written at once.

A worker that is killed leaves a lease behind. When it has run out, another one begins the draft anew; of the first
nothing is left, because rows are written in one transaction with the status.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from mentormatch.assignments import queries
from mentormatch.assignments.models import Draft, DraftRow, DraftStatus, Failure, RuleKind
from mentormatch.assignments.service.asking import JOB
from mentormatch.assignments.service.publishing import publish_due
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.jobs import job
from mentormatch.matching import InfeasibleLocks
from mentormatch.recommendations.cohorts import Pairs, Proposal, propose

log = logging.getLogger(__name__)
#: A worker tells of itself every second, so a lease of minutes is that of a dead one.
LEASE, TELL_EVERY = timedelta(minutes=2), 1.0


class Stopped(Exception):
    """Somebody stopped the draft, or another worker has it."""


@job(JOB)
def run_due() -> None:
    """The worker's turn: publish what is to be published, then make every draft that waits."""
    publish_due()
    make_drafts()


def make_drafts() -> int:
    """Make every draft that waits; returns how many were made."""
    made = 0
    while (claimed := _claim(uuid4().hex)) is not None:
        made += _make(*claimed)
    return made


def _make(draft_id: int, run: str) -> bool:
    try:
        found = _computed(draft_id, run)
    except Stopped:
        return False
    except InfeasibleLocks:
        log.info("draft_rules_contradict", exc_info=True)
        return _fail(draft_id, run, Failure.RULES_CONTRADICT)
    except Exception:
        log.exception("draft_crashed", extra={"draft": draft_id})
        return _fail(draft_id, run, Failure.CRASHED)
    return _fail(draft_id, run, found) if isinstance(found, Failure) else _store(draft_id, run, found)


@transactional
def _claim(run: str) -> tuple[int, str] | None:
    """Take the oldest draft that waits, or whose worker has gone silent; None when there is none."""
    at = now()
    lost = sa.and_(Draft.status == DraftStatus.RUNNING, Draft.leased_until < at)
    first = sa.select(Draft.id).where(sa.or_(Draft.status == DraftStatus.QUEUED, lost)).order_by(Draft.id).limit(1)
    draft_id = db.session.scalar(
        sa.update(Draft)
        .where(Draft.id == first.with_for_update(skip_locked=True).scalar_subquery())
        .values(status=DraftStatus.RUNNING, run=run, progress=0, leased_until=at + LEASE)
        .returning(Draft.id)
        .execution_options(synchronize_session=False)
    )
    return (draft_id, run) if draft_id is not None else None


def _computed(draft_id: int, run: str) -> Proposal | Failure:
    draft = db.session.get_one(Draft, draft_id)
    mentees, places = queries.who_waits(draft.cohort_id), queries.free_places(draft.cohort_id, most_new=draft.most_new)
    if not mentees or not places:
        return Failure.NO_PLACES if mentees else Failure.NOBODY_WAITS
    together, apart = _rules(draft, mentees)
    return propose(
        mentees,
        places,
        objective=draft.objective,
        together=together,
        apart=apart,
        progress=_telling(draft_id, run),
    )


def _rules(draft: Draft, mentees: dict[int, str]) -> tuple[Pairs, Pairs]:
    """The pairs to be put together and kept apart; rules about somebody who no longer waits rest."""
    together = queries.pairs_by_rule(draft.cohort_id, RuleKind.TOGETHER)
    apart = queries.pairs_by_rule(draft.cohort_id, RuleKind.APART)
    if draft.new_faces:
        apart += queries.former_pairs(draft.cohort_id)
    if draft.other_organisations:
        apart += queries.colleagues(draft.cohort_id)
    fixed = [pair for pair in together if pair[0] in mentees]
    return fixed, [pair for pair in apart if pair not in set(fixed)]


def _telling(draft_id: int, run: str) -> Callable[[float], None]:
    """A listener that writes the progress down now and then; raises Stopped when the draft is no longer ours."""
    told = time.monotonic()

    def tell(share: float) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_EVERY:
            told = time.monotonic()
            if not _update(draft_id, run, progress=min(int(share * 100), 99), leased_until=now() + LEASE):
                raise Stopped

    return tell


@transactional
def _store(draft_id: int, run: str, found: Proposal) -> bool:
    figures = {"total": found.total, "worst": found.worst, "bound": found.bound, "blocking_pairs": found.blocking_pairs}
    done = {"status": DraftStatus.READY, "progress": 100, "finished_at": now(), "ranker": found.ranker}
    if not _update(draft_id, run, **done, **figures):
        return False
    matched = [
        {
            "draft_id": draft_id,
            "mentee_id": pair.mentee_id,
            "mentor_id": pair.mentor_id,
            "score": pair.score,
            "recommendation": pair.recommendation,
        }
        for pair in found.pairs
    ]
    others = [
        {"draft_id": draft_id, "mentee_id": mentee, "unmatched": code} for mentee, code in found.unmatched.items()
    ]
    for rows in filter(None, (matched, others)):
        db.session.execute(sa.insert(DraftRow), rows)
    return True


@transactional
def _fail(draft_id: int, run: str, why: Failure) -> bool:
    return _update(draft_id, run, status=DraftStatus.FAILED, failure=why, finished_at=now())


@transactional
def _update(draft_id: int, run: str, **values: object) -> bool:
    """Write to a draft that this worker still holds; False when it does not."""
    held = sa.update(Draft).where(Draft.id == draft_id, Draft.run == run, Draft.status == DraftStatus.RUNNING)
    return bool(changed(held.values(**values).execution_options(synchronize_session=False)))
