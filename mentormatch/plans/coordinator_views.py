"""Pages of the office: templates of plans, for coaches and coordinators, and figures for coordinators."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, _n
from mentormatch.plans import queries
from mentormatch.plans.errors import Edited
from mentormatch.plans.forms import TemplateForm, TemplateStepForm
from mentormatch.plans.labels import OUTCOMES
from mentormatch.plans.models import MOST_TEMPLATE_STEPS, PlanTemplate, TemplateStep
from mentormatch.plans.policy import local_day
from mentormatch.plans.service import templates as service
from mentormatch.plans.shown import field_of
from mentormatch.programmes.queries import cohorts_of
from mentormatch.web.access import Who, access

bp = Blueprint("plan_office", __name__, url_prefix="/plan-paths", template_folder="templates")

KEEPERS = (Who.COORDINATOR, Who.COACH)
ONE, STEP = "/<int:plan_template_id>", "/steps/<int:template_step_id>"
#: Smaller counts could tell of one person.
LEAST_SHOWN = 10


@bp.get("/figures")
@access(Who.COORDINATOR)
def figures() -> ResponseReturnValue:
    """Over all cohorts of the reader together, so that no difference of two figures tells of a few."""
    cohorts = cohorts_of(current_user)
    today = local_day(now(), current_user.time_zone)
    found = queries.figures([cohort.id for cohort in cohorts], today)
    enough = found.begun >= LEAST_SHOWN
    outcomes = [(label, _shown(found.outcomes.get(outcome, 0), enough)) for outcome, label in OUTCOMES.items()]
    rows = [
        (_("Plans begun"), _shown(found.begun, enough)),
        (_("Steps done"), _shown(found.steps_done, enough)),
        (_("Steps overdue now"), _shown(found.late, enough)),
    ]
    return render_template("plans/figures.html", cohorts=cohorts, rows=rows, outcomes=outcomes)


def _shown(count: int, enough: bool) -> str:
    return str(count) if enough and count >= LEAST_SHOWN else _("fewer than %(least)s", least=LEAST_SHOWN)


@bp.get("")
@access(*KEEPERS)
def index() -> ResponseReturnValue:
    return render_template(
        "plans/templates.html", templates=queries.templates(), retired=queries.templates(retired=True)
    )


@bp.post("/examples")
@access(*KEEPERS)
def add_examples() -> ResponseReturnValue:
    made = service.add_examples(by=current_user)
    flash(_n("%(num)s path is added.", "%(num)s paths are added.", made), "success")
    return redirect(url_for(".index"), code=303)


@bp.get("/new")
@access(*KEEPERS)
def make_form() -> ResponseReturnValue:
    return _form_page(TemplateForm())


@bp.post("/new")
@access(*KEEPERS)
def make() -> ResponseReturnValue:
    form = TemplateForm()
    if not form.validate():
        return _form_page(form), 422
    try:
        template = service.make(title=form.title.data, text=form.text.data or "", by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _form_page(form), refusal.status
    flash(_("The path is made. What is its first step?"), "success")
    return _to(template)


@bp.get(ONE)
@access(*KEEPERS, load=queries.template_for)
def show(template: PlanTemplate) -> ResponseReturnValue:
    return _page(template, TemplateStepForm(formdata=None))


@bp.post(ONE)
@access(*KEEPERS, load=queries.template_for)
def add_step(template: PlanTemplate) -> ResponseReturnValue:
    form = TemplateStepForm()
    if not form.validate():
        return _page(template, form), 422
    try:
        service.add_step(template, text=form.text.data, why=form.why.data or "", days=form.days.data, by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _page(template, form), refusal.status
    flash(_("The step is added."), "success")
    return _to(template)


@bp.get(f"{ONE}/edit")
@access(*KEEPERS, load=queries.template_for)
def edit_form(template: PlanTemplate) -> ResponseReturnValue:
    return _form_page(TemplateForm(obj=template), template)


@bp.post(f"{ONE}/edit")
@access(*KEEPERS, load=queries.template_for)
def edit(template: PlanTemplate) -> ResponseReturnValue:
    form = TemplateForm()
    if not form.validate():
        return _form_page(form, template), 422
    words = {"title": form.title.data, "text": form.text.data or ""}
    try:
        service.change(template, **words, version=form.version.data or 0, by=current_user)
    except Edited as refusal:
        form.begin_anew(template.version)
        form.refuse(None, refusal)
        return _form_page(form, template, refusal.stored), 409
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _form_page(form, template), refusal.status
    flash(_("Saved."), "success")
    return _to(template)


@bp.post(f"{ONE}/copy")
@access(*KEEPERS, load=queries.template_for)
def copy(template: PlanTemplate) -> ResponseReturnValue:
    made = service.copy(template, by=current_user)
    flash(_("This is the copy."), "success")
    return _to(made)


@bp.post(f"{ONE}/retire")
@access(*KEEPERS, load=queries.template_for)
def retire(template: PlanTemplate) -> ResponseReturnValue:
    service.retire(template, by=current_user)
    flash(_("The path is retired. Plans that began with it go on."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post(f"{ONE}/restore")
@access(*KEEPERS, load=queries.template_for)
def restore(template: PlanTemplate) -> ResponseReturnValue:
    service.restore(template, by=current_user)
    flash(_("Students can choose the path again."), "success")
    return _to(template)


@bp.get(STEP)
@access(*KEEPERS, load=queries.template_step_for)
def edit_step_form(step: TemplateStep) -> ResponseReturnValue:
    return render_template("plans/template_step.html", form=TemplateStepForm(obj=step), step=step)


@bp.post(STEP)
@access(*KEEPERS, load=queries.template_step_for)
def edit_step(step: TemplateStep) -> ResponseReturnValue:
    form = TemplateStepForm()
    if not form.validate():
        return render_template("plans/template_step.html", form=form, step=step), 422
    try:
        service.change_step(step, text=form.text.data, why=form.why.data or "", days=form.days.data, by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return render_template("plans/template_step.html", form=form, step=step), refusal.status
    flash(_("Saved."), "success")
    return _to(step.template)


@bp.post(f"{STEP}/remove")
@access(*KEEPERS, load=queries.template_step_for)
def remove_step(step: TemplateStep) -> ResponseReturnValue:
    template = step.template
    service.remove_step(step, by=current_user)
    flash(_("The step is removed."), "success")
    return _to(template)


def _to(template: PlanTemplate) -> ResponseReturnValue:
    return redirect(url_for(".show", plan_template_id=template.id), code=303)


def _page(template: PlanTemplate, form: TemplateStepForm) -> str:
    may_add = len(template.steps) < MOST_TEMPLATE_STEPS
    return render_template("plans/template.html", template=template, form=form, may_add=may_add)


def _form_page(form: TemplateForm, template: PlanTemplate | None = None, stored: object = None) -> str:
    return render_template("plans/template_form.html", form=form, template=template, stored=stored)
