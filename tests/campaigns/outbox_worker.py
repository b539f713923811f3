"""A worker of the outbox campaign: delivers until somebody kills it."""

import time
from datetime import timedelta
from pathlib import Path

from mentormatch.core.db import db
from mentormatch.notifications import delivery
from tests.campaigns.contention_world import make_app

#: What a killed worker held is taken over after this, instead of minutes.
LEASE = timedelta(seconds=0.3)


def deliver_for_ever(instance: str, database_url: str, port: int) -> None:
    """Send what is due to the mail server on this port, again and again."""
    delivery.LEASE = LEASE
    app = make_app(Path(instance), database_url)
    settings = app.extensions["settings"]
    settings.smtp_host, settings.smtp_port, settings.smtp_security = "127.0.0.1", port, "none"
    while True:
        with app.app_context():
            delivery.deliver_due()
            db.session.remove()
        time.sleep(0.02)
