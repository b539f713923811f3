"""Editors write degrees, look at old ones again, and take many from a file."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, _n
from mentormatch.degrees import importing, queries, service
from mentormatch.degrees.errors import UnreadableFile
from mentormatch.degrees.file import COLUMNS, packed, written
from mentormatch.degrees.forms import FIELDS_MOST, DegreeForm, FileForm, as_typed
from mentormatch.degrees.models import Degree, DegreeStatus
from mentormatch.degrees.policy import STATUSES, is_old
from mentormatch.uploads.limits import BODY_MOST, FILE_MOST, MEGABYTE
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("editor_degrees", "mentormatch.degrees", url_prefix="/editing/degrees", template_folder="templates")
ONE = "/<int:degree_id>"
PAGE_SIZE = 50
CHIPS = {DegreeStatus.DRAFT: "plain", DegreeStatus.PUBLISHED: "good", DegreeStatus.WITHDRAWN: "bad"}


@bp.context_processor
def _words() -> dict[str, Any]:
    return {
        "degree_chip": lambda one: (CHIPS[one.status], STATUSES[one.status]),
        "is_old": lambda one: is_old(one, service.today()),
    }


@bp.get("")
@access(Who.EDITOR)
def index() -> str:
    return _list("index", old=False)


@bp.get("/old")
@access(Who.EDITOR)
def old() -> str:
    """Those that nobody has checked for a year."""
    return _list("old", old=True)


def _list(endpoint: str, *, old: bool) -> str:
    number, today, q = wanted_page(), service.today(), queries.clean_words(request.args.get("q", ""))
    rows, total = queries.edited(today, old=old, q=q, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    page = Page(f"editor_degrees.{endpoint}", number, PAGE_SIZE, total, {"q": q} if q else {})
    count_old = queries.count_old(today)
    return render_template("degrees/edit/index.html", rows=rows, page=page, old=old, q=q, count_old=count_old)


@bp.get("/new")
@access(Who.EDITOR)
def new_form() -> str:
    return _edit(_form(formdata=None, data={"language": "en", "currency": "EUR"}), None)


@bp.post("/new")
@access(Who.EDITOR)
def new() -> ResponseReturnValue:
    form = _form()
    if form.validate():
        try:
            degree = service.make(by=current_user, **form.facts())
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The draft is saved. Only editors see it."), "success")
            return redirect(url_for(".edit_form", degree_id=degree.id), code=303)
    return _edit(form, None), 422


@bp.get(ONE)
@access(Who.EDITOR, load=queries.degree_to_edit)
def edit_form(degree: Degree) -> str:
    return _edit(_form(degree.language, formdata=None, data=as_typed(degree)), degree)


@bp.post(ONE)
@access(Who.EDITOR, load=queries.degree_to_edit)
def edit(degree: Degree) -> ResponseReturnValue:
    form = _form(degree.language)
    status = 422
    if form.validate():
        try:
            service.change(degree, by=current_user, version=_version(form), **form.facts())
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
            status = refusal.status
            form.version.data = str(degree.version)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".edit_form", degree_id=degree.id), code=303)
    return _edit(form, degree), status


def _version(form: DegreeForm) -> int:
    text = form.version.data or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


@bp.post(f"{ONE}/publish")
@access(Who.EDITOR, load=queries.degree_to_edit)
def publish(degree: Degree) -> ResponseReturnValue:
    service.publish(degree, by=current_user)
    flash(_("The degree is published."), "success")
    return redirect(url_for(".edit_form", degree_id=degree.id), code=303)


@bp.post(f"{ONE}/withdraw")
@access(Who.EDITOR, load=queries.degree_to_edit)
def withdraw(degree: Degree) -> ResponseReturnValue:
    service.withdraw(degree, by=current_user)
    flash(_("The degree is withdrawn. Only editors see it now."), "success")
    return redirect(url_for(".edit_form", degree_id=degree.id), code=303)


@bp.post(f"{ONE}/checked")
@access(Who.EDITOR, load=queries.degree_to_edit)
def checked(degree: Degree) -> ResponseReturnValue:
    service.checked(degree, by=current_user)
    flash(_("Checked today: %(name)s.", name=degree.name), "success")
    is_from_list = request.form.get("from") == "old"
    return redirect(url_for(".old") if is_from_list else url_for(".edit_form", degree_id=degree.id), code=303)


@bp.get("/import")
@access(Who.EDITOR)
def import_form() -> str:
    return _import(FileForm(formdata=None))


@bp.post("/import")
@access(Who.EDITOR, body=BODY_MOST)
def check_file() -> ResponseReturnValue:
    """A dry run: what each row would do."""
    form = FileForm()
    if form.validate():
        try:
            content = form.read()
            report = importing.check(content)
        except UnreadableFile as refusal:
            form.refuse("file", refusal.sentence)
        else:
            form.text.data = packed(content)
            return _import(form, report)
    return _import(form), 422


@bp.post("/import/write")
@access(Who.EDITOR, body=FIELDS_MOST + MEGABYTE // 4, fields=FIELDS_MOST)
def import_file() -> ResponseReturnValue:
    form = FileForm()
    if form.validate():
        try:
            report = importing.take(form.read(), by=current_user)
        except UnreadableFile as refusal:
            form.refuse("file", refusal.sentence)
        else:
            count = report.count("new") + report.count("changed")
            flash(_n("%(num)d degree is written.", "%(num)d degrees are written.", count), "success")
            return _import(form, report, is_done=True)
    return _import(form), 422


@bp.get("/export")
@access(Who.EDITOR)
def export() -> Response:
    answer = Response(written(queries.all_by_key().values()), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename="degrees.csv")
    return answer


def _form(language: str = "en", **kwargs: Any) -> DegreeForm:
    form = DegreeForm(**kwargs)
    form.offer(language)
    return form


def _edit(form: DegreeForm, degree: Degree | None) -> str:
    return render_template("degrees/edit/edit.html", form=form, degree=degree)


def _import(form: FileForm, report: importing.Report | None = None, *, is_done: bool = False) -> str:
    shown = {"report": report, "is_done": is_done, "columns": COLUMNS, "most": FILE_MOST // MEGABYTE}
    return render_template("degrees/edit/import.html", form=form, **shown)
