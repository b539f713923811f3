"""What people tell the coordinators about their sessions."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.feedback import queries
from mentormatch.feedback.policy import LEAST_ANSWERS
from mentormatch.programmes import queries as programmes
from mentormatch.web.access import Who, access
from mentormatch.web.paging import Page, wanted_page

bp = Blueprint("coordinator_feedback", __name__, url_prefix="/coordinator/feedback", template_folder="templates")


@bp.get("")
@access(Who.COORDINATOR)
def index() -> ResponseReturnValue:
    cohorts = programmes.cohorts_of(current_user)
    number = wanted_page()
    ids = [cohort.id for cohort in cohorts]
    rows, total = queries.words_in(ids, but=current_user, offset=(number - 1) * queries.PAGE_SIZE)
    return render_template(
        "feedback/coordinator.html",
        cohorts=cohorts,
        means=queries.means_of(ids),
        least=LEAST_ANSWERS,
        rows=rows,
        pages=Page("coordinator_feedback.index", number, queries.PAGE_SIZE, total),
    )
