"""Ten places of an event and two hundred people who want one, over HTTP, while what is kept for them lapses.

All press at the same moment: ten are registered, the others stand in line. The ten give their places back at once, and
round after round those for whom one is kept accept, while half of the offers end at that very moment and a worker
sweeps. Then others give back. In the end SQL says: exactly ten places, every time in one calendar, the line in its
order, each told once. A pause is injected between looking and taking.

The guard is proved by taking it away: where a place is taken because it was free a moment ago, with no check of the
database, more than ten must have one.

    python -m tests.campaigns.event_places [CLIENTS]
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

import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import RoleName
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.events import service
from mentormatch.events.models import TAKES_A_PLACE, Event, Place, PlaceStatus
from mentormatch.notifications.models import Letter
from tests.campaigns.browsing import Browsing
from tests.campaigns.contended_server import Terms, served
from tests.campaigns.contention_world import close, make_app, signed_in
from tests.campaigns.databases import DATABASES
from tests.events.make import published
from tests.make import Make

CLIENTS, PLACES, ROUNDS = 200, 10, 5
#: How soon what is kept ends in a round: while it is accepted.
SOON = timedelta(milliseconds=250)
LINE = "{:12} {:14} {:>8} {:>7} {:>6} {:>6} {:>7} {:>9} {:>9} {:>6} {:>9}  {}\n"
HEADING = ("", "", "clients", "places", "taken", "rows", "offers", "lapsed", "unordered", "told", "slowest", "")


@dataclass(frozen=True)
class Found:
    """What SQL counts in the end. ``unordered`` offers went past somebody, ``told`` letters are too many or too few."""

    guarded: bool
    clients: int
    taken: int
    rows: int
    times: int
    offers: int
    lapsed: int
    unordered: int
    mistold: int
    faults: int
    slowest: float

    @property
    def holds(self) -> bool:
        if not self.guarded:
            return self.rows > PLACES
        exact = (self.taken, self.rows, self.times) == (PLACES, PLACES, PLACES)
        return exact and self.lapsed > 0 and not (self.unordered or self.mistold or self.faults)

    def line(self, kind: str) -> str:
        way = "guarded" if self.guarded else "without guard"
        said = "as promised" if self.holds else "BROKEN"
        if not self.guarded:
            said = "the guard is needed" if self.holds else "THE GUARD PROVES NOTHING"
        counts = (self.clients, PLACES, self.taken, self.rows, self.offers, self.lapsed, self.unordered, self.mistold)
        return LINE.format(kind, way, *counts, f"{self.slowest:.1f} s", f"{said}, {self.faults} faults")


class Game:
    """An event, its people and their devices."""

    def __init__(self, app: Flask, event_id: int, devices: dict[int, Browsing]) -> None:
        self.app, self.event_id, self.devices = app, event_id, devices
        self.answers: Counter[int] = Counter()
        self.slowest = 0.0

    def press(self, people: list[int], what: str) -> None:
        """All of them at the same moment."""
        together = threading.Barrier(max(len(people), 1))

        def one(person: int) -> None:
            together.wait(60)
            try:
                status = self.devices[person].post(f"/events/{self.event_id}/{what}").status
            except OSError:  # no answer in time is a fault too
                status = 0
            self.answers[status] += 1

        threads = [threading.Thread(target=one, args=(person,), daemon=True) for person in people]
        started = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.slowest = max(self.slowest, time.monotonic() - started)

    def people(self, *statuses: PlaceStatus) -> list[int]:
        with self.app.app_context():
            found = sa.select(Place.person_id).where(Place.event_id == self.event_id, Place.status.in_(statuses))
            people = list(db.session.scalars(found.order_by(Place.joined_at, Place.id)))
            db.session.remove()
            return people

    def accept_while_it_ends(self) -> None:
        """Whatever is kept is accepted; every other offer ends just then, and a worker sweeps all the while."""
        kept = self.people(PlaceStatus.OFFERED)
        self._end_soon(kept[::2])
        done = threading.Event()
        sweeper = threading.Thread(target=self._sweep_until, args=(done,), daemon=True)
        sweeper.start()
        half = len(kept) // 2
        pressed = time.monotonic()
        self.press(kept[:half], "accept")
        time.sleep(max(SOON.total_seconds() - (time.monotonic() - pressed), 0))  # the moment at which the others end
        self.press(kept[half:], "accept")
        time.sleep(SOON.total_seconds())
        done.set()
        sweeper.join()

    def _end_soon(self, people: list[int]) -> None:
        with self.app.app_context():
            mine = sa.update(Place).where(Place.event_id == self.event_id, Place.person_id.in_(people))
            db.session.execute(mine.where(Place.status == PlaceStatus.OFFERED).values(closes_at=now() + SOON))
            db.session.commit()
            db.session.remove()

    def _sweep_until(self, done: threading.Event) -> None:
        while not done.is_set():
            with self.app.app_context():
                service.sweep()
                db.session.remove()
            time.sleep(0.02)


def run(url: str, clients: int, *, guarded: bool) -> Found:
    """On a server of its own and this empty database of PostgreSQL, or on SQLite."""
    with ExitStack() as stack:
        instance = Path(tempfile.mkdtemp(prefix="mm-events-"))
        stack.callback(shutil.rmtree, instance, ignore_errors=True)
        app = make_app(instance, url)
        stack.callback(close, app)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            event_id, emails = _world(clients)
            if not guarded:
                _without_check()
        close(app)
        terms = Terms() if guarded else Terms(without="places")
        port = stack.enter_context(served(app, terms))
        devices = dict(zip(emails, signed_in(app, emails.values(), port), strict=True))
        game = Game(app, event_id, devices)
        game.press(list(emails), "wait" if guarded else "register")
        order = game.people(PlaceStatus.WAITING)
        for turn in range(ROUNDS if guarded else 0):
            leaving = game.people(PlaceStatus.REGISTERED)
            game.press(leaving[turn % 2 :: 2] if turn else leaving, "leave")
            game.accept_while_it_ends()
        while guarded and (kept := game.people(PlaceStatus.OFFERED)):
            game.press(kept, "accept")
        with app.app_context():
            return _found(game, order, clients, guarded=guarded)


def _world(clients: int) -> tuple[int, dict[int, str]]:
    make = Make()
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    people = [make.person(f"Student {number}", roles=[RoleName.MENTEE]) for number in range(clients)]
    return published(cora, capacity=PLACES).id, {person.id: person.email for person in people}


def _without_check() -> None:
    """Take the check of the count away; SQLite is told so by each connection (``contended_server``)."""
    db.session.rollback()  # nobody reads the table while it changes
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE event DROP CONSTRAINT ck_event_taken_within_capacity"))


def _found(game: Game, order: list[int], clients: int, *, guarded: bool) -> Found:
    event = db.session.get_one(Event, game.event_id)
    places = list(db.session.scalars(sa.select(Place).where(Place.event_id == event.id)))
    registered = [place for place in places if place.status in TAKES_A_PLACE]
    times = sa.select(sa.func.count()).select_from(Booking).where(Booking.status == BookingStatus.BOOKED)
    asked = [place for place in places if place.offered_at is not None]
    asked.sort(key=lambda place: (place.offered_at, place.id))
    return Found(
        guarded=guarded,
        clients=clients,
        taken=event.taken,
        rows=len(registered),
        times=db.session.scalar(times.where(Booking.kind == "events")) or 0,
        offers=len(asked),
        lapsed=sum(place.status == PlaceStatus.LAPSED for place in places),
        unordered=len({place.person_id for place in asked} ^ set(order[: len(asked)])),
        mistold=_mistold(places),
        faults=sum(count for status, count in game.answers.items() if status // 100 == 5 or not status),
        slowest=game.slowest,
    )


def _mistold(places: list[Place]) -> int:
    """Letters that somebody lacks or has twice: one for each offer, one for each lapse, one for each registration."""
    letters = Counter(
        (person, template.split("/")[-1])
        for person, template in db.session.execute(sa.select(Letter.person_id, Letter.template))
    )
    wrong = 0
    for place in places:
        offered, lapsed = place.offered_at is not None, place.status == PlaceStatus.LAPSED
        was_in = place.booking_id is not None
        due = {"offered.txt": offered, "gone.txt": lapsed, "registered.txt": was_in}
        wrong += sum(letters[(place.person_id, name)] != count for name, count in due.items())
    return wrong


def main(clients: int) -> int:
    sys.stdout.write(LINE.format(*HEADING))
    broken = []
    for kind, database in DATABASES.items():
        for guarded in (True, False):
            with database() as url:
                found = run(url, clients, guarded=guarded)
            sys.stdout.write(found.line(kind))
            sys.stdout.flush()
            broken += [] if found.holds else [f"{kind} {'guarded' if guarded else 'without guard'}"]
    sys.stdout.write(f"broken: {', '.join(broken)}\n" if broken else "every promise held\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CLIENTS))
