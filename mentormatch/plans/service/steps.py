"""What the student, and whoever helps, does with the steps of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.plans import queries
from mentormatch.plans.errors import (
    Edited,
    NotAHelper,
    NotOpen,
    NotYourPlan,
    NotYourStep,
    Retired,
    TooManyComments,
    WrongReminder,
)
from mentormatch.plans.models import (
    MOST_COMMENTS,
    MOST_REMIND_DAYS,
    REMIND_DAYS,
    STEP_MOST,
    WHY_MOST,
    WORDS_MOST,
    ActionPlan,
    PlanComment,
    PlanStep,
    PlanTemplate,
    Source,
    StepStatus,
    TemplateStep,
)
from mentormatch.plans.policy import may_change, may_tick, remind_at
from mentormatch.plans.service import telling
from mentormatch.plans.service.holding import fitting, hold_open, place_for_step, safe_link, source_of


@dataclass(frozen=True, slots=True)
class Said:
    """What a step says."""

    text: str
    why: str = ""
    due_on: date | None = None
    owner_id: int | None = None
    remind_days: int | None = REMIND_DAYS


@transactional
def add_step(plan: ActionPlan, said: Said, *, by: Person) -> PlanStep:
    """Add a step at the end; without an owner it is the student's. The same open step again gives the one that waits.

    Refuses NotFound, PlanFinished, TooManySteps, WrongText, WrongReminder, NotAHelper.
    """
    helper = hold_open(plan, by)
    said = _checked(plan, said)
    for step in queries.open_steps(plan):
        if step.made_by_id == by.id and _said(step) == said:
            return step
    step = _append(plan, said, source_of(helper), by)
    audit.record(by, "plan.step_added", plan, step=step.id)
    return step


@transactional
def add_from_template(
    plan: ActionPlan, template: PlanTemplate, chosen: Iterable[int], *, starts_on: date, by: Person
) -> int:
    """Add the chosen steps of a template but for those that wait already; returns how many. All, or none.

    Refuses NotFound, PlanFinished, NotYourPlan, Retired, TooManySteps.
    """
    hold_open(plan, by)
    if plan.person_id != by.id:
        raise NotYourPlan
    wanted = set(chosen)
    return add_steps_of(plan, [step for step in template.steps if step.id in wanted], starts_on, by=by)


def add_steps_of(plan: ActionPlan, steps: Iterable[TemplateStep], starts_on: date, *, by: Person) -> int:
    """The same inside the transaction of whoever holds the plan."""
    present = {step.text for step in queries.open_steps(plan)}
    added = 0
    for one in steps:
        if one.template.retired_at is not None:
            raise Retired
        if one.text in present:
            continue
        said = Said(one.text, one.why, starts_on + timedelta(days=one.days), plan.person_id)
        step = _append(plan, said, Source.SELF, by)
        audit.record(by, "plan.step_added", plan, step=step.id)
        added += 1
    return added


@transactional
def change_step(step: PlanStep, said: Said, *, version: int, by: Person) -> None:
    """Change what an open step says, on which ``version`` of it was read. The same again is saved once.

    Refuses NotFound, PlanFinished, NotYourStep, NotOpen, WrongText, WrongReminder, NotAHelper, Edited.
    """
    _hold(step, by)
    said = _checked(step.plan, said)
    if _said(step) == said:
        return
    if step.version != version:
        raise Edited({"text": step.text, "why": step.why, "due_on": step.due_on, "owner": step.owner.name})
    due = (step.due_on, step.remind_days, step.owner_id)
    step.text, step.why, step.due_on = said.text, said.why, said.due_on
    step.owner_id, step.remind_days = said.owner_id or step.plan.person_id, said.remind_days
    step.version += 1
    if due != (step.due_on, step.remind_days, step.owner_id):
        telling.take_back_reminder(step)
        _plan_reminder(step)
    audit.record(by, "plan.step_changed", step.plan, step=step.id)


@transactional
def tick(step: PlanStep, *, by: Person, words: str = "", link: str = "") -> None:
    """A step is done, with what shows it; twice is once. Its reminder is taken back.

    Refuses NotFound, PlanFinished, NotYourStep, NotOpen when it was dropped, WrongText, WrongLink.
    """
    hold_open(step.plan, by)
    if not may_tick(by, step):
        raise NotYourStep
    words, link = fitting("words", words, WORDS_MOST, least=0), safe_link(link)
    if step.status == StepStatus.DROPPED:
        raise NotOpen
    if step.status == StepStatus.DONE:
        return
    _end(step, StepStatus.DONE, words, link)
    audit.record(by, "plan.step_done", step.plan, step=step.id)


@transactional
def untick(step: PlanStep, *, by: Person) -> None:
    """A step that was done is still to do. Refuses NotFound, PlanFinished, NotYourStep, NotOpen, TooManySteps."""
    hold_open(step.plan, by)
    if not may_tick(by, step):
        raise NotYourStep
    if step.status == StepStatus.DROPPED:
        raise NotOpen
    if step.status == StepStatus.DONE:
        _open_again(step)
        audit.record(by, "plan.step_undone", step.plan, step=step.id)


@transactional
def drop(step: PlanStep, *, by: Person, words: str = "") -> None:
    """Leave a step, with a word; it can be taken up again. Twice is once.

    Refuses NotFound, PlanFinished, NotYourStep, NotOpen when it is done, WrongText.
    """
    hold_open(step.plan, by)
    if not may_change(by, step):
        raise NotYourStep
    words = fitting("words", words, WORDS_MOST, least=0)
    if step.status == StepStatus.DONE:
        raise NotOpen
    if step.status == StepStatus.OPEN:
        _end(step, StepStatus.DROPPED, words, "")
        audit.record(by, "plan.step_dropped", step.plan, step=step.id)


@transactional
def take_up(step: PlanStep, *, by: Person) -> None:
    """Take a dropped step up again. Refuses NotFound, PlanFinished, NotYourStep, TooManySteps."""
    hold_open(step.plan, by)
    if not may_change(by, step):
        raise NotYourStep
    if step.status == StepStatus.DROPPED:
        _open_again(step)
        audit.record(by, "plan.step_taken_up", step.plan, step=step.id)


@transactional
def shift(step: PlanStep, *, up: bool, by: Person) -> None:
    """Let an open step change its turn with the one before or after it. Refuses NotYourPlan, NotFound, PlanFinished."""
    hold_open(step.plan, by)
    if step.plan.person_id != by.id:
        raise NotYourPlan
    line = queries.open_steps(step.plan)
    if step not in line:
        return
    other = line.index(step) + (-1 if up else 1)
    if 0 <= other < len(line):
        step.turn, line[other].turn = line[other].turn, step.turn


@transactional
def comment(step: PlanStep, text: str, *, by: Person) -> PlanComment:
    """Say something about a step. Refuses NotFound, PlanFinished, WrongText, TooManyComments."""
    hold_open(step.plan, by)
    text = fitting("text", text, WORDS_MOST)
    if len(queries.comments_of(step)) >= MOST_COMMENTS:
        raise TooManyComments(MOST_COMMENTS)
    said = PlanComment(step_id=step.id, by_id=by.id, text=text)
    db.session.add(said)
    db.session.flush()
    audit.record(by, "plan.commented", step.plan, step=step.id)
    return said


def give_to_student(plan: ActionPlan, owner_id: int) -> None:
    """Open steps of somebody who is no longer inside are the student's; who holds the plan calls it."""
    for step in queries.open_steps(plan):
        if step.owner_id == owner_id:
            telling.take_back_reminder(step)
            step.owner_id = plan.person_id
            step.version += 1
            db.session.flush()
            db.session.refresh(step)
            _plan_reminder(step)


