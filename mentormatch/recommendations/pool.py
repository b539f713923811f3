"""The mentors of this process, ready to be ranked, and kept fresh: only what has changed is read again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.stamps import Stamp
from mentormatch.matching import MentorPool
from mentormatch.recommendations import facts


class LivePool:
    """All mentors that may be ranked in any cohort, so that a score does not depend on the cohort one asks from."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._start()

    @contextmanager
    def fresh(self) -> Iterator[MentorPool]:
        """The pool as of now; nobody else changes it inside the block."""
        with self._lock:
            self._refresh()
            yield self._mentors

    def _start(self, content: datetime | None = None) -> None:
        self._mentors = MentorPool(encode=False)
        self._content = content
        self._stamp = -1
        #: Read inside a transaction that may yet be rolled back: read again next time, whatever their stamp.
        self._doubtful: set[int] = set()

    def _refresh(self) -> None:
        latest, content = _state()
        if content != self._content or latest < self._stamp:
            self._start(content)
        if latest == self._stamp and not self._doubtful:
            return
        asked = sa.or_(Person.facts_stamp > self._stamp, Person.id.in_(self._doubtful))
        records = {record.person_id: record for record in facts.mentor_records(asked)}
        for gone in self._doubtful - records.keys():
            self._drop(str(gone))
        self._mentors.fill((record.facts, record.vectors) for record in records.values() if record.listed)
        for record in records.values():
            if not record.listed:
                self._drop(record.facts.id)
        if db.session().info.get("writing"):
            self._doubtful |= records.keys()
        else:
            self._stamp, self._doubtful = latest, set()

    def _drop(self, mentor_id: str) -> None:
        if mentor_id in self._mentors:
            self._mentors.remove(mentor_id)


def _state() -> tuple[int, datetime | None]:
    """The newest change of a fact, and when the first person came: together they tell a restored backup, or the next
    test's tables, from the content that was read."""
    stamp = sa.select(Stamp.value).where(Stamp.name == "facts").scalar_subquery()
    first = sa.select(Person.created_at).order_by(Person.id).limit(1).scalar_subquery()
    value, content = db.session.execute(sa.select(stamp, first)).one()
    return value or 0, content


_POOLS: WeakKeyDictionary[sa.Engine, LivePool] = WeakKeyDictionary()
_LOOKING = threading.Lock()


def live_pool() -> LivePool:
    """The pool of this process for the present database."""
    with _LOOKING:
        if db.engine not in _POOLS:
            _POOLS[db.engine] = LivePool()
        return _POOLS[db.engine]
