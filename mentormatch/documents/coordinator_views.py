"""The office's form of audits: its sections, their order, and which are asked."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.accounts.models import Person
from mentormatch.core.errors import Invalid, Refusal
from mentormatch.core.i18n import _
from mentormatch.documents.forms import SectionForm
from mentormatch.documents.sections import Section, all_sections
from mentormatch.documents.service import form as the_form
from mentormatch.web.access import Who, access

bp = Blueprint("coordinator_documents", __name__, url_prefix="/coordinator/audit-form", template_folder="templates")
ONE = "/<section>"


def _section_for(_person: Person, section: str) -> Section | None:
    return next((one for one in all_sections() if one.key == section), None)


@bp.get("")
@access(Who.COORDINATOR, Who.ADMIN)
def index() -> str:
    return _page(SectionForm(formdata=None))


@bp.post("")
@access(Who.COORDINATOR, Who.ADMIN)
def add() -> ResponseReturnValue:
    form = SectionForm()
    if not form.validate():
        return _page(form), 422
    the_form.add_section(form.name.data, form.explanation.data or "", by=current_user)
    flash(_("Added at the end of the form."), "success")
    return _back()


@bp.get(ONE)
@access(Who.COORDINATOR, Who.ADMIN, load=_section_for)
def change_form(section: Section) -> str:
    data = {"name": section.name, "explanation": section.explanation}
    return render_template("documents/office/change.html", section=section, form=SectionForm(formdata=None, data=data))


@bp.post(ONE)
@access(Who.COORDINATOR, Who.ADMIN, load=_section_for)
def change(section: Section) -> ResponseReturnValue:
    form = SectionForm()
    if not form.validate():
        return render_template("documents/office/change.html", section=section, form=form), 422
    try:
        the_form.change_section(section, form.name.data, form.explanation.data or "", by=current_user)
    except Invalid as refusal:
        form.refuse(str(refusal.facts.get("field")), refusal)
        return render_template("documents/office/change.html", section=section, form=form), refusal.status
    flash(_("Saved. Published audits keep the name that they had."), "success")
    return _back()


@bp.post(f"{ONE}/move")
@access(Who.COORDINATOR, Who.ADMIN, load=_section_for)
def move(section: Section) -> ResponseReturnValue:
    the_form.move_section(section, up=request.form.get("to") == "up", by=current_user)
    return _back()


@bp.post(f"{ONE}/retire")
@access(Who.COORDINATOR, Who.ADMIN, load=_section_for)
def retire(section: Section) -> ResponseReturnValue:
    """Ask for it no more, or again."""
    try:
        the_form.retire_section(section, retired=request.form.get("asked") != "again", by=current_user)
    except Refusal as refusal:
        flash(str(refusal), "error")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for(".index"), code=303)


def _page(form: SectionForm) -> str:
    found = all_sections()
    return render_template(
        "documents/office/index.html",
        asked=[section for section in found if not section.retired],
        retired=[section for section in found if section.retired],
        form=form,
    )
