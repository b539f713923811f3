"""A hundred students press "send" around the last second of a posting, over HTTP, on both databases.

Half press just before the deadline, half just after it; they reach the server in whatever order the network gives. In
the end SQL says: who has an application was let in before the deadline by the database's clock, each has one, with one
letter; everybody else was refused with the sentence that names the deadline. A worker sweeps all the while. On a busy
machine many of those who pressed in time stand before the door when it is shut: 2 processes with 4 threads take in
eight at once.

    python -m tests.campaigns.last_second [CLIENTS]
"""

import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.moment import database_moment
from mentormatch.internships.models import Application, Posting
from mentormatch.internships.service import sweep
from mentormatch.notifications.models import Letter
from tests.campaigns.browsing import Browsing
from tests.campaigns.contended_server import Terms, served
from tests.campaigns.contention_world import close, make_app, signed_in
from tests.campaigns.databases import DATABASES
from tests.internships.make import cv, firm, published
from tests.make import Make

CLIENTS = 100
#: What a refusal says, before the deadline as the clock there shows it.
CLOSED = "Applications closed on"
#: How far before and after the deadline people press.
SPREAD = 0.6
LINE = "{:12} {:>8} {:>6} {:>8} {:>6} {:>6} {:>9} {:>9}  {}\n"
HEADING = ("", "clients", "sent", "refused", "late", "told", "untold", "slowest", "")


@dataclass(frozen=True)
class Found:
    """``late`` applications were sent at the deadline or after it; ``untold`` got neither letter nor sentence."""

    clients: int
    sent: int
    refused: int
    late: int
    letters: int
    untold: int
    slowest: float

    @property
    def holds(self) -> bool:
        whole = self.sent + self.refused == self.clients and self.letters == self.sent
        return whole and self.sent > 0 and self.refused > 0 and not (self.late or self.untold)

    def line(self, kind: str) -> str:
        said = "as promised" if self.holds else "BROKEN"
        counts = (self.clients, self.sent, self.refused, self.late, self.letters, self.untold)
        return LINE.format(kind, *counts, f"{self.slowest:.1f} s", said)


def run(url: str, clients: int) -> Found:
    """On a server of its own and this empty database of PostgreSQL, or on SQLite."""
    with ExitStack() as stack:
        instance = Path(tempfile.mkdtemp(prefix="mm-last-second-"))
        stack.callback(shutil.rmtree, instance, ignore_errors=True)
        app = make_app(instance, url)
        stack.callback(close, app)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            posting_id, people = _world(clients)
        close(app)
        port = stack.enter_context(served(app, Terms()))
        emails = {person: email for person, (email, _version) in people.items()}
        devices = dict(zip(emails, signed_in(app, emails.values(), port), strict=True))
        deadline = _deadline_in(app, posting_id, 4.0)
        answers, slowest = _press(app, posting_id, people, devices, deadline)
        with app.app_context():
            return _found(posting_id, answers, clients, slowest)


def _world(clients: int) -> tuple[int, dict[int, tuple[str, int]]]:
    make = Make()
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    posting = published(firm(cora), cora, questions=())
    people = [make.mentee(f"Student {number}") for number in range(clients)]
    return posting.id, {person.id: (person.email, cv(person).id) for person in people}


def _deadline_in(app: Flask, posting_id: int, seconds: float) -> float:
    """Have the deadline so many seconds from now, by the database's clock; returns when that is by ours."""
    with app.app_context():
        at = database_moment() + timedelta(seconds=seconds)
        db.session.execute(sa.update(Posting).where(Posting.id == posting_id).values(deadline_at=at))
        db.session.commit()
        left = (at - now()).total_seconds()
        db.session.remove()
    return time.monotonic() + left


def _press(
    app: Flask, posting_id: int, people: dict[int, tuple[str, int]], devices: dict[int, Browsing], deadline: float
) -> tuple[dict[int, Any], float]:
    answers: dict[int, Any] = {}
    took: list[float] = []

    def one(person: int, version: int, offset: float) -> None:
        time.sleep(max(deadline + offset - time.monotonic(), 0))
        started = time.monotonic()
        try:
            answers[person] = devices[person].post(f"/internships/{posting_id}/apply", version=str(version))
        except OSError:
            answers[person] = None
        took.append(time.monotonic() - started)

    done = threading.Event()
    sweeper = threading.Thread(target=_sweep_until, args=(app, done), daemon=True)
    sweeper.start()
    last = max(len(people) - 1, 1)
    threads = [
        threading.Thread(target=one, args=(person, version, SPREAD * (2 * place / last - 1)), daemon=True)
        for place, (person, (_email, version)) in enumerate(people.items())
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    sweeper.join()
    return answers, max(took)


def _sweep_until(app: Flask, done: threading.Event) -> None:
    while not done.is_set():
        with app.app_context():
            sweep()
            db.session.remove()
        time.sleep(0.05)


def _found(posting_id: int, answers: dict[int, Any], clients: int, slowest: float) -> Found:
    posting = db.session.get_one(Posting, posting_id)
    sent = {one.person_id: one for one in db.session.scalars(sa.select(Application))}
    written = sa.select(Letter.person_id).where(Letter.template == "internships/email/received.txt")
    told = Counter(db.session.scalars(written))
    refused = {who for who, one in answers.items() if one is not None and one.status == 409 and CLOSED in one.text}
    good = {who for who, answer in answers.items() if answer is not None and answer.status in (302, 303)}
    return Found(
        clients=clients,
        sent=len(sent),
        refused=len(refused),
        late=sum(one.sent_at >= posting.deadline_at for one in sent.values()),
        letters=sum(told[who] == 1 for who in sent),
        untold=clients - len(refused) - len(good) + len(refused & set(sent)) + len(good ^ set(sent)),
        slowest=slowest,
    )


def main(clients: int) -> int:
    sys.stdout.write(LINE.format(*HEADING))
    broken = []
    for kind, database in DATABASES.items():
        with database() as url:
            found = run(url, clients)
        sys.stdout.write(found.line(kind))
        sys.stdout.flush()
        broken += [] if found.holds else [kind]
    sys.stdout.write(f"broken: {', '.join(broken)}\n" if broken else "every promise held\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS))
