"""Letters over a real mail server while the worker is killed again and again: none lost, none sent as another letter.

The worker is killed with SIGKILL at some letter or other and is there again at once; what it held is taken over when
its lease has run out. In the end the mail server's own record says what arrived, and the page of the health of the
installation, read as an admin reads it, which letters are in doubt.

    python -m tests.campaigns.outbox [--letters 3000] [--kills 100]
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db, transactional
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import IN_DOUBT, Letter, LetterStatus
from tests.bench.rows import Row, at_least, at_most, broken
from tests.campaigns.contention_world import close, make_app
from tests.campaigns.databases import DATABASES
from tests.campaigns.mail_server import Mailbox, mail_server
from tests.campaigns.outbox_worker import Pace, deliver_for_ever
from tests.campaigns.processes import kill_one, running, started, wait_until
from tests.conftest import sign_in
from tests.make import Make

LETTERS, KILLS, READERS = 3_000, 100, 20
TEMPLATE = "accounts/email/password_changed.txt"
#: In production a lease lasts for minutes.
PACE = Pace(lease=0.5, batch=200, rest=0.02)
FIRST = datetime(2026, 1, 5, 10, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--kills", type=int, default=KILLS)
    wanted = parser.parse_args()
    rows: list[Row] = []
    for kind, database in DATABASES.items():
        with database() as url:
            found = campaign(kind, url, wanted.letters, wanted.kills)
        for row in found:
            sys.stdout.write(_line(row))
        sys.stdout.flush()
        rows += found
    sys.stdout.write("a promise is not kept\n" if broken(rows) else "every promise held\n")
    sys.exit(1 if broken(rows) else 0)


def campaign(kind: str, url: str, count: int, kills: int) -> list[Row]:
    """Write the letters, deliver them by workers that are killed, and return what became of them."""
    with ExitStack() as stack:
        instance = Path(tempfile.mkdtemp(prefix="mm-outbox-"))
        stack.callback(shutil.rmtree, instance, ignore_errors=True)
        app = make_app(instance, url)
        stack.callback(close, app)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            _write(count)
        close(app)
        box = stack.enter_context(mail_server(instance))
        since = time.monotonic()
        with started(deliver_for_ever, app, box.port, PACE, log=instance / "worker.log"):
            wait_until(lambda: box.count() > 0, "a first letter")
            killed = _kill(instance / "worker", box, count, kills)
            wait_until(lambda: _is_empty(app), "an empty outbox", seconds=60 + count / 5, every=0.2)
        with app.app_context():
            return _rows(kind, app, box.arrived(), (count, kills), killed, time.monotonic() - since)


def _write(count: int) -> None:
    """Each letter says something of its own, the minute of its event, so that a repeat is known from another letter."""
    make = Make()
    people = [make.person(f"Reader {number}") for number in range(READERS)]

    @transactional
    def write() -> None:
        for number in range(count):
            at = FIRST + timedelta(minutes=number)
            letters.write(people[number % READERS], TEMPLATE, key=f"event:{number}", at=at.isoformat())

    write()


def _kill(workers: Path, box: Mailbox, count: int, kills: int) -> int:
    """Kill the worker at some letter or other, spread over all of them, and wait until it is back."""
    killed = 0
    while killed < kills:
        at = box.count()
        most = max(2 * (count - at) // (kills - killed), 1)
        due = at + random.randint(1, most) if count - at > kills - killed else at
        wait_until(lambda due=due: box.count() >= min(due, count), "the next letters")
        time.sleep(random.uniform(0, 0.02))
        killed += bool(kill_one(workers))
        wait_until(lambda: bool(running(workers)), "another worker", every=0.005)
    return killed


def _is_empty(app: Flask) -> bool:
    left = sa.select(sa.func.count()).select_from(Letter).where(Letter.status != LetterStatus.SENT)
    with app.app_context():
        return not db.session.scalar(left)


def _rows(
    kind: str, app: Flask, arrived: list[tuple[str, str]], wanted: tuple[int, int], killed: int, seconds: float
) -> list[Row]:
    count, kills = wanted
    known = {letter.message_id: letter for letter in db.session.scalars(sa.select(Letter))}
    times = Counter(name for name, _said in arrived)
    repeats = len(arrived) - len(times)
    twice = [known[name] for name, how_often in times.items() if how_often > 1 and name in known]
    doubted = [letter for letter in known.values() if letter.last_error == IN_DOUBT]
    return [
        at_least(Row(kind, "letters written", len(known), ""), count),
        at_least(Row(kind, "workers killed", killed, ""), kills),
        at_most(Row(kind, "letters lost", len(known.keys() - times.keys()), ""), 0),
        at_most(Row(kind, "letters that nobody wrote", len(times.keys() - known.keys()), ""), 0),
        at_most(Row(kind, "letters that came as two different ones", len(set(arrived)) - _different(arrived), ""), 0),
        at_most(Row(kind, "raw repeats, with the same Message-ID", repeats, ""), killed),
        at_most(Row(kind, "most repeats of one letter", max(times.values()) - 1, ""), max(killed, 1)),
        at_most(Row(kind, "repeats not marked as in doubt", len([x for x in twice if x not in doubted]), ""), 0),
        at_most(Row(kind, "letters in doubt not on the page", len(doubted) - _on_the_page(app), ""), 0),
        Row(kind, "letters in doubt, all on the page", len(doubted), ""),
        Row(kind, "seconds", seconds, ""),
    ]


def _different(arrived: list[tuple[str, str]]) -> int:
    """How many different things were said: as many as there were names, when each was said under one name."""
    return len({said for _name, said in arrived})


def _on_the_page(app: Flask) -> int:
    """How many letters in doubt the page about the health of the installation lists."""
    admin = Make().person("Ada", email="ada@campaign.example", roles=[RoleName.ADMIN])
    return sign_in(app.test_client(), admin).get("/admin/health").text.count(IN_DOUBT)


def _line(row: Row) -> str:
    return f"  {row.group:12s} {row.name:44s} {row.value:8.0f} {row.promise}{'' if row.kept else ': NOT KEPT'}\n"


if __name__ == "__main__":
    main()
