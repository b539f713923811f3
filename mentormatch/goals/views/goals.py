"""Pages of goals, for both people of a match."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from mentormatch.core.clock import now
from mentormatch.core.errors import Refusal
from mentormatch.core.i18n import _, zone
from mentormatch.goals import queries, service
from mentormatch.goals.forms import GoalForm
from mentormatch.goals.models import MOST_GOALS, MOST_STEPS, Goal
from mentormatch.goals.policy import can_change, is_late, progress, steps_done
from mentormatch.goals.views.blueprint import GOAL, back_to, bp, field_of
from mentormatch.mentoring import queries as mentoring
from mentormatch.mentoring.labels import MATCH_CHIPS
from mentormatch.mentoring.models import Match
from mentormatch.web.access import Who, access


@bp.get("")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def index(match: Match) -> ResponseReturnValue:
    open_goals = queries.open_goals(match)
    return render_template(
        "goals/index.html",
        match=match,
        chip=MATCH_CHIPS[match.status],
        open_goals=open_goals,
        ended_goals=queries.ended_goals(match),
        can_change=can_change(match),
        may_add=can_change(match) and len(open_goals) < MOST_GOALS,
        most_steps=MOST_STEPS,
        progress=progress,
        steps_done=steps_done,
        is_late=lambda step: is_late(step, _today()),
    )


@bp.get("/new")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def add_form(match: Match) -> ResponseReturnValue:
    return _goal_page(GoalForm(), match)


@bp.post("/new")
@access(Who.MENTEE, Who.MENTOR, load=mentoring.match_for)
def add(match: Match) -> ResponseReturnValue:
    form = GoalForm()
    if not form.validate():
        return _goal_page(form, match), 422
    try:
        goal = service.add_goal(
            match, title=form.title.data, why=form.why.data, target_on=form.target_on.data, by=current_user
        )
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _goal_page(form, match), refusal.status
    flash(_("The goal is set. What is the first step?"), "success")
    return redirect(url_for(".add_step_form", match_id=match.id, goal_id=goal.id), code=303)


@bp.get(f"{GOAL}/edit")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
def edit_form(goal: Goal) -> ResponseReturnValue:
    return _goal_page(GoalForm(obj=goal), goal.match, goal)


@bp.post(f"{GOAL}/edit")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
def edit(goal: Goal) -> ResponseReturnValue:
    form = GoalForm()
    if not form.validate():
        return _goal_page(form, goal.match, goal), 422
    try:
        service.change_goal(
            goal, title=form.title.data, why=form.why.data, target_on=form.target_on.data, by=current_user
        )
    except Refusal as refusal:
        form.refuse(field_of(refusal), refusal)
        return _goal_page(form, goal.match, goal), refusal.status
    flash(_("Saved."), "success")
    return back_to(goal)


@bp.post(f"{GOAL}/drop")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
def drop(goal: Goal) -> ResponseReturnValue:
    service.drop_goal(goal, by=current_user)
    flash(_("The goal is dropped. You find it below and can take it up again."), "success")
    return back_to(goal)


@bp.post(f"{GOAL}/finish")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
def finish(goal: Goal) -> ResponseReturnValue:
    service.finish_goal(goal, by=current_user)
    flash(_("Done. Well walked."), "success")
    return back_to(goal)


@bp.post(f"{GOAL}/reopen")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
def reopen(goal: Goal) -> ResponseReturnValue:
    service.reopen_goal(goal, by=current_user)
    flash(_("You are on it again."), "success")
    return back_to(goal)


def _goal_page(form: GoalForm, match: Match, goal: Goal | None = None) -> str:
    return render_template("goals/goal.html", form=form, match=match, goal=goal, can_change=can_change(match))


def _today() -> date:
    return now().astimezone(zone(current_user.time_zone)).date()
