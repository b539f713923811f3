"""Holding a row: until the transaction ends, nobody else changes it."""

from typing import Any

import sqlalchemy as sa

from mentormatch.core.db import db


def hold(row: Any) -> None:
    """Hold ``row`` and read it anew, with what was loaded together with it."""
    kind = type(row)
    db.session.execute(sa.select(kind.id).where(kind.id == row.id).with_for_update())
    db.session.refresh(row)
