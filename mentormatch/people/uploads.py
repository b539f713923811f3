"""A coordinator's import in two steps: the file is kept and checked, and written only when the coordinator says so."""

from datetime import timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import NotFound
from mentormatch.core.jobs import job
from mentormatch.core.limits import spend
from mentormatch.people import service
from mentormatch.people.files import Table, read_table
from mentormatch.people.models import PeopleUpload
from mentormatch.people.record import OutcomeStatus, Report, Terms
from mentormatch.people.rows import read_entries
from mentormatch.people.workbooks import Bounds
from mentormatch.programmes import queries as programmes

#: A file full of personal data that nobody decides about is forgotten.
KEPT_FOR = timedelta(hours=2)
UPLOADS_AN_HOUR = 30
#: Some 6000 full rows of a workbook: it is read again whenever its page is shown, while somebody waits.
BOUNDS = Bounds(size=50 * 1024 * 1024, tags=1_000_000)


def keep(content: bytes, file_name: str, cohort_id: int, *, by: Person) -> PeopleUpload:
    """Keep a file for its check. Raises UnreadableFile; NotFound for a cohort that ``by`` does not look after."""
    spend("people.upload", by.id, limit=UPLOADS_AN_HOUR, seconds=3600)  # counts, whatever is in the file
    read_table(content, BOUNDS)
    return _keep(content, file_name, cohort_id, by=by)


@transactional
def _keep(content: bytes, file_name: str, cohort_id: int, *, by: Person) -> PeopleUpload:
    if programmes.cohort_for(by, cohort_id) is None:
        raise NotFound
    upload = PeopleUpload(by_id=by.id, cohort_id=cohort_id, file_name=file_name, content=content)
    db.session.add(upload)
    db.session.flush()
    return upload


def find_upload(person: Person, upload_id: int) -> PeopleUpload | None:
    """A file of this person that is not too old, for a cohort they still look after."""
    upload = db.session.get(PeopleUpload, upload_id)
    if upload is None or upload.by_id != person.id or upload.created_at < now() - KEPT_FOR:
        return None
    return upload if programmes.cohort_for(person, upload.cohort_id) else None


def check(upload: PeopleUpload, *, by: Person) -> tuple[Table, Report]:
    """The file as a table, and what its import would do now."""
    table = read_table(upload.content)
    return table, service.check_people(list(read_entries(table)), _terms(upload, by))


def carry_out(upload: PeopleUpload, *, by: Person) -> Report:
    """Write every row that is fine. Doing it twice changes nothing the second time."""
    entries = list(read_entries(read_table(upload.content)))
    report = service.import_people(entries, _terms(upload, by), by=by)
    _mark_imported(upload, report, by=by)
    return report


@transactional
def _mark_imported(upload: PeopleUpload, report: Report, *, by: Person) -> None:
    """Remember the counts of the first time: a double click must not replace them by "nothing new"."""
    if upload.imported_at is None:
        upload.imported_at = now()
        upload.counts = {status.value: report.count(status) for status in OutcomeStatus}
        audit.record(by, "people_upload.imported", upload, **upload.counts)


@transactional
def discard(upload: PeopleUpload) -> None:
    """Forget a file."""
    db.session.delete(upload)


def _terms(upload: PeopleUpload, by: Person) -> Terms:
    own = frozenset(cohort.id for cohort in programmes.cohorts_of(by))
    return Terms(cohort_name=upload.cohort.name, own_cohorts=own)


@job("people_uploads.forget")
@transactional
def forget_old_uploads() -> None:
    db.session.execute(sa.delete(PeopleUpload).where(PeopleUpload.created_at < now() - KEPT_FOR))
