"""Everything about one person as a zip: JSON by theme, made from the register, and the files they shared."""

import enum
import json
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.files import queries as files
from mentormatch.files import service as file_service
from mentormatch.office.about import SERVICES
from mentormatch.office.kept import THEMES, Theme
from mentormatch.privacy.register import REGISTER
from mentormatch.privacy.rows import is_own, mine, table
from mentormatch.uploads.errors import Damaged

README = """MentorMatch: everything about you, one JSON file for each theme, and the files you shared.
"you" stands for your number; "somebody else" for that of any other person.
What is left out: secrets, such as hashes of passwords and tokens; what others wrote in confidence.
"""


def zip_of(person: Person) -> IO[bytes]:
    """The zip, in a file on the disk that is gone when it is closed. One theme and one file at a time are in memory."""
    target = _file_on_disk()
    with ZipFile(target, "w", ZIP_DEFLATED) as into:
        into.writestr("README.txt", README)
        for theme in THEMES:
            words = json.dumps(told(theme, person.id), ensure_ascii=False, indent=1)
            into.writestr(f"{theme.value}.json", words)
        for file in files.kept_of(person):
            try:
                into.writestr(f"files/{file.id}-{file.name}", file_service.content_of(file))
            except Damaged:  # the download of everything else must not fail for it
                into.writestr(f"files/{file.id}-damaged.txt", "This file can no longer be read.")
        for service in SERVICES.values():
            for name, content in service.files(person):
                into.writestr(f"files/{service.name}/{name}", content)
    target.seek(0)
    return target


def _file_on_disk() -> IO[bytes]:
    return TemporaryFile()


def told(theme: Theme, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Rows by table, of one theme."""
    return {
        name: _rows(name, person_id)
        for name, entry in REGISTER.items()
        if entry.theme is theme and entry.mine and entry.exported
    }


def _rows(name: str, person_id: int) -> list[dict[str, Any]]:
    found = table(name)
    rows = db.session.execute(sa.select(found).where(mine(name, person_id)).order_by(*found.primary_key)).mappings()
    return [_row(name, row, person_id) for row in rows]


def _row(name: str, row: sa.RowMapping, person_id: int) -> dict[str, Any]:
    entry, columns = REGISTER[name], table(name).c
    foreign = {column for column, whose in entry.own.items() if not is_own(row, whose, person_id)}
    return {
        column: _plain(row[column], person_id if _is_person(columns[column]) else None)
        for column in entry.exported.split()
        if column not in foreign
    }


def _is_person(column: sa.Column[Any]) -> bool:
    return any(key.target_fullname == "person.id" for key in column.foreign_keys)


def _plain(value: Any, person_id: int | None) -> Any:
    """What JSON can say; numbers of people become "you" and "somebody else"."""
    if person_id is not None and value is not None:
        return "you" if value == person_id else "somebody else"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else value
