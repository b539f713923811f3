"""One free time and two hundred people who press at the same moment: one gets it, all others get a polite no.

Polite is a 409 with the reason and with other times to choose from. It is tried twice on each database: by booking at
once, and by holding the time first, as the pages do, whereupon the one who holds it books it. A pause is injected
between looking and claiming.

    python -m tests.campaigns.one_slot [CLIENTS]
"""

import html
import re
import shutil
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.db import db
from tests.campaigns.browsing import Answer, Browsing
from tests.campaigns.contended_server import served
from tests.campaigns.contention_check import doubles, rows
from tests.campaigns.contention_clients import LOCKED
from tests.campaigns.contention_world import ROUND, close, make_app, make_worlds, signed_in
from tests.campaigns.databases import DATABASES

CLIENTS = 200
WAYS = ("book", "hold")
SLOT = re.compile(r'name="slot" value="([^"]+)"')
TAKEN = "This time was taken a moment ago"
LINE = "{:12} {:6} {:>8} {:>6} {:>10} {:>12} {:>6} {:>7} {:>7} {:>8} {:>9} {:>9}  {}\n"
HEADING = (
    "",
    "",
    "clients",
    "yes",
    "polite no",
    "other times",
    "5xx",
    "other",
    "locked",
    "double",
    "sessions",
    "slowest",
)


@dataclass(frozen=True)
class Found:
    """What all were told in one go, and what SQL counts afterwards."""

    way: str
    clients: int
    yes: int
    polite: int
    #: Of the fewest that a refused one was offered.
    alternatives: int
    faults: int
    other: int
    locked: int
    doubles: int
    sessions: int
    slowest: float

    @property
    def holds(self) -> bool:
        refused = (self.faults, self.other, self.locked, self.doubles) == (0, 0, 0, 0)
        each = (self.yes, self.polite, self.sessions) == (1, self.clients - 1, 1)
        return refused and each and self.alternatives > 0

    def line(self, kind: str) -> str:
        counts = (self.clients, self.yes, self.polite, self.alternatives, self.faults, self.other, self.locked)
        end = (self.doubles, self.sessions, f"{self.slowest:.1f} s", "as promised" if self.holds else "BROKEN")
        return LINE.format(kind, self.way, *counts, *end)


def run(url: str, clients: int) -> list[Found]:
    """Both ways, on a server of its own and this empty database of PostgreSQL, or on SQLite."""
    with ExitStack() as stack:
        instance = Path(tempfile.mkdtemp(prefix="mm-one-slot-"))
        stack.callback(shutil.rmtree, instance, ignore_errors=True)
        app = make_app(instance, url)
        stack.callback(close, app)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            (world,) = make_worlds(1, mentees=clients, window_days=7)
        close(app)
        port = stack.enter_context(served(app))
        devices = signed_in(app, world.emails, port)
        found = []
        for turn, way in enumerate(WAYS):
            at = world.first + turn * ROUND
            paths = [f"/matches/{matches[0]}/{way}" for matches in world.matches]
            answers, slowest = _at_once(devices, paths, at)
            if way == "hold":
                _book_held(devices, answers, [f"/matches/{matches[0]}/book" for matches in world.matches], at)
            with app.app_context():
                found.append(_found(way, answers, at, slowest))
        return found


def _at_once(devices: list[Browsing], paths: list[str], at: datetime) -> tuple[list[Answer], float]:
    """Everybody presses when all are ready; the answers, and how long the last one waited in seconds."""
    answers: list[Answer | None] = [None] * len(devices)
    together = threading.Barrier(len(devices))

    def press(number: int) -> None:
        together.wait(60)
        answers[number] = devices[number].post(paths[number], slot=at.isoformat(), topic="The one time")

    threads = [threading.Thread(target=press, args=(number,), daemon=True) for number in range(len(devices))]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer or Answer(0, "", "") for answer in answers], time.monotonic() - started


def _book_held(devices: list[Browsing], answers: list[Answer], paths: list[str], at: datetime) -> None:
    """Whoever holds the time writes some words and books it."""
    for device, answer, path in zip(devices, answers, paths, strict=True):
        if answer.status == 303:
            booked = device.post(path, slot=at.isoformat(), topic="Held and booked")
            answer.status = 303 if "/sessions/" in booked.location else booked.status


def _found(way: str, answers: list[Answer], at: datetime, slowest: float) -> Found:
    refused = [answer for answer in answers if answer.status == 409]
    polite = [answer for answer in refused if TAKEN in answer.text]
    offered = [_others(answer, at) for answer in polite]
    yes, faults = (sum(answer.status // 100 == kind for answer in answers) for kind in (3, 5))
    sessions = sa.select(sa.func.count()).where(Booking.status == BookingStatus.BOOKED, Booking.starts_at == at)
    return Found(
        way=way,
        clients=len(answers),
        yes=yes,
        polite=len(polite),
        alternatives=min(offered, default=0),
        faults=faults,
        other=len(answers) - yes - faults - len(polite),
        locked=sum(LOCKED in answer.text for answer in answers),
        doubles=doubles(rows(db.engine)),
        sessions=db.session.scalar(sessions) or 0,
        slowest=slowest,
    )


def _others(answer: Answer, at: datetime) -> int:
    """How many times a page offers; none when it still offers the one that is gone."""
    times = {datetime.fromisoformat(html.unescape(time)) for time in SLOT.findall(answer.text)}
    return 0 if at in times else len(times)


def main(clients: int) -> int:
    sys.stdout.write(LINE.format(*HEADING, ""))
    broken = []
    for kind, database in DATABASES.items():
        with database() as url:
            for found in run(url, clients):
                sys.stdout.write(found.line(kind))
                sys.stdout.flush()
                broken += [] if found.holds else [f"{kind} {found.way}"]
    sys.stdout.write(f"broken: {', '.join(broken)}\n" if broken else "every promise held\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS))
