"""Pages of a student's own plan: begin it, see it, change it, add a path, finish it."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, _n
from mentormatch.goals import queries as goals
from mentormatch.goals.policy import progress as goal_progress
from mentormatch.plans import queries, service
from mentormatch.plans.errors import Edited
from mentormatch.plans.forms import FinishForm, PlanForm, StartForm, TemplateChoiceForm
from mentormatch.plans.models import ActionPlan, PlanTemplate
from mentormatch.plans.shown import field_of, parts_of
from mentormatch.plans.views.blueprint import back_to, bp, own_plan, today
from mentormatch.web.access import Who, access


@bp.get("/plan")
@access(Who.MENTEE)
def index() -> ResponseReturnValue:
    """The reader's plan, or how to begin one."""
    plan = queries.plan_of(current_user)
    if plan is None:
        return render_template("plans/none.html", templates=queries.templates())
    matches = queries.active_matches_of(current_user)
    return render_template(
        "plans/index.html",
        goals=[(match, goal) for match in matches for goal in goals.open_goals(match)],
        goal_progress=goal_progress,
        askers=queries.askers_of(plan),
        hand_over=queries.open_hand_over(plan),
        **parts_of(plan),
    )


@bp.get("/plan/begin")
@access(Who.MENTEE)
def begin_form() -> ResponseReturnValue:
    template = _path()
    return _begin_page(StartForm.of(template, today()), template)


@bp.post("/plan/begin")
@access(Who.MENTEE)
def begin() -> ResponseReturnValue:
    template = _path()
    form = StartForm.of(template, today())
    if not form.validate():
        return _begin_page(form, template), 422
    starts_on = form.starts_on.data if template else None
    try:
        service.begin(
            title=form.title.data, aim=form.aim.data or "", template=template, starts_on=starts_on, by=current_user
        )
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _begin_page(form, template), refusal.status
    flash(_("Your plan has begun."), "success")
    return redirect(url_for(".index"), code=303)


def _path() -> PlanTemplate | None:
    """The template that the address names, if students can use it."""
    number = request.args.get("path", "")
    return queries.path_for(current_user, int(number)) if number.isascii() and number.isdecimal() and (
        len(number) < 10
    ) else None  # fmt: skip


def _begin_page(form: StartForm, template: PlanTemplate | None) -> str:
    starts_on = (form.starts_on.data if template else None) or today()
    return render_template(
        "plans/begin.html", form=form, template=template, days=_days(template, starts_on) if template else {}
    )


def _days(template: PlanTemplate, starts_on: object) -> dict[int, object]:
    """On which day each step of a template would be due."""
    return {step.id: starts_on + timedelta(days=step.days) for step in template.steps}  # type: ignore[operator]


@bp.get("/plan/paths")
@access(Who.MENTEE, load=own_plan)
def paths(plan: ActionPlan) -> ResponseReturnValue:
    return render_template("plans/paths.html", plan=plan, templates=queries.templates())


@bp.get("/plan/paths/<int:plan_template_id>")
@access(Who.MENTEE, load=queries.path_for)
def path(template: PlanTemplate) -> ResponseReturnValue:
    return _path_page(TemplateChoiceForm.of(template, today()), template)


@bp.post("/plan/paths/<int:plan_template_id>")
@access(Who.MENTEE, load=queries.path_for)
def add_path(template: PlanTemplate) -> ResponseReturnValue:
    """Add the chosen steps; a press on "Show the days" only counts them anew."""
    form = TemplateChoiceForm.of(template, today())
    plan = queries.plan_of(current_user)
    if plan is None:
        return redirect(url_for(".begin_form", path=template.id), code=303)
    if not form.validate():
        return _path_page(form, template), 422
    if "look" in request.form:
        return _path_page(form, template)
    try:
        added = service.add_from_template(
            plan, template, form.steps.data, starts_on=form.starts_on.data, by=current_user
        )
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _path_page(form, template), refusal.status
    flash(_n("%(num)s step is added.", "%(num)s steps are added.", added), "success")
    return back_to(plan)


def _path_page(form: TemplateChoiceForm, template: PlanTemplate) -> str:
    days = _days(template, form.starts_on.data or today())
    plan = queries.plan_of(current_user)
    present = {step.text for step in queries.open_steps(plan)} if plan else set()
    return render_template("plans/path.html", form=form, template=template, days=days, present=present, plan=plan)


@bp.get("/plan/edit")
@access(Who.MENTEE, load=own_plan)
def edit_form(plan: ActionPlan) -> ResponseReturnValue:
    return render_template("plans/edit.html", form=PlanForm(obj=plan), plan=plan, stored=None)


@bp.post("/plan/edit")
@access(Who.MENTEE, load=own_plan)
def edit(plan: ActionPlan) -> ResponseReturnValue:
    form = PlanForm()
    if not form.validate():
        return render_template("plans/edit.html", form=form, plan=plan, stored=None), 422
    try:
        service.change(
            plan, title=form.title.data, aim=form.aim.data or "", version=form.version.data or 0, by=current_user
        )
    except Edited as refusal:
        form.begin_anew(plan.version)
        form.refuse(None, refusal)
        return render_template("plans/edit.html", form=form, plan=plan, stored=refusal.stored), 409
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return render_template("plans/edit.html", form=form, plan=plan, stored=None), refusal.status
    flash(_("Saved."), "success")
    return back_to(plan)


@bp.get("/plan/finish")
@access(Who.MENTEE, load=own_plan)
def finish_form(plan: ActionPlan) -> ResponseReturnValue:
    return _finish_page(FinishForm(), plan)


@bp.post("/plan/finish")
@access(Who.MENTEE, load=own_plan)
def finish(plan: ActionPlan) -> ResponseReturnValue:
    form = FinishForm()
    if not form.validate():
        return _finish_page(form, plan), 422
    try:
        service.finish(plan, outcome=form.chosen(), words=form.words.data or "", by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _finish_page(form, plan), refusal.status
    flash(_("Your plan is finished. You find everything in it here, and can take it up again."), "success")
    return back_to(plan)


@bp.post("/plan/resume")
@access(Who.MENTEE, load=own_plan)
def resume(plan: ActionPlan) -> ResponseReturnValue:
    service.resume(plan, by=current_user)
    flash(_("You are on it again."), "success")
    return back_to(plan)


def _finish_page(form: FinishForm, plan: ActionPlan) -> str:
    return render_template("plans/finish.html", form=form, plan=plan, open_count=len(queries.open_steps(plan)))
