"""Letters about documents. None says what a document, a question or an audit says, but for why a file is needed."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.documents import queries
from mentormatch.documents.models import Audit, AuditStatus, DocumentShare
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter
from mentormatch.notifications.truth import true_while

PUBLISHED, NEEDS_FILE = "documents/email/published.txt", "documents/email/needs_file.txt"
WITHDRAWN, CALLED_OFF = "documents/email/withdrawn.txt", "documents/email/called_off.txt"
HANDED_OVER, SHARED = "documents/email/handed_over.txt", "documents/email/shared.txt"


def published(asked: Audit) -> None:
    """To the student."""
    _to_student(asked, PUBLISHED, "published", coach=_coach(asked))


def needs_file(asked: Audit) -> None:
    """To the student, each time a coach asks."""
    said = letters.quoted(asked.file_words)
    _to_student(asked, NEEDS_FILE, f"file:{now().isoformat()}", coach=_coach(asked), words=said)


def withdrawn(asked: Audit) -> None:
    letters.take_back(f"audit:{asked.id}:published")
    _to_student(asked, WITHDRAWN, "withdrawn", coach=_coach(asked))


def called_off(asked: Audit) -> None:
    letters.take_back(f"audit:{asked.id}:")
    _to_student(asked, CALLED_OFF, "called_off")


def handed_over(asked: Audit, to: Person, by: Person) -> None:
    """To the coach who has it now."""
    letters.write(to, HANDED_OVER, key=f"audit:{asked.id}:coach:{now().isoformat()}", audit_id=asked.id, coach=by.name)


def shared(made: DocumentShare) -> None:
    """To the mentor."""
    student = made.version.document.person
    letters.write(made.match.mentor, SHARED, key=f"share:{made.id}", share_id=made.id, student=student.name)


@true_while(PUBLISHED)
def is_published(letter: Letter) -> bool:
    return _status(letter) == AuditStatus.PUBLISHED


@true_while(NEEDS_FILE)
def is_needed(letter: Letter) -> bool:
    return _status(letter) == AuditStatus.NEEDS_FILE


@true_while(HANDED_OVER)
def is_theirs(letter: Letter) -> bool:
    asked = _audit(letter)
    return asked is not None and asked.coach_id == letter.person_id and asked.status in {"taken", "needs_file"}


@true_while(SHARED)
def is_shared(letter: Letter) -> bool:
    return queries.is_open(letter.context["share_id"])


def _to_student(asked: Audit, template: str, what: str, **context: Any) -> None:
    context |= {"audit_id": asked.id, "document_id": asked.document_id, "title": asked.document.title}
    letters.write(asked.person, template, key=f"audit:{asked.id}:{what}", **context)


def _coach(asked: Audit) -> str:
    return asked.coach.name if asked.coach else ""


def _status(letter: Letter) -> AuditStatus | None:
    asked = _audit(letter)
    return asked.status if asked else None


def _audit(letter: Letter) -> Audit | None:
    return db.session.get(Audit, letter.context["audit_id"])
