"""The rows of an upload as its pages and its report show them."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.formulas import neutral
from mentormatch.core.i18n import Lazy, _, _l
from mentormatch.people import uploads
from mentormatch.people.mapping import MEANINGS
from mentormatch.people.models import PeopleUpload, PeopleUploadRow
from mentormatch.people.record import COLUMNS, OutcomeStatus

PAGE_SIZE = 25
#: Rows of a report that are read at a time.
CHUNK = 500
STATUSES: dict[OutcomeStatus, Lazy] = {
    OutcomeStatus.REFUSED: _l("Refused"),
    OutcomeStatus.CHANGED: _l("Change"),
    OutcomeStatus.ACCEPTED: _l("New"),
    OutcomeStatus.UNCHANGED: _l("Nothing to do"),
}


class Fault(NamedTuple):
    """Why a row is refused. ``column`` is empty when it is about the row as a whole."""

    column: str
    words: str
    reason: str
    cell: str


def words(column: str) -> str:
    """What a column is called on pages."""
    return _("Cohort") if column == "cohort" else str(MEANINGS.get(column, column))


def counts(upload: PeopleUpload) -> dict[str, int]:
    """How many rows there are of each outcome."""
    rows = sa.select(PeopleUploadRow.status, sa.func.count()).where(PeopleUploadRow.upload_id == upload.id)
    found = {status.value: number for status, number in db.session.execute(rows.group_by(PeopleUploadRow.status))}
    return {status.value: found.get(status.value, 0) for status in STATUSES}


def page_of(upload: PeopleUpload, status: OutcomeStatus, number: int) -> list[PeopleUploadRow]:
    """A page of the rows of one outcome, in the order of the file."""
    rows = sa.select(PeopleUploadRow).where(PeopleUploadRow.upload_id == upload.id, PeopleUploadRow.status == status)
    page = rows.order_by(PeopleUploadRow.line).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return list(db.session.scalars(page))


def row_for(person: Person, upload_id: int, row_id: int) -> PeopleUploadRow | None:
    """A row of an upload of this person, or None."""
    upload = uploads.find_upload(person, upload_id)
    row = db.session.get(PeopleUploadRow, row_id) if upload else None
    return row if row and row.upload_id == upload_id else None


def faults(row: PeopleUploadRow) -> list[Fault]:
    return [
        Fault(column, words(column) if column else "", reason, row.cells.get(column, ""))
        for column, reason in row.found.get("faults", ())
    ]


def changes(row: PeopleUploadRow) -> list[tuple[str, str, str]]:
    """Column in words, old, new."""
    return [(words(column), old, new) for column, old, new in row.found.get("changes", ())]


def left_out(upload: PeopleUpload) -> list[str]:
    """The columns of the file that are not imported."""
    return [name for name, meaning in zip(upload.header, upload.meanings, strict=True) if name and not meaning]


def report(upload: PeopleUpload) -> Iterator[bytes]:
    """Every row as CSV: its line, what became of it and why, and its cells as they were typed or corrected."""
    used = [name for name in COLUMNS if name in {*upload.meanings, "name"} or name == "email"]
    yield "\ufeff".encode() + _written([[_("Line"), _("Outcome"), _("Why"), *used]])
    rows = sa.select(PeopleUploadRow).where(PeopleUploadRow.upload_id == upload.id).order_by(PeopleUploadRow.line)
    last = 0
    while page := db.session.scalars(rows.where(PeopleUploadRow.line > last).limit(CHUNK)).all():
        last = page[-1].line
        yield _written(
            [
                [str(row.line), str(STATUSES[row.status]), _why(row), *(row.cells.get(name, "") for name in used)]
                for row in page
            ]
        )
        db.session.rollback()


def _why(row: PeopleUploadRow) -> str:
    said = [f"{fault.words}: {fault.reason}" if fault.words else fault.reason for fault in faults(row)]
    if row.status == OutcomeStatus.CHANGED:
        said += [f"{name}: {old or '–'} → {new}" for name, old, new in changes(row)]
    return "; ".join(said)


def _written(lines: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([neutral(cell) for cell in line] for line in lines)
    return out.getvalue().encode()
