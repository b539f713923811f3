"""One's board: applications here and elsewhere, by stage."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.internships import queries, service
from mentormatch.internships.forms import ExternalForm
from mentormatch.internships.models import External
from mentormatch.internships.policy import EXTERNAL, STAGES
from mentormatch.internships.views.blueprint import bp
from mentormatch.web.access import Who, access

ENTRY = "/board/<int:external_id>"


@bp.get("/board")
@access(Who.MENTEE)
def board() -> str:
    """Columns in the order of the stages; empty ones are left out."""
    mine, elsewhere = queries.applications_of(current_user), queries.externals_of(current_user)
    words = {str(stage): chip[1] for stage, chip in (*EXTERNAL.items(), *STAGES.items())}
    order = [*(str(stage) for stage in EXTERNAL), "withdrawn"]
    columns = [
        (
            words[stage],
            [one for one in mine if one.status == stage],
            [one for one in elsewhere if one.stage == stage],
        )
        for stage in order
    ]
    shown = [column for column in columns if column[1] or column[2]]
    return render_template("internships/board.html", columns=shown)


@bp.get("/board/new")
@access(Who.MENTEE)
def new_form() -> str:
    return _edit(ExternalForm(formdata=None), None)


@bp.post("/board/new")
@access(Who.MENTEE)
def new() -> ResponseReturnValue:
    return _save(None)


@bp.get(ENTRY)
@access(Who.MENTEE, load=queries.external_for)
def edit_form(entry: External) -> str:
    typed = {name: getattr(entry, name) for name in ("organisation", "title", "link", "next_step", "next_on")}
    return _edit(ExternalForm(formdata=None, data={**typed, "stage": entry.stage.value}), entry)


@bp.post(ENTRY)
@access(Who.MENTEE, load=queries.external_for)
def edit(entry: External) -> ResponseReturnValue:
    return _save(entry)


@bp.post(f"{ENTRY}/remove")
@access(Who.MENTEE, load=queries.external_for)
def remove(entry: External) -> ResponseReturnValue:
    service.remove_external(entry, by=current_user)
    flash(_("Removed from your board."), "success")
    return redirect(url_for(".board"), code=303)


def _save(entry: External | None) -> ResponseReturnValue:
    form = ExternalForm()
    if form.validate():
        try:
            if entry is None:
                service.add_external(by=current_user, **form.facts())
            else:
                service.change_external(entry, by=current_user, **form.facts())
        except Refusal as refusal:
            form.refuse(str(refusal.facts.get("field") or ""), refusal.sentence)
        else:
            flash(_("Saved."), "success")
            return redirect(url_for(".board"), code=303)
    return _edit(form, entry), 422


def _edit(form: ExternalForm, entry: External | None) -> str:
    return render_template("internships/external.html", form=form, entry=entry)
