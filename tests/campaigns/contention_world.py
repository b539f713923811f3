"""The worlds of the contention campaigns: few people, few times, everybody matched with everybody."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from config import Config
from mentormatch.accounts import queries as accounts
from mentormatch.accounts import sign_ins
from mentormatch.app import create_app
from mentormatch.calendar import queries
from mentormatch.core.db import db
from mentormatch.programmes.models import Cohort
from tests.calendar.conftest import pair_of
from tests.campaigns.browsing import Browsing
from tests.make import Make

MENTEES, MENTORS = 4, 4
#: Stretches in which four starts fit, three hours apart: each is the place of one round.
ALWAYS = [(weekday, 60 * hour, 60 * hour + 90) for weekday in range(7) for hour in range(0, 24, 3)]
#: A round has three hours of its own, so that it cannot be in the way of the next.
ROUND = timedelta(hours=3)
SETTINGS: dict[str, Any] = {
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
    """The application on a database of its own, which is not synced to disk: killed processes lose nothing by that."""
    app = create_app(Config(_env_file=None, instance=instance, database_url=database_url, **SETTINGS))
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sa.event.listen(db.engine, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous=OFF"))
    return app


def make_worlds(count: int, *, mentees: int = MENTEES, **limits: int) -> list[World]:
    """Inside the application's context, on an empty and migrated database: worlds that share nothing but the cohort."""
    make = Make()
    cohort = make.cohort(sessions_per_week=10_000, **limits)
    return [_world(make, cohort, mentees) for _number in range(count)]


def make_world() -> World:
    return make_worlds(1)[0]


def _world(make: Make, cohort: Cohort, mentees: int) -> World:
    hosts = [make.mentor(cohort=cohort, hours=ALWAYS, capacity=9, time_zone="UTC") for _mentor in range(MENTORS)]
    guests = [make.mentee(f"Mentee {number}", cohort=cohort) for number in range(mentees)]
    matches = [[pair_of(guest, host, cohort).match.id for host in hosts] for guest in guests]
    first = next(at for at in queries.open_times(hosts[0], cohort) if at.hour % 3 == at.minute == 0)
    return World([guest.email for guest in guests], matches, first)


def without_key(app: Flask) -> None:
    """Take the key of the claims away: nothing but the code's own look is left against double booking."""
    columns = (
        "person_id INTEGER NOT NULL, quarter_hour INTEGER NOT NULL, booking_id INTEGER NOT NULL, lapses_at TIMESTAMP"
    )
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE calendar_claim"))
        connection.execute(sa.text(f"CREATE TABLE calendar_claim ({columns})"))


def signed_in(app: Flask, emails: Iterable[str], port: int) -> list[Browsing]:
    """A device for each address, signed in as the form would do it, which takes the server's time for its password."""
    devices = [Browsing("127.0.0.1", port) for _email in emails]
    with app.app_context():
        sign = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        for device, email in zip(devices, emails, strict=True):
            person = accounts.find_person(email)
            assert person is not None
            token = sign_ins.open_sign_in(person, "Campaign")
            device.cookies[app.config["SESSION_COOKIE_NAME"]] = sign.dumps({"_user_id": token, "_fresh": True})
    for device in devices:
        device.get("/me/letters")  # for a token to post with
    return devices


def close(app: Flask) -> None:
    """Close its connections: at the end, and before processes are forked, which must not share them."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
