"""A student's documents, and what is shared with a mentor."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, locale_code
from mentormatch.documents import queries
from mentormatch.documents.forms import AskForm, DocumentForm, ShareForm, VersionForm, field_of
from mentormatch.documents.labels import KINDS, RATINGS, STATUS
from mentormatch.documents.models import ROOM_MOST, Audit, Document, DocumentKind, DocumentShare, DocumentVersion
from mentormatch.documents.policy import is_told
from mentormatch.documents.sections import name_of
from mentormatch.documents.service import asking, keeping, sharing
from mentormatch.uploads.limits import BODY_MOST, FILE_MOST, MEGABYTE
from mentormatch.uploads.serving import attachment
from mentormatch.web import once
from mentormatch.web.access import Who, access

bp = Blueprint("documents", __name__, url_prefix="/documents", template_folder="templates")
VERSION, AUDIT = "/versions/<int:version_id>", "/audits/<int:audit_id>"


@bp.app_context_processor
def _words() -> dict[str, Any]:
    return {"audit_chips": STATUS, "audit_ratings": RATINGS, "audit_section_name": name_of, "document_kinds": KINDS}


@bp.get("")
@access(Who.MENTEE)
def index() -> str:
    documents = queries.documents_of(current_user)
    newest: dict[int, Audit] = {}
    for asked in queries.audits_of(current_user):
        newest.setdefault(asked.document_id, asked)
    used = queries.room_used(current_user.id)
    return render_template("documents/index.html", documents=documents, newest=newest, used=used, room=ROOM_MOST)


@bp.get("/new")
@access(Who.MENTEE)
def new_form() -> str:
    return _upload_page("new", DocumentForm(formdata=None, data={"language": locale_code()}))


@bp.post("/new")
@access(Who.MENTEE, body=BODY_MOST)
def new() -> ResponseReturnValue:
    form = DocumentForm()
    if not form.validate():
        return _upload_page("new", form), 422
    upload, kind, title = form.upload(), DocumentKind(form.kind.data), form.title.data

    def deed() -> str:
        version = keeping.add(upload, kind=kind, title=title, by=current_user)
        return _("Uploaded: %(name)s.", name=version.name)

    try:
        return once.done(deed, then=url_for(".index"))
    except Refusal as refusal:
        return _refused(form, refusal, _upload_page, "new")


@bp.get("/<int:document_id>")
@access(Who.MENTEE, load=queries.document_for)
def show(document: Document) -> str:
    audits = queries.audits_of_document(document.id)
    points = queries.last_points_of(document.id)
    return render_template(
        "documents/show.html",
        document=document,
        audits=audits,
        under_way=queries.open_audit_of(document.id),
        audited={asked.version_id for asked in audits if is_told(asked)},
        points=points,
        answers=queries.answers_to(points),
        checks=queries.checks_of(points),
        shares=queries.shares_of(document.versions),
        may_share=bool(queries.mentors_of(current_user)),
    )


@bp.get("/<int:document_id>/versions")
@access(Who.MENTEE, load=queries.document_for)
def version_form(document: Document) -> str:
    language = document.versions[0].language
    points = queries.last_points_of(document.id)
    return _upload_page(
        "version", VersionForm.with_points(points, formdata=None, data={"language": language}), document
    )


@bp.post("/<int:document_id>/versions")
@access(Who.MENTEE, load=queries.document_for, body=BODY_MOST)
def add_version(document: Document) -> ResponseReturnValue:
    form = VersionForm.with_points(queries.last_points_of(document.id))
    if not form.validate():
        return _upload_page("version", form, document), 422
    upload = form.upload()

    def deed() -> str:
        version = keeping.add_version(document, upload, by=current_user)
        return _("Uploaded as version %(number)s: %(name)s.", number=version.number, name=version.name)

    try:
        return once.done(deed, then=url_for(".show", document_id=document.id))
    except Refusal as refusal:
        return _refused(form, refusal, _upload_page, "version", document)


@bp.get(f"{VERSION}/file")
@access(Who.SIGNED_IN, load=queries.readable_version)
def download(version: DocumentVersion) -> Response:
    """Always a file to save, never a page of ours."""
    return attachment(keeping.content_of(version), version.kind, version.name)


@bp.post(f"{VERSION}/take-away")
@access(Who.MENTEE, load=queries.version_for)
def take_away(version: DocumentVersion) -> ResponseReturnValue:
    keeping.take_away(version, by=current_user)
    flash(_("%(name)s is gone. Whoever has saved it still has it.", name=version.name), "success")
    return _to_document(version)


@bp.get(f"{VERSION}/audit")
@access(Who.MENTEE, load=queries.version_for)
def ask_form(version: DocumentVersion) -> str:
    return _ask_page(AskForm(formdata=None), version)


@bp.post(f"{VERSION}/audit")
@access(Who.MENTEE, load=queries.version_for)
def ask(version: DocumentVersion) -> ResponseReturnValue:
    form = AskForm()
    if not form.validate():
        return _ask_page(form, version), 422
    role, questions, then = form.role.data or "", form.questions, url_for(".show", document_id=version.document_id)

    def deed() -> str:
        asking.ask(version, role=role, questions=questions, by=current_user)
        return _("Asked. You get a letter when a coach has written the audit.")

    try:
        return once.done(deed, then=then)
    except Refusal as refusal:
        return _refused(form, refusal, _ask_page, version)


@bp.get(AUDIT)
@access(Who.SIGNED_IN, load=queries.audit_to_read)
def audit(asked: Audit) -> str:
    """For the student, and for a mentor with whom the audit was shared."""
    return render_template(
        "documents/audit.html",
        asked=asked,
        own=asked.person_id == current_user.id,
        checks=queries.checks_in(asked.id) if is_told(asked) else [],
    )


@bp.post(f"{AUDIT}/take-back")
@access(Who.MENTEE, load=queries.own_audit)
def take_back(asked: Audit) -> ResponseReturnValue:
    asking.take_back(asked, by=current_user)
    flash(_("Taken back. Coaches do not see this version any more."), "success")
    return redirect(url_for(".show", document_id=asked.document_id), code=303)


@bp.get(f"{VERSION}/shares")
@access(Who.MENTEE, load=queries.version_for)
def share_form(version: DocumentVersion) -> str:
    return _share_page(ShareForm(formdata=None), version)


@bp.post(f"{VERSION}/shares")
@access(Who.MENTEE, load=queries.version_for)
def share(version: DocumentVersion) -> ResponseReturnValue:
    form = ShareForm()
    matches = {match.id: match for match in queries.mentors_of(current_user)}
    form.offer(matches.values())
    if not form.validate():
        return _share_page(form, version), 422
    try:
        made = sharing.share(
            version, matches[form.match_id.data], with_audit=bool(form.with_audit.data), by=current_user
        )
    except Refusal as refusal:
        return _refused(form, refusal, _share_page, version)
    flash(_("%(name)s can read it now. You can take it back at any time.", name=made.match.mentor.name), "success")
    return _to_document(version)


@bp.post("/shares/<int:share_id>/take-back")
@access(Who.MENTEE, load=queries.share_for)
def end_share(made: DocumentShare) -> ResponseReturnValue:
    sharing.take_back(made, by=current_user)
    flash(_("Taken back. Whoever has saved it still has it."), "success")
    return _to_document(made.version)


@bp.get("/shared")
@access(Who.MENTOR)
def shared() -> str:
    shares = queries.shared_with(current_user)
    told = queries.published_of([one.version_id for one in shares if one.with_audit])
    return render_template("documents/shared.html", shares=shares, told=told)


def _to_document(version: DocumentVersion) -> ResponseReturnValue:
    return redirect(url_for(".show", document_id=version.document_id), code=303)


def _refused(form: Any, refusal: Refusal, page: Any, *about: Any) -> ResponseReturnValue:
    """The form again with the refusal at its field; what was typed stays."""
    field = refusal.facts.get("field")
    form.refuse(field_of(field) if isinstance(field, str) else "file", refusal)
    first, *rest = about
    body = page(first, form, *rest) if isinstance(first, str) else page(form, *about)
    return body, refusal.status


def _upload_page(name: str, form: Any, document: Document | None = None) -> str:
    return render_template(
        f"documents/{name}.html",
        form=form,
        document=document,
        points=queries.last_points_of(document.id) if document else [],
        under_way=queries.open_audit_of(document.id) if document else None,
        most=FILE_MOST // MEGABYTE,
    )


def _ask_page(form: AskForm, version: DocumentVersion) -> str:
    return render_template("documents/ask.html", form=form, version=version, all_optional=True)


def _share_page(form: ShareForm, version: DocumentVersion) -> str:
    matches = queries.mentors_of(current_user)
    form.offer(matches)
    told = queries.published_of([version.id])
    return render_template("documents/share.html", form=form, version=version, matches=matches, told=bool(told))
