"""A worker that delivers letters until somebody kills it, and is there again at once.

python -m tests.campaigns.outbox_worker INSTANCE DATABASE_URL MAIL_PORT LEASE BATCH REST
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask

from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.notifications import delivery
from tests.campaigns.processes import keep_alive

#: What the worker of a campaign does, besides delivering.
SWEEPS = ("calendar.release_lapsed", "letters.deliver")


@dataclass(frozen=True)
class Pace:
    """Seconds after which another worker takes over what a killed one held, letters a turn, seconds between turns."""

    lease: float
    batch: int
    rest: float


def deliver_for_ever(app: Flask, mail_port: int, pace: Pace) -> None:
    """Deliver to a mail server of this machine until this process is told to stop, however often a child is killed."""
    delivery.LEASE, delivery.BATCH = timedelta(seconds=pace.lease), pace.batch
    settings = app.extensions["settings"]
    settings.smtp_host, settings.smtp_port, settings.smtp_security = "127.0.0.1", mail_port, "none"
    keep_alive(lambda: _work(app, pace.rest), settings.instance / "worker")


def _work(app: Flask, rest: float) -> None:
    while True:
        with app.app_context():
            for sweep in SWEEPS:
                JOBS[sweep]()
            db.session.remove()
        time.sleep(rest)
