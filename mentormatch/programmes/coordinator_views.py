"""A coordinator's cohorts: limits, dates and the review mode."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _
from mentormatch.programmes import queries, service
from mentormatch.programmes.forms import CohortForm
from mentormatch.programmes.models import Cohort
from mentormatch.web.access import Who, access

bp = Blueprint("coordinator_programmes", __name__, url_prefix="/coordinator/cohorts", template_folder="templates")


@bp.get("")
@access(Who.COORDINATOR)
def index() -> ResponseReturnValue:
    cohorts = queries.cohorts_of(current_user)
    return render_template("programmes/cohorts.html", cohorts=cohorts, counts=queries.counts_of(cohorts))


@bp.get("/<int:cohort_id>")
@access(Who.COORDINATOR, load=queries.cohort_for)
def edit_form(cohort: Cohort) -> ResponseReturnValue:
    return render_template("programmes/cohort.html", cohort=cohort, form=CohortForm(obj=cohort))


@bp.post("/<int:cohort_id>")
@access(Who.COORDINATOR, load=queries.cohort_for)
def edit(cohort: Cohort) -> ResponseReturnValue:
    form = CohortForm()
    if form.validate_on_submit():
        try:
            service.change_cohort(cohort, by=current_user, **form.values())
        except Conflict as refusal:
            form.refuse("name", refusal)
        else:
            flash(_("Saved. What is under way keeps the rule it began with."), "success")
            return redirect(url_for(".index"), code=303)
    return render_template("programmes/cohort.html", cohort=cohort, form=form), 422
