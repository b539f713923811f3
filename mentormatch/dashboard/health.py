"""Is everything there that people's bookings and letters depend on?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from config import Config
from mentormatch.core.db import db
from mentormatch.core.jobs import Heartbeat, worker_is_alive
from mentormatch.notifications import queries as letters
from mentormatch.notifications.models import Letter
from mentormatch.recommendations import queries as recommendations


@dataclass(frozen=True)
class Health:
    """What the admin page shows."""

    database: str
    worker_alive: bool
    worker_seen_at: datetime | None
    letters_waiting: int
    letters_in_trouble: list[Letter]
    vectors_waiting: int
    mail_server: str


def faults(silent_after: timedelta) -> list[str]:
    """Names of what does not answer; empty when all is well."""
    try:
        alive = worker_is_alive(silent_after)
    except SQLAlchemyError:
        db.session.rollback()
        return ["database"]
    return [] if alive else ["worker"]


def health(settings: Config) -> Health:
    return Health(
        database=db.engine.dialect.name,
        worker_alive=worker_is_alive(timedelta(seconds=settings.worker_silent_after)),
        worker_seen_at=db.session.scalar(sa.select(Heartbeat.at).where(Heartbeat.name == "worker")),
        letters_waiting=letters.waiting(),
        letters_in_trouble=letters.in_trouble(),
        vectors_waiting=recommendations.waiting_for_vectors(),
        mail_server=settings.smtp_host,
    )
