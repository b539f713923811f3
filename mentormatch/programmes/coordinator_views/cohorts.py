"""A cohort: its page, its settings, copied, archived and brought back. A coordinator's own, and all for an admin."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.programmes import queries, service
from mentormatch.programmes.coordinator_views.blueprint import ONE, bp, refused
from mentormatch.programmes.forms import CohortForm, NewCohortForm
from mentormatch.programmes.limits import GROUPS
from mentormatch.programmes.models import Cohort
from mentormatch.web.access import Who, access


@bp.get("")
@access(Who.COORDINATOR, Who.ADMIN)
def index() -> ResponseReturnValue:
    """Those that run, and apart from them those of before."""
    cohorts = queries.cohorts_to_manage(current_user)
    return render_template(
        "programmes/cohorts.html",
        cohorts=[cohort for cohort in cohorts if cohort.archived_at is None],
        archived=[cohort for cohort in cohorts if cohort.archived_at is not None],
        counts=queries.counts_of(cohorts),
        own={cohort.id for cohort in queries.cohorts_of(current_user)},
    )


@bp.get(ONE)
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def show(cohort: Cohort) -> ResponseReturnValue:
    return render_template(
        "programmes/show.html",
        cohort=cohort,
        counts=queries.counts_of([cohort])[cohort.id],
        coordinators=queries.coordinators_by_cohort([cohort])[cohort.id],
        waiting=queries.count_joins([cohort.id]),
        looks_after=queries.cohort_for(current_user, cohort.id) is not None,
    )


@bp.get(f"{ONE}/settings")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def edit_form(cohort: Cohort) -> ResponseReturnValue:
    return settings_page(CohortForm(obj=cohort), cohort)


@bp.post(f"{ONE}/settings")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def edit(cohort: Cohort) -> ResponseReturnValue:
    form = CohortForm()
    if form.validate_on_submit():
        try:
            service.change_cohort(cohort, by=current_user, **form.values())
        except Refusal as refusal:
            refused(form, refusal)
        else:
            flash(_("Saved. What is under way keeps the rule that is named beside each group."), "success")
            return redirect(url_for(".edit_form", cohort_id=cohort.id), code=303)
    return settings_page(form, cohort), 422


@bp.get(f"{ONE}/copy")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def copy_form(cohort: Cohort) -> ResponseReturnValue:
    return render_template("programmes/copy.html", cohort=cohort, form=NewCohortForm())


@bp.post(f"{ONE}/copy")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def copy(cohort: Cohort) -> ResponseReturnValue:
    form = NewCohortForm()
    if form.validate_on_submit():
        try:
            new = service.copy_cohort(cohort, by=current_user, **form.values())
        except Refusal as refusal:
            refused(form, refusal)
        else:
            flash(
                _("%(name)s is open, with the settings, letters, training and coordinators of before.", name=new.name),
                "success",
            )
            return redirect(url_for(".show", cohort_id=new.id), code=303)
    return render_template("programmes/copy.html", cohort=cohort, form=form), 422


@bp.post(f"{ONE}/archive")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def archive(cohort: Cohort) -> ResponseReturnValue:
    try:
        service.archive(cohort, by=current_user)
    except Refusal as refusal:
        flash(str(refusal), "error")
    else:
        flash(_("%(name)s is archived. Nobody new comes; all of it stays readable.", name=cohort.name), "success")
    return redirect(url_for(".show", cohort_id=cohort.id), code=303)


@bp.post(f"{ONE}/bring-back")
@access(Who.COORDINATOR, Who.ADMIN, load=queries.cohort_to_manage)
def bring_back(cohort: Cohort) -> ResponseReturnValue:
    service.bring_back(cohort, by=current_user)
    flash(_("%(name)s is back from the archive.", name=cohort.name), "success")
    return redirect(url_for(".show", cohort_id=cohort.id), code=303)


def settings_page(form: CohortForm, cohort: Cohort) -> str:
    return render_template("programmes/cohort.html", cohort=cohort, form=form, groups=GROUPS)
