"""The world of the reminders campaign: people, sessions, a mail server, and workers that can be killed."""

import asyncio
import random
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double, c_int
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import RawValue
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP
from flask import Flask

from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now, travel
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import JOBS
from tests.calendar.conftest import pair_of
from tests.campaigns.contention_world import ALWAYS
from tests.make import Make

SESSIONS_A_PAIR = 10
DAYS = 14
QUARTER = timedelta(minutes=15)
FORK = get_context("fork")


class Clock:
    """The time of the campaign, shared by all processes: a step's number, and the instant at which it begins."""

    def __init__(self, at: datetime) -> None:
        self._step, self._epoch = RawValue(c_int, 0), RawValue(c_double, at.timestamp())

    @property
    def step(self) -> int:
        return int(self._step.value)

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self._epoch.value, UTC)

    def go_to(self, at: datetime) -> None:
        self._epoch.value = at.timestamp()
        self._step.value += 1

    @contextmanager
    def here(self) -> Iterator[None]:
        """Let the application's clock stand at this step; it ticks on from there."""
        with travel(timedelta(0)):
            present = now()
        with travel(self.at - present):
            yield


class Worker:
    """A real process that does what a worker does, at the campaign's time."""

    def __init__(self, app: Flask, clock: Clock) -> None:
        self.app, self.clock, self.done = app, clock, RawValue(c_int, 0)
        self.process: BaseProcess | None = None

    def start(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()  # connections must not be shared with the process that follows
        self.process = FORK.Process(target=self._work, daemon=True)
        self.process.start()

    def kill(self) -> bool:
        """Kill it as a power cut would; True when it was in the middle of a step."""
        assert self.process is not None
        in_the_middle = self.done.value < self.clock.step
        self.process.kill()
        self.process.join()
        return in_the_middle

    @property
    def is_done(self) -> bool:
        return bool(self.done.value == self.clock.step)

    def _work(self) -> None:
        with self.app.app_context():
            while True:
                step = self.clock.step
                if self.done.value == step:
                    time.sleep(0.005)
                    continue
                with self.clock.here():
                    JOBS["calendar.remind"]()
                    while JOBS["letters.deliver"]():
                        pass
                db.session.remove()
                self.done.value = step


@dataclass
class Mailbox:
    """A mail server in a process of its own; it notes what arrives and when, by the campaign's clock."""

    port: int
    file: Path
    clock: Clock
    process: Any = None

    def start(self) -> None:
        self.process = FORK.Process(target=lambda: asyncio.run(self._serve()), daemon=True)
        self.process.start()

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(self, enable_SMTPUTF8=True), "127.0.0.1", self.port)
        await server.serve_forever()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content)
        with self.file.open("a") as file:
            file.write(f"{mail['Message-ID']}\t{self.clock.step}\t{self.clock.at.isoformat()}\n")
        return "250 OK"

    def arrived(self) -> list[tuple[str, int, datetime]]:
        if not self.file.exists():
            return []
        lines = (line.split("\t") for line in self.file.read_text().splitlines())
        return [(name, int(step), datetime.fromisoformat(at)) for name, step, at in lines]


@contextmanager
def mailbox(app: Flask, folder: Path, clock: Clock) -> Iterator[Mailbox]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Mailbox(port, folder / "arrived.tsv", clock)
    box.start()
    settings = app.extensions["settings"]
    settings.smtp_host, settings.smtp_port = "127.0.0.1", port
    try:
        yield box
    finally:
        settings.smtp_host = ""
        box.process.kill()
        box.process.join()


@dataclass
class World:
    cohort: int
    #: Numbers of mentor, mentee and match, and the starts of their sessions to be.
    pairs: list[tuple[int, int, int]] = field(default_factory=list)


def make_world(sessions: int) -> World:
    """Pairs with time at all hours, inside the application's context."""
    make = Make()
    cohort = make.cohort(sessions_per_week=10_000, window_days=DAYS, notice_hours=0)
    world = World(cohort.id)
    for number in range(max(1, sessions // SESSIONS_A_PAIR)):
        mentor = make.mentor(cohort=cohort, hours=ALWAYS, time_zone="UTC")
        pair = pair_of(make.mentee(f"Mentee {number}", cohort=cohort), mentor, cohort)
        world.pairs.append((mentor.id, pair.mentee.id, pair.match.id))
    return world


def starts(first: datetime, dice: random.Random) -> list[datetime]:
    """Starts of the sessions of one pair, on quarter hours, three hours apart at least."""
    chosen = dice.sample(range(DAYS * 8), SESSIONS_A_PAIR)
    return sorted(first + timedelta(hours=3 * slot) + QUARTER * dice.randrange(4) for slot in chosen)


@transactional
def book(pair: tuple[int, int, int], starts_at: datetime) -> int:
    """Put a session down without letters: they are not what is counted."""
    host, guest, match = pair
    booking = Booking(
        match_id=match, host_id=host, guest_id=guest, starts_at=starts_at, ends_at=starts_at + 3 * QUARTER,
        wall_start="", wall_zone="UTC", status=BookingStatus.BOOKED, uid=f"{host}-{starts_at.isoformat()}",
    )  # fmt: skip
    db.session.add(booking)
    db.session.flush()
    return booking.id
