"""The trail: for coordinators their cohorts and themselves, for everybody their own part."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.programmes import queries as programmes
from mentormatch.trail import pages, queries
from mentormatch.trail.queries import Reader
from mentormatch.trail.words import sentence
from mentormatch.web.access import Who, access

bp = Blueprint("trail", __name__, template_folder="templates")


def _reader() -> Reader:
    return Reader(current_user.id, tuple(cohort.id for cohort in programmes.cohorts_of(current_user)))


@bp.get("/coordinator/trail")
@access(Who.COORDINATOR)
def of_cohorts() -> ResponseReturnValue:
    return pages.trail_page(_reader(), "trail.of_cohorts", "trail.of_cohorts_csv")


@bp.get("/coordinator/trail.csv")
@access(Who.COORDINATOR)
def of_cohorts_csv() -> ResponseReturnValue:
    return pages.trail_file(_reader())


@bp.get("/me/trail")
@access(Who.SIGNED_IN)
def mine() -> ResponseReturnValue:
    """What was done to my data, by which role, when."""
    found = queries.own_page(current_user, pages.wanted_cursor())
    entries, next_url = pages.cut(found, "trail.mine", {})
    return render_template("trail/mine.html", entries=entries, next_url=next_url, sentence=sentence)
