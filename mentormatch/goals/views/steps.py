"""Pages of the steps of a goal."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _
from mentormatch.goals import queries, service
from mentormatch.goals.forms import StepForm
from mentormatch.goals.models import Goal, GoalStep
from mentormatch.goals.views.blueprint import GOAL, STEP, back_to, bp, field_of
from mentormatch.web.access import Who, access


@bp.get(f"{GOAL}/steps/new")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
def add_step_form(goal: Goal) -> ResponseReturnValue:
    return _step_page(StepForm.of(goal.match, current_user.id), goal)


@bp.post(f"{GOAL}/steps/new")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
def add_step(goal: Goal) -> ResponseReturnValue:
    form = StepForm.of(goal.match, current_user.id)
    if not form.validate():
        return _step_page(form, goal), 422
    try:
        service.add_step(goal, text=form.text.data, due_on=form.due_on.data, doer_id=form.doer.data, by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _step_page(form, goal), refusal.status
    flash(_("The step is added."), "success")
    return back_to(goal)


@bp.get(f"{STEP}/edit")
@access(Who.MENTEE, Who.MENTOR, load=queries.step_for)
def edit_step_form(step: GoalStep) -> ResponseReturnValue:
    data = {"text": step.text, "due_on": step.due_on, "doer": step.doer_id}
    return _step_page(StepForm.of(step.goal.match, current_user.id, data=data), step.goal, step)


@bp.post(f"{STEP}/edit")
@access(Who.MENTEE, Who.MENTOR, load=queries.step_for)
def edit_step(step: GoalStep) -> ResponseReturnValue:
    goal = step.goal
    form = StepForm.of(goal.match, current_user.id)
    if not form.validate():
        return _step_page(form, goal, step), 422
    try:
        service.change_step(step, text=form.text.data, due_on=form.due_on.data, doer_id=form.doer.data, by=current_user)
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _step_page(form, goal, step), refusal.status
    flash(_("Saved."), "success")
    return back_to(goal)


@bp.post(f"{STEP}/remove")
@access(Who.MENTEE, Who.MENTOR, load=queries.step_for)
def remove_step(step: GoalStep) -> ResponseReturnValue:
    goal = step.goal
    service.remove_step(step, by=current_user)
    flash(_("The step is removed."), "success")
    return back_to(goal)


@bp.post(f"{STEP}/tick")
@access(Who.MENTEE, Who.MENTOR, load=queries.step_for)
def tick(step: GoalStep) -> ResponseReturnValue:
    service.tick(step, done=True, by=current_user)
    return back_to(step.goal)


@bp.post(f"{STEP}/untick")
@access(Who.MENTEE, Who.MENTOR, load=queries.step_for)
def untick(step: GoalStep) -> ResponseReturnValue:
    service.tick(step, done=False, by=current_user)
    return back_to(step.goal)


def _step_page(form: StepForm, goal: Goal, step: GoalStep | None = None) -> str:
    return render_template("goals/step.html", form=form, match=goal.match, goal=goal, step=step)
