"""The application as campaigns serve it: with a pause in the gap, and with guards taken away on demand.

Which guards are missing is said by ``CAMPAIGN_WITHOUT``: ``immediate`` gives SQLite back its driver's own late BEGIN.
The key of the claims is taken away in the database itself.
"""

import os
import random
import time

import sqlalchemy as sa

from config import Config
from mentormatch import app as application
from mentormatch.api import calls
from mentormatch.calendar.service import claims
from mentormatch.sessions import service as sessions


def _pause() -> None:
    """Up to a fiftieth of a second: long enough for everybody else to look at what is about to be taken."""
    time.sleep(random.uniform(0.005, 0.02))


def _listen_without_immediate(engine: sa.Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def _connect(connection: object, _record: object) -> None:
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


claims.pause_before_claim = _pause
sessions.DEEDS_AN_HOUR = 1_000_000
calls.MOST_A_MINUTE = 1_000_000
if os.environ.get("CAMPAIGN_WITHOUT") == "immediate":
    application.listen_to = _listen_without_immediate
app = application.create_app(Config(_env_file=None))
