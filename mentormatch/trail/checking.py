"""Checking the whole chain: every entry against its digest, every seal against the one before and its signature."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.trail import anchor, chain
from mentormatch.trail.models import Check, Leaf, Seal
from mentormatch.trail.service import horizon

#: Faults that are kept for the page; the command prints all.
MOST_FAULTS, EVERY = 50, timedelta(days=1)
AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is broken, by a word of ours, and the number of the entry or seal where."""

    what: str
    where: int


#: What each fault means, for whoever reads the command's output.
FAULTS = {
    "entry_changed": "entry %d was changed after it was sealed",
    "entry_gone": "entry %d was deleted after it was sealed",
    "entry_appeared": "entry %d was put in afterwards: it was not there when its time was sealed",
    "seal_broken": "seal %d does not fit its entries or the seal before: something was added, removed or reordered",
    "seal_unsigned": "seal %d was not signed with this installation's key",
    "seal_gone": "seal %d is missing",
    "cut": "seal %d was made here and is no longer there, or another one is: the end was cut, or a backup restored",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a check saw: entries that are sealed, until when, and what is broken."""

    entries: int
    seals: int
    sealed_until: datetime | None
    faults: list[Fault]


def check() -> Found:
    """Check everything. Reads each entry once, some thousands at a time."""
    seals = list(db.session.scalars(sa.select(Seal).order_by(Seal.number)))
    faults = [*_numbers(seals)]
    entries, before = 0, chain.BEGINNING
    sealed = _leaves()
    waiting = next(sealed, None)
    for seal in seals:
        leaves: list[tuple[int, bytes]] = []
        while waiting is not None and waiting[0] <= seal.number:
            number, rows = waiting
            found = [*rows]
            faults += _entries(found)
            leaves += [(row.leaf_id, row.digest) for row in found]
            if number != seal.number:
                faults.append(Fault("seal_gone", number))
            waiting = next(sealed, None)
        entries += len(leaves)
        faults += _seal(seal, before, leaves)
        before = seal.digest
    while waiting is not None:
        faults.append(Fault("seal_gone", waiting[0]))
        faults += _entries([*waiting[1]])
        waiting = next(sealed, None)
    faults += _appeared()
    faults += _cut({seal.number: seal.digest for seal in seals})
    return Found(entries, len(seals), seals[-1].sealed_at if seals else None, faults)


@transactional
def keep(found: Found) -> None:
    """Keep what a check found for the page."""
    faults = [{"what": fault.what, "where": fault.where} for fault in found.faults[:MOST_FAULTS]]
    kept = Check(id=1, checked_at=now(), sealed_until=found.sealed_until, entries=found.entries, faults=faults)
    db.session.merge(kept)


def last_check() -> Check | None:
    return db.session.get(Check, 1)


def check_when_due() -> bool:
    """Check once a day; returns whether it was time."""
    last = last_check()
    if last is not None and now() - last.checked_at < EVERY:
        return False
    keep(check())
    return True


def _numbers(seals: list[Seal]) -> Iterator[Fault]:
    there = {seal.number for seal in seals}
    yield from (Fault("seal_gone", number) for number in range(1, max(there, default=0)) if number not in there)


def _seal(seal: Seal, before: str, leaves: list[tuple[int, bytes]]) -> Iterator[Fault]:
    if not hmac.compare_digest(seal.signature, chain.signature(seal)):
        yield Fault("seal_unsigned", seal.number)
    if seal.entries != len(leaves) or seal.digest != chain.link(before, leaves):
        yield Fault("seal_broken", seal.number)


def _entries(rows: list[Any]) -> Iterator[Fault]:
    for row in rows:
        if row.id is None:
            yield Fault("entry_gone", row.leaf_id)
        elif chain.content(row) != row.digest:
            yield Fault("entry_changed", row.leaf_id)


def _leaves() -> Iterator[tuple[int, Iterator[Any]]]:
    """Leaves with their entries, seal by seal."""
    found = sa.select(Leaf.entry_id.label("leaf_id"), Leaf.seal, Leaf.digest, *AuditEntry.__table__.c)
    found = found.outerjoin(AuditEntry, AuditEntry.id == Leaf.entry_id).order_by(Leaf.seal, Leaf.entry_id)
    rows = db.session.execute(found.execution_options(yield_per=AT_ONCE))
    return groupby(rows, key=lambda row: row.seal)


def _appeared() -> Iterator[Fault]:
    since = horizon()
    if since is None:
        return
    strange = sa.select(AuditEntry.id).where(AuditEntry.at < since, ~sa.exists().where(Leaf.entry_id == AuditEntry.id))
    yield from (Fault("entry_appeared", number) for number in db.session.scalars(strange.order_by(AuditEntry.id)))


def _cut(digests: dict[int, str]) -> Iterator[Fault]:
    lost = {number for number, digest in anchor.remembered() if digests.get(number) != digest}
    yield from (Fault("cut", number) for number in sorted(lost))
