"""Documents for programs of one's own: uploading, what coaches said, asking, sharing and taking back."""

from flask import url_for
from flask_login import current_user
from pydantic import BaseModel

from mentormatch.documents import queries
from mentormatch.documents.errors import NoMentor
from mentormatch.documents.models import Audit, Document, DocumentShare, DocumentVersion
from mentormatch.documents.schema import (
    AuditPage,
    AuditRead,
    DocumentPage,
    DocumentRead,
    NewAudit,
    NewDocument,
    NewShare,
    NewVersion,
    audit_read,
    document_read,
)
from mentormatch.documents.service import asking, keeping, sharing
from mentormatch.documents.service.keeping import Said, Upload
from mentormatch.uploads.limits import BODY_MOST
from mentormatch.uploads.serving import content_of
from mentormatch.web.access import Who, access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import part
from mentormatch.web.rest.schema import KeyHeader, PageQuery

rest = rest_blueprint("documents_api", "mentormatch.documents", at="/documents")
VERSION, AUDIT = "/versions/<int:version_id>", "/audits/<int:audit_id>"


@rest.get("")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, DocumentPage))
def documents(query: PageQuery) -> DocumentPage:
    """One's documents with their versions, the newest first."""
    found, cursor = part(queries.documents_of(current_user), query.cursor, query.limit)
    return DocumentPage(items=[document_read(one) for one in found], next_cursor=cursor)


@rest.get("/<int:document_id>")
@access(Who.MENTEE, load=queries.document_for)
@spec.validate(resp=answers(200, DocumentRead, 404))
def document(one: Document) -> DocumentRead:
    """One document with its versions."""
    return document_read(one)


@rest.post("")
@access(Who.MENTEE, body=BODY_MOST)
@spec.validate(headers=KeyHeader, resp=answers(201, DocumentRead, 409, 413, 415, 507))
def add(form: NewDocument) -> Reply:
    """Upload the first version of a new document."""
    upload = Upload(content=content_of(form.file), name=form.file.filename or "", language=form.language)

    def act() -> tuple[BaseModel, int, str]:
        made = keeping.add(upload, kind=form.kind, title=form.title, by=current_user)
        return document_read(made.document), 201, url_for(".document", document_id=made.document_id)

    return done_once(act)


@rest.post("/<int:document_id>/versions")
@access(Who.MENTEE, load=queries.document_for, body=BODY_MOST)
@spec.validate(headers=KeyHeader, resp=answers(201, DocumentRead, 404, 409, 413, 415, 507))
def add_version(one: Document, form: NewVersion) -> Reply:
    """Upload the next version. An audit that waits is then of this one."""
    said = {each.point_id: Said(each.done, each.words) for each in form.answers or []}
    upload = Upload(content_of(form.file), form.file.filename or "", form.language, form.note, said)

    def act() -> tuple[BaseModel, int, str]:
        keeping.add_version(one, upload, by=current_user)
        return document_read(one), 201, url_for(".document", document_id=one.id)

    return done_once(act)


@rest.post(f"{VERSION}/take-away")
@access(Who.MENTEE, load=queries.version_for)
@spec.validate(headers=KeyHeader, resp=answers(200, DocumentRead, 404, 409, 415))
def take_away(version: DocumentVersion) -> Reply:
    """Take a version away: its file is gone, nobody can download it any more."""

    def act() -> tuple[BaseModel, int, None]:
        keeping.take_away(version, by=current_user)
        return document_read(version.document), 200, None

    return done_once(act)


@rest.get("/audits")
@access(Who.MENTEE)
@spec.validate(resp=answers(200, AuditPage))
def audits(query: PageQuery) -> AuditPage:
    """Audits that one asked for, the newest first."""
    found, cursor = part(queries.audits_of(current_user), query.cursor, query.limit)
    return AuditPage(items=[audit_read(one) for one in found], next_cursor=cursor)


@rest.get(AUDIT)
@access(Who.MENTEE, load=queries.own_audit)
@spec.validate(resp=answers(200, AuditRead, 404))
def audit(asked: Audit) -> AuditRead:
    """One audit, with what the coach says when it is published."""
    return audit_read(asked)


@rest.post(f"{VERSION}/audit")
@access(Who.MENTEE, load=queries.version_for)
@spec.validate(headers=KeyHeader, resp=answers(201, AuditRead, 404, 409, 415))
def ask(version: DocumentVersion, json: NewAudit) -> Reply:
    """Ask for the audit of a version."""

    def act() -> tuple[BaseModel, int, str]:
        made = asking.ask(version, role=json.role, questions=json.questions, by=current_user)
        return audit_read(made), 201, url_for(".audit", audit_id=made.id)

    return done_once(act)


@rest.post(f"{AUDIT}/take-back")
@access(Who.MENTEE, load=queries.own_audit)
@spec.validate(headers=KeyHeader, resp=answers(200, AuditRead, 404, 409, 415))
def take_back(asked: Audit) -> Reply:
    """Ask for an audit no longer."""

    def act() -> tuple[BaseModel, int, None]:
        asking.take_back(asked, by=current_user)
        return audit_read(asked), 200, None

    return done_once(act)


@rest.post(f"{VERSION}/shares")
@access(Who.MENTEE, load=queries.version_for)
@spec.validate(headers=KeyHeader, resp=answers(201, DocumentRead, 404, 409, 415))
def share(version: DocumentVersion, json: NewShare) -> Reply:
    """Let the mentor of a match of one's own read a version."""
    match = next((one for one in queries.mentors_of(current_user) if one.id == json.match_id), None)
    if match is None:
        raise NoMentor

    def act() -> tuple[BaseModel, int, str]:
        sharing.share(version, match, with_audit=json.with_audit, by=current_user)
        return document_read(version.document), 201, url_for(".document", document_id=version.document_id)

    return done_once(act)


@rest.post("/shares/<int:share_id>/take-back")
@access(Who.MENTEE, load=queries.share_for)
@spec.validate(headers=KeyHeader, resp=answers(200, DocumentRead, 404, 409, 415))
def end_share(made: DocumentShare) -> Reply:
    """Take back what a mentor could read."""

    def act() -> tuple[BaseModel, int, None]:
        sharing.take_back(made, by=current_user)
        return document_read(made.version.document), 200, None

    return done_once(act)
