"""The certificates of all mentors of a cohort as one ZIP, made by the worker.

A job is claimed by a lease and computed outside of any transaction. When its worker is killed, another one begins it
anew after the lease; of the first nothing is left, since the file is written at once with the status.
"""

import io
import logging
import re
import time
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from flask_babel import force_locale

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.core.i18n import locale_code, zone
from mentormatch.core.jobs import job, nudge
from mentormatch.mentoring.models import Match
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import Cohort
from mentormatch.relationship.certificate import Certificate, pdf_of
from mentormatch.relationship.models import CertificateJob, CertificateStatus
from mentormatch.relationship.queries import took_place

log = logging.getLogger(__name__)
JOB = "certificates.make"
#: A worker tells of itself every second, so a lease of minutes is that of a dead one.
LEASE, TELL_EVERY = timedelta(minutes=2), 1.0
#: The file holds names, so it is not kept.
KEPT_FOR = timedelta(days=2)
_ON_ITS_WAY = (CertificateStatus.QUEUED, CertificateStatus.RUNNING)


@transactional
def ask(cohort: Cohort, *, by: Person) -> CertificateJob:
    """Have the certificates of a cohort made; one that is on its way is the answer for whoever asks meanwhile."""
    db.session.get_one(Cohort, cohort.id, with_for_update={"key_share": True}, populate_existing=True)
    found = latest(cohort)
    if found is not None and found.status in _ON_ITS_WAY:
        return found
    made = CertificateJob(cohort_id=cohort.id, asked_by_id=by.id, locale=locale_code())
    db.session.add(made)
    db.session.flush()
    audit.record(by, "certificates.asked", made, cohort=cohort.id)
    nudge(JOB)
    return made


def latest(cohort: Cohort) -> CertificateJob | None:
    """The newest job of a cohort."""
    mine = sa.select(CertificateJob).where(CertificateJob.cohort_id == cohort.id)
    return db.session.scalar(mine.order_by(CertificateJob.id.desc()).limit(1))


def ready_for(coordinator: Person, cohort_id: int) -> CertificateJob | None:
    """The file of a cohort that this coordinator looks after, when it is there."""
    cohort = programmes.cohort_for(coordinator, cohort_id)
    found = latest(cohort) if cohort else None
    return found if found is not None and found.status == CertificateStatus.READY else None


@job(JOB)
def make_due() -> None:
    """Make every file that waits; forget those that are old."""
    forget_old()
    while (claimed := _claim(uuid4().hex)) is not None:
        try:
            content = _made(*claimed)
        except Exception:
            log.exception("certificates_failed", extra={"job": claimed[0]})
            _update(*claimed, status=CertificateStatus.FAILED)
        else:
            if content is not None:
                _update(*claimed, status=CertificateStatus.READY, content=content)


@transactional
def forget_old() -> None:
    db.session.execute(sa.delete(CertificateJob).where(CertificateJob.created_at < now() - KEPT_FOR))


def certificates_of(cohort: Cohort) -> list[Certificate]:
    """What is certified to each mentor of a cohort who has held a session: the sum over their matches in it."""
    programme, spans = programmes.programme(), _spans(cohort.id)
    found = []
    for person in db.session.scalars(sa.select(Person).where(Person.id.in_(spans)).order_by(Person.name, Person.id)):
        held, own = spans[person.id], zone(person.time_zone)
        found.append(
            Certificate(
                name=person.name,
                is_mentor=True,
                programme=programme.name if programme else "",
                cohort=cohort.name,
                first=held[0][0].astimezone(own).date(),
                last=held[-1][0].astimezone(own).date(),
                sessions=len(held),
                minutes=sum(int((ends - starts).total_seconds()) // 60 for starts, ends in held),
                issued_on=now().astimezone(own).date(),
                contact_name=programme.contact_name if programme else "",
                contact_email=programme.contact_email if programme else "",
            )
        )
    return found


def _spans(cohort_id: int) -> dict[int, list[tuple[Any, Any]]]:
    """When each mentor held sessions of this cohort, the earliest first; who has left is not certified."""
    held = sa.select(Match.mentor_id, Booking.starts_at, Booking.ends_at).join(Match, Match.id == Booking.match_id)
    held = held.join(Person, Person.id == Match.mentor_id).where(Person.left_at.is_(None), Match.cohort_id == cohort_id)
    found: dict[int, list[tuple[Any, Any]]] = {}
    for mentor_id, starts, ends in db.session.execute(held.where(took_place()).order_by(Booking.starts_at)):
        found.setdefault(mentor_id, []).append((starts, ends))
    return found


def _made(job_id: int, run: str) -> bytes | None:
    """The file, or None when another worker has the job."""
    asked = db.session.get_one(CertificateJob, job_id)
    certified, locale = certificates_of(db.session.get_one(Cohort, asked.cohort_id)), asked.locale
    db.session.rollback()
    file, told = io.BytesIO(), time.monotonic()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, force_locale(locale):
        for number, (name, certificate) in enumerate(zip(_names(certified), certified, strict=True)):
            archive.writestr(name, pdf_of(certificate))
            if time.monotonic() - told >= TELL_EVERY:
                told = time.monotonic()
                if not _update(job_id, run, done=number + 1, total=len(certified), leased_until=now() + LEASE):
                    return None
    return file.getvalue() if _update(job_id, run, done=len(certified), total=len(certified)) else None


def _names(certificates: list[Certificate]) -> Iterator[str]:
    """Names of files: a number that makes each unique, and what of the person's name every system can write."""
    for number, certificate in enumerate(certificates, 1):
        yield f"{number:03}-{re.sub(r'[^a-z0-9]+', '-', certificate.name.lower()).strip('-')[:60] or 'mentor'}.pdf"


@transactional
def _claim(run: str) -> tuple[int, str] | None:
    """Take the oldest job that waits, or whose worker has gone silent."""
    at = now()
    lost = sa.and_(CertificateJob.status == CertificateStatus.RUNNING, CertificateJob.leased_until < at)
    due = sa.or_(CertificateJob.status == CertificateStatus.QUEUED, lost)
    first = sa.select(CertificateJob.id).where(due).order_by(CertificateJob.id).limit(1)
    claimed = db.session.scalar(
        sa.update(CertificateJob)
        .where(CertificateJob.id == first.with_for_update(skip_locked=True).scalar_subquery())
        .values(status=CertificateStatus.RUNNING, run=run, done=0, leased_until=at + LEASE)
        .returning(CertificateJob.id)
        .execution_options(synchronize_session=False)
    )
    return (claimed, run) if claimed is not None else None


@transactional
def _update(job_id: int, run: str, **values: Any) -> bool:
    """Note how it goes; False when the job is no longer ours."""
    mine = sa.update(CertificateJob).where(CertificateJob.id == job_id, CertificateJob.run == run)
    return bool(changed(mine.values(**values).execution_options(synchronize_session=False)))
