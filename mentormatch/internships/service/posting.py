"""Postings: drafted by an organisation or the office, approved by the office, published, changed, closed."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.internships import queries
from mentormatch.internships.errors import (
    AgreementNeeded,
    GoneBy,
    NotOpen,
    NotYours,
    PayNeeded,
    PlaceNeeded,
    ReasonNeeded,
    WrongDays,
)
from mentormatch.internships.models import OPEN, Back, InternshipSettings, Posting, PostingStatus, Stage, Where
from mentormatch.internships.policy import EDITABLE, MATTERS, deadline_of
from mentormatch.internships.service import finding, moving, telling
from mentormatch.partners import queries as partners
from mentormatch.partners.models import Organisation

WRITTEN = frozenset({PostingStatus.DRAFT, PostingStatus.SENT_BACK})
ENDED = frozenset({PostingStatus.OVER, PostingStatus.CLOSED})
RUNNING = frozenset({PostingStatus.PUBLISHED, PostingStatus.WAITING})


@transactional
def make(organisation: Organisation, *, by: Person, deadline: datetime, **facts: Any) -> Posting:
    """A draft. ``deadline`` is a time on the wall in ``deadline_zone``. Refuses what makes no sense, with its field."""
    _ensure_may(organisation.id, by)
    posting = Posting(organisation_id=organisation.id, made_by_id=by.id, status=PostingStatus.DRAFT, turn=0)
    _fill(posting, deadline, facts)
    db.session.add(posting)
    db.session.flush()
    audit.record(by, "internship_posting.made", posting, organisation=organisation.id)
    return posting


@transactional
def change(posting: Posting, *, by: Person, deadline: datetime, **facts: Any) -> None:
    """Change a posting. What was approved and matters is approved again, unless the office itself changes it.

    Refuses NotYours, NotOpen when it was taken down, and what makes no sense.
    """
    lock(posting)
    _ensure_may(posting.organisation_id, by)
    if posting.status not in EDITABLE:
        raise NotOpen
    before = {name: getattr(posting, name) for name in MATTERS}
    _fill(posting, deadline, facts)
    matters = any(getattr(posting, name) != value for name, value in before.items())
    by_office = by.is_(RoleName.COORDINATOR)
    if posting.status in ENDED:
        posting.status = PostingStatus.DRAFT
    elif posting.status == PostingStatus.PUBLISHED and matters and not by_office:
        posting.status, posting.turn = PostingStatus.WAITING, posting.turn + 1
    db.session.flush()
    audit.record(by, "internship_posting.changed", posting, matters=matters)
    finding.refresh(posting)


@transactional
def submit(posting: Posting, *, by: Person) -> None:
    """Ask the office for approval. Twice is once. Refuses NotYours, GoneBy, AgreementNeeded, NotOpen."""
    lock(posting)
    _ensure_may(posting.organisation_id, by)
    _ensure_ready(posting)
    if advance(posting, frm=WRITTEN, to=PostingStatus.WAITING, turn=Posting.turn + 1, back=None, back_words=""):
        audit.record(by, "internship_posting.submitted", posting)
    elif posting.status != PostingStatus.WAITING:
        raise NotOpen


@transactional
def approve(posting: Posting, *, by: Person) -> None:
    """Publish a posting. Twice is once. Refuses GoneBy, AgreementNeeded, NotOpen."""
    lock(posting)
    if posting.status == PostingStatus.PUBLISHED:
        return
    _ensure_ready(posting)
    changes = {"published_at": now(), "back": None, "back_words": ""}
    if not advance(posting, frm={*WRITTEN, PostingStatus.WAITING}, to=PostingStatus.PUBLISHED, **changes):
        raise NotOpen
    audit.record(by, "internship_posting.approved", posting)
    finding.refresh(posting)
    telling.approved(posting)


@transactional
def send_back(posting: Posting, *, reason: Back, words: str, by: Person) -> None:
    """Ask for changes. Refuses ReasonNeeded of another reason without words, NotOpen."""
    lock(posting)
    if reason == Back.OTHER and not words.strip():
        raise ReasonNeeded(field="words")
    if not advance(
        posting, frm={PostingStatus.WAITING}, to=PostingStatus.SENT_BACK, back=reason, back_words=words.strip()
    ):
        raise NotOpen
    audit.record(by, "internship_posting.sent_back", posting, reason=reason)
    telling.sent_back(posting)


@transactional
def close(posting: Posting, *, by: Person) -> None:
    """Take no more applications, before the deadline. Twice is once. Refuses NotYours."""
    lock(posting)
    _ensure_may(posting.organisation_id, by)
    if advance(posting, frm=RUNNING, to=PostingStatus.CLOSED):
        audit.record(by, "internship_posting.closed", posting)
        finding.refresh(posting)


@transactional
def take_down(posting: Posting, *, by: Person, words: str) -> None:
    """The office takes a posting away for good; its applications end, and who applied is told. Twice is once.

    Refuses ReasonNeeded.
    """
    lock(posting)
    if not words.strip():
        raise ReasonNeeded(field="words")
    if advance(posting, frm=EDITABLE, to=PostingStatus.TAKEN_DOWN, back_words=words.strip()):
        audit.record(by, "internship_posting.taken_down", posting)
        finding.refresh(posting)
        telling.taken_down(posting)
        for application in queries.applications_in(posting.id):
            if application.status in (*OPEN, Stage.ACCEPTED):
                moving.end_with_posting(application, by=by)


@transactional
def set_needs_agreement(needed: bool, *, by: Person) -> None:
    """Whether only organisations with a valid agreement may publish. What is published stays."""
    settings = db.session.get(InternshipSettings, 1) or InternshipSettings(id=1, needs_agreement=False)
    if settings.needs_agreement == needed:
        return
    settings.needs_agreement = needed
    db.session.add(settings)
    db.session.flush()
    audit.record(by, "internship_settings.changed", settings, needs_agreement=needed)


def lock(posting: Posting) -> None:
    """One at a time changes a posting, or applies to it; what was read before is forgotten."""
    db.session.execute(sa.select(Posting.id).where(Posting.id == posting.id).with_for_update(key_share=True))
    db.session.expire_all()


def _ensure_may(organisation_id: int, by: Person) -> None:
    if not by.is_(RoleName.COORDINATOR) and not partners.speaks_for(by, organisation_id):
        raise NotYours


def _ensure_ready(posting: Posting) -> None:
    if posting.deadline_at <= now():
        raise GoneBy(field="deadline")
    if queries.needs_agreement() and not partners.has_agreement(posting.organisation_id):
        raise AgreementNeeded


def _fill(posting: Posting, deadline: datetime, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(posting, name, value)
    at = deadline_of(deadline, posting.deadline_zone)
    if at != posting.deadline_at and at <= now():
        raise GoneBy(field="deadline")
    posting.deadline_at, posting.deadline_wall = at, deadline.isoformat(timespec="minutes")
    if posting.pay_amount is None:
        posting.pay_period = None
        if not posting.unpaid_reason:
            raise PayNeeded(field="pay_amount")
    elif posting.pay_period is None:
        raise PayNeeded(field="pay_period")
    else:
        posting.unpaid_reason = ""
    if posting.starts_on and posting.ends_on and posting.starts_on > posting.ends_on:
        raise WrongDays(field="ends_on")
    if posting.where != Where.REMOTE and not posting.place:
        raise PlaceNeeded(field="place")
