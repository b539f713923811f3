"""Which rows are a person's, read from the register."""

from typing import Any

import sqlalchemy as sa

from mentormatch.core.db import Base
from mentormatch.privacy.register import REGISTER

#: Deeds about these are told to nobody: the other one must not learn of a concern from a download left open.
UNTOLD = ("concern", "concern_note")


def table(name: str) -> sa.Table:
    return Base.metadata.tables[name]


def mine(name: str, person_id: int) -> sa.ColumnElement[bool]:
    """The condition that a row of table ``name`` is this person's, as the register says."""
    found = [_one(name, said, person_id) for said in REGISTER[name].mine.split()]
    return sa.and_(sa.or_(sa.false(), *found), _told(name))


def belongs(name: str, column: str, person_id: int) -> sa.ColumnElement[bool]:
    """The condition that ``column`` says this person; ``-column``: that it says the other one."""
    columns = table(name).c
    return columns[column[1:]] != person_id if column.startswith("-") else columns[column] == person_id


def is_own(row: sa.RowMapping, column: str, person_id: int) -> bool:
    """The same of a row that was read."""
    said = row[column.removeprefix("-")]
    return said not in {None, person_id} if column.startswith("-") else bool(said == person_id)


def _one(name: str, said: str, person_id: int) -> sa.ColumnElement[bool]:
    column, _arrow, parent = said.partition(">")
    columns = table(name).c
    if parent:
        return columns[column].in_(sa.select(table(parent).c.id).where(mine(parent, person_id)))
    when = REGISTER[name].only_when.get(column)
    own = columns[column] == person_id
    return sa.and_(own, columns[when].is_not(None)) if when else own


def _told(name: str) -> sa.ColumnElement[bool]:
    columns: Any = table(name).c
    return columns.subject_kind.not_in(UNTOLD) if name == "audit_entry" else sa.true()
