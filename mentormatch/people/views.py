"""Coordinators: the people of their cohorts, the list as a file, and the import of a file in two steps."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.i18n import Lazy, _, _l
from mentormatch.people import directory, service, uploads
from mentormatch.people.directory import Filters, Sort
from mentormatch.people.errors import UnreadableFile
from mentormatch.people.forms import ImportForm
from mentormatch.people.models import PeopleUpload
from mentormatch.people.record import COLUMNS, OutcomeStatus
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.web.access import Who, access
from mentormatch.web.forms import clean_line, options
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("people", __name__, template_folder="templates", url_prefix="/coordinator/people")
PAGE_SIZE = 50
ROLES = (EnrolledAs.MENTEE, EnrolledAs.MENTOR)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SORTS: dict[Sort, Lazy] = {
    Sort.NAME: _l("Name"),
    Sort.EMAIL: _l("Address"),
    Sort.ROLE: _l("Takes part as"),
    Sort.JOINED: _l("Joined"),
}
#: The order in which outcomes are looked at: what needs a decision first.
TABS = (OutcomeStatus.REFUSED, OutcomeStatus.CHANGED, OutcomeStatus.ACCEPTED, OutcomeStatus.UNCHANGED)


@bp.get("")
@access(Who.COORDINATOR)
def index() -> str:
    """The people of one's own cohorts, narrowed by what the address says."""
    filters = _filters()
    kept: dict[str, Any] = {
        "q": filters.text or None,
        "cohort": request.args.get("cohort"),
        "role": filters.enrolled_as,
        "sort": filters.sort if filters.sort is not Sort.NAME else None,
        "dir": "desc" if filters.descending else None,
    }
    number = wanted_page()
    people, total = directory.page_of_people(filters, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return render_template(
        "people/index.html",
        cohorts=programmes.cohorts_of(current_user),
        people=people,
        page=Page("people.index", number, PAGE_SIZE, total, kept),
        counted=directory.COUNTED,
        sorts=SORTS,
        sort_url=lambda sort: url_for(".index", **kept | _sorted_by(filters, Sort(sort))),
        filters=filters,
        kept=kept,
        roles=ROLES,
    )


@bp.post("/export")
@access(Who.COORDINATOR)
def export() -> Response:
    """The same list as a file in the columns of the import. A post, because the trail remembers who took it."""
    as_workbook = request.form.get("as") == "xlsx"
    content = service.export_people(directory.members(_filters()), by=current_user, as_workbook=as_workbook)
    answer = Response(content, mimetype=XLSX if as_workbook else "text/csv")
    name = f"people-{now():%Y-%m-%d}.{'xlsx' if as_workbook else 'csv'}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@bp.get("/import")
@access(Who.COORDINATOR)
def import_form() -> str:
    return _import_form(_prepared())


@bp.post("/import", endpoint="import")
@access(Who.COORDINATOR)
def import_() -> ResponseReturnValue:
    """Keep the file and go on to what its import would do. Nothing is written yet."""
    form = _prepared()
    if form.validate():
        try:
            upload = uploads.keep(form.content, form.file_name, form.cohort.data, by=current_user)
        except UnreadableFile as refusal:
            form.refuse("file", refusal)
        else:
            return redirect(url_for(".report", upload_id=upload.id), code=303)
    return _import_form(form), 422


@bp.get("/import/<int:upload_id>")
@access(Who.COORDINATOR, load=uploads.find_upload)
def report(upload: PeopleUpload) -> str:
    """Row by row, what an import of the kept file would do; afterwards the rows that it has left out."""
    table, found = uploads.check(upload, by=current_user)
    counts = upload.counts if upload.imported_at else {status.value: found.count(status) for status in TABS}
    tabs = TABS[:1] if upload.imported_at else TABS
    asked = request.args.get("show")
    shown = next((tab for tab in tabs if tab == asked), None) or next(filter(found.count, tabs), tabs[0])
    number = wanted_page()
    rows = found.of(shown)
    page = Page("people.report", number, PAGE_SIZE, len(rows), {"upload_id": upload.id, "show": shown})
    return render_template(
        "people/report.html",
        upload=upload,
        unknown=table.unknown,
        found=found,
        counts=counts,
        shown=shown,
        tabs_shown=tabs,
        rows=rows[page.offset : page.offset + PAGE_SIZE],
        page=page,
    )


@bp.post("/import/<int:upload_id>")
@access(Who.COORDINATOR, load=uploads.find_upload)
def confirm(upload: PeopleUpload) -> ResponseReturnValue:
    """Write the rows that are fine. A second click finds that it is done."""
    if upload.imported_at is None:
        uploads.carry_out(upload, by=current_user)
    return redirect(url_for(".report", upload_id=upload.id), code=303)


@bp.post("/import/<int:upload_id>/discard")
@access(Who.COORDINATOR, load=uploads.find_upload)
def discard(upload: PeopleUpload) -> ResponseReturnValue:
    uploads.discard(upload)
    flash(_("The file is gone and nothing was imported."), "success")
    return redirect(url_for(".import_form"), code=303)


def _filters() -> Filters:
    """What the address or the form asks for, within one's own cohorts."""
    own = tuple(cohort.id for cohort in programmes.cohorts_of(current_user))
    asked = request.values.get("cohort", type=int)
    role, sort = request.values.get("role"), request.values.get("sort", "")
    return Filters(
        cohort_ids=(asked,) if asked in own else own,
        text=clean_line(request.values.get("q"))[: directory.TEXT_MOST],
        enrolled_as=next((one for one in ROLES if one == role), None),
        sort=Sort(sort) if sort in set(Sort) else Sort.NAME,
        descending=request.values.get("dir") == "desc",
    )


def _sorted_by(filters: Filters, sort: Sort) -> dict[str, Any]:
    """The order that a click on a heading asks for: this one, or, when it is this one, the other way round."""
    again = filters.sort is sort and not filters.descending
    return {"sort": sort.value if sort is not Sort.NAME else None, "dir": "desc" if again else None}


def _prepared() -> ImportForm:
    """The form with one's own cohorts; the one that takes newcomers is chosen."""
    mine = programmes.cohorts_of(current_user)
    form = ImportForm()
    form.cohort.choices = options((cohort.id, cohort.name) for cohort in mine)
    if form.cohort.data is None and mine:
        form.cohort.data = next((cohort.id for cohort in mine if cohort.default), mine[0].id)
    return form


def _import_form(form: ImportForm) -> Any:
    return render_template("people/import.html", form=form, columns=COLUMNS)
