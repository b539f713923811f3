"""What programs send and get of documents, field by field."""

from datetime import datetime
from typing import Annotated

from flask import url_for
from pydantic import BaseModel, Field, Json

from mentormatch.documents import queries
from mentormatch.documents.models import (
    POINTS_MOST,
    QUESTIONS_MOST,
    ROLE_MOST,
    TITLE_MOST,
    WORDS_MOST,
    Audit,
    AuditStatus,
    Document,
    DocumentKind,
    DocumentShare,
    DocumentVersion,
    Rating,
)
from mentormatch.documents.policy import is_told
from mentormatch.documents.sections import name_of
from mentormatch.web.rest.schema import Line, Number, PersonName, Sent, SentFile, Text

_Question = Annotated[Text, Field(min_length=1, max_length=WORDS_MOST)]


class ShareRead(BaseModel):
    """Somebody's mentor may read a version, with its audit or without."""

    id: int
    match_id: int
    mentor: PersonName
    with_audit: bool
    since: datetime


class VersionRead(BaseModel):
    """A version; ``download`` is the address of its file for whoever is signed in, None when it was taken away."""

    id: int
    document_id: int
    number: int
    name: str
    kind: str
    size: int
    language: str
    note: str
    uploaded_at: datetime
    taken_away_at: datetime | None
    download: str | None
    shares: list[ShareRead]


class DocumentRead(BaseModel):
    id: int
    kind: DocumentKind
    title: str
    created_at: datetime
    versions: list[VersionRead]


class DocumentPage(BaseModel):
    items: list[DocumentRead]
    next_cursor: str | None


class MarkRead(BaseModel):
    section: str
    name: str
    rating: Rating
    comment: str


class PointRead(BaseModel):
    id: int
    text: str


class AuditRead(BaseModel):
    """``coach``, marks, words and points are there when it is published."""

    id: int
    document_id: int
    version_id: int
    status: AuditStatus
    role: str
    questions: list[str]
    asked_at: datetime
    file_words: str
    published_at: datetime | None
    withdrawn_reason: str
    coach: PersonName | None
    marks: list[MarkRead]
    overall: str
    steps: list[str]
    points: list[PointRead]


class AuditPage(BaseModel):
    items: list[AuditRead]
    next_cursor: str | None


class NewAudit(Sent):
    role: Annotated[Line, Field(max_length=ROLE_MOST)] = ""
    questions: list[_Question] = Field([], max_length=QUESTIONS_MOST)


class PointSaid(Sent):
    """What a student says of a point of the last checklist."""

    point_id: Number
    done: bool
    words: Annotated[Text, Field(max_length=WORDS_MOST)] = ""


class NewVersion(Sent):
    """The parts of an upload: a PDF or Word file, the language it is written in, what changed. ``answers`` is JSON."""

    file: SentFile
    language: Annotated[Line, Field(min_length=2, max_length=10)]
    note: Annotated[Text, Field(max_length=WORDS_MOST)] = ""
    answers: Json[Annotated[list[PointSaid], Field(max_length=POINTS_MOST)]] | None = None


class NewDocument(Sent):
    """The parts of the upload of a new document's first version."""

    file: SentFile
    language: Annotated[Line, Field(min_length=2, max_length=10)]
    kind: DocumentKind
    title: Annotated[Line, Field(min_length=1, max_length=TITLE_MOST)]


class NewShare(Sent):
    match_id: Number
    with_audit: Annotated[bool, Field(strict=True)] = False


def document_read(one: Document) -> DocumentRead:
    shares = queries.shares_of(one.versions)
    return DocumentRead(
        id=one.id,
        kind=one.kind,
        title=one.title,
        created_at=one.created_at,
        versions=[_version(version, shares[version.id]) for version in one.versions],
    )


def _version(one: DocumentVersion, shares: list[DocumentShare]) -> VersionRead:
    is_kept = one.stored_as is not None
    return VersionRead(
        id=one.id,
        document_id=one.document_id,
        number=one.number,
        name=one.name,
        kind=one.kind,
        size=one.size,
        language=one.language,
        note=one.note,
        uploaded_at=one.uploaded_at,
        taken_away_at=one.taken_away_at,
        download=url_for("documents.download", version_id=one.id) if is_kept else None,
        shares=[_share(share) for share in shares],
    )


def _share(one: DocumentShare) -> ShareRead:
    mentor = one.match.mentor
    return ShareRead(id=one.id, match_id=one.match_id, mentor=PersonName(id=mentor.id, name=mentor.name),
                     with_audit=one.with_audit, since=one.since)  # fmt: skip


def audit_read(one: Audit) -> AuditRead:
    told, coach = is_told(one), one.coach
    marks, points = (one.marks, one.points) if told else ([], [])
    return AuditRead(
        id=one.id,
        document_id=one.document_id,
        version_id=one.version_id,
        status=one.status,
        role=one.role,
        questions=list(one.questions),
        asked_at=one.asked_at,
        file_words=one.file_words,
        published_at=one.published_at,
        withdrawn_reason=one.withdrawn_reason,
        coach=PersonName(id=coach.id, name=coach.name) if told and coach else None,
        marks=[
            MarkRead(section=mark.section, name=name_of(mark.section, mark.name), rating=mark.rating,
                     comment=mark.comment)
            for mark in marks
        ],
        overall=one.overall if told else "",
        steps=list(one.steps) if told else [],
        points=[PointRead(id=point.id, text=point.text) for point in points],
    )  # fmt: skip
