"""The application as campaigns serve it: with a pause in the gap, and with guards taken away on demand.

It is served as ``flask start`` does, by processes that are forked from one that has imported everything. Each notes its
number, so that a campaign can kill it. ``Terms`` say which guard is missing: ``immediate`` gives SQLite back its
driver's own late BEGIN, and lets everybody write at once; ``places`` lets a place of an event be taken because it was
free when the request began. The key of the claims is taken away in the database itself.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection

import sqlalchemy as sa
from flask import Flask, g, request

from mentormatch import app as application
from mentormatch.calendar.service import claims
from mentormatch.commands import WEB_THREADS, WEB_WORKERS, Server
from mentormatch.core import db as database
from mentormatch.core import idempotency
from mentormatch.core.db import db
from mentormatch.events.models import Event
from mentormatch.events.service import taking
from mentormatch.sessions import service as sessions
from mentormatch.web.rest import calls
from tests.campaigns.contention_world import close, make_app
from tests.campaigns.processes import note, started, wait_until
from tests.ports import free_port


def _pause() -> None:
    """Up to a hundredth of a second: long enough for everybody else to look at what is about to be taken."""
    time.sleep(random.uniform(0.002, 0.01))


def _listen_without_immediate(engine: sa.Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def _connect(connection: object, _record: object) -> None:
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _take_what_was_free(app: Flask) -> None:
    """Places of events are taken by what was seen before the transaction; nothing else stands in the way."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sa.event.listen(db.engine, "connect", lambda raw, _: raw.execute("PRAGMA ignore_check_constraints=ON"))

    @app.before_request
    def _look() -> None:
        g.was_free = None
        if number := (request.view_args or {}).get("event_id"):
            seen = sa.select(sa.or_(Event.capacity.is_(None), Event.taken < Event.capacity)).where(Event.id == number)
            g.was_free = db.session.scalar(seen)
            _pause()

    def take(event: Event) -> bool:
        more = sa.update(Event).where(Event.id == event.id).values(taken=Event.taken + 1)
        if g.was_free:
            db.session.execute(more.execution_options(synchronize_session=False))
        return bool(g.was_free)

    taking.take_place = take
    taking.lock = lambda _event: db.session.expire_all()


@dataclass(frozen=True)
class Terms:
    """Which guard is missing, and for how many seconds a deed without an answer counts as being done."""

    without: str = ""
    lost_after: float = idempotency.LOST_AFTER.total_seconds()


@contextmanager
def served(app: Flask, terms: Terms = Terms()) -> Iterator[int]:
    """The application under gunicorn, as in production: 2 processes with 4 threads each. Yields the port."""
    port, log = free_port(), app.extensions["settings"].instance / "server.log"
    with started(_serve, app, port, terms, log=log):
        try:
            wait_until(lambda: _answers(port), "a server")
        except RuntimeError as silence:
            raise RuntimeError(log.read_text()) from silence
        yield port


def _serve(app: Flask, port: int, terms: Terms) -> None:
    claims.pause_before_claim = taking.pause_before_taking = _pause
    sessions.DEEDS_AN_HOUR = sessions.HOLDS_AN_HOUR = calls.MOST_A_MINUTE = 1_000_000
    idempotency.LOST_AFTER = timedelta(seconds=terms.lost_after)
    settings = app.extensions["settings"]
    if terms.without == "places":
        _take_what_was_free(app)
    if terms.without == "immediate":
        application.listen_to = _listen_without_immediate
        database.turn_to_write = nullcontext
        app = make_app(settings.instance, settings.database_url)
        settings = app.extensions["settings"]
        close(app)
    settings.public_url = f"http://127.0.0.1:{port}"
    Server(
        app,
        bind=f"127.0.0.1:{port}",
        workers=WEB_WORKERS,
        threads=WEB_THREADS,
        worker_class="gthread",
        timeout=120,
        loglevel="critical",  # that a process was killed is no news
        post_fork=lambda _server, worker: note(settings.instance / "server", worker.pid),
    ).run()


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/sign-in")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
