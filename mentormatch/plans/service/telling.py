"""Letters of plans, and what decides at the last moment whether one is still true."""

from datetime import date
from typing import Any

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.i18n import day
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter
from mentormatch.notifications.truth import true_while
from mentormatch.plans import queries
from mentormatch.plans.models import ActionPlan, HandOver, HandOverStatus, PlanHelper, PlanStep, StepStatus
from mentormatch.plans.policy import is_late, local_day

REMINDER, OVERDUE = "plans/email/reminder.txt", "plans/email/overdue.txt"
ASKED, LET_IN, PROPOSED = "plans/email/asked.txt", "plans/email/let_in.txt", "plans/email/hand_over.txt"
#: Steps in the letter about what is overdue; the page has all of them.
MOST_TOLD = 10
#: Longest part of somebody's step in a letter.
QUOTED = 200


def remind(step: PlanStep) -> None:
    """To whoever takes the step, once for each day on which it may be due."""
    assert step.due_on is not None
    key = f"{_of_step(step)}{step.due_on.isoformat()}"
    facts: dict[str, Any] = {"due_on": step.due_on.isoformat(), "on": day(step.due_on, locale=step.owner.locale)}
    text = letters.quoted(step.text, QUOTED)
    letters.write(step.owner, REMINDER, key=key, step=step.id, text=text, **facts)


def take_back_reminder(step: PlanStep) -> None:
    letters.take_back(_of_step(step))


@true_while(REMINDER)
def _is_still_due(letter: Letter) -> bool:
    step = db.session.get(PlanStep, letter.context["step"])
    return (
        step is not None
        and (step.status, step.owner_id, step.plan.finished_at) == (StepStatus.OPEN, letter.person_id, None)
        and step.due_on == date.fromisoformat(letter.context["due_on"])
        and (step.owner_id == step.plan.person_id or queries.helper_of(step.plan, step.owner) is not None)
    )


def overdue(plan: ActionPlan, late: list[PlanStep], today: date) -> None:
    """To the student, once a week at most."""
    told = [letters.quoted(step.text, QUOTED) for step in late[:MOST_TOLD]]
    key = f"{_overdue(plan)}{today.isoformat()}"
    letters.write(plan.person, OVERDUE, key=key, plan=plan.id, steps=told, count=len(late))


def take_back_overdue(plan: ActionPlan) -> None:
    letters.take_back(_overdue(plan))


@true_while(OVERDUE)
def _is_still_late(letter: Letter) -> bool:
    plan = db.session.get(ActionPlan, letter.context["plan"])
    return plan is not None and plan.finished_at is None and bool(late_of_student(plan))


def late_of_student(plan: ActionPlan) -> list[PlanStep]:
    """Open steps of the student that are late on the student's own calendar, the oldest day first."""
    today = local_day(now(), plan.person.time_zone)
    late = [one for one in queries.open_steps(plan) if one.owner_id == plan.person_id and is_late(one, today)]
    return sorted(late, key=lambda step: (step.due_on or today, step.turn))


def asked(helper: PlanHelper) -> None:
    """To the student: somebody asks to be let in."""
    letters.write(helper.plan.person, ASKED, key=f"{_of_helper(helper)}asked", helper=helper.id, who=helper.person.name)


@true_while(ASKED)
def _still_asks(letter: Letter) -> bool:
    helper = db.session.get(PlanHelper, letter.context["helper"])
    return helper is not None and helper.since is None and helper.ended_at is None


def let_in(helper: PlanHelper) -> None:
    """To whoever was let in; nobody asks any more."""
    letters.take_back(f"{_of_helper(helper)}asked")
    key = f"{_of_helper(helper)}in"
    context: dict[str, Any] = {"helper": helper.id, "plan": helper.plan_id, "who": helper.plan.person.name}
    letters.write(helper.person, LET_IN, key=key, **context)


@true_while(LET_IN)
def _is_still_in(letter: Letter) -> bool:
    helper = db.session.get(PlanHelper, letter.context["helper"])
    return helper is not None and helper.ended_at is None


def take_back_helper(helper: PlanHelper) -> None:
    letters.take_back(_of_helper(helper))


def proposed(found: HandOver) -> None:
    """To the student: your mentor would like a coach to go on."""
    names: dict[str, Any] = {"mentor": found.mentor.name, "coach": found.coach.name}
    words = letters.quoted(found.words)
    letters.write(found.plan.person, PROPOSED, key=f"{_of_hand_over(found)}asked", hand_over=found.id, words=words,
                  **names)  # fmt: skip


@true_while(PROPOSED)
def _is_still_open(letter: Letter) -> bool:
    found = db.session.get(HandOver, letter.context["hand_over"])
    return found is not None and found.status == HandOverStatus.OPEN


def take_back_hand_over(found: HandOver) -> None:
    letters.take_back(f"{_of_hand_over(found)}asked")


def handed_over(found: HandOver, *, stays: bool) -> None:
    """To the mentor and to the coach."""
    context: dict[str, Any] = {"plan": found.plan_id, "who": found.plan.person.name, "stays": stays}
    context |= {"mentor": found.mentor.name, "coach": found.coach.name}
    for to, name in ((found.mentor, "handed_over"), (found.coach, "taken_over")):
        letters.write(to, f"plans/email/{name}.txt", key=f"{_of_hand_over(found)}{name}", **context)


def declined(found: HandOver) -> None:
    """To the mentor."""
    context: dict[str, Any] = {"plan": found.plan_id, "who": found.plan.person.name, "coach": found.coach.name}
    letters.write(found.mentor, "plans/email/declined.txt", key=f"{_of_hand_over(found)}declined", **context)


def _of_step(step: PlanStep) -> str:
    return f"plan-step:{step.id}:reminder:"


def _overdue(plan: ActionPlan) -> str:
    return f"plan:{plan.id}:overdue:"


def _of_helper(helper: PlanHelper) -> str:
    return f"plan-helper:{helper.id}:"


def _of_hand_over(found: HandOver) -> str:
    return f"plan-hand-over:{found.id}:"
