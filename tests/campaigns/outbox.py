"""Letters over a real mail server while the worker is killed again and again: none lost, none sent as another letter.

A worker is a process of its own, killed with SIGKILL at some letter or other; the next one takes over when the lease
of what it held has run out. In the end the mail server's own record says what arrived.

    python -m tests.campaigns.outbox [--letters 3000] [--kills 100]
"""

import argparse
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from aiosmtpd.controller import Controller

from mentormatch.core.db import db, transactional
from mentormatch.notifications import queries
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import IN_DOUBT, Letter, LetterStatus
from tests.bench.rows import Row, at_least, at_most, broken
from tests.campaigns.contention_world import make_app
from tests.campaigns.outbox_worker import deliver_for_ever
from tests.make import Make
from tests.ports import free_port
from tests.postgres import postgres

LETTERS, KILLS, READERS = 3_000, 100, 20
TEMPLATE = "accounts/email/password_changed.txt"
#: A worker that delivers nothing for so long is stuck.
PATIENCE = 120.0


class Mailbox:
    """A mail server that takes everything and remembers the name of each letter."""

    def __init__(self) -> None:
        """Start empty."""
        self.arrived: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.arrived.append(message_from_bytes(envelope.content)["Message-ID"])
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[Mailbox, int]]:
    """Serve a mailbox on a port of this machine."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield box, controller.port
    finally:
        controller.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--kills", type=int, default=KILLS)
    wanted = parser.parse_args()
    rows: list[Row] = []
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="outbox-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        for name, url in (
            ("SQLite", f"sqlite:///{folder / 'app.db'}"),
            ("PostgreSQL", stack.enter_context(postgres())),
        ):
            rows += campaign(name, folder / name, url, wanted.letters, wanted.kills)
    for row in rows:
        sys.stdout.write(
            f"  {row.group:12s} {row.name:44s} {row.value:8.0f} {row.promise}{'' if row.kept else ': NOT KEPT'}\n"
        )
    sys.exit(1 if broken(rows) else 0)


def campaign(name: str, instance: Path, url: str, count: int, kills: int) -> list[Row]:
    """Write the letters, deliver them by workers that are killed, and return what became of them."""
    app = make_app(instance, url)
    with app.app_context(), mail_server() as (box, port):
        app.extensions["alembic"].upgrade()
        _write(count)
        lives = _deliver(box, (str(instance), url, port), count, kills)
        return _rows(name, box, count, lives)


def _write(count: int) -> None:
    make = Make()
    people = [make.person(f"Reader {number}") for number in range(READERS)]

    @transactional
    def write() -> None:
        for number in range(count):
            letters.write(people[number % READERS], TEMPLATE, key=f"event:{number}", at="2026-01-05T10:00:00+00:00")

    write()
    db.session.remove()


def _deliver(box: Mailbox, settings: tuple[str, str, int], count: int, kills: int) -> int:
    """Run one worker after the other until all is delivered; return how many were killed."""
    # A server that forks: a worker then begins in a tenth of a second, with everything imported.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.campaigns.outbox_worker"])
    killed = 0
    while _open_letters():
        worker = context.Process(target=deliver_for_ever, args=settings)
        worker.start()
        if killed < kills:
            _wait_until(
                box,
                len(box.arrived) + random.randint(1, max(2 * (count - len(set(box.arrived))) // (kills - killed), 1)),
            )
            time.sleep(random.uniform(0, 0.02))
            killed += 1
        else:
            _wait_until(box, None)
        worker.kill()
        worker.join()
    return killed


def _wait_until(box: Mailbox, arrived: int | None) -> None:
    """Wait for so many letters, or for all, or until nothing is left to do."""
    started = time.monotonic()
    while (arrived is None or len(box.arrived) < arrived) and _open_letters():
        if time.monotonic() - started > PATIENCE:
            raise RuntimeError("the worker does not deliver")
        time.sleep(0.005 if arrived is not None else 0.1)


def _open_letters() -> int:
    left = sa.select(sa.func.count()).select_from(Letter).where(Letter.status != LetterStatus.SENT)
    found = db.session.scalar(left) or 0
    db.session.rollback()
    return found


def _rows(name: str, box: Mailbox, count: int, killed: int) -> list[Row]:
    known = {letter.message_id: letter for letter in db.session.scalars(sa.select(Letter))}
    times = Counter(box.arrived)
    repeats = sum(times.values()) - len(times)
    repeated = [known[one] for one, how_often in times.items() if how_often > 1 and one in known]
    unlisted = [letter for letter in repeated if letter.last_error != IN_DOUBT]
    listed = queries.in_trouble(limit=count)
    return [
        at_least(_row(name, "workers killed", killed), 1),
        at_most(_row(name, "letters lost", len(known.keys() - times.keys())), 0),
        at_most(_row(name, "letters that nobody wrote", len(times.keys() - known.keys())), 0),
        at_most(_row(name, "raw repeats, with the same Message-ID", repeats), killed),
        at_most(_row(name, "repeats that are not listed as in doubt", len(unlisted)), 0),
        _row(name, "listed as in doubt", len(listed)),
    ]


def _row(group: str, name: str, value: int) -> Row:
    return Row(group, name, value, "")


if __name__ == "__main__":
    main()
