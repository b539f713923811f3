"""The worker's side of an import: read and judge a file, and write its rows; each in steps of one transaction.

An upload is held by a lease. When a worker is killed and its lease has run out, another one reads the file anew, or
goes on writing behind the last row that is written: a row and its mark are one transaction.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from flask_babel import force_locale

from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.i18n import _
from mentormatch.core.jobs import job
from mentormatch.people import judging, mapping, service, uploads
from mentormatch.people.errors import UnreadableFile
from mentormatch.people.files import Line
from mentormatch.people.intake import reopened
from mentormatch.people.models import UNDER_WAY, PeopleUpload, PeopleUploadRow, UploadStatus
from mentormatch.people.record import Entry
from mentormatch.people.rows import read_cells, wrong_length
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.errors import CohortArchived

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)
#: Rows of one transaction: of those that are judged, and of those that are written.
CHUNK, WRITTEN_AT_ONCE = 250, 100
#: An upload of so many rows is done while its page waits; larger ones are left to the worker.
AT_ONCE = 150


class Lost(Exception):
    """The upload was discarded, or another worker has it."""


@job(uploads.JOB)
def run_due() -> None:
    """The worker's turn: check and write whatever waits."""
    while (claimed := _claim(uuid4().hex)) is not None:
        _work(*claimed)


def run_small(upload: PeopleUpload) -> None:
    """Do at once what is small, so that nobody has to wait for the worker."""
    if upload.total <= AT_ONCE and (claimed := _claim(uuid4().hex, upload.id)) is not None:
        _work(*claimed)


@transactional
def _claim(run: str, only: int | None = None) -> tuple[int, str] | None:
    at = now()
    free = sa.or_(PeopleUpload.run.is_(None), PeopleUpload.leased_until < at)
    first = sa.select(PeopleUpload.id).where(PeopleUpload.status.in_(UNDER_WAY), free)
    first = first.where(PeopleUpload.id == only) if only is not None else first
    first = first.order_by(PeopleUpload.id).limit(1).with_for_update(skip_locked=True)
    found = db.session.scalar(
        sa.update(PeopleUpload)
        .where(PeopleUpload.id == first.scalar_subquery())
        .values(run=run, leased_until=at + LEASE)
        .returning(PeopleUpload.id)
        .execution_options(synchronize_session=False)
    )
    return (found, run) if found is not None else None


def _work(upload_id: int, run: str) -> None:
    upload = db.session.get_one(PeopleUpload, upload_id)
    with force_locale(upload.by.locale):
        try:
            if programmes.cohort_for(upload.by, upload.cohort_id) is None or not upload.by.active:
                _fail(upload_id, run, _("You no longer look after this cohort."))
            elif upload.status == UploadStatus.CHECKING:
                _check(upload_id, run)
            else:
                _write(upload_id, run)
        except Lost:
            log.info("upload_lost", extra={"upload": upload_id})
        except (UnreadableFile, CohortArchived) as error:
            _fail(upload_id, run, str(error))
        except Exception:
            log.exception("upload_crashed", extra={"upload": upload_id})
            _fail(upload_id, run, _("Something went wrong here. Please try again; if it stays so, ask an admin."))


def _check(upload_id: int, run: str) -> None:
    """Read the whole file and keep every row with what its import would do."""
    _forget_rows(upload_id, run)
    with uploads.opened(upload_id) as file:
        db.session.rollback()
        rows = reopened(file)
        while lines := list(islice(rows, CHUNK)):
            _keep_judged(upload_id, run, lines)
    _finish_check(upload_id, run)


@transactional
def _forget_rows(upload_id: int, run: str) -> None:
    _update(upload_id, run, progress=0)
    db.session.execute(sa.delete(PeopleUploadRow).where(PeopleUploadRow.upload_id == upload_id))


@transactional
def _keep_judged(upload_id: int, run: str, lines: Sequence[Line]) -> None:
    _update(upload_id, run, progress=PeopleUpload.progress + len(lines), leased_until=now() + LEASE)
    upload = db.session.get_one(PeopleUpload, upload_id)
    cells = {line: mapping.named(upload.meanings, row) for line, row in lines}
    entries = [_entry(upload, line, row, cells[line]) for line, row in lines]
    normal = {entry.line: entry.row.email for entry in entries if entry.row}
    rows = [
        judging.as_row(upload_id, cells[entry.line], normal.get(entry.line, ""), outcome, found)
        for entry, outcome, found in judging.judged(upload_id, entries, uploads.terms_of(upload, upload.by))
    ]
    db.session.execute(sa.insert(PeopleUploadRow), rows)


def _entry(upload: PeopleUpload, line: int, row: tuple[str, ...], cells: dict[str, str]) -> Entry:
    if fault := wrong_length(upload.header, row):
        return Entry(line, cells.get("email", "")[:254], None, (fault,))
    return read_cells(line, cells)


@transactional
def _finish_check(upload_id: int, run: str) -> None:
    _update(upload_id, run, status=UploadStatus.CHECKED, total=PeopleUpload.progress, run=None)


def _write(upload_id: int, run: str) -> None:
    """Write the rows that are fine, some at a time, from where it was left."""
    while _write_some(upload_id, run):
        pass
    _finish_writing(upload_id, run)


@transactional
def _write_some(upload_id: int, run: str) -> bool:
    """Write the next rows and mark them in the same transaction; False when none is left."""
    left = sa.select(PeopleUploadRow).where(*uploads.is_fine(upload_id), PeopleUploadRow.done.is_(False))
    left = left.order_by(PeopleUploadRow.line)
    rows = {row.line: row for row in db.session.scalars(left.limit(WRITTEN_AT_ONCE))}
    _update(upload_id, run, progress=PeopleUpload.progress + len(rows), leased_until=now() + LEASE)
    if not rows:
        return False
    upload = db.session.get_one(PeopleUpload, upload_id)
    entries = [read_cells(row.line, row.cells) for row in rows.values()]
    for outcome in service.write_chunk(entries, uploads.terms_of(upload, upload.by), upload.by):
        row = rows[outcome.line]
        row.done = True
        if outcome.status != row.status:  # it has changed since it was checked
            row.status = outcome.status
            row.found = {**row.found, "faults": [[fault.column, str(fault.reason)] for fault in outcome.faults]}
    return True


@transactional
def _finish_writing(upload_id: int, run: str) -> None:
    _update(upload_id, run, status=UploadStatus.WRITTEN, imported_at=now(), run=None)
    upload = db.session.get_one(PeopleUpload, upload_id)
    statuses = sa.select(PeopleUploadRow.status).where(PeopleUploadRow.upload_id == upload_id)
    counts = Counter(status.value for status in db.session.scalars(statuses))
    audit.record(upload.by, "people_upload.imported", upload, **counts)


@transactional
def _fail(upload_id: int, run: str, why: str) -> None:
    """A file that cannot be read is given up; one whose writing broke off stands where it was, to be gone on with."""
    stands = sa.case(
        (PeopleUpload.status == UploadStatus.WRITING, UploadStatus.CHECKED.value), else_=UploadStatus.FAILED.value
    )
    with suppress(Lost):
        _update(upload_id, run, status=stands, failure=why, run=None)


def _update(upload_id: int, run: str, /, **values: Any) -> None:
    """Change an upload that this worker still holds; raises Lost otherwise."""
    held = sa.update(PeopleUpload).where(PeopleUpload.id == upload_id, PeopleUpload.run == run)
    if not changed(held.values(**values).execution_options(synchronize_session=False)):
        raise Lost
