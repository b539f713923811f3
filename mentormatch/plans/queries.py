"""Reading plans: as their student, as somebody who helps, and counted for coordinators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person, Role, RoleName, person_role
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.plans.models import (
    ActionPlan,
    HandOver,
    HandOverStatus,
    HelperKind,
    PlanComment,
    PlanHelper,
    PlanOutcome,
    PlanStep,
    PlanTemplate,
    StepStatus,
    TemplateStep,
)
from mentormatch.programmes.models import EnrolledAs, Enrolment

#: Longest lists of a page.
MOST_PLANS, MOST_COACHES = 200, 200


def is_inside() -> sa.ColumnElement[bool]:
    """That a row of ``plan_helper`` opens the plan: let in, not taken back, still a coach or in an active match."""
    return sa.and_(PlanHelper.since.is_not(None), PlanHelper.ended_at.is_(None), rests_on_something())


def rests_on_something() -> sa.ColumnElement[bool]:
    """That somebody of ``plan_helper`` is still a coach, or the mentor of an active match."""
    coach = sa.and_(PlanHelper.kind == HelperKind.COACH, PlanHelper.person_id.in_(_coach_ids()))
    active = sa.select(Match.id).where(Match.status == MatchStatus.ACTIVE)
    return sa.or_(coach, PlanHelper.match_id.in_(active))


def no_longer_rests() -> list[int]:
    """Rows that have not ended, of people who can help no more: their match is over, or they are no coach now."""
    standing = sa.select(PlanHelper.id).where(rests_on_something())
    found = sa.select(PlanHelper.id).where(PlanHelper.ended_at.is_(None), PlanHelper.id.not_in(standing))
    return list(db.session.scalars(found.order_by(PlanHelper.id)))


def _coach_ids() -> sa.Select[int]:
    coaches = sa.select(person_role.c.person_id).join(Role, Role.id == person_role.c.role_id)
    return coaches.where(Role.name == RoleName.COACH)


def plan_of(person: Person) -> ActionPlan | None:
    """The person's own plan, or None."""
    return plan_of_number(person.id)


def plan_of_number(person_id: int) -> ActionPlan | None:
    return db.session.scalar(sa.select(ActionPlan).where(ActionPlan.person_id == person_id))


def plan_to_help(person: Person, plan_id: int) -> ActionPlan | None:
    """A plan into which this person has been let, or None."""
    inside = sa.select(PlanHelper.plan_id).where(PlanHelper.person_id == person.id, is_inside())
    return db.session.scalar(sa.select(ActionPlan).where(ActionPlan.id == plan_id, ActionPlan.id.in_(inside)))


def plan_for(person: Person, plan_id: int) -> ActionPlan | None:
    """A plan that this person may see, their own or one they help with, or None."""
    mine = sa.select(ActionPlan).where(ActionPlan.id == plan_id, ActionPlan.person_id == person.id)
    return db.session.scalar(mine) or plan_to_help(person, plan_id)


def step_for(person: Person, plan_step_id: int) -> PlanStep | None:
    """A step of a plan that this person may see, or None."""
    step = db.session.get(PlanStep, plan_step_id)
    return step if step and plan_for(person, step.plan_id) else None


def helper_for_student(student: Person, helper_id: int) -> PlanHelper | None:
    """Somebody in this student's plan, or who asks for it, or None."""
    return db.session.scalar(
        sa.select(PlanHelper).join(ActionPlan).where(PlanHelper.id == helper_id, ActionPlan.person_id == student.id)
    )


def own_help(person: Person, helper_id: int) -> PlanHelper | None:
    """This person's own place, or question for one, in a plan, or None."""
    return db.session.scalar(sa.select(PlanHelper).where(PlanHelper.id == helper_id, PlanHelper.person_id == person.id))


def hand_over_for_student(student: Person, hand_over_id: int) -> HandOver | None:
    return db.session.scalar(
        sa.select(HandOver).join(ActionPlan).where(HandOver.id == hand_over_id, ActionPlan.person_id == student.id)
    )


def own_hand_over(mentor: Person, hand_over_id: int) -> HandOver | None:
    """A hand-over that this mentor proposed, or None."""
    return db.session.scalar(sa.select(HandOver).where(HandOver.id == hand_over_id, HandOver.from_id == mentor.id))


def open_hand_over(plan: ActionPlan) -> HandOver | None:
    waiting = sa.select(HandOver).where(HandOver.plan_id == plan.id, HandOver.status == HandOverStatus.OPEN)
    return db.session.scalar(waiting)


def steps_of(plan: ActionPlan) -> list[PlanStep]:
    """All steps with their people, in their turn."""
    found = sa.select(PlanStep).where(PlanStep.plan_id == plan.id)
    people = (joinedload(PlanStep.owner), joinedload(PlanStep.made_by))
    return list(db.session.scalars(found.options(*people).order_by(PlanStep.turn, PlanStep.id)))


