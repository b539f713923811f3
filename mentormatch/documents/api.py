"""Documents for programs of one's own: what one has, what coaches said, asking and taking back."""

from datetime import datetime
from typing import Annotated

from flask import url_for
from flask_login import current_user
from pydantic import BaseModel, Field

from mentormatch.documents import queries
from mentormatch.documents.models import (
    QUESTIONS_MOST,
    ROLE_MOST,
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
from mentormatch.documents.service import asking, keeping, sharing
from mentormatch.web.access import Who, access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import part
from mentormatch.web.rest.schema import KeyHeader, Line, PageQuery, PersonName, Sent, Text

rest = rest_blueprint("documents_api", "mentormatch.documents", at="/documents")
VERSION, AUDIT = "/versions/<int:version_id>", "/audits/<int:audit_id>"
_Question = Annotated[Text, Field(min_length=1, max_length=WORDS_MOST)]


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
    shared_with: list[PersonName]


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


@rest.get("")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, DocumentPage))
def documents(query: PageQuery) -> DocumentPage:
    """One's documents with their versions, the newest first."""
    found, cursor = part(queries.documents_of(current_user), query.cursor, query.limit)
    return DocumentPage(items=[_document(one) for one in found], next_cursor=cursor)


@rest.get("/<int:document_id>")
@access(Who.MENTEE, load=queries.document_for)
@spec.validate(resp=answers(200, DocumentRead, 404))
def document(one: Document) -> DocumentRead:
    """One document with its versions."""
    return _document(one)


@rest.post(f"{VERSION}/take-away")
@access(Who.MENTEE, load=queries.version_for)
@spec.validate(headers=KeyHeader, resp=answers(200, DocumentRead, 404, 409, 415))
def take_away(version: DocumentVersion) -> Reply:
    """Take a version away: its file is gone, nobody can download it any more."""

    def act() -> tuple[BaseModel, int, None]:
        keeping.take_away(version, by=current_user)
        return _document(version.document), 200, None

    return done_once(act)


@rest.get("/audits")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, AuditPage))
def audits(query: PageQuery) -> AuditPage:
    """Audits that one asked for, the newest first."""
    found, cursor = part(queries.audits_of(current_user), query.cursor, query.limit)
    return AuditPage(items=[_audit(one) for one in found], next_cursor=cursor)


@rest.get(AUDIT)
@access(Who.MENTEE, load=queries.own_audit)
@spec.validate(resp=answers(200, AuditRead, 404))
def audit(asked: Audit) -> AuditRead:
    """One audit, with what the coach says when it is published."""
    return _audit(asked)


@rest.post(f"{VERSION}/audit")
@access(Who.MENTEE, load=queries.version_for)
@spec.validate(headers=KeyHeader, resp=answers(201, AuditRead, 404, 409, 415))
def ask(version: DocumentVersion, json: NewAudit) -> Reply:
    """Ask for the audit of a version."""

    def act() -> tuple[BaseModel, int, str]:
        made = asking.ask(version, role=json.role, questions=json.questions, by=current_user)
        return _audit(made), 201, url_for(".audit", audit_id=made.id)

    return done_once(act)


@rest.post(f"{AUDIT}/take-back")
@access(Who.MENTEE, load=queries.own_audit)
@spec.validate(headers=KeyHeader, resp=answers(200, AuditRead, 404, 409, 415))
def take_back(asked: Audit) -> Reply:
    """Ask for an audit no longer."""

    def act() -> tuple[BaseModel, int, None]:
        asking.take_back(asked, by=current_user)
        return _audit(asked), 200, None

    return done_once(act)


@rest.post("/shares/<int:share_id>/take-back")
@access(Who.MENTEE, load=queries.share_for)
@spec.validate(headers=KeyHeader, resp=answers(200, DocumentRead, 404, 409, 415))
def end_share(made: DocumentShare) -> Reply:
    """Take back what a mentor could read."""

    def act() -> tuple[BaseModel, int, None]:
        sharing.take_back(made, by=current_user)
        return _document(made.version.document), 200, None

    return done_once(act)


def _document(one: Document) -> DocumentRead:
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
    mentors = [share.match.mentor for share in shares]
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
        shared_with=[PersonName(id=mentor.id, name=mentor.name) for mentor in mentors],
    )


def _audit(one: Audit) -> AuditRead:
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
