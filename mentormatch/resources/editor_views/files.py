"""Guides from a file and to a file."""

from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.i18n import _
from mentormatch.profiles.models import HelpTopic
from mentormatch.resources import files, folder
from mentormatch.resources.editor_views.blueprint import EDITORS, bp
from mentormatch.resources.errors import UnreadableFile
from mentormatch.resources.forms import ImportForm
from mentormatch.resources.models import GuideKind
from mentormatch.resources.service.importing import Outcome, Result, run
from mentormatch.uploads.limits import BODY_MOST, FILE_MOST, MEGABYTE
from mentormatch.uploads.serving import content_of
from mentormatch.web.access import access


@bp.get("/import")
@access(*EDITORS)
def import_form() -> str:
    return _import_page(ImportForm(formdata=None))


@bp.post("/import")
@access(*EDITORS, body=BODY_MOST)
def import_guides() -> ResponseReturnValue:
    """The button "Check" says what would happen and writes nothing."""
    form = ImportForm()
    if not form.validate():
        return _import_page(form), 422
    try:
        table = table_of(content_of(form.file.data))
    except UnreadableFile as refusal:
        form.refuse("file", refusal)
        return _import_page(form), refusal.status
    dry_run = "write" not in request.form
    rows = [(row.place, row.cells) for row in table.rows]
    results = run(rows, by=current_user, dry_run=dry_run, submit=bool(form.submit_too.data))
    return _import_page(form, results, dry_run=dry_run, unknown=table.unknown)


def _import_page(form: ImportForm, results: list[Result] | None = None, **facts: Any) -> str:
    counts = {outcome: sum(one.outcome == outcome for one in results or ()) for outcome in Outcome}
    return render_template(
        "resources/desk/import.html", form=form, results=results, counts=counts, columns=files.COLUMNS,
        kinds=list(GuideKind), topics=list(HelpTopic), **facts,
    )  # fmt: skip


def table_of(content: bytes) -> files.Table:
    """Never of a part of a file: what is too large is refused as a whole."""
    if len(content) > FILE_MOST:
        raise UnreadableFile(_("A file may have at most %(mb)d MB. Please split it.", mb=FILE_MOST // MEGABYTE))
    return folder.read(content)


@bp.get("/export.csv")
@access(*EDITORS)
def export() -> Response:
    return _file(files.everything(), "text/csv", "guides.csv")


@bp.get("/export.zip")
@access(*EDITORS)
def export_folder() -> Response:
    """A Markdown file for each guide."""
    return _file(folder.everything(), "application/zip", "guides.zip")


def _file(content: bytes, media_type: str, name: str) -> Response:
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
