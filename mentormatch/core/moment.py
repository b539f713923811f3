"""The database's clock: one for all processes that serve people, where a moment decides."""

from datetime import UTC, datetime

import sqlalchemy as sa

from mentormatch.core.clock import travelled
from mentormatch.core.db import db


def database_moment() -> datetime:
    """The present instant by the clock of the database, aware, in UTC; on SQLite to the millisecond."""
    if db.engine.dialect.name == "postgresql":
        at: datetime = db.session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
        return at.astimezone(UTC) + travelled()
    text = db.session.scalar(sa.select(sa.func.strftime("%Y-%m-%d %H:%M:%f", "now")))
    return datetime.fromisoformat(str(text)).replace(tzinfo=UTC) + travelled()