def open_steps(plan: ActionPlan) -> list[PlanStep]:
    return [step for step in steps_of(plan) if step.status == StepStatus.OPEN]


def comments_of(step: PlanStep) -> list[PlanComment]:
    """Oldest first."""
    found = sa.select(PlanComment).where(PlanComment.step_id == step.id).options(joinedload(PlanComment.by))
    return list(db.session.scalars(found.order_by(PlanComment.id)))


def comment_counts(plan: ActionPlan) -> dict[int, int]:
    """How many comments each step has, by its number; steps without any are left out."""
    found = sa.select(PlanComment.step_id, sa.func.count()).join(PlanStep).where(PlanStep.plan_id == plan.id)
    rows = db.session.execute(found.group_by(PlanComment.step_id)).all()
    return {step_id: count for step_id, count in rows}  # noqa: C416 (rows are no pairs to mypy)


def helper_of(plan: ActionPlan, person: Person) -> PlanHelper | None:
    """The place of somebody who is inside a plan, or None."""
    mine = sa.select(PlanHelper).where(PlanHelper.plan_id == plan.id, PlanHelper.person_id == person.id, is_inside())
    return db.session.scalar(mine)


def helpers_of(plan: ActionPlan) -> list[PlanHelper]:
    """Who is inside now, in the order in which they came."""
    inside = sa.select(PlanHelper).where(PlanHelper.plan_id == plan.id, is_inside())
    return list(db.session.scalars(inside.options(joinedload(PlanHelper.person)).order_by(PlanHelper.id)))


def askers_of(plan: ActionPlan) -> list[PlanHelper]:
    """Who asks to be let in, the first one first."""
    asking = sa.select(PlanHelper).where(
        PlanHelper.plan_id == plan.id, PlanHelper.since.is_(None), PlanHelper.ended_at.is_(None)
    )
    return list(db.session.scalars(asking.options(joinedload(PlanHelper.person)).order_by(PlanHelper.id)))


def row_of(plan_id: int, person_id: int) -> PlanHelper | None:
    """The row of somebody who was let in or asks, and has not ended; it opens the plan only as ``is_inside`` says."""
    return db.session.scalar(
        sa.select(PlanHelper).where(
            PlanHelper.plan_id == plan_id, PlanHelper.person_id == person_id, PlanHelper.ended_at.is_(None)
        )
    )


def is_coach(person_id: int) -> bool:
    return db.session.scalar(_coaches().where(Person.id == person_id)) is not None


def _coaches() -> sa.Select[Person]:
    return sa.select(Person).where(Person.id.in_(_coach_ids()), Person.active)


def coaches() -> list[Person]:
    """All coaches, by name."""
    return list(db.session.scalars(_coaches().order_by(Person.name, Person.id).limit(MOST_COACHES)))


def active_matches_of(student: Person) -> list[Match]:
    """The student's active matches, the newest first, with their mentors."""
    mine = sa.select(Match).where(Match.mentee_id == student.id, Match.status == MatchStatus.ACTIVE)
    return list(db.session.scalars(mine.options(joinedload(Match.mentor)).order_by(Match.id.desc())))


def active_match(student_id: int, mentor_id: int) -> Match | None:
    return db.session.scalar(
        sa.select(Match).where(
            Match.mentee_id == student_id, Match.mentor_id == mentor_id, Match.status == MatchStatus.ACTIVE
        )
    )


def mentor_match(mentor: Person, match_id: int) -> Match | None:
    """An active match in which this person is the mentor, or None."""
    return db.session.scalar(
        sa.select(Match).where(Match.id == match_id, Match.mentor_id == mentor.id, Match.status == MatchStatus.ACTIVE)
    )


@dataclass(frozen=True, slots=True)
class Helped:
    """A plan somebody helps with, how far it is, and the days of its open steps."""

    plan: ActionPlan
    done: int
    of: int
    late: int
    next_on: date | None


def plans_helped(person: Person, today: date) -> list[Helped]:
    """Plans this person helps with: those with most that is late first, then those with the next day."""
    inside = sa.select(PlanHelper.plan_id).where(PlanHelper.person_id == person.id, is_inside())
    plans = sa.select(ActionPlan).where(ActionPlan.id.in_(inside)).options(joinedload(ActionPlan.person))
    found = list(db.session.scalars(plans.order_by(ActionPlan.id.desc()).limit(MOST_PLANS)))
    open_ones = PlanStep.status == StepStatus.OPEN
    counts = sa.select(
        PlanStep.plan_id,
        sa.func.count().filter(PlanStep.status == StepStatus.DONE),
        sa.func.count().filter(PlanStep.status != StepStatus.DROPPED),
        sa.func.count().filter(open_ones, PlanStep.due_on < today),
        sa.func.min(PlanStep.due_on).filter(open_ones),
    ).where(PlanStep.plan_id.in_([plan.id for plan in found]))
    told = {row[0]: row[1:] for row in db.session.execute(counts.group_by(PlanStep.plan_id))}
    rows = [Helped(plan, *told.get(plan.id, (0, 0, 0, None))) for plan in found]
    return sorted(rows, key=lambda row: (row.plan.finished_at is not None, -row.late, row.next_on or date.max))


