"""Cells of refused rows, corrected in the page: kept, and the rows judged again with those that share an address."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.people import judging, uploads
from mentormatch.people.cells import MOST_CHARACTERS
from mentormatch.people.errors import UploadMoved
from mentormatch.people.models import PeopleUpload, PeopleUploadRow, UploadStatus
from mentormatch.people.record import COLUMNS, OutcomeStatus
from mentormatch.people.rows import read_cells
from mentormatch.web.forms import clean


@transactional
def correct(upload: PeopleUpload, cells: Mapping[int, Mapping[str, str]], *, by: Person) -> tuple[int, int]:
    """Change cells of rows, by the number of the row and the name of the column, and judge them again.

    Returns how many of these rows are fine now, and how many are not. Raises UploadMoved once rows are being written.
    """
    held = sa.select(PeopleUpload).where(PeopleUpload.id == upload.id).with_for_update()
    if db.session.scalars(held.execution_options(populate_existing=True)).one().status != UploadStatus.CHECKED:
        raise UploadMoved
    mine = sa.select(PeopleUploadRow).where(PeopleUploadRow.upload_id == upload.id, PeopleUploadRow.id.in_(list(cells)))
    rows = [row for row in db.session.scalars(mine) if not row.done]
    before = {row.email for row in rows if row.email}
    for row in rows:
        row.cells = _corrected(row.cells, cells[row.id])
        row.corrected = True
    _judge_again(upload, rows, before, by)
    audit.record(by, "people_upload.corrected", upload, rows=len(rows))
    fine = sum(row.status != OutcomeStatus.REFUSED for row in rows)
    return fine, len(rows) - fine


def _corrected(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    cells = {**old, **{name: clean(cell)[:MOST_CHARACTERS] for name, cell in new.items() if name in COLUMNS}}
    return {name: cell for name, cell in cells.items() if cell}


def _judge_again(upload: PeopleUpload, rows: Sequence[PeopleUploadRow], before: set[str], by: Person) -> None:
    """Also rows that share an address with one of these, now or before: of several the first counts."""
    entries = {row.line: read_cells(row.line, row.cells) for row in rows}
    emails = before | {entry.row.email for entry in entries.values() if entry.row}
    others = sa.select(PeopleUploadRow).where(
        PeopleUploadRow.upload_id == upload.id,
        PeopleUploadRow.email.in_(emails),
        PeopleUploadRow.line.not_in(list(entries)),
        PeopleUploadRow.done.is_(False),
    )
    together = {row.line: row for row in [*rows, *db.session.scalars(others)]}
    entries |= {line: read_cells(line, row.cells) for line, row in together.items() if line not in entries}
    normal = {line: entry.row.email for line, entry in entries.items() if entry.row}
    for entry, outcome, found in judging.judged(upload.id, list(entries.values()), uploads.terms_of(upload, by)):
        row = together[entry.line]
        row.status, row.found, row.email = outcome.status, found, normal.get(entry.line, "")
    db.session.flush()
