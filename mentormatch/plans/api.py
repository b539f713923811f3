"""What programs may do with plans: read one, add a step, tick it, untick it, drop it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from flask import url_for
from flask_login import current_user
from pydantic import BaseModel, Field

from mentormatch.accounts.models import Person
from mentormatch.plans import queries, service
from mentormatch.plans.errors import NotAHelper
from mentormatch.plans.models import (
    LINK_MOST,
    MOST_REMIND_DAYS,
    REMIND_DAYS,
    STEP_MOST,
    WHY_MOST,
    WORDS_MOST,
    ActionPlan,
    PlanOutcome,
    PlanStep,
    Source,
    StepStatus,
)
from mentormatch.plans.service.steps import Said
from mentormatch.web.access import Who, access
from mentormatch.web.rest.blueprint import rest_blueprint
from mentormatch.web.rest.calls import Reply, answers, done_once, spec
from mentormatch.web.rest.schema import Day, KeyHeader, Line, Number, PersonName, Sent, Text

rest = rest_blueprint("plans_api", "mentormatch.plans", at="/plans")

INSIDE = (Who.MENTEE, Who.MENTOR, Who.COACH)
ONE, STEP = "/<int:plan_id>", "/steps/<int:plan_step_id>"


class PlanStepRead(BaseModel):
    id: int
    text: str
    why: str
    owner: PersonName
    made_by: PersonName
    source: Source
    due_on: date | None
    remind_days: int | None
    status: StepStatus
    ended_at: datetime | None
    words: str
    link: str


class PlanRead(BaseModel):
    id: int
    student: PersonName
    title: str
    aim: str
    created_at: datetime
    finished_at: datetime | None
    outcome: PlanOutcome | None
    steps: list[PlanStepRead]


class NewPlanStep(Sent):
    text: Annotated[Line, Field(min_length=1, max_length=STEP_MOST)]
    why: Annotated[Text, Field(max_length=WHY_MOST)] = ""
    due_on: Day | None = None
    owner_id: Number | None = None
    remind_days: Annotated[int, Field(strict=True, ge=0, le=MOST_REMIND_DAYS)] | None = REMIND_DAYS


class PlanEvidence(Sent):
    words: Annotated[Text, Field(max_length=WORDS_MOST)] = ""
    link: Annotated[Line, Field(max_length=LINK_MOST)] = ""


class PlanWord(Sent):
    words: Annotated[Text, Field(max_length=WORDS_MOST)] = ""


@rest.get("/mine")
@access(Who.MENTEE, load=queries.plan_of)
@spec.validate(resp=answers(200, PlanRead, 404))
def mine(plan: ActionPlan) -> PlanRead:
    """One's own plan with all its steps, in their turn."""
    return _shown(plan)


@rest.get(ONE)
@access(*INSIDE, load=queries.plan_for)
@spec.validate(resp=answers(200, PlanRead, 404))
def plan(one: ActionPlan) -> PlanRead:
    """One's own plan, or one that one was let into."""
    return _shown(one)


@rest.post(f"{ONE}/steps")
@access(*INSIDE, load=queries.plan_for)
@spec.validate(headers=KeyHeader, resp=answers(201, PlanStepRead, 404, 409, 415))
def add_step(one: ActionPlan, json: NewPlanStep) -> Reply:
    """Add a step at the end of a plan; without an owner it is the student's."""
    said = Said(json.text, json.why, json.due_on, json.owner_id, json.remind_days)

    def act() -> tuple[BaseModel, int, str]:
        try:
            step = service.add_step(one, said, by=current_user)
        except NotAHelper as refusal:
            refusal.facts["field"] = "owner_id"  # as the body calls it
            raise
        return _step(step), 201, url_for(".plan", plan_id=one.id)

    return done_once(act)


@rest.post(f"{STEP}/tick")
@access(*INSIDE, load=queries.step_for)
@spec.validate(headers=KeyHeader, resp=answers(200, PlanStepRead, 404, 409, 415))
def tick(step: PlanStep, json: PlanEvidence) -> Reply:
    """A step is done, with what shows it."""
    return _changed(step, lambda by: service.tick(step, words=json.words, link=json.link, by=by))


@rest.post(f"{STEP}/untick")
@access(*INSIDE, load=queries.step_for)
@spec.validate(headers=KeyHeader, resp=answers(200, PlanStepRead, 404, 409, 415))
def untick(step: PlanStep) -> Reply:
    """A step is still to do."""
    return _changed(step, lambda by: service.untick(step, by=by))


@rest.post(f"{STEP}/drop")
@access(*INSIDE, load=queries.step_for)
@spec.validate(headers=KeyHeader, resp=answers(200, PlanStepRead, 404, 409, 415))
def drop(step: PlanStep, json: PlanWord) -> Reply:
    """Leave a step, with a word."""
    return _changed(step, lambda by: service.drop(step, words=json.words, by=by))


def _changed(step: PlanStep, deed: Callable[[Person], Any]) -> Reply:
    def act() -> tuple[BaseModel, int, None]:
        deed(current_user)
        return _step(step), 200, None

    return done_once(act)


def _shown(plan: ActionPlan) -> PlanRead:
    return PlanRead(
        id=plan.id, student=_name(plan.person), title=plan.title, aim=plan.aim, created_at=plan.created_at,
        finished_at=plan.finished_at, outcome=plan.outcome, steps=[_step(step) for step in queries.steps_of(plan)],
    )  # fmt: skip


def _step(step: PlanStep) -> PlanStepRead:
    return PlanStepRead(
        id=step.id, text=step.text, why=step.why, owner=_name(step.owner), made_by=_name(step.made_by),
        source=step.source, due_on=step.due_on, remind_days=step.remind_days, status=step.status,
        ended_at=step.ended_at, words=step.words, link=step.link,
    )  # fmt: skip


def _name(person: Person) -> PersonName:
    return PersonName(id=person.id, name=person.name)