def _hold(step: PlanStep, by: Person) -> None:
    hold_open(step.plan, by)
    if not may_change(by, step):
        raise NotYourStep
    if step.status != StepStatus.OPEN:
        raise NotOpen


def _checked(plan: ActionPlan, said: Said) -> Said:
    text, why = fitting("text", said.text, STEP_MOST), fitting("why", said.why, WHY_MOST, least=0)
    if said.remind_days is not None and not 0 <= said.remind_days <= MOST_REMIND_DAYS:
        raise WrongReminder(MOST_REMIND_DAYS)
    owner_id = said.owner_id or plan.person_id
    if owner_id not in {plan.person_id, *(helper.person_id for helper in queries.helpers_of(plan))}:
        raise NotAHelper
    return Said(text, why, said.due_on, owner_id, said.remind_days)


def _said(step: PlanStep) -> Said:
    return Said(step.text, step.why, step.due_on, step.owner_id, step.remind_days)


def _append(plan: ActionPlan, said: Said, source: Source, by: Person) -> PlanStep:
    taken = db.session.scalars(sa.select(PlanStep.place).where(PlanStep.plan_id == plan.id)).all()
    last = db.session.scalar(sa.select(sa.func.max(PlanStep.turn)).where(PlanStep.plan_id == plan.id)) or 0
    step = PlanStep(
        plan_id=plan.id, place=place_for_step(taken), turn=last + 1, text=said.text, why=said.why, due_on=said.due_on,
        owner_id=said.owner_id, made_by_id=by.id, source=source, remind_days=said.remind_days,
    )  # fmt: skip
    db.session.add(step)
    db.session.flush()
    _plan_reminder(step)
    return step


def _end(step: PlanStep, status: StepStatus, words: str, link: str) -> None:
    step.status, step.place, step.ended_at, step.remind_at = status, None, now(), None
    step.words, step.link = words, link
    telling.take_back_reminder(step)


def _open_again(step: PlanStep) -> None:
    step.place = place_for_step(one.place for one in queries.open_steps(step.plan))
    step.status, step.ended_at, step.words, step.link = StepStatus.OPEN, None, "", ""
    owners = {step.plan.person_id, *(helper.person_id for helper in queries.helpers_of(step.plan))}
    if step.owner_id not in owners:
        step.owner_id = step.plan.person_id
    db.session.flush()
    db.session.refresh(step)
    _plan_reminder(step)


def _plan_reminder(step: PlanStep) -> None:
    owner = db.session.get_one(Person, step.owner_id)
    step.remind_at = remind_at(step.due_on, step.remind_days, owner.time_zone, now())
