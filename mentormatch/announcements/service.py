"""Announcements are written, tested, scheduled, cancelled and sent: everybody once, some at a time."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.announcements import links, queries
from mentormatch.announcements.errors import AnnouncementMoved, NobodyThere, NotAPlaceholder, TooEarly
from mentormatch.announcements.models import Announcement, AnnouncementReader, AnnouncementStatus, Segment
from mentormatch.announcements.policy import BODY_MOST, SUBJECT_MOST, filled, unknown_placeholders
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.errors import Invalid, NotFound
from mentormatch.core.jobs import job, nudge
from mentormatch.core.limits import spend
from mentormatch.notifications import queries as wishes
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter
from mentormatch.notifications.truth import true_while
from mentormatch.programmes import queries as programmes

JOB = "announcements.send"
TEMPLATE = "announcements/email/announcement.txt"
#: So many letters enter the outbox at a time, and so long after the ones before: others wait for it too.
BATCH, PAUSE = 120, timedelta(minutes=1)
TESTS_AN_HOUR = 20
YEAR = timedelta(days=366)
OPEN = frozenset({AnnouncementStatus.DRAFT, AnnouncementStatus.CANCELLED})


@transactional
def write(
    cohort_id: int, *, by: Person, segment: Segment, degree: str, subject: str, body: str, **view: str
) -> Announcement:
    """Write a draft to a part of a cohort; ``view_name`` and ``view_address`` narrow it to a view of the queue.

    Raises NotFound for a cohort of others, Invalid for what cannot be sent.
    """
    if programmes.cohort_for(by, cohort_id) is None:
        raise NotFound
    _check(subject, body)
    draft = Announcement(
        cohort_id=cohort_id, by_id=by.id, segment=segment, degree=degree, subject=subject, body=body, **view
    )
    db.session.add(draft)
    db.session.flush()
    audit.record(by, "announcement.written", draft, segment=segment.value)
    return draft


@transactional
def change(announcement: Announcement, *, by: Person, **fields: Any) -> None:
    """Change a draft; one that is scheduled is cancelled first. Raises AnnouncementMoved or Invalid."""
    if programmes.cohort_for(by, fields["cohort_id"]) is None:
        raise NotFound
    _check(fields["subject"], fields["body"])
    if not advance(announcement, frm=OPEN, to=AnnouncementStatus.DRAFT, by_id=by.id, **fields):
        raise AnnouncementMoved
    audit.record(by, "announcement.changed", announcement)


def _check(subject: str, body: str) -> None:
    if not subject.strip() or not body.strip() or len(subject) > SUBJECT_MOST or len(body) > BODY_MOST:
        raise Invalid
    if unknown := unknown_placeholders(f"{subject}\n{body}"):
        raise NotAPlaceholder(", ".join(unknown[:3]))


@transactional
def send_test(announcement: Announcement, *, by: Person) -> None:
    """Send the letter to its author alone, as it stands."""
    spend("announcement.test", by.id, limit=TESTS_AN_HOUR, seconds=3600)
    _letter(announcement, by, key=f"announcement-test:{announcement.id}:{now().isoformat()}", urgent=True)
    audit.record(by, "announcement.tested", announcement)


@transactional
def send(announcement: Announcement, *, by: Person, at: datetime | None = None) -> None:
    """Send it now, or at a time that is still to come. Raises AnnouncementMoved, NobodyThere or TooEarly."""
    if at is not None and not now() < at < now() + YEAR:
        raise TooEarly
    if at is None and not queries.count(announcement)[0]:
        raise NobodyThere
    status = AnnouncementStatus.SCHEDULED if at else AnnouncementStatus.SENDING
    if not advance(announcement, frm=OPEN, to=status, by_id=by.id, send_at=at or now(), next_at=None):
        raise AnnouncementMoved
    audit.record(by, f"announcement.{status.value}", announcement)
    nudge(JOB)


@transactional
def cancel(announcement: Announcement, *, by: Person) -> None:
    """Take back one that is scheduled; twice is once. Raises AnnouncementMoved once letters are being written."""
    if announcement.status == AnnouncementStatus.CANCELLED:
        return
    if not advance(announcement, frm={AnnouncementStatus.SCHEDULED}, to=AnnouncementStatus.CANCELLED):
        raise AnnouncementMoved
    audit.record(by, "announcement.cancelled", announcement)


@job(JOB)
@transactional
def send_due() -> int:
    """Write the next letters of the announcement that waits longest; returns how many. Batch and mark are one
    transaction, so that a worker that is killed leaves nobody out and nobody twice. One that was scheduled by somebody
    who has left, or looks after the cohort no more, is cancelled."""
    at = now()
    if db.session.scalar(sa.select(Announcement.id).where(Announcement.next_at > at).limit(1)):
        return 0  # letters of the last minute are on their way
    due = sa.or_(
        Announcement.status == AnnouncementStatus.SENDING,
        sa.and_(Announcement.status == AnnouncementStatus.SCHEDULED, Announcement.send_at <= at),
    )
    first = sa.select(Announcement).where(due).order_by(Announcement.send_at, Announcement.id).limit(1)
    announcement = db.session.scalar(first.with_for_update(skip_locked=True, of=Announcement))
    if announcement is None:
        return 0
    if announcement.status == AnnouncementStatus.SCHEDULED and not _is_still_meant(announcement):
        announcement.status = AnnouncementStatus.CANCELLED
        audit.record(None, "announcement.cancelled", announcement)
        return 0
    written = _write_batch(announcement)
    announcement.status = AnnouncementStatus.SENDING
    announcement.next_at = at + PAUSE
    if written < BATCH:
        announcement.status, announcement.finished_at = AnnouncementStatus.SENT, at
        audit.record(announcement.by, "announcement.sent", announcement, **queries.results(announcement)._asdict())
    return written


def _is_still_meant(announcement: Announcement) -> bool:
    """Whether whoever has scheduled it still looks after the cohort."""
    by = announcement.by
    return by.active and programmes.cohort_for(by, announcement.cohort_id) is not None


def _write_batch(announcement: Announcement) -> int:
    told = sa.select(AnnouncementReader.person_id).where(AnnouncementReader.announcement_id == announcement.id)
    left = queries.readers(announcement).where(Person.id.not_in(told)).limit(BATCH)
    people = list(db.session.scalars(left))
    out = queries.wants_none([person.id for person in people])
    for person in people:
        mark = {"announcement_id": announcement.id, "person_id": person.id, "opted_out": person.id in out}
        db.session.add(AnnouncementReader(**mark))
        if person.id not in out:
            _letter(announcement, person, key=f"announcement:{announcement.id}")
    db.session.flush()
    return len(people)


def _letter(announcement: Announcement, to: Person, *, key: str, urgent: bool = False) -> None:
    letters.write(
        to,
        TEMPLATE,
        key=key,
        urgent=urgent,
        subject=filled(announcement.subject, to.name),
        body=filled(announcement.body, to.name),
        cohort=announcement.cohort.name,
        stop=links.token_for(to.id),
        test=urgent,
    )


@transactional
def stop_for(person: Person) -> None:
    """Somebody wants no more announcements."""
    letters.set_preference(person, announcements=False)
    audit.record(person, "announcements.stopped", person)


@true_while(TEMPLATE)
def is_wanted(letter: Letter) -> bool:
    """Whoever has opted out while a letter waited does not get it."""
    wanted = wishes.preference_of(letter.person_id)
    return bool(letter.context.get("test")) or wanted is None or wanted.announcements
