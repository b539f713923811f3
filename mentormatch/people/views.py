"""Coordinators: the people of their cohorts, and the list as a file. Imports are in ``import_views``."""

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.people import directory, service
from mentormatch.people.directory import Filters
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.web.access import Who, access
from mentormatch.web.forms import clean_line
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("people", __name__, template_folder="templates", url_prefix="/coordinator/people")
PAGE_SIZE = 50
ROLES = (EnrolledAs.MENTEE, EnrolledAs.MENTOR)


@bp.get("")
@access(Who.COORDINATOR)
def index() -> str:
    """The people of one's own cohorts, narrowed by what the address says."""
    filters = _filters()
    kept: dict[str, Any] = {
        "q": filters.text or None,
        "cohort": request.args.get("cohort"),
        "role": filters.enrolled_as,
    }
    number = wanted_page()
    people, total = directory.page_of_people(filters, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return render_template(
        "people/index.html",
        cohorts=programmes.cohorts_of(current_user),
        people=people,
        page=Page("people.index", number, PAGE_SIZE, total, kept),
        filters=filters,
        kept=kept,
        roles=ROLES,
    )


@bp.post("/export")
@access(Who.COORDINATOR)
def export() -> Response:
    """The same list as a file in the columns of the import. A post, because the trail remembers who took it."""
    answer = Response(service.export_people(directory.members(_filters()), by=current_user), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"people-{now():%Y-%m-%d}.csv")
    return answer


def _filters() -> Filters:
    """What the address or the form asks for, within one's own cohorts."""
    own = tuple(cohort.id for cohort in programmes.cohorts_of(current_user))
    asked = request.values.get("cohort", type=int)
    role = request.values.get("role")
    return Filters(
        cohort_ids=(asked,) if asked in own else own,
        text=clean_line(request.values.get("q"))[: directory.TEXT_MOST],
        enrolled_as=next((one for one in ROLES if one == role), None),
    )
