"""What the tests of the whole ask documents."""

from typing import Any

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.documents.models import (
    Audit,
    AuditDraft,
    AuditMark,
    AuditPoint,
    AuditStatus,
    CoachNote,
    Document,
    DocumentKind,
    DocumentShare,
    DocumentVersion,
    PointAnswer,
    PointCheck,
    Rating,
)
from mentormatch.documents.service import asking, keeping
from mentormatch.documents.service.keeping import Upload
from mentormatch.mentoring.models import Match
from mentormatch.uploads import store
from mentormatch.uploads.kinds import FileKind
from tests.files.samples import PDF

WORDS = {"section": "experience"}
OURS = {
    "document_version": "sha256 stored_as language",
    "document_audit_mark": "section",
}


def objects(make: Any, people: Any) -> dict[str, Any]:
    """A document of whoever is matched with Omar, shared with him, with an audit that waits."""
    match = db.session.get_one(Match, 1)
    student = match.mentee
    version = keeping.add(Upload(PDF, "cv.pdf", "en"), kind=DocumentKind.CV, title="CV", by=student)
    asked = asking.ask(version, role="", questions=[], by=student)
    share = DocumentShare(version_id=version.id, match_id=match.id)
    db.session.add(share)
    db.session.flush()
    return {"document_id": version.document_id, "version_id": version.id, "audit_id": asked.id, "share_id": share.id}


def words(world: Any) -> None:
    """Two versions with an audit each; the second one is in a coach's hands."""
    say, maya, coach = world.say, world.maya, world.cora
    document = Document(person_id=maya.id, kind=DocumentKind.CV, title=say("own", "document.title"))
    db.session.add(document)
    db.session.flush()
    versions = [_version(say, document.id, number) for number in (1, 2)]
    db.session.add_all(versions)
    db.session.flush()
    first, second = (_audit(say, document, version, coach.id) for version in versions)
    first.status, first.published_at = AuditStatus.PUBLISHED, now()
    db.session.add_all([first, second])
    db.session.flush()
    # Coaches say these to her, and they go with her account.
    point = AuditPoint(audit_id=first.id, place=1, text=say("own", "audit_point"))
    db.session.add_all([
        point,
        AuditMark(audit_id=first.id, section="truth", place=1, name=say("own", "audit_mark.name"), rating=Rating.FINE,
                  comment=say("own", "audit_mark.comment")),
        AuditDraft(audit_id=second.id, version=1, content={"overall": say("inner", "audit_draft")}, by_id=coach.id),
        CoachNote(audit_id=second.id, text=say("inner", "coach_note"), version=1, by_id=coach.id),
        DocumentShare(version_id=versions[0].id, match_id=world.match.id),
    ])  # fmt: skip
    db.session.flush()
    db.session.add_all([
        PointAnswer(version_id=versions[1].id, point_id=point.id, done=True, words=say("own", "point_answer")),
        PointCheck(audit_id=second.id, point_id=point.id, done=True),
    ])  # fmt: skip


def _version(say: Any, document_id: int, number: int) -> DocumentVersion:
    content = say("own", "version.content").encode()
    return DocumentVersion(
        document_id=document_id, number=number, name=say("own", "version.name"), kind=FileKind.PDF, size=len(content),
        sha256=store.digest(content), stored_as=store.keep(content), note=say("own", "version.note"), language="en",
    )  # fmt: skip


def _audit(say: Any, document: Document, version: DocumentVersion, coach_id: int) -> Audit:
    return Audit(
        person_id=document.person_id, document_id=document.id, version_id=version.id, coach_id=coach_id,
        role=say("own", "audit.role"), questions=(say("own", "audit.questions"),), status=AuditStatus.TAKEN,
        file_words=say("own", "audit.file_words"), overall=say("own", "audit.overall"),
        steps=(say("own", "audit.steps"),), withdrawn_reason=say("own", "audit.withdrawn_reason"),
    )  # fmt: skip
