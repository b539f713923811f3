"""The blueprint of goals, and the way back to one."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from mentormatch.core.errors import Refusal
from mentormatch.goals.models import Goal

bp = Blueprint("goals", "mentormatch.goals", url_prefix="/matches/<int:match_id>/goals", template_folder="templates")

GOAL, STEP = "/<int:goal_id>", "/steps/<int:step_id>"


def back_to(goal: Goal) -> ResponseReturnValue:
    return redirect(url_for(".index", match_id=goal.match_id, _anchor=f"goal-{goal.id}"), code=303)


def field_of(refusal: Refusal) -> str | None:
    field = refusal.facts.get("field")
    return field if isinstance(field, str) else None
