"""Goals of a match: set one, add and tick its steps, finish it, drop it, take it up again."""

from collections.abc import Callable
from typing import Any

from flask import url_for
from flask_login import current_user
from pydantic import BaseModel

from mentormatch.accounts.models import Person
from mentormatch.api import queries, schema, shown
from mentormatch.api.views.blueprint import bp
from mentormatch.core.errors import NotFound
from mentormatch.goals import service
from mentormatch.goals.errors import NotOneOfThem
from mentormatch.goals.models import Goal, GoalStep
from mentormatch.mentoring.queries import match_for
from mentormatch.web.access import Who, access
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.paging import newest

ONE, STEP = "/goals/<int:goal_id>", "/goals/<int:goal_id>/steps/<int:step_id>"


@bp.get("/goals")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(resp=answers(200, schema.GoalPage, 404))
def goals(query: schema.MatchPageQuery) -> schema.GoalPage:
    """Goals of one's matches, or of one of them, with their steps; the newest first."""
    if query.match_id and match_for(current_user, query.match_id) is None:
        raise NotFound
    found, cursor = newest(queries.goals_of(current_user, query.match_id), Goal.id, query.cursor, query.limit)
    return schema.GoalPage(items=[shown.goal(one) for one in found], next_cursor=cursor)


@bp.get(ONE)
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
@spec.validate(resp=answers(200, schema.GoalRead, 404))
def goal(one: Goal) -> schema.GoalRead:
    """One goal, and how far it is."""
    return shown.goal(one)


@bp.post("/goals")
@access(Who.MENTEE, Who.MENTOR)
@spec.validate(headers=schema.KeyHeader, resp=answers(201, schema.GoalRead, 404, 409, 415))
def add_goal(json: schema.NewGoal) -> Reply:
    """Set a goal of an active match."""
    match = match_for(current_user, json.match_id)
    if match is None:
        raise NotFound

    def act() -> tuple[BaseModel, int, str]:
        made = service.add_goal(match, title=json.title, why=json.why, target_on=json.target_on, by=current_user)
        return shown.goal(made), 201, url_for(".goal", goal_id=made.id)

    return done_once(act)


@bp.post(f"{ONE}/steps")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(201, schema.GoalRead, 404, 409, 415))
def add_step(one: Goal, json: schema.NewStep) -> Reply:
    """Add a step for one of the two; a goal that was done is open again."""

    def act() -> tuple[BaseModel, int, str]:
        try:
            service.add_step(one, text=json.text, due_on=json.due_on, doer_id=json.doer_id, by=current_user)
        except NotOneOfThem as refusal:
            refusal.facts["field"] = "doer_id"  # as the body calls it
            raise
        return shown.goal(one), 201, url_for(".goal", goal_id=one.id)

    return done_once(act)


@bp.post(f"{STEP}/tick")
@access(Who.MENTEE, Who.MENTOR, load=queries.step_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.GoalRead, 404, 409, 415))
def tick(step: GoalStep) -> Reply:
    """A step is done; the last one makes its goal done."""
    return _changed(step.goal, lambda by: service.tick(step, done=True, by=by))


@bp.post(f"{STEP}/untick")
@access(Who.MENTEE, Who.MENTOR, load=queries.step_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.GoalRead, 404, 409, 415))
def untick(step: GoalStep) -> Reply:
    """A step is still to do."""
    return _changed(step.goal, lambda by: service.tick(step, done=False, by=by))


@bp.post(f"{ONE}/finish")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.GoalRead, 404, 409, 415))
def finish(one: Goal) -> Reply:
    """A goal without steps is reached."""
    return _changed(one, lambda by: service.finish_goal(one, by=by))


@bp.post(f"{ONE}/drop")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.GoalRead, 404, 409, 415))
def drop(one: Goal) -> Reply:
    """Leave a goal; it can be taken up again."""
    return _changed(one, lambda by: service.drop_goal(one, by=by))


@bp.post(f"{ONE}/reopen")
@access(Who.MENTEE, Who.MENTOR, load=queries.goal_for)
@spec.validate(headers=schema.KeyHeader, resp=answers(200, schema.GoalRead, 404, 409, 415))
def reopen(one: Goal) -> Reply:
    """Take a goal up again."""
    return _changed(one, lambda by: service.reopen_goal(one, by=by))


def _changed(one: Goal, deed: Callable[[Person], Any]) -> Reply:
    """The goal as it is after ``deed``, which the caller does at most once."""

    def act() -> tuple[BaseModel, int, None]:
        deed(current_user)
        return shown.goal(one), 200, None

    return done_once(act)
