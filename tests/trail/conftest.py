"""Each test begins without seals of the one before: the chain's memory is a file of the installation."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.core.db import db
from mentormatch.trail import anchor

TRIGGERED = ("audit_entry", "audit_seal", "audit_leaf")


@pytest.fixture(autouse=True)
def fresh_memory(app: Any) -> Iterator[None]:
    anchor.path().unlink(missing_ok=True)
    yield
    anchor.path().unlink(missing_ok=True)


def tamper(*statements: str, **values: Any) -> None:
    """What somebody with the database's password can do: take the triggers away, and change what they like."""
    db.session.rollback()
    sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.begin() as connection:
        for table in TRIGGERED:
            if sqlite:
                connection.execute(sa.text(f"DROP TRIGGER IF EXISTS {table}_update"))
                connection.execute(sa.text(f"DROP TRIGGER IF EXISTS {table}_delete"))
            else:
                connection.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(sa.text(statement), {name: values[name] for name in values if f":{name}" in statement})
        if not sqlite:
            for table in TRIGGERED:
                connection.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
