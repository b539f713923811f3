"""The queue and the list of people with 50,000 rows each or more, on SQLite: statements and CPU of the server.

    python -m tests.campaigns.queue_table

Writes a programme into a database of its own, asks for the first page and for every filter and every order of both
tables, and exits with 1 when a first page needs more than 10 statements or 80 ms of CPU, or another page more than 150.
A figure is the median of five requests, after one that fills what a process keeps.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: one thread, as in a web worker

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts.models import RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.programmes.models import EnrolledAs
from mentormatch.queue.models import Kind
from mentormatch.queue.policy import BANDS, EXPIRING, LAST_PAGE, Assigned, Sort
from mentormatch.queue.queries import legs, own
from mentormatch.relationship.sweeps import take_pulses
from tests.campaigns import queue_world
from tests.conftest import make_app, migrate, sign_in
from tests.make import Make

TIMES = 5
MOST_STATEMENTS, MOST_FIRST, MOST_OTHER = 10, 80.0, 150.0
QUEUE, PEOPLE = "/coordinator/queue", "/coordinator/people"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        app.test_client_class = FlaskClient  # the suite's own client works inside a test's context only
        migrate(app)
        client = _world(app)
        failures = _measure(app, client)
        with app.app_context():
            db.engine.dispose()
    sys.exit(bool(failures))


def _world(app: Flask) -> FlaskClient:
    with app.app_context():
        make = Make()
        cohorts = [make.cohort("Autumn", default=True), make.cohort("Spring")]
        cora = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
        for cohort in cohorts:
            make.enrol(cora, cohort, EnrolledAs.COORDINATOR)
        queue_world.fill(cora, cohorts)
        started = time.process_time()
        take_pulses()
        first, started = time.process_time() - started, time.process_time()
        take_pulses()
        again = time.process_time() - started
        _say(f"the worker looks at 10,000 matches: {first:.2f} s of CPU, afterwards {again:.2f} s")
        found = own.everything_for(cora)
        for kind in Kind:
            waiting = sum(_count(leg) for leg in legs.legs(kind, found))
            assert waiting == queue_world.A_KIND, (kind, waiting)
        return sign_in(app.test_client(), cora)


def _count(leg: legs.Leg) -> int:
    return len(db.session.execute(leg, {"soon": now() + EXPIRING}).all())


def _measure(app: Flask, client: FlaskClient) -> list[str]:
    sent: list[str] = []
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *arguments: sent.append(arguments[2]))
    failures = []
    for path, is_first in _pages():
        client.get(path)
        milliseconds, statements = [], []
        for _time in range(TIMES):
            sent.clear()
            milliseconds.append(_cpu(client, path))
            statements.append(sum(not one.startswith(("BEGIN", "PRAGMA")) for one in sent))
        spent, most = statistics.median(milliseconds), MOST_FIRST if is_first else MOST_OTHER
        fails = spent > most or (is_first and max(statements) > MOST_STATEMENTS)
        failures += [path] if fails else []
        _say(f"{spent:7.1f} ms {max(statements):3} statements {'TOO MUCH ' if fails else ''}{path}")
    _say(f"at most {MOST_FIRST:.0f} ms and {MOST_STATEMENTS} statements first, {MOST_OTHER:.0f} ms with a filter or order")
    return failures


def _pages() -> Iterator[tuple[str, bool]]:
    yield QUEUE, True
    for kind in Kind:
        yield f"{QUEUE}?kind={kind.value}", False
    for sort in Sort:
        yield f"{QUEUE}?sort={sort.value}", False
        yield f"{QUEUE}?sort={sort.value}&dir=desc", False
    for filtered in (
        *(f"band={band}" for band in BANDS),
        *(f"assigned={one.value}" for one in Assigned),
        "cohort=1", "q=rossi", "q=zzz", "q=31415", "q=ada+rossi", f"page={LAST_PAGE}",
    ):  # fmt: skip
        yield f"{QUEUE}?{filtered}", False
    yield PEOPLE, True
    for filtered in (
        "role=mentee", "role=mentor", "cohort=1", "q=rossi", "q=zzz", "q=31415", "q=ada+rossi", "q=analyst", "page=20",
        *(f"sort={sort}{way}" for sort in ("name", "email", "joined", "role") for way in ("", "&dir=desc")),
    ):  # fmt: skip
        yield f"{PEOPLE}?{filtered}", False


def _cpu(client: FlaskClient, path: str) -> float:
    started = time.process_time()
    answer = client.get(path)
    spent = time.process_time() - started
    assert answer.status_code == 200, answer.status
    return spent * 1000


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
