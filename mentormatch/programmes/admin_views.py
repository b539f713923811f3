"""Settings of the installation: the programme, the person to turn to, and new cohorts."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config import Config
from mentormatch.core.errors import Invalid, Refusal
from mentormatch.core.i18n import _
from mentormatch.programmes import queries, service
from mentormatch.programmes.forms import CohortForm, CoordinatorForm, ProgrammeForm
from mentormatch.programmes.limits import GROUPS
from mentormatch.programmes.models import Cohort, OpenTo, ReviewMode
from mentormatch.web.access import Who, access

bp = Blueprint("admin_programmes", __name__, url_prefix="/admin", template_folder="templates")


def _settings() -> Config:
    settings: Config = current_app.extensions["settings"]
    return settings


def _page(form: ProgrammeForm, status: int = 200) -> ResponseReturnValue:
    cohorts = queries.all_cohorts()
    page = render_template(
        "programmes/settings.html", form=form, cohorts=cohorts, coordinators=queries.coordinators_by_cohort(cohorts)
    )
    return page, status


@bp.get("/settings")
@access(Who.ADMIN)
def settings_form() -> ResponseReturnValue:
    programme = queries.programme()
    if programme is None:
        fallback = {"contact_name": _settings().contact_name, "contact_email": _settings().contact_email}
        return _page(ProgrammeForm(name="MentorMatch", registration_open=True, **fallback))
    return _page(ProgrammeForm(obj=programme))


@bp.post("/settings")
@access(Who.ADMIN)
def settings() -> ResponseReturnValue:
    form = ProgrammeForm()
    if not form.validate_on_submit():
        return _page(form, 422)
    service.set_programme(
        by=current_user,
        name=form.name.data,
        contact_name=form.contact_name.data,
        contact_email=form.contact_email.data,
        registration_open=form.registration_open.data,
    )
    flash(_("Saved."), "success")
    return redirect(url_for(".settings_form"), code=303)


@bp.get("/cohorts/new")
@access(Who.ADMIN)
def cohort_form() -> ResponseReturnValue:
    return render_template("programmes/cohort.html", cohort=None, form=CohortForm(data=_defaults()), groups=GROUPS)


@bp.post("/cohorts/new")
@access(Who.ADMIN)
def cohort() -> ResponseReturnValue:
    form = CohortForm()
    if form.validate_on_submit():
        try:
            service.open_cohort(by=current_user, **form.values())
        except Refusal as refusal:
            field = refusal.facts.get("field")
            form.refuse(field if isinstance(field, str) else None, refusal)
        else:
            flash(_("The cohort is open. Now give it a coordinator."), "success")
            return redirect(url_for(".settings_form"), code=303)
    return render_template("programmes/cohort.html", cohort=None, form=form, groups=GROUPS), 422


@bp.post("/cohorts/<int:cohort_id>/coordinators")
@access(Who.ADMIN, load=queries.any_cohort)
def add_coordinator(cohort: Cohort) -> ResponseReturnValue:
    form = CoordinatorForm()
    if not form.validate_on_submit():
        flash(_("This is not an e-mail address."), "error")
    else:
        try:
            service.make_coordinator(cohort, form.email.data or "", by=current_user)
        except Invalid as refusal:
            flash(str(refusal), "error")
        else:
            flash(_("Done. It counts from their next page."), "success")
    return redirect(url_for(".settings_form"), code=303)


@bp.post("/cohorts/<int:cohort_id>/newcomers")
@access(Who.ADMIN, load=queries.any_cohort)
def take_newcomers(cohort: Cohort) -> ResponseReturnValue:
    try:
        service.take_newcomers(cohort, by=current_user)
    except Refusal as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".settings_form"), code=303)
    flash(_("Newcomers who register by themselves join %(name)s from now on.", name=cohort.name), "success")
    return redirect(url_for(".settings_form"), code=303)


def _defaults() -> dict[str, object]:
    """What a new cohort starts with: the column defaults, so that they are written down once."""
    columns = {column.name: column.default.arg for column in Cohort.__table__.columns if column.default is not None}
    del columns["created_at"], columns["default"]
    return {**columns, "review_mode": ReviewMode.AFTER_BOTH.value, "open_to": OpenTo.EVERYBODY.value}
