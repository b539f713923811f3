"""Contended bookings over HTTP: nobody twice in one place, no yes without a session, no session without a yes.

Eight devices of four mentees press at the same moment, round after round, for times that overlap: the same mentor, a
mentee with two mentors, the very same time twice. They book, hold and book, move and cancel. A pause is injected
between looking and claiming, and processes of the server and the worker of the letters are killed (SIGKILL) all the
while. What was sent over a connection that broke is sent again in the end with the same key. Then SQL, not the
application, says what became of it all.

The guards are proved by taking them away: without the key of the claims there must be doubles.

    python -m tests.campaigns.contention [WORD OF A SCENARIO'S NAME ...]
"""

import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from mentormatch.core.db import db
from tests.campaigns.contended_server import Terms, served
from tests.campaigns.contention_check import faults, mail_faults
from tests.campaigns.contention_game import CLIENTS, Game
from tests.campaigns.contention_report import Findings
from tests.campaigns.contention_world import close, make_app, make_worlds, without_key
from tests.campaigns.databases import DATABASES
from tests.campaigns.mail_server import mail_server
from tests.campaigns.outbox_worker import Pace, deliver_for_ever
from tests.campaigns.processes import started

ACTS, KILLS = 10_000, 40
FEWER = 800
#: A week holds so many rounds of one world; then another one, with other people, takes its place.
MOST_ROUNDS, WINDOW_DAYS = 40, 7
#: The worker delivers a few letters and rests: it is there to be in the way, the outbox campaign counts its letters.
PACE = Pace(lease=300, batch=4, rest=1)


@dataclass(frozen=True)
class Scenario:
    name: str
    database: str
    acts: int = ACTS
    kills: int = KILLS
    has_key: bool = True
    terms: Terms = field(default_factory=Terms)

    @property
    def worlds(self) -> int:
        return -(-self.acts // (CLIENTS * MOST_ROUNDS))

    @property
    def rounds(self) -> int:
        return -(-self.acts // (CLIENTS * self.worlds))


LATE_BEGIN = Terms(without="immediate")
SCENARIOS = (
    Scenario("SQLite, all guards", "SQLite"),
    Scenario("PostgreSQL, all guards", "PostgreSQL"),
    Scenario("SQLite, the key alone", "SQLite", FEWER, kills=0, terms=LATE_BEGIN),
    Scenario("SQLite, no key, late BEGIN", "SQLite", FEWER, kills=0, has_key=False, terms=LATE_BEGIN),
    Scenario("PostgreSQL, no key", "PostgreSQL", FEWER, kills=0, has_key=False),
)


def run(scenario: Scenario, url: str) -> Findings:
    """One scenario with servers and a worker of its own, on this empty database of PostgreSQL, or on SQLite."""
    with ExitStack() as stack:
        instance = Path(tempfile.mkdtemp(prefix="mm-contention-"))
        stack.callback(shutil.rmtree, instance, ignore_errors=True)
        app = make_app(instance, url)
        stack.callback(close, app)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            worlds = make_worlds(scenario.worlds, window_days=WINDOW_DAYS)
        if not scenario.has_key:
            without_key(app)
        close(app)
        box = stack.enter_context(mail_server(instance))
        port = stack.enter_context(served(app, scenario.terms))
        game = Game(app, instance, port, scenario.rounds, scenario.kills, scenario.terms.lost_after)
        since = time.monotonic()
        with started(deliver_for_ever, app, box.port, PACE, log=instance / "worker.log"):
            game.play(worlds)
        with app.app_context():
            amiss = faults(db.engine, game.record, has_key=scenario.has_key)
            amiss["mail"] = mail_faults(db.engine, box.arrived(), game.killed)
        log = (instance / "server.log").read_text() + (instance / "worker.log").read_text()
        return Findings.of(game.record, amiss, log, game.killed, time.monotonic() - since)


def is_as_expected(scenario: Scenario, found: Findings) -> bool:
    """Nothing amiss; or, without the key, doubles: else the campaign would see nothing."""
    return found.is_clean(scenario.acts, scenario.kills) if scenario.has_key else found.amiss["double"] > 0


def main(wanted: list[str]) -> int:
    """Run the scenarios whose names contain one of ``wanted``, or all of them."""
    _write(Findings.heading())
    missed = []
    for scenario in SCENARIOS:
        if wanted and not any(word in scenario.name for word in wanted):
            continue
        with DATABASES[scenario.database]() as url:
            found = run(scenario, url)
        kept = is_as_expected(scenario, found)
        _write(found.line(scenario.name, kept))
        missed += [] if kept else [scenario.name]
    _write(Findings.legend())
    _write(f"broken: {', '.join(missed)}\n" if missed else "every promise held\n")
    return 1 if missed else 0


def _write(line: str) -> None:
    """One line at a time, since a scenario takes minutes."""
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