def late_steps_helped(person: Person, today: date) -> list[PlanStep]:
    """Open steps that are late, of plans this person helps with and that go on, the oldest day first."""
    inside = sa.select(PlanHelper.plan_id).where(PlanHelper.person_id == person.id, is_inside())
    late = sa.select(PlanStep).join(ActionPlan).where(PlanStep.plan_id.in_(inside), ActionPlan.finished_at.is_(None))
    late = late.where(PlanStep.status == StepStatus.OPEN, PlanStep.due_on < today)
    people = (joinedload(PlanStep.owner), joinedload(PlanStep.plan).joinedload(ActionPlan.person))
    return list(db.session.scalars(late.options(*people).order_by(PlanStep.due_on, PlanStep.id).limit(MOST_PLANS)))


def questions_of(person: Person) -> list[PlanHelper]:
    """Plans for which this person waits to be let in."""
    asking = sa.select(PlanHelper).where(
        PlanHelper.person_id == person.id, PlanHelper.since.is_(None), PlanHelper.ended_at.is_(None)
    )
    plan = joinedload(PlanHelper.plan).joinedload(ActionPlan.person)
    return list(db.session.scalars(asking.options(plan).order_by(PlanHelper.id)))


def mentees_to_ask(mentor: Person) -> list[Match]:
    """Active matches of a mentor whose student has a plan into which the mentor is not let yet."""
    known = sa.select(PlanHelper.plan_id).where(PlanHelper.person_id == mentor.id, PlanHelper.ended_at.is_(None))
    theirs = sa.select(Match).join(ActionPlan, ActionPlan.person_id == Match.mentee_id)
    theirs = theirs.where(Match.mentor_id == mentor.id, Match.status == MatchStatus.ACTIVE)
    theirs = theirs.where(ActionPlan.id.not_in(known), ActionPlan.finished_at.is_(None))
    return list(db.session.scalars(theirs.options(joinedload(Match.mentee)).order_by(Match.id)))


def templates(*, retired: bool = False) -> list[PlanTemplate]:
    """Templates of the office that can be used, or those that cannot any more, by title."""
    wanted = PlanTemplate.retired_at.is_not(None) if retired else PlanTemplate.retired_at.is_(None)
    return list(db.session.scalars(sa.select(PlanTemplate).where(wanted).order_by(PlanTemplate.title, PlanTemplate.id)))


def template_for(_person: Person, plan_template_id: int) -> PlanTemplate | None:
    """Any template, for those who keep them."""
    return db.session.get(PlanTemplate, plan_template_id)


def path_for(_student: Person, plan_template_id: int) -> PlanTemplate | None:
    """A template that students can use, or None."""
    found = db.session.get(PlanTemplate, plan_template_id)
    return found if found and found.retired_at is None else None


def template_step_for(_person: Person, template_step_id: int) -> TemplateStep | None:
    return db.session.get(TemplateStep, template_step_id)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the students of some cohorts."""

    begun: int
    steps_done: int
    late: int
    outcomes: dict[PlanOutcome, int]


def figures(cohort_ids: Iterable[int], today: date) -> Figures:
    students = sa.select(Enrolment.person_id).where(
        Enrolment.cohort_id.in_(list(cohort_ids)), Enrolment.enrolled_as == EnrolledAs.MENTEE
    )
    plans = sa.select(ActionPlan.id).where(ActionPlan.person_id.in_(students))
    steps = sa.select(sa.func.count()).select_from(PlanStep).where(PlanStep.plan_id.in_(plans))
    going_on = plans.where(ActionPlan.finished_at.is_(None))
    late = sa.select(sa.func.count()).select_from(PlanStep).where(PlanStep.plan_id.in_(going_on))
    ended = sa.select(ActionPlan.outcome, sa.func.count()).where(ActionPlan.id.in_(plans))
    rows = db.session.execute(ended.where(ActionPlan.outcome.is_not(None)).group_by(ActionPlan.outcome))
    return Figures(
        begun=db.session.scalar(sa.select(sa.func.count()).select_from(plans.subquery())) or 0,
        steps_done=db.session.scalar(steps.where(PlanStep.status == StepStatus.DONE)) or 0,
        late=db.session.scalar(late.where(PlanStep.status == StepStatus.OPEN, PlanStep.due_on < today)) or 0,
        outcomes={outcome: count for outcome, count in rows if outcome is not None},
    )
