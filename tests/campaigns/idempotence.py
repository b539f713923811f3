"""Calls that are sent again: every key has one effect, and all its copies read the same answer.

Each key names one booking by the API, or one form: a message, a file, a concern. Ten copies of it leave at the same
moment, each on a connection of its own, to a server of two processes, which pauses in the gap between looking and
claiming. Afterwards SQL says how many effects, audit rows, letters and counted deeds there are. Without the key the
calendar still books once, but the deed is done again for every copy, and so is every form: the last scenarios show it,
so that this campaign is known to see something.

    python -m tests.campaigns.idempotence [WORD OF A SCENARIO'S NAME ...]
"""

import json
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import sqlalchemy as sa

from mentormatch.accounts import queries, tokens
from mentormatch.core.db import db
from tests.campaigns.contended_server import served
from tests.campaigns.contention_world import MENTEES, ROUND, World, close, make_app, make_world
from tests.campaigns.repeated_forms import Forms, make_authors
from tests.postgres import postgres

KEYS, COPIES = 300, 10
FEWER = 30
LINE = "{:28} {:>6} {:>8} {:>11} {:>8} {:>7} {:>8} {:>6} {:>8}\n"
BOOKINGS = {
    "effects": "SELECT count(*) FROM booking",
    "audited": "SELECT count(*) FROM audit_entry WHERE action = 'booking.booked'",
    "letters": "SELECT count(*) FROM letter WHERE template LIKE '%booked%'",
    "deeds": "SELECT coalesce(sum(count), 0) FROM tries WHERE key LIKE 'session:%'",
}
FORMS = {
    "effects": "SELECT (SELECT count(*) FROM message) + (SELECT count(*) FROM match_file) + count(*) FROM concern",
    "audited": "SELECT count(*) FROM audit_entry WHERE action IN ('message.written', 'file.shared', 'concern.raised')",
    "letters": "SELECT count(*) FROM letter WHERE template LIKE 'concerns/%'",
    "deeds": "SELECT coalesce(sum(count), 0) FROM tries"
    " WHERE key LIKE 'message:%' OR key LIKE 'file:%' OR key LIKE 'concern:%'",
}
Send = Callable[[int], tuple[int, str]]


@dataclass(frozen=True)
class Scenario:
    name: str
    kind: str
    keys: int = KEYS
    has_key: bool = True
    of_forms: bool = False

    @property
    def expected(self) -> dict[str, int]:
        """A booking is told to two people, a concern to who raised it; messages are told later, files never."""
        letters = self.keys // 3 if self.of_forms else 2 * self.keys
        return {"effects": self.keys, "audited": self.keys, "letters": letters, "deeds": self.keys}


SCENARIOS = (
    Scenario("SQLite", "sqlite"),
    Scenario("PostgreSQL", "postgresql"),
    Scenario("forms, SQLite", "sqlite", of_forms=True),
    Scenario("forms, PostgreSQL", "postgresql", of_forms=True),
    Scenario("SQLite, no key", "sqlite", FEWER, has_key=False),
    Scenario("PostgreSQL, no key", "postgresql", FEWER, has_key=False),
    Scenario("forms, SQLite, no key", "sqlite", FEWER, has_key=False, of_forms=True),
    Scenario("forms, PostgreSQL, no key", "postgresql", FEWER, has_key=False, of_forms=True),
)


@dataclass
class Found:
    """What the copies of each key were told, and what SQL counts."""

    scenario: Scenario
    told: list[list[tuple[int, str]]]
    counted: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def consistent(self) -> int:
        """Copies that were told what the first one was told, and were told yes."""
        return sum(answers.count(answers[0]) for answers in self.told if answers[0][0] in {201, 303})

    @property
    def holds(self) -> bool:
        if not self.scenario.has_key:
            return self.counted["deeds"] > self.scenario.keys
        return self.consistent == self.scenario.keys * COPIES and self.counted == self.scenario.expected


