"""A coordinator's import in steps: the file is kept, its columns are named, it is checked and corrected, and written
only when the coordinator says so. Checking and writing are done in ``working``."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import BinaryIO

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.errors import NotFound
from mentormatch.core.i18n import _
from mentormatch.core.jobs import job, nudge
from mentormatch.core.limits import spend
from mentormatch.people import mapping
from mentormatch.people.errors import BadMapping, UploadMoved
from mentormatch.people.intake import look
from mentormatch.people.models import PeopleMapping, PeopleUpload, PeopleUploadPart, PeopleUploadRow, UploadStatus
from mentormatch.people.record import OutcomeStatus, Terms
from mentormatch.programmes import queries as programmes

JOB = "people.import"
#: A file full of personal data that nobody decides about is forgotten; corrections may take a day.
KEPT_FOR = timedelta(days=1)
UPLOADS_AN_HOUR = 30
#: Bytes of a file that lie in one row of the database.
PART = 256 * 1024
#: Headers that are remembered of one person.
REMEMBERED = 50


def keep(file: BinaryIO, file_name: str, cohort_id: int, *, by: Person) -> PeopleUpload:
    """Keep a file for its check. Raises UnreadableFile; NotFound for a cohort that ``by`` does not look after."""
    spend("people.upload", by.id, limit=UPLOADS_AN_HOUR, seconds=3600)  # counts, whatever is in the file
    seen = look(file)
    upload = PeopleUpload(
        by_id=by.id,
        cohort_id=cohort_id,
        file_name=file_name,
        header=seen.header,
        samples=seen.samples,
        total=seen.total,
        meanings=remembered(by, seen.header) or mapping.guess(seen.header, seen.samples),
    )
    return _keep(upload, file, by=by)


@transactional
def _keep(upload: PeopleUpload, file: BinaryIO, *, by: Person) -> PeopleUpload:
    if programmes.cohort_for(by, upload.cohort_id) is None:
        raise NotFound
    db.session.add(upload)
    db.session.flush()
    file.seek(0)
    number = 0
    while piece := file.read(PART):
        db.session.execute(sa.insert(PeopleUploadPart).values(upload_id=upload.id, number=number, content=piece))
        number += 1
    if mapping.is_ours(upload.header):
        _begin_check(upload)
    return upload


def remembered(person: Person, header: Sequence[str]) -> tuple[str, ...]:
    """What the columns of the last file with this header meant, () when there was none."""
    kept = db.session.get(PeopleMapping, (person.id, mapping.header_hash(header)))
    return kept.meanings if kept and len(kept.meanings) == len(header) else ()


def find_upload(person: Person, upload_id: int) -> PeopleUpload | None:
    """A file of this person that is not too old, for a cohort they still look after."""
    upload = db.session.get(PeopleUpload, upload_id)
    if upload is None or upload.by_id != person.id or upload.created_at < now() - KEPT_FOR:
        return None
    return upload if programmes.cohort_for(person, upload.cohort_id) else None


@transactional
def name_columns(upload: PeopleUpload, meanings: Sequence[str], *, by: Person) -> None:
    """Say what each column means, remember it, and have the rows checked. Raises BadMapping or UploadMoved."""
    _check_meanings(upload, meanings)
    if upload.status in {UploadStatus.WRITING, UploadStatus.WRITTEN}:
        raise UploadMoved
    upload.meanings = tuple(meanings)
    _remember(by, upload.header, upload.meanings)
    _begin_check(upload)


def _check_meanings(upload: PeopleUpload, meanings: Sequence[str]) -> None:
    given = [meaning for meaning in meanings if meaning]
    if len(meanings) != len(upload.header) or not set(given) <= set(mapping.MEANINGS):
        raise BadMapping
    if "email" not in given:
        raise BadMapping(_("Please say which column holds the e-mail addresses: they decide who is who."))
    if doubles := sorted({meaning for meaning in given if given.count(meaning) > 1}):
        words = ", ".join(str(mapping.MEANINGS[meaning]) for meaning in doubles)
        raise BadMapping(_("Two columns cannot mean the same: %(names)s.", names=words))
    if "name" in given and {mapping.GIVEN, mapping.FAMILY} & set(given):
        raise BadMapping(_("Take either the full name or its parts, not both."))


def _begin_check(upload: PeopleUpload) -> None:
    """Have the file read and judged from its beginning, whatever was found before."""
    db.session.execute(sa.delete(PeopleUploadRow).where(PeopleUploadRow.upload_id == upload.id))
    upload.status, upload.progress, upload.run, upload.leased_until = UploadStatus.CHECKING, 0, None, None
    upload.failure = ""
    db.session.flush()
    nudge(JOB)


def _remember(person: Person, header: Sequence[str], meanings: tuple[str, ...]) -> None:
    kept = PeopleMapping(by_id=person.id, header_hash=mapping.header_hash(header), meanings=meanings, used_at=now())
    db.session.merge(kept)
    db.session.flush()
    mine = sa.select(PeopleMapping.header_hash).where(PeopleMapping.by_id == person.id)
    newest = db.session.scalars(mine.order_by(PeopleMapping.used_at.desc()).limit(REMEMBERED)).all()
    old = PeopleMapping.by_id == person.id, PeopleMapping.header_hash.not_in(newest)
    db.session.execute(sa.delete(PeopleMapping).where(*old))


@transactional
def confirm(upload: PeopleUpload, *, by: Person) -> None:
    """Have every row written that is fine; twice is once. Raises UploadMoved while it is being checked."""
    if upload.status in {UploadStatus.WRITING, UploadStatus.WRITTEN}:
        return
    fine = sa.select(sa.func.count()).where(*is_fine(upload.id))
    done = db.session.scalar(fine.where(PeopleUploadRow.done)) or 0
    again = {"total": db.session.scalar(fine), "progress": done, "run": None, "leased_until": None, "failure": ""}
    if not advance(upload, frm={UploadStatus.CHECKED}, to=UploadStatus.WRITING, **again):
        raise UploadMoved
    audit.record(by, "people_upload.confirmed", upload)
    nudge(JOB)


@transactional
def discard(upload: PeopleUpload, *, by: Person) -> None:
    """Forget a file with its rows. Raises UploadMoved while it is being written."""
    if upload.status == UploadStatus.WRITING:
        raise UploadMoved
    audit.record(by, "people_upload.discarded", upload)
    db.session.execute(sa.delete(PeopleUpload).where(PeopleUpload.id == upload.id))


@contextmanager
def opened(upload_id: int) -> Iterator[BinaryIO]:
    """The bytes of a file again, in a file of the system, so that no process holds them all."""
    with tempfile.TemporaryFile() as file:
        number = 0
        parts = sa.select(PeopleUploadPart.content).where(PeopleUploadPart.upload_id == upload_id)
        while (piece := db.session.scalar(parts.where(PeopleUploadPart.number == number))) is not None:
            file.write(piece)
            number += 1
        file.seek(0)
        yield file


def is_fine(upload_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    """What an import writes: the condition for rows of one upload."""
    fine = {OutcomeStatus.ACCEPTED, OutcomeStatus.CHANGED}
    return PeopleUploadRow.upload_id == upload_id, PeopleUploadRow.status.in_(fine)


def terms_of(upload: PeopleUpload, by: Person) -> Terms:
    """Coordinators give no staff roles and change nobody of other cohorts."""
    own = frozenset(cohort.id for cohort in programmes.cohorts_of(by))
    return Terms(cohort_name=upload.cohort.name, cohort_id=upload.cohort_id, own_cohorts=own)


@job("people_uploads.forget")
@transactional
def forget_old_uploads() -> None:
    """One that is being written is finished first."""
    old = PeopleUpload.created_at < now() - KEPT_FOR, PeopleUpload.status != UploadStatus.WRITING
    db.session.execute(sa.delete(PeopleUpload).where(*old))
