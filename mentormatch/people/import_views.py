"""Coordinators import a file: its columns are named, its rows checked, corrected, and written in the background."""

import re
from typing import Any

from flask import Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.i18n import _, _n
from mentormatch.people import correcting, mapping, rows_shown, uploads, working
from mentormatch.people.errors import BadMapping, UnreadableFile, UploadMoved
from mentormatch.people.forms import MAX_BYTES, ImportForm
from mentormatch.people.models import UNDER_WAY, PeopleUpload, PeopleUploadRow, UploadStatus
from mentormatch.people.record import COLUMNS, OutcomeStatus
from mentormatch.people.views import bp
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access
from mentormatch.web.forms import options
from mentormatch.web.paging import Page, wanted_page

__all__ = ["bp"]
ONE = "/import/<int:upload_id>"
ROW = f"{ONE}/rows/<int:row_id>"
#: What a body holds beside the file.
BODY = MAX_BYTES + 1024 * 1024
_CELL = re.compile(r"cell-(\d{1,9})-(\w{1,40})")


@bp.get("/import")
@access(Who.COORDINATOR)
def import_form() -> str:
    return _import_form(_prepared())


@bp.post("/import", endpoint="import")
@access(Who.COORDINATOR, body=BODY)
def import_() -> ResponseReturnValue:
    """Keep the file and go on to its columns, or, when they are called as ours, to what its import would do."""
    form = _prepared()
    if form.validate():
        try:
            upload = uploads.keep(form.content, form.file_name, form.cohort.data, by=current_user)
        except UnreadableFile as refusal:
            form.refuse("file", refusal)
        else:
            return _on(upload)
    return _import_form(form), 422


@bp.get(ONE)
@access(Who.COORDINATOR, load=uploads.find_upload)
def report(upload: PeopleUpload) -> ResponseReturnValue:
    """Row by row, what an import would do; while the worker has it, how far it is; afterwards what it has done."""
    if upload.status == UploadStatus.MAPPING:
        return redirect(url_for(".columns_form", upload_id=upload.id))
    return _report(upload)


@bp.get(f"{ONE}/columns")
@access(Who.COORDINATOR, load=uploads.find_upload)
def columns_form(upload: PeopleUpload) -> str:
    return _columns_form(upload, upload.meanings)


@bp.post(f"{ONE}/columns")
@access(Who.COORDINATOR, load=uploads.find_upload)
def columns(upload: PeopleUpload) -> ResponseReturnValue:
    """Say what each column means, and have the rows checked."""
    meanings = [request.form.get(f"column-{number}", "") for number in range(len(upload.header))]
    try:
        uploads.name_columns(upload, meanings, by=current_user)
    except BadMapping as refusal:
        return _columns_form(upload, meanings, str(refusal)), refusal.status
    except UploadMoved as refusal:
        return _report(upload, str(refusal)), refusal.status
    return _on(upload)


@bp.post(f"{ONE}/cells")
@access(Who.COORDINATOR, load=uploads.find_upload)
def correct(upload: PeopleUpload) -> ResponseReturnValue:
    """Take the corrected cells of a page of refused rows, and judge these rows again."""
    cells: dict[int, dict[str, str]] = {}
    for name, value in request.form.items():
        if (found := _CELL.fullmatch(name)) and found[2] in COLUMNS:
            cells.setdefault(int(found[1]), {})[found[2]] = value
    try:
        fine, still = correcting.correct(upload, cells, by=current_user)
    except UploadMoved as refusal:
        return _report(upload, str(refusal)), refusal.status
    if fine:
        flash(_n("%(num)s row is fine now.", "%(num)s rows are fine now.", fine), "success")
    if still:
        flash(_n("%(num)s row is still refused.", "%(num)s rows are still refused.", still), "warning")
    page = request.args.get("page", type=int) if still else None
    return redirect(url_for(".report", upload_id=upload.id, show="refused" if still else None, page=page), code=303)


@bp.get(ROW)
@access(Who.COORDINATOR, load=rows_shown.row_for)
def row(row: PeopleUploadRow) -> str:
    """All cells of one row, to be corrected."""
    upload = uploads.find_upload(current_user, row.upload_id)
    assert upload is not None
    used = [name for name in COLUMNS if name in {*upload.meanings, *row.cells, "name"}]
    return render_template("people/row.html", upload=upload, row=row, used=used, shown=rows_shown)


@bp.post(ONE)
@access(Who.COORDINATOR, load=uploads.find_upload)
def confirm(upload: PeopleUpload) -> ResponseReturnValue:
    """Have the rows written that are fine. A second click finds that it is done."""
    try:
        uploads.confirm(upload, by=current_user)
    except UploadMoved as refusal:
        return _report(upload, str(refusal)), refusal.status
    return _on(upload)


@bp.post(f"{ONE}/discard")
@access(Who.COORDINATOR, load=uploads.find_upload)
def discard(upload: PeopleUpload) -> ResponseReturnValue:
    try:
        uploads.discard(upload, by=current_user)
    except UploadMoved as refusal:
        return _report(upload, str(refusal)), refusal.status
    flash(_("The file is gone."), "success")
    return redirect(url_for(".import_form"), code=303)


@bp.get(f"{ONE}/report.csv")
@access(Who.COORDINATOR, load=uploads.find_upload)
def report_file(upload: PeopleUpload) -> Response:
    """Every row with what became of it, as a file that no spreadsheet runs."""
    answer = Response(stream_with_context(rows_shown.report(upload)), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"import-{upload.id}.csv")
    return answer


def _on(upload: PeopleUpload) -> ResponseReturnValue:
    """Do what is small at once; the page shows the rest."""
    if upload.status in UNDER_WAY:
        working.run_small(upload)
    return redirect(url_for(".report", upload_id=upload.id), code=303)


def _report(upload: PeopleUpload, error: str = "") -> str:
    counts = rows_shown.counts(upload)
    asked, number = request.args.get("show"), wanted_page()
    tabs = list(rows_shown.STATUSES)
    shown = next((tab for tab in tabs if tab == asked), None) or next((tab for tab in tabs if counts[tab]), tabs[0])
    kept = {"upload_id": upload.id, "show": shown}
    return render_template(
        "people/report.html",
        upload=upload,
        under_way=upload.status in UNDER_WAY,
        counts=counts,
        error=error,
        tab=shown,
        rows=rows_shown.page_of(upload, shown, number),
        page=Page("people.report", number, rows_shown.PAGE_SIZE, counts[shown], kept),
        shown=rows_shown,
        can_correct=upload.status == UploadStatus.CHECKED and shown == OutcomeStatus.REFUSED,
    )


def _columns_form(upload: PeopleUpload, meanings: Any, error: str = "") -> str:
    samples = [[row[at] if at < len(row) else "" for row in upload.samples] for at in range(len(upload.header))]
    return render_template(
        "people/columns.html",
        upload=upload,
        columns=list(zip(upload.header, meanings, samples, strict=True)),
        choices=mapping.MEANINGS,
        remembered=bool(uploads.remembered(current_user, upload.header)),
        error=error,
    )


def _prepared() -> ImportForm:
    """The form with one's own cohorts; the one that takes newcomers is chosen."""
    mine = programmes.cohorts_of(current_user)
    form = ImportForm()
    form.cohort.choices = options((cohort.id, cohort.name) for cohort in mine)
    if form.cohort.data is None and mine:
        form.cohort.data = next((cohort.id for cohort in mine if cohort.default), mine[0].id)
    return form


def _import_form(form: ImportForm) -> str:
    return render_template("people/import.html", form=form, columns=COLUMNS)