class Copies:
    """Ten senders, each with all calls; the barrier lets the copies of one key go together."""

    def __init__(self, keys: int, send: Send) -> None:
        self.send = send
        self.start = threading.Barrier(COPIES)
        self.told: list[list[tuple[int, str]]] = [[] for _key in range(keys)]
        self.failure: BaseException | None = None

    def run(self) -> list[list[tuple[int, str]]]:
        senders = [threading.Thread(target=self._send_all, daemon=True) for _copy in range(COPIES)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        if self.failure:
            raise self.failure
        return self.told

    def _send_all(self) -> None:
        try:
            for number, told in enumerate(self.told):
                self.start.wait(60)
                told.append(self.send(number))
        except threading.BrokenBarrierError:
            return
        except BaseException as failure:
            self.failure = failure
            self.start.abort()


class Bookings:
    """``send(number)``: one booking by the API."""

    def __init__(self, world: World, secrets: list[str], port: int, *, has_key: bool) -> None:
        self.world, self.secrets, self.port, self.has_key = world, secrets, port, has_key

    def send(self, number: int) -> tuple[int, str]:
        mentee = number % MENTEES
        at = self.world.first + number // MENTEES * ROUND
        body = json.dumps({"match_id": self.world.matches[mentee][mentee], "starts_at": at.isoformat()})
        headers = {"Authorization": f"Bearer {self.secrets[mentee]}", "Content-Type": "application/json"}
        if self.has_key:
            headers["Idempotency-Key"] = f"call-{number}"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", "/api/v1/bookings", body, headers)
        answer = connection.getresponse()
        told = answer.status, answer.read().decode()
        connection.close()
        return told


def run(scenario: Scenario) -> Found:
    """One scenario on a database and a server of its own."""
    with ExitStack() as stack:
        instance = Path(tempfile.mkdtemp(prefix="mm-idempotence-"))
        stack.callback(shutil.rmtree, instance, ignore_errors=True)
        url = stack.enter_context(postgres()) if scenario.kind == "postgresql" else ""
        app = make_app(instance, url)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            connect = _forms() if scenario.of_forms else _bookings()
        close(app)
        stack.callback(close, app)
        port = stack.enter_context(served(app))
        send = connect(port, scenario.has_key)
        started = time.monotonic()
        told = Copies(scenario.keys, send).run()
        with app.app_context():
            counted = _counted(FORMS if scenario.of_forms else BOOKINGS)
            return Found(scenario, told, counted, time.monotonic() - started)


def _bookings() -> Callable[[int, bool], Send]:
    world = make_world()
    secrets = [_secret(email) for email in world.emails]
    return lambda port, has_key: Bookings(world, secrets, port, has_key=has_key).send


def _forms() -> Callable[[int, bool], Send]:
    authors = make_authors()
    return lambda port, has_key: Forms(authors, port, has_key=has_key).send


def _secret(email: str) -> str:
    person = queries.find_person(email)
    assert person is not None
    return tokens.create(person, "Campaign", by=person)


def _counted(what: dict[str, str]) -> dict[str, int]:
    with db.engine.connect() as connection:
        return {name: int(connection.scalar(sa.text(sql)) or 0) for name, sql in what.items()}


def main(wanted: list[str]) -> int:
    """Run the scenarios whose names contain one of ``wanted``, or all of them."""
    _write(LINE.format("", "keys", "copies", "consistent", "effects", "audit", "letters", "deeds", "seconds"))
    broken = []
    for scenario in SCENARIOS:
        if wanted and not any(word in scenario.name for word in wanted):
            continue
        found = run(scenario)
        numbers = (scenario.keys, scenario.keys * COPIES, found.consistent, *found.counted.values())
        _write(LINE.format(scenario.name, *numbers, f"{found.seconds:.0f}"))
        broken += [] if found.holds else [scenario.name]
    _write("\nDeeds: how often it was carried out. Without keys there must be more of them than calls meant.\n")
    _write(f"broken: {', '.join(broken)}\n" if broken else "every promise held\n")
    return 1 if broken else 0


def _write(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
