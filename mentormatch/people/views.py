"""Coordinators: the people of their cohorts, and the list as a file. Imports are in ``import_views``."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.i18n import Lazy, _l
from mentormatch.people import directory, service
from mentormatch.people.directory import Filters, Sort
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.web.access import Who, access
from mentormatch.web.forms import clean_line
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
