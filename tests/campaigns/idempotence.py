"""Calls that are sent again: every key has one effect, and all its copies read the same answer.

Each key names one booking by the API. Ten copies of it leave at the same moment, each on a connection of its own, to a
server of two processes, which pauses in the gap between looking and claiming. Afterwards SQL says how many sessions,
audit rows, letters and counted deeds there are. Without the key the calendar still books once, but the deed is done
again for every copy: the last two scenarios show it, so that this campaign is known to see something.

    python -m tests.campaigns.idempotence [WORD OF A SCENARIO'S NAME ...]
"""

import json
import shutil
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import sqlalchemy as sa

from mentormatch.accounts import queries, tokens
from mentormatch.core.db import db
from tests.campaigns.contended_server import served
from tests.campaigns.contention_world import MENTEES, ROUND, World, close, make_app, make_world
from tests.postgres import postgres

KEYS, COPIES = 300, 10
FEWER = 30
LINE = "{:26} {:>6} {:>8} {:>11} {:>9} {:>7} {:>8} {:>6} {:>8}\n"
COUNTED = {
    "sessions": "SELECT count(*) FROM booking",
    "audited": "SELECT count(*) FROM audit_entry WHERE action = 'booking.booked'",
    "letters": "SELECT count(*) FROM letter WHERE template LIKE '%booked%'",
    "deeds": "SELECT coalesce(sum(count), 0) FROM tries WHERE key LIKE 'session:%'",
}


@dataclass(frozen=True)
class Scenario:
    name: str
    kind: str
    keys: int = KEYS
    has_key: bool = True


SCENARIOS = (
    Scenario("SQLite", "sqlite"),
    Scenario("PostgreSQL", "postgresql"),
    Scenario("SQLite, no key", "sqlite", FEWER, has_key=False),
    Scenario("PostgreSQL, no key", "postgresql", FEWER, has_key=False),
)


@dataclass
class Found:
    """What the copies of each key were told, and what SQL counts."""

    keys: int
    told: list[list[tuple[int, str]]]
    counted: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def consistent(self) -> int:
        """Copies that were told what the first one was told, and were told yes."""
        return sum(answers.count(answers[0]) for answers in self.told if answers[0][0] == 201)

    @property
    def holds(self) -> bool:
        expected = {"sessions": self.keys, "audited": self.keys, "letters": 2 * self.keys, "deeds": self.keys}
        return self.consistent == self.keys * COPIES and self.counted == expected


class Copies:
    """Ten senders, each with all calls; the barrier lets the copies of one key go together."""

    def __init__(self, scenario: Scenario, world: World, secrets: list[str], port: int) -> None:
        self.scenario, self.world, self.secrets, self.port = scenario, world, secrets, port
        self.start = threading.Barrier(COPIES)
        self.told: list[list[tuple[int, str]]] = [[] for _key in range(scenario.keys)]
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
            for number in range(self.scenario.keys):
                self.start.wait(60)
                self.told[number].append(self._send(number))
        except threading.BrokenBarrierError:
            return
        except BaseException as failure:
            self.failure = failure
            self.start.abort()

    def _send(self, number: int) -> tuple[int, str]:
        mentee = number % MENTEES
        at = self.world.first + number // MENTEES * ROUND
        body = json.dumps({"match_id": self.world.matches[mentee][mentee], "starts_at": at.isoformat()})
        headers = {"Authorization": f"Bearer {self.secrets[mentee]}", "Content-Type": "application/json"}
        if self.scenario.has_key:
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
            world = make_world()
            secrets = [_secret(email) for email in world.emails]
        close(app)
        stack.callback(close, app)
        port = stack.enter_context(served(app))
        started = time.monotonic()
        told = Copies(scenario, world, secrets, port).run()
        with app.app_context():
            return Found(scenario.keys, told, _counted(), time.monotonic() - started)


def _secret(email: str) -> str:
    person = queries.find_person(email)
    assert person is not None
    return tokens.create(person, "Campaign", by=person)


def _counted() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {name: int(connection.scalar(sa.text(sql)) or 0) for name, sql in COUNTED.items()}


def main(wanted: list[str]) -> int:
    """Run the scenarios whose names contain one of ``wanted``, or all of them."""
    _write(LINE.format("", "keys", "copies", "consistent", "sessions", "audit", "letters", "deeds", "seconds"))
    broken = []
    for scenario in SCENARIOS:
        if wanted and not any(word in scenario.name for word in wanted):
            continue
        found = run(scenario)
        is_as_expected = found.holds if scenario.has_key else found.counted["deeds"] > found.keys
        numbers = [found.counted[name] for name in COUNTED]
        _write(
            LINE.format(
                scenario.name, found.keys, found.keys * COPIES, found.consistent, *numbers, f"{found.seconds:.0f}"
            )
        )
        broken += [] if is_as_expected else [scenario.name]
    _write("\nDeeds: how often booking was carried out. Without keys there must be more of them than calls meant.\n")
    _write(f"broken: {', '.join(broken)}\n" if broken else "every promise held\n")
    return 1 if broken else 0


def _write(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
