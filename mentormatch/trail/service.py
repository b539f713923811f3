"""Sealing: the worker takes entries that are not sealed yet and adds a link to the chain.

Nobody who writes waits for it. Transactions of PostgreSQL commit in another order than their numbers, so entries are
sealed in the order in which they are found, not by number.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import after_commit, db, transactional
from mentormatch.trail import anchor, chain
from mentormatch.trail.about import about
from mentormatch.trail.models import AboutCohort, AboutPerson, Leaf, Seal

#: Entries under one seal; the longest that a transaction may take; how often an empty seal says that nothing was done.
BATCH, LONGEST, QUIET = 2000, timedelta(hours=1), timedelta(hours=1)


def seal_all() -> int:
    """Seal everything that waits; returns how many entries were sealed."""
    sealed = 0
    while _waits():
        found = _seal()
        sealed += found
        if found < BATCH:
            break
    return sealed


def last_seal() -> Seal | None:
    return db.session.scalar(sa.select(Seal).order_by(Seal.number.desc()).limit(1))


def horizon() -> datetime | None:
    """Whatever is older than this must be sealed: nothing waited at the last complete seal but open transactions."""
    at = db.session.scalar(sa.select(Seal.sealed_at).where(Seal.complete).order_by(Seal.number.desc()).limit(1))
    return at - LONGEST if at else None


def _waits() -> bool:
    """Whether there is anything to do, looked at before the database is locked for it."""
    last = last_seal()
    if last is None or now() - last.sealed_at >= QUIET:
        return True
    return db.session.scalar(_unsealed().with_only_columns(AuditEntry.id).limit(1)) is not None


@transactional
def _seal() -> int:
    """Add one link. Two workers at once draw the same number, and the second one looks again."""
    last, at = last_seal(), now()
    entries = db.session.scalars(_unsealed().order_by(AuditEntry.id).limit(BATCH)).all()
    if last is not None and not entries and at - last.sealed_at < QUIET:
        return 0
    leaves = [(entry.id, chain.content(entry)) for entry in entries]
    seal = Seal(
        number=last.number + 1 if last else 1,
        sealed_at=at,
        entries=len(leaves),
        complete=len(leaves) < BATCH,
        digest=chain.link(last.digest if last else chain.BEGINNING, leaves),
    )
    seal.signature = chain.signature(seal)
    db.session.add(seal)
    db.session.flush()
    number, digest = seal.number, seal.digest
    if leaves:
        db.session.execute(
            sa.insert(Leaf), [{"entry_id": entry, "seal": number, "digest": found} for entry, found in leaves]
        )
        _index(entries)
    after_commit(lambda: anchor.remember(number, digest))
    return len(leaves)


def _unsealed() -> sa.Select[AuditEntry]:
    waiting = sa.select(AuditEntry).where(~sa.exists().where(Leaf.entry_id == AuditEntry.id))
    since = horizon()
    return waiting if since is None else waiting.where(AuditEntry.at >= since)


def _index(entries: Sequence[AuditEntry]) -> None:
    """Write down whom these entries concern and in which cohorts, so that readers find them."""
    found = about(entries)
    named = set[int]().union(*(people for people, _cohorts in found.values()))
    here = set(db.session.scalars(sa.select(Person.id).where(Person.id.in_(named), Person.left_at.is_(None))))
    people, cohorts = [], []
    for entry in entries:
        at = {"at": entry.at, "entry_id": entry.id}
        concerned, places = found[entry.id]
        people += [{"person_id": person, **at} for person in sorted(concerned & here)]
        cohorts += [{"cohort_id": cohort, **at} for cohort in sorted(places)]
    if people:
        db.session.execute(sa.insert(AboutPerson), people)
    if cohorts:
        db.session.execute(sa.insert(AboutCohort), cohorts)
