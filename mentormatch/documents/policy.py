"""Rules of documents that need no database."""

from datetime import timedelta

from mentormatch.accounts.models import Person, RoleName
from mentormatch.documents.models import HELD, Audit, AuditStatus, DocumentVersion

#: Uploads of a student in a day; documents; audits under way at the same time.
UPLOADS_A_DAY, DOCUMENTS_MOST, AUDITS_MOST = 20, 20, 2
#: How long after an audit its coach still sees the record of its student.
KNOWN_FOR = timedelta(days=365)
#: What a coach sees of audits: those that were not called back.
FOR_COACHES = frozenset({*HELD, AuditStatus.WAITING, AuditStatus.PUBLISHED, AuditStatus.WITHDRAWN})


def is_owner(person: Person, version: DocumentVersion) -> bool:
    return version.document.person_id == person.id


def may_audit(person: Person, asked: Audit) -> bool:
    """Coaches audit, but never what is their own."""
    return person.is_(RoleName.COACH) and asked.person_id != person.id


def holds(person: Person, asked: Audit) -> bool:
    """Whether an audit is in this coach's hands, and not over."""
    return may_audit(person, asked) and asked.coach_id == person.id and asked.status in HELD


def is_told(asked: Audit) -> bool:
    """Whether the student, and whom they let, may read what the coach wrote."""
    return asked.status == AuditStatus.PUBLISHED
