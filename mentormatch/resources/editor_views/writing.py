"""Writing a guide, with a preview that needs no JavaScript, and its translations."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, locale_code
from mentormatch.resources import queries, service
from mentormatch.resources.editor_views.blueprint import EDITORS, ONE, bp, field_of, to
from mentormatch.resources.errors import Edited
from mentormatch.resources.forms import GuideForm, languages_left
from mentormatch.resources.models import Guide
from mentormatch.resources.shown import direction_of, preview
from mentormatch.web.access import access
from mentormatch.web.forms import options


@bp.get("/new")
@access(*EDITORS)
def new_form() -> str:
    return _form_page(GuideForm.of(None, language=locale_code()))


@bp.post("/new")
@access(*EDITORS)
def new() -> ResponseReturnValue:
    return _make(GuideForm.of(None))


@bp.get(f"{ONE}/translate")
@access(*EDITORS, load=queries.guide_for_editor)
def translate_form(guide: Guide) -> str:
    """A translation begins with the words of the original."""
    form = GuideForm.of(None, guide.latest)
    form.language.choices = options(languages_left(queries.in_group(guide)))
    return _form_page(form, translates=guide)


@bp.post(f"{ONE}/translate")
@access(*EDITORS, load=queries.guide_for_editor)
def translate(guide: Guide) -> ResponseReturnValue:
    form = GuideForm.of(None, guide.latest)
    form.language.choices = options(languages_left(queries.in_group(guide)))
    return _make(form, guide)


@bp.get(f"{ONE}/edit")
@access(*EDITORS, load=queries.guide_for_editor)
def edit_form(guide: Guide) -> str:
    return _form_page(GuideForm.of(guide, guide.latest), guide)


@bp.post(f"{ONE}/edit")
@access(*EDITORS, load=queries.guide_for_editor)
def edit(guide: Guide) -> ResponseReturnValue:
    form = GuideForm.of(guide, guide.latest)
    if not form.validate():
        return _form_page(form, guide), 422
    if "preview" in request.form:
        return _form_page(form, guide, with_preview=True)
    try:
        service.save(guide, form.content(guide.latest), version=form.version.data or 0, by=current_user)
    except Edited as refusal:
        form.begin_anew(guide.newest)
        form.refuse(None, refusal)
        return _form_page(form, guide, stored=refusal.stored), 409
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _form_page(form, guide), refusal.status
    flash(_("Saved."), "success")
    return to(guide)


def _make(form: GuideForm, original: Guide | None = None) -> ResponseReturnValue:
    if not form.validate():
        return _form_page(form, translates=original), 422
    if "preview" in request.form:
        return _form_page(form, translates=original, with_preview=True)
    try:
        present = original.latest if original else None
        guide = service.make(
            form.content(present), language=form.language.data, by=current_user, translates=original
        )  # fmt: skip
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _form_page(form, translates=original), refusal.status
    flash(_("Saved as a draft that only editors see."), "success")
    return to(guide)


def _form_page(
    form: GuideForm, guide: Guide | None = None, *, translates: Guide | None = None, with_preview: bool = False,
    stored: Any = None,
) -> str:  # fmt: skip
    language = guide.language if guide else form.language.data or "en"
    parts = preview(form.text.data or "", form.kind.data) if with_preview else []
    return render_template(
        "resources/desk/edit.html", form=form, guide=guide, translates=translates, parts=parts, stored=stored,
        with_preview=with_preview, direction=direction_of(language), language=language,
    )  # fmt: skip
