"""Search over 50,000 entries in five languages, on both databases.

    python -m tests.campaigns.search [--entries N] [--seed S]

Prints CPU of queries and the share of 200 misspelt, unaccented, inflected and translated ones that find their entry
among the first five. Exits with 1 when the median query needs more than 50 ms, or fewer than 90 % find it.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: one thread, as in a web worker

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db, transactional
from mentormatch.core.stamps import next_stamp
from mentormatch.matching.items import ItemFacts, ItemVectors
from mentormatch.search.kinds import KINDS, Kind, Shown, register
from mentormatch.search.models import EntryVector, SearchEntry
from mentormatch.search.pool import live_items
from mentormatch.search.queries import encoded, search
from mentormatch.search.reading import LISTS
from tests.campaigns.databases import DATABASES
from tests.campaigns.made_up_entries import KINDS as NAMES
from tests.campaigns.made_up_entries import MadeUpEntries, Sought
from tests.conftest import make_app, migrate
from tests.make import Make

ENTRIES, QUERIES, FIRST = 50_000, 200, 5
MOST_MILLISECONDS, LEAST_FOUND = 50.0, 0.9
CHUNK = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--seed", type=int, default=1, help="other entries, other questions, other slips")
    asked = parser.parse_args()
    number = asked.entries
    made = MadeUpEntries(asked.seed)
    _say(f"encoding {number:,} titles ...")
    items = list(made.encoded(number))
    sought = made.sought(QUERIES, number, asked.seed + 6)
    kept = [_measure(name, open_url, items, sought) for name, open_url in DATABASES.items()]
    sys.exit(not all(kept))


def _measure(name: str, database: Any, items: list[tuple[ItemFacts, ItemVectors]], sought: list[Sought]) -> bool:
    with database() as url, tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder), url)
        migrate(app)
        with app.app_context():
            KINDS.clear()
            for kind in NAMES:
                register(Kind(kind, kind, kind + "s", "info", _all_visible))  # type: ignore[arg-type]  # plain words do
            reader = Make().person(roles=[RoleName.MENTEE])
            _put(items)
            started = time.process_time()
            with live_items().fresh() as pool:
                _say(f"{name}: {len(pool):,} entries read in {time.process_time() - started:.1f} s of CPU, once")
            kept = _queries(name, reader, sought)
            db.session.remove()
            db.engine.dispose()
    return kept


def _queries(name: str, reader: Person, sought: list[Sought]) -> bool:
    waited = _waited()
    encoded.cache_clear()
    search(reader, "anything at all")  # loads the encoder
    milliseconds, found = [], Counter[str]()
    for one in sought:
        before = sum(waited)
        started = time.process_time()
        results = search(reader, one.words, limit=FIRST).results
        # What the database did is its waiting time, at most.
        milliseconds.append(1000 * (time.process_time() - started + sum(waited) - before))
        found[one.how] += one.item_id in {str(result.subject_id) for result in results}
    median, share = statistics.median(milliseconds), sum(found.values()) / len(sought)
    slow = sorted(milliseconds)[int(0.95 * len(milliseconds))]
    _say(f"{name}: CPU of a query with the database's: median {median:.1f} ms, 95 % below {slow:.1f} ms"
         f" (at most {MOST_MILLISECONDS:.0f})")  # fmt: skip
    told = ", ".join(f"{how} {count}" for how, count in found.items())
    _say(f"{name}: found among the first {FIRST}: {share:.1%} (at least {LEAST_FOUND:.0%}): {told}")
    return median <= MOST_MILLISECONDS and share >= LEAST_FOUND


def _waited() -> list[float]:
    """Seconds that each statement took, from now on."""
    begun, waited = [], []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *_: begun.append(time.perf_counter()))
    sa.event.listen(db.engine, "after_cursor_execute", lambda *_: waited.append(time.perf_counter() - begun.pop()))
    return waited


@transactional
def _put(items: list[tuple[ItemFacts, ItemVectors]]) -> None:
    stamp = next_stamp("entries")
    for start in range(0, len(items), CHUNK):
        some = items[start : start + CHUNK]
        db.session.execute(sa.insert(SearchEntry), [_row(facts, stamp) for facts, _ in some])
        vectors = [
            {"entry_id": int(facts.id), "encoder_id": one.encoder_id, "texts_stamp": stamp, "vectors": one.to_bytes()}
            for facts, one in some
        ]
        db.session.execute(sa.insert(EntryVector), vectors)


def _row(facts: ItemFacts, stamp: int) -> dict[str, Any]:
    told = {name: getattr(facts, name) for name in ("kind", "title", "text", "language", *LISTS)}
    return {"id": int(facts.id), "subject_id": int(facts.id), "stamp": stamp, "texts_stamp": stamp, **told}


def _all_visible(_reader: Person, ids: Iterable[int]) -> dict[int, Shown]:
    return {number: Shown(f"Thing {number}", "", f"/things/{number}") for number in ids}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
