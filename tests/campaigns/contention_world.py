"""The world of the contention campaign: few people, few times, everybody matched with everybody; and its server."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_security.utils import hash_password

from config import Config
from mentormatch.app import create_app
from mentormatch.calendar import queries
from mentormatch.core.db import db, transactional
from tests.calendar.conftest import pair_of
from tests.campaigns.browsing import Browsing
from tests.make import Make
from tests.ports import free_port

MENTEES, DEVICES, MENTORS = 4, 2, 4
PASSWORD = "a long walk by the sea"
#: Stretches in which four starts fit, three hours apart: each is the place of one round.
ALWAYS = [(weekday, 60 * hour, 60 * hour + 90) for weekday in range(7) for hour in range(0, 24, 3)]
#: A round has three hours of its own, so that it cannot be in the way of the next.
ROUND = timedelta(hours=3)
SETTINGS = {
    "env": "dev",
    "secret_key": "a secret that only the campaign knows",
    "password_salt": "a salt that only the campaign knows",
    "queue_url": "memory:",
}


@dataclass(frozen=True)
class World:
    """Addresses of the mentees, the match of each with each mentor, and the first time that can be booked."""

    emails: list[str]
    matches: list[list[int]]
    first: datetime


def make_app(instance: Path, database_url: str) -> Flask:
    return create_app(Config(_env_file=None, instance=instance, database_url=database_url, **SETTINGS))  # type: ignore[arg-type]


def make_world() -> World:
    """Inside the application's context, on an empty and migrated database."""
    make = Make()
    cohort = make.cohort(sessions_per_week=10_000)
    mentors = [make.mentor(cohort=cohort, hours=ALWAYS, capacity=9, time_zone="UTC") for _mentor in range(MENTORS)]
    mentees = [make.mentee(f"Mentee {number}", cohort=cohort) for number in range(MENTEES)]

    @transactional
    def set_passwords() -> None:
        password = hash_password(PASSWORD)
        for mentee in mentees:
            mentee.password = password

    set_passwords()
    matches = [[pair_of(mentee, mentor, cohort).match.id for mentor in mentors] for mentee in mentees]
    first = next(at for at in queries.open_times(mentors[0], cohort) if at.hour % 3 == at.minute == 0)
    return World([mentee.email for mentee in mentees], matches, first)


def without_key(app: Flask) -> None:
    """Take the key of the claims away: nothing but the code's own look is left against double booking."""
    columns = (
        "person_id INTEGER NOT NULL, quarter_hour INTEGER NOT NULL, booking_id INTEGER NOT NULL, lapses_at TIMESTAMP"
    )
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE calendar_claim"))
        connection.execute(sa.text(f"CREATE TABLE calendar_claim ({columns})"))


@contextmanager
def served(instance: Path, database_url: str, *, without: str) -> Iterator[int]:
    """The application under gunicorn, as in production: 2 processes with 4 threads each. Yields the port."""
    port = free_port()
    settings: dict[str, Any] = {**SETTINGS, "instance": instance, "database_url": database_url}
    environment = {f"MENTORMATCH_{name.upper()}": str(value) for name, value in settings.items()}
    environment |= {"CAMPAIGN_WITHOUT": without, "MENTORMATCH_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    command += ["--log-level", "warning", "--timeout", "120", "tests.campaigns.contended_server:app"]
    server = subprocess.Popen(command, env=os.environ | environment)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int) -> None:
    for _attempt in range(200):
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", "/sign-in")
                if connection.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def devices(world: World, port: int) -> list[tuple[int, Browsing]]:
    """Eight signed-in devices, two of each mentee, with a token to post with."""
    found = []
    for mentee, email in enumerate(world.emails):
        for _device in range(DEVICES):
            browsing = Browsing("127.0.0.1", port)
            browsing.sign_in(email, PASSWORD)
            browsing.get(f"/matches/{world.matches[mentee][0]}/book")
            found.append((mentee, browsing))
    return found
