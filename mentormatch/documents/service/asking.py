"""A student asks for an audit, or takes it back."""

from collections.abc import Iterable

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import advance, db, transactional
from mentormatch.documents import queries
from mentormatch.documents.errors import (
    AuditedAlready,
    AuditOpen,
    AuditOver,
    NotYours,
    TooLong,
    TooManyAudits,
    TooManyPoints,
)
from mentormatch.documents.models import (
    OPEN,
    QUESTIONS_MOST,
    ROLE_MOST,
    WORDS_MOST,
    Audit,
    AuditStatus,
    DocumentVersion,
)
from mentormatch.documents.policy import AUDITS_MOST, is_owner
from mentormatch.documents.service.keeping import ensure_kept, hold_room


@transactional
def ask(version: DocumentVersion, *, role: str, questions: Iterable[str], by: Person) -> Audit:
    """Ask what a coach says of a version, with at most three questions.

    Refuses NotYours, Gone, AuditOpen, AuditedAlready, TooManyAudits, TooManyPoints, TooLong.
    """
    hold_room(by.id)
    db.session.refresh(version)
    if not is_owner(by, version):
        raise NotYours
    ensure_kept(version)
    role, asked_for = role.strip(), tuple(said for question in questions if (said := question.strip()))
    _ensure_short(role, asked_for)
    if queries.open_audit_of(version.document_id):
        raise AuditOpen
    if queries.published_of([version.id]):
        raise AuditedAlready
    mine = sa.select(sa.func.count()).where(Audit.person_id == by.id, Audit.status.in_(OPEN))
    if (db.session.scalar(mine) or 0) >= AUDITS_MOST:
        raise TooManyAudits(AUDITS_MOST)
    asked = Audit(
        person_id=by.id, document_id=version.document_id, version_id=version.id, role=role, questions=asked_for
    )
    db.session.add(asked)
    db.session.flush()
    audit.record(by, "document_audit.asked", asked, version=version.id)
    return asked


@transactional
def take_back(asked: Audit, *, by: Person) -> None:
    """Ask no more: coaches see the version no longer. Twice changes nothing. Refuses NotYours, AuditOver."""
    db.session.refresh(asked)
    if asked.person_id != by.id:
        raise NotYours
    if asked.status == AuditStatus.TAKEN_BACK:
        return
    if not advance(asked, frm=OPEN, to=AuditStatus.TAKEN_BACK):
        raise AuditOver
    audit.record(by, "document_audit.taken_back", asked)


def _ensure_short(role: str, questions: tuple[str, ...]) -> None:
    if len(role) > ROLE_MOST:
        raise TooLong("role", ROLE_MOST)
    if len(questions) > QUESTIONS_MOST:
        raise TooManyPoints("questions", QUESTIONS_MOST)
    if any(len(question) > WORDS_MOST for question in questions):
        raise TooLong("questions", WORDS_MOST)
