"""Pages of steps, for the student and for everybody who was let in."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.plans import queries, service
from mentormatch.plans.errors import Edited
from mentormatch.plans.forms import CommentForm, DoneForm, DropForm, StepForm
from mentormatch.plans.models import ActionPlan, PlanStep
from mentormatch.plans.policy import may_change
from mentormatch.plans.shown import field_of, page_of, words
from mentormatch.plans.views.blueprint import back_to, bp
from mentormatch.web.access import Who, access

STEP = "/plan-steps/<int:plan_step_id>"
INSIDE = (Who.MENTEE, Who.MENTOR, Who.COACH)


@bp.get("/plans/<int:plan_id>/steps/new")
@access(*INSIDE, load=queries.plan_for)
def add_step_form(plan: ActionPlan) -> ResponseReturnValue:
    return _form_page(StepForm.of(plan, queries.helpers_of(plan), current_user.id), plan)


@bp.post("/plans/<int:plan_id>/steps/new")
@access(*INSIDE, load=queries.plan_for)
def add_step(plan: ActionPlan) -> ResponseReturnValue:
    form = StepForm.of(plan, queries.helpers_of(plan), current_user.id)
    if not form.validate():
        return _form_page(form, plan), 422
    try:
        step = service.add_step(plan, form.said(), by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _form_page(form, plan), refusal.status
    flash(_("The step is added."), "success")
    return back_to(plan, step)


@bp.get(STEP)
@access(*INSIDE, load=queries.step_for)
def step(step: PlanStep) -> ResponseReturnValue:
    return _step_page(step)


@bp.get(f"{STEP}/edit")
@access(*INSIDE, load=queries.step_for)
def edit_step_form(step: PlanStep) -> ResponseReturnValue:
    if not may_change(current_user, step):
        return redirect(url_for(".step", plan_step_id=step.id))
    form = StepForm.of(step.plan, queries.helpers_of(step.plan), current_user.id, step)
    return _form_page(form, step.plan, step)


@bp.post(f"{STEP}/edit")
@access(*INSIDE, load=queries.step_for)
def edit_step(step: PlanStep) -> ResponseReturnValue:
    """Save; when somebody was faster, show theirs beside what was typed, and ask."""
    form = StepForm.of(step.plan, queries.helpers_of(step.plan), current_user.id, step)
    if not form.validate():
        return _form_page(form, step.plan, step), 422
    try:
        service.change_step(step, form.said(), version=form.version.data or 0, by=current_user)
    except Edited as refusal:
        form.begin_anew(step.version)
        form.refuse(None, refusal)
        return _form_page(form, step.plan, step, stored=refusal.stored), 409
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _form_page(form, step.plan, step), refusal.status
    flash(_("Saved."), "success")
    return back_to(step.plan, step)


@bp.post(f"{STEP}/tick")
@access(*INSIDE, load=queries.step_for)
def tick(step: PlanStep) -> ResponseReturnValue:
    form = DoneForm()
    sent = {"words": form.words.data or "", "link": form.link.data or ""}
    return _deed(step, form, lambda: service.tick(step, by=current_user, **sent), _("Done. Well walked."))


@bp.post(f"{STEP}/untick")
@access(*INSIDE, load=queries.step_for)
def untick(step: PlanStep) -> ResponseReturnValue:
    return _deed(step, None, lambda: service.untick(step, by=current_user), _("You are on it again."))


@bp.post(f"{STEP}/drop")
@access(*INSIDE, load=queries.step_for)
def drop(step: PlanStep) -> ResponseReturnValue:
    form = DropForm(prefix="drop")
    said = _("The step is dropped. You find it below and can take it up again.")
    return _deed(step, form, lambda: service.drop(step, by=current_user, words=form.words.data or ""), said)


@bp.post(f"{STEP}/take-up")
@access(*INSIDE, load=queries.step_for)
def take_up(step: PlanStep) -> ResponseReturnValue:
    return _deed(step, None, lambda: service.take_up(step, by=current_user), _("You are on it again."))


@bp.post(f"{STEP}/up")
@access(Who.MENTEE, load=queries.step_for)
def up(step: PlanStep) -> ResponseReturnValue:
    return _deed(step, None, lambda: service.shift(step, up=True, by=current_user), "")


@bp.post(f"{STEP}/down")
@access(Who.MENTEE, load=queries.step_for)
def down(step: PlanStep) -> ResponseReturnValue:
    return _deed(step, None, lambda: service.shift(step, up=False, by=current_user), "")


@bp.post(f"{STEP}/comments")
@access(*INSIDE, load=queries.step_for)
def add_comment(step: PlanStep) -> ResponseReturnValue:
    form = CommentForm(prefix="comment")
    if not form.validate():
        return _step_page(step, comment=form), 422
    try:
        service.comment(step, form.text.data, by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _step_page(step, comment=form), refusal.status
    flash(_("Your comment is added."), "success")
    return redirect(url_for(".step", plan_step_id=step.id), code=303)


def _deed(step: PlanStep, form: DoneForm | DropForm | None, deed: Callable[[], None], said: str) -> ResponseReturnValue:
    """Do something to a step; what is refused is said on its page, with what was typed."""
    if form is not None and not form.validate():
        return _step_page(step, form), 422
    try:
        deed()
    except Refusal as refusal:
        if form is None:
            flash(str(refusal), "warning")
            return back_to(step.plan, step)
        form.refuse(field_of(refusal), refusal)
        return _step_page(step, form), refusal.status
    if said:
        flash(said, "success")
    if "order" in request.form:
        return redirect(f"{page_of(step.plan)}?order=1#step-{step.id}", code=303)
    return back_to(step.plan, step)


def _step_page(step: PlanStep, form: DoneForm | DropForm | None = None, comment: CommentForm | None = None) -> str:
    return render_template(
        "plans/step.html",
        step=step,
        plan=step.plan,
        is_mine=step.plan.person_id == current_user.id,
        plan_page=page_of(step.plan),
        comments=queries.comments_of(step),
        done_form=form if isinstance(form, DoneForm) else DoneForm(formdata=None),
        drop_form=form if isinstance(form, DropForm) else DropForm(formdata=None, prefix="drop"),
        comment_form=comment or CommentForm(formdata=None, prefix="comment"),
        wrong=form,
        **words(),
    )


def _form_page(form: StepForm, plan: ActionPlan, step: PlanStep | None = None, stored: object = None) -> str:
    return render_template(
        "plans/step_form.html", form=form, plan=plan, step=step, plan_page=page_of(plan), stored=stored,
        is_mine=plan.person_id == current_user.id,
    )  # fmt: skip
