"""What hundreds of tests begin with is made once in a process; after that its rows are put back, which takes a tenth.

Only for beginnings that say nothing about hours of the clock: times are moved along to the present moment, so a booking
would no longer begin at a quarter.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from tests.make import Make

Beginning = TypeVar("Beginning")
#: Filled by migrations and never changed by tests.
KEPT_TABLES = {"role", "alembic_version"}


@dataclass(frozen=True)
class Kept:
    """All rows there were, table by table, and which of them the beginning names."""

    made: Any
    at: datetime
    rows: list[tuple[sa.Table, list[dict[str, Any]]]]
    drawn: int
    told: dict[str, tuple[type, Any]]


_KEPT: dict[tuple[str, str], Kept] = {}


def once(name: str, make: Make, begin: Callable[[Make], Beginning]) -> Beginning:
    """``begin(make)``, a dataclass with rows in its fields, or the same from what is kept of an earlier call."""
    if db.session.scalar(sa.select(Person.id).limit(1)) is not None:
        return begin(make)  # somebody is there already: what is kept stands for an empty database
    key = (db.engine.dialect.name, name)
    if kept := _KEPT.get(key):
        _put_back(kept)
        make.drawn += kept.drawn
        found: dict[str, Any] = {
            field: db.session.get_one(kind, identity) for field, (kind, identity) in kept.told.items()
        }
        return kept.made(**found)  # type: ignore[no-any-return]
    before = make.drawn
    begun = begin(make)
    fields = {field.name: getattr(begun, field.name) for field in dataclasses.fields(begun)}  # type: ignore[arg-type]
    told = {name: (type(row), sa.inspect(row).identity) for name, row in fields.items()}
    _KEPT[key] = Kept(type(begun), now(), _all_rows(), make.drawn - before, told)
    return begun


def _all_rows() -> list[tuple[sa.Table, list[dict[str, Any]]]]:
    found = []
    for table in db.metadata.sorted_tables:
        if table.name not in KEPT_TABLES:
            rows = [dict(row) for row in db.session.execute(sa.select(table)).mappings()]
            found += [(table, rows)] if rows else []
    db.session.rollback()
    return found


def _put_back(kept: Kept) -> None:
    moved = now() - kept.at
    db.session.rollback()  # what it has read so far was the empty database
    with db.engine.begin() as connection:
        for table, rows in kept.rows:
            connection.execute(sa.insert(table), [_moved(row, moved) for row in rows])
            if connection.dialect.name == "postgresql" and "id" in table.c:
                counter = sa.func.pg_get_serial_sequence(table.name, "id")
                connection.execute(sa.select(sa.func.setval(counter, max(row["id"] for row in rows))))


def _moved(row: dict[str, Any], by: timedelta) -> dict[str, Any]:
    return {name: value + by if isinstance(value, datetime) else value for name, value in row.items()}
