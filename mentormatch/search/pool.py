"""What can be found, in the memory of this process, and kept fresh: only what has changed is read again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.stamps import Stamp
from mentormatch.matching import Encoder
from mentormatch.matching.items import ItemPool
from mentormatch.search.models import SearchEntry
from mentormatch.search.reading import item_id, items_since


class LiveItems:
    """All entries, whoever may see them: who asks for what they show asks ``Kind.visible`` besides."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._start(None)

    @contextmanager
    def fresh(self) -> Iterator[ItemPool]:
        """The pool as of now; nobody else changes it inside the block."""
        with self._lock:
            # What a transaction has written may yet be rolled back, so it is not read before its end.
            if not db.session().info.get("writing"):
                self._refresh()
            yield self._items

    def _start(self, content: datetime | None) -> None:
        self._items = ItemPool(Encoder.default().id)
        self._content, self._stamp = content, -1

    def _refresh(self) -> None:
        latest, count, content = _state()
        other = content != self._content or self._items.encoder_id != Encoder.default().id
        if other or latest < self._stamp:
            self._start(content)
        if latest == self._stamp:
            return
        self._items.fill(items_since(self._stamp))
        if len(self._items) != count:
            here = sa.select(SearchEntry.kind, SearchEntry.subject_id)
            for gone in set(self._items.ids) - {item_id(*row) for row in db.session.execute(here)}:
                self._items.remove(gone)
        self._stamp = latest


def _state() -> tuple[int, int, datetime | None]:
    """The newest change, how many there are, and when the first person came: that tells other content apart."""
    stamp = sa.select(Stamp.value).where(Stamp.name == "entries").scalar_subquery()
    count = sa.select(sa.func.count()).select_from(SearchEntry).scalar_subquery()
    first = sa.select(Person.created_at).order_by(Person.id).limit(1).scalar_subquery()
    value, number, content = db.session.execute(sa.select(stamp, count, first)).one()
    return value or 0, number, content


_POOLS: WeakKeyDictionary[sa.Engine, LiveItems] = WeakKeyDictionary()
_LOOKING = threading.Lock()


def live_items() -> LiveItems:
    """The pool of this process for the present database."""
    with _LOOKING:
        if db.engine not in _POOLS:
            _POOLS[db.engine] = LiveItems()
        return _POOLS[db.engine]
