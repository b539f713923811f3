"""Contended bookings over HTTP: nobody twice in one place, no yes without a session, no session without a yes.

Eight signed-in devices press their buttons at the same moment, round after round, for times that overlap: the same
mentor, the same mentee with two mentors, the very same time twice. Some move or cancel what they have. A pause is
injected between looking and claiming. In the end SQL, not the application, says what became of it.

The guards are proved by taking them away: without the key of the claims there must be doubles.

    python -m tests.campaigns.contention [WORD OF A SCENARIO'S NAME ...]
"""

import random
import shutil
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from flask import Flask

from mentormatch.core.db import db
from tests.campaigns.browsing import Browsing
from tests.campaigns.contention_check import Findings, doubles_now, findings
from tests.campaigns.contention_world import (
    DEVICES,
    MENTEES,
    ROUND,
    World,
    devices,
    make_app,
    make_world,
    served,
    without_key,
)
from tests.postgres import postgres

CLIENTS = MENTEES * DEVICES
ATTEMPTS = 2_000
FEWER = 600
#: How often the doubles of the moment are counted, so that a later cancellation hides none.
LOOK_EVERY = 10


@dataclass
class Record:
    """What the answers said, to be compared with the database afterwards."""

    booked: dict[int, str] = field(default_factory=dict)
    moved: dict[int, str] = field(default_factory=dict)
    cancelled: set[int] = field(default_factory=set)
    statuses: list[int] = field(default_factory=list)
    attempts: int = 0
    changes: int = 0
    seconds: list[float] = field(default_factory=list)
    doubles: int = 0


@dataclass(frozen=True)
class Scenario:
    name: str
    kind: str
    attempts: int
    has_key: bool = True
    without: str = ""


SCENARIOS = (
    Scenario("SQLite, all guards", "sqlite", ATTEMPTS),
    Scenario("PostgreSQL, all guards", "postgresql", ATTEMPTS),
    Scenario("SQLite, the key alone", "sqlite", FEWER, without="immediate"),
    Scenario("SQLite, no key, late BEGIN", "sqlite", FEWER, has_key=False, without="immediate"),
    Scenario("PostgreSQL, no key", "postgresql", FEWER, has_key=False),
)


class Client(threading.Thread):
    """One device: a fixed sequence of acts, drawn from its own seed."""

    def __init__(self, number: int, mentee: int, browsing: Browsing, campaign: "Campaign") -> None:
        super().__init__(daemon=True)
        self.mentee, self.browsing, self.campaign = mentee, browsing, campaign
        self.moves = number % DEVICES == 0  # of one mentee's devices one moves and the other cancels
        self.random = random.Random(f"{campaign.scenario.name} {number}")
        self.mine: list[int] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            for round_ in range(self.campaign.rounds):
                self.campaign.start.wait(60)
                self._act(round_)
        except BaseException as failure:
            self.failure = failure
            self.campaign.start.abort()

    def _act(self, round_: int) -> None:
        at = self.campaign.world.first + round_ * ROUND + timedelta(minutes=15 * self.random.randrange(4))
        if self.mine and self.random.random() < 0.12:
            self._change(self.mine.pop(self.random.randrange(len(self.mine))), at.isoformat())
        else:
            self._book(self.random.choice(self.campaign.world.matches[self.mentee][:3]), at.isoformat())

    def _book(self, match: int, at: str) -> None:
        answer = self._post(f"/matches/{match}/book", slot=at, topic="Contended")
        with self.campaign.lock:
            self.campaign.record.attempts += 1
        if answer is not None:
            self.mine.append(answer)
            with self.campaign.lock:
                self.campaign.record.booked[answer] = at

    def _change(self, booking: int, at: str) -> None:
        with self.campaign.lock:
            self.campaign.record.changes += 1
        if self.moves:
            if self._post(f"/sessions/{booking}/move", slot=at) is not None:
                self.campaign.record.moved[booking] = at
        elif self._post(f"/sessions/{booking}/cancel", reason="") is not None:
            self.campaign.record.cancelled.add(booking)

    def _post(self, path: str, **fields: str) -> int | None:
        """The number of the session for a yes, None for a polite no; anything else is counted by its status."""
        started = time.perf_counter()
        answer = self.browsing.post(path, **fields)
        with self.campaign.lock:
            self.campaign.record.seconds.append(time.perf_counter() - started)
            self.campaign.record.statuses.append(answer.status)
        return int(answer.location.rsplit("/", 1)[1]) if answer.status == 303 else None


class Campaign:
    """All rounds of one scenario against one server."""

    def __init__(self, scenario: Scenario, app: Flask, world: World) -> None:
        self.scenario, self.app, self.world = scenario, app, world
        self.rounds = scenario.attempts // CLIENTS + scenario.attempts // CLIENTS // 6
        self.record, self.lock = Record(), threading.Lock()
        self.start = threading.Barrier(CLIENTS, action=self._between_rounds)
        self._round = 0

    def _between_rounds(self) -> None:
        self._round += 1
        if self._round % LOOK_EVERY == 0:
            with self.app.app_context():
                self.record.doubles += doubles_now(db.engine)

    def run(self, port: int) -> Findings:
        clients = [Client(number, *device, self) for number, device in enumerate(devices(self.world, port))]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        for client in clients:
            if client.failure and not isinstance(client.failure, threading.BrokenBarrierError):
                raise client.failure
        with self.app.app_context():
            return findings(db.engine, self.record, has_key=self.scenario.has_key)


def run(scenario: Scenario) -> Findings:
    """One scenario on a database and a server of its own."""
    with ExitStack() as stack:
        instance = Path(tempfile.mkdtemp(prefix="mm-contention-"))
        stack.callback(shutil.rmtree, instance, ignore_errors=True)
        url = stack.enter_context(postgres()) if scenario.kind == "postgresql" else ""
        app = make_app(instance, url)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            world = make_world()
            db.session.remove()
        if not scenario.has_key:
            without_key(app)
        stack.callback(_close, app)
        campaign = Campaign(scenario, app, world)
        return campaign.run(stack.enter_context(served(instance, url, without=scenario.without)))


def write(line: str) -> None:
    """One line at a time, since a scenario takes minutes."""
    sys.stdout.write(line)
    sys.stdout.flush()


def _close(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


def main(wanted: list[str]) -> int:
    """Run the scenarios whose names contain one of ``wanted``, or all of them."""
    write(Findings.heading())
    faults = []
    for scenario in SCENARIOS:
        if wanted and not any(word in scenario.name for word in wanted):
            continue
        found = run(scenario)
        is_as_expected = found.is_clean(scenario.attempts) if scenario.has_key else found.doubles > 0
        write(found.line(scenario.name, is_as_expected))
        faults += [] if is_as_expected else [scenario.name]
    write("\nA yes is a 303 with a session, a no is a 409 or 422. Lost: a yes without its session.\n")
    write("Ghosts: a session without a yes. Without the key there must be doubles, or the campaign sees nothing.\n")
    write(f"broken: {', '.join(faults)}\n" if faults else "every promise held\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
