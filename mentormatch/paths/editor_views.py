"""Editors write career paths."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.degrees import queries as degrees
from mentormatch.paths import queries, service
from mentormatch.paths.forms import LinkForm, PathForm, SalaryForm, as_typed
from mentormatch.paths.models import CareerPath, PathDegree, PathStatus, PathVersion, Salary
from mentormatch.paths.policy import STATUSES
from mentormatch.web.access import Who, access

bp = Blueprint("editor_paths", "mentormatch.paths", url_prefix="/editing/paths", template_folder="templates")
ONE = "/<int:path_id>"
CHIPS = {PathStatus.DRAFT: "plain", PathStatus.PUBLISHED: "good", PathStatus.WITHDRAWN: "bad"}


@bp.context_processor
def _words() -> dict[str, Any]:
    return {"path_chip": lambda one: (CHIPS[one.status], STATUSES[one.status])}


@bp.get("")
@access(Who.EDITOR)
def index() -> str:
    return render_template("paths/edit/index.html", paths=queries.edited())


@bp.get("/new")
@access(Who.EDITOR)
def new_form() -> str:
    return render_template("paths/edit/edit.html", form=PathForm(formdata=None), path=None)


@bp.post("/new")
@access(Who.EDITOR)
def new() -> ResponseReturnValue:
    form = PathForm()
    if form.validate():
        try:
            path = service.make(form.title.data, by=current_user, names=tuple(form.names.data or ()), text=form.text())
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The draft is saved. Only editors see it."), "success")
            return redirect(url_for(".show", path_id=path.id), code=303)
    return render_template("paths/edit/edit.html", form=form, path=None), 422


@bp.get(ONE)
@access(Who.EDITOR, load=queries.path_to_edit)
def show(path: CareerPath) -> str:
    return _show(path)


@bp.get(f"{ONE}/edit")
@access(Who.EDITOR, load=queries.path_to_edit)
def edit_form(path: CareerPath) -> str:
    form = PathForm(formdata=None, data=as_typed(path, queries.version_of(path, path.latest)))
    return render_template("paths/edit/edit.html", form=form, path=path)


@bp.post(f"{ONE}/edit")
@access(Who.EDITOR, load=queries.path_to_edit)
def edit(path: CareerPath) -> ResponseReturnValue:
    form, status = PathForm(), 422
    if form.validate():
        names = tuple(form.names.data or ())
        try:
            service.write(
                path, by=current_user, latest=_latest(form), title=form.title.data, names=names, text=form.text()
            )
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
            status = refusal.status
            form.latest.data = str(path.latest)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".show", path_id=path.id), code=303)
    now_there = queries.version_of(path, path.latest) if status == 409 else None
    return render_template("paths/edit/edit.html", form=form, path=path, now_there=now_there), status


def _latest(form: PathForm) -> int:
    text = form.latest.data or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


@bp.post(f"{ONE}/publish")
@access(Who.EDITOR, load=queries.path_to_edit)
def publish(path: CareerPath) -> ResponseReturnValue:
    try:
        service.publish(path, by=current_user)
    except Refusal as refusal:
        flash(str(refusal.sentence), "error")
    else:
        flash(_("This text is published."), "success")
    return redirect(url_for(".show", path_id=path.id), code=303)


@bp.post(f"{ONE}/withdraw")
@access(Who.EDITOR, load=queries.path_to_edit)
def withdraw(path: CareerPath) -> ResponseReturnValue:
    service.withdraw(path, by=current_user)
    flash(_("The path is withdrawn. Only editors see it now."), "success")
    return redirect(url_for(".show", path_id=path.id), code=303)


@bp.get(f"{ONE}/versions/<int:text_number>")
@access(Who.EDITOR, load=queries.version_to_edit)
def version(one: PathVersion) -> str:
    return render_template("paths/edit/version.html", one=one, path=queries.path_to_edit(current_user, one.path_id))


@bp.post(f"{ONE}/versions/<int:text_number>/again")
@access(Who.EDITOR, load=queries.version_to_edit)
def go_back(one: PathVersion) -> ResponseReturnValue:
    path = service.go_back(one, by=current_user)
    flash(_("This is the latest text again. Publish it to show it."), "success")
    return redirect(url_for(".show", path_id=path.id), code=303)


@bp.post(f"{ONE}/salaries")
@access(Who.EDITOR, load=queries.path_to_edit)
def add_salary(path: CareerPath) -> ResponseReturnValue:
    form = SalaryForm()
    if form.validate():
        try:
            service.add_salary(path, form.pay(), by=current_user)
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("The salary stands on the page."), "success")
            return redirect(url_for(".show", path_id=path.id), code=303)
    return _show(path, salary_form=form), 422


@bp.post(f"{ONE}/salaries/<int:salary_id>/remove")
@access(Who.EDITOR, load=queries.salary_to_edit)
def remove_salary(salary: Salary) -> ResponseReturnValue:
    path_id = salary.path_id
    service.remove_salary(salary, by=current_user)
    return redirect(url_for(".show", path_id=path_id), code=303)


@bp.post(f"{ONE}/degrees")
@access(Who.EDITOR, load=queries.path_to_edit)
def link(path: CareerPath) -> ResponseReturnValue:
    form = _link_form()
    if form.validate():
        service.link(path, form.degree.data, by=current_user, words=form.words.data or "")
        flash(_("The degree leads here now."), "success")
        return redirect(url_for(".show", path_id=path.id), code=303)
    return _show(path, link_form=form), 422


@bp.post(f"{ONE}/degrees/<int:degree_id>/remove")
@access(Who.EDITOR, load=queries.link_to_edit)
def unlink(found: PathDegree) -> ResponseReturnValue:
    path_id = found.path_id
    service.unlink(found, by=current_user)
    return redirect(url_for(".show", path_id=path_id), code=303)


def _link_form(**kwargs: Any) -> LinkForm:
    form = LinkForm(**kwargs)
    form.offer([(one.id, f"{one.name}, {one.provider}") for one in degrees.published()])
    return form


def _show(path: CareerPath, **forms: Any) -> str:
    forms.setdefault("salary_form", SalaryForm(formdata=None, data={"currency": "EUR"}))
    forms.setdefault("link_form", _link_form(formdata=None))
    text = queries.version_of(path, path.latest)
    return render_template("paths/edit/show.html", path=path, text=text, **forms)
