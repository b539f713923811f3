"""Background work. Every job is a sweep that asks the database what is due, so a lost or doubled message harms nobody.

A feature declares ``@job("letters.deliver")``; a service calls ``nudge("letters.deliver")`` to have it run as soon as
the transaction is committed; the worker runs every job once a minute anyway.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from huey import MemoryHuey, PostgresHuey, SqliteHuey, crontab
from huey.api import Huey
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy.orm import Mapped, mapped_column

from mentormatch.core.clock import now
from mentormatch.core.db import Base, after_commit, db, transactional

log = logging.getLogger(__name__)
JOBS: dict[str, Callable[[], object]] = {}


class Heartbeat(Base):
    """When the worker last said that it is alive."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class JsonSerializer(Serializer):
    """Messages are names of jobs, so JSON is enough; Huey's default would unpickle whatever is in the queue."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps({"message": data} if isinstance(data, Message) else data, default=_as_text).encode()

    def _deserialize(self, data: bytes) -> Any:
        found = json.loads(data)
        if not (isinstance(found, dict) and "message" in found):
            return found
        message = Message(*found["message"])
        return message._replace(eta=datetime.fromisoformat(message.eta)) if message.eta else message


def _as_text(value: object) -> str:
    """The time of a message that is to run later, the only value in one that JSON does not know."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(value)


def job(name: str) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Declare a sweep that the worker runs."""

    def declare(sweep: Callable[[], object]) -> Callable[[], object]:
        JOBS[name] = sweep
        return sweep

    return declare


def nudge(name: str, *, after: timedelta = timedelta()) -> None:
    """Have job ``name`` run as soon as the present transaction is committed, once however often it is asked for.

    With ``after`` that much later.
    """
    asked: set[str] = db.session().info.setdefault("nudged", set())
    if name not in asked:
        asked.add(name)
        after_commit(lambda: _enqueue(name, after))


def _enqueue(name: str, after: timedelta) -> None:
    db.session().info.pop("nudged", None)
    queue: Queue = current_app.extensions["jobs"]
    try:
        queue.enqueue(name, after)
    except Exception:  # the queue is a convenience: the sweep of the next minute does the work all the same
        log.exception("job_not_enqueued", extra={"job": name})


class Queue:
    """The application's queue: Huey on SQLite, or on PostgreSQL where the queue's address says so."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app = app
        self.huey = _huey(url)
        self._task = self.huey.task(name="run")(self.run)
        self.huey.periodic_task(crontab(), name="sweep")(self.sweep)

    def enqueue(self, name: str, after: timedelta = timedelta()) -> None:
        if after:
            self._task.schedule((name,), delay=after.total_seconds())
        else:
            self._task(name)

    def run(self, name: str) -> None:
        """Run one job; a failure is logged and the next sweep tries again."""
        with self.app.app_context():
            try:
                JOBS[name]()
            except Exception:
                log.exception("job_failed", extra={"job": name})
            finally:
                db.session.remove()

    def sweep(self) -> None:
        with self.app.app_context():
            beat()
        for name in JOBS:
            self.run(name)


def _huey(url: str) -> Huey:
    if url == "memory:":
        return MemoryHuey("mentormatch", results=False, serializer=JsonSerializer())
    if url.startswith("sqlite:///"):
        return SqliteHuey(
            "mentormatch", filename=url.removeprefix("sqlite:///"), results=False, serializer=JsonSerializer()
        )
    return PostgresHuey(
        "mentormatch",
        dsn=url.replace("postgresql+psycopg://", "postgresql://"),
        results=False,
        serializer=JsonSerializer(),
    )


@transactional
def beat() -> None:
    """Say that the worker is alive."""
    db.session.merge(Heartbeat(name="worker", at=now()))


def worker_is_alive(silent_after: timedelta) -> bool:
    last = db.session.scalar(sa.select(Heartbeat.at).where(Heartbeat.name == "worker"))
    return last is not None and now() - last <= silent_after
