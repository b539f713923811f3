"""Plans for the tests of the whole."""

from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.plans import queries, service
from mentormatch.plans.models import (
    ActionPlan,
    HandOver,
    HelperKind,
    PlanComment,
    PlanHelper,
    PlanOutcome,
    PlanStep,
    Source,
    StepStatus,
)
from mentormatch.plans.service import templates
from mentormatch.plans.service.steps import Said
from tests.make import Make

#: The comments of whoever leaves stay in the plans of others.
STAYS = {"plan_comment.text"}


def objects(make: Make, people: Any) -> dict[str, int]:
    """The plan of the matched student, into which the mentor is let, and a coach who is to go on."""
    match = db.session.scalars(sa.select(Match).where(Match.status == MatchStatus.ACTIVE)).one()
    student, mentor = match.mentee, match.mentor
    plan = service.begin(title="A job with data", aim="", by=student)
    helper = service.let_in(plan, mentor, by=student)
    step = service.add_step(plan, Said("Write a CV"), by=student)
    coach = make.person("Carla Neri", roles=[RoleName.COACH])
    hand_over = service.propose(plan, coach, "She knows more.", by=mentor)
    template = templates.make(title="First data job", text="", by=people.cora)
    template_step = templates.add_step(template, text="Choose a project", why="", days=7, by=people.cora)
    return {
        "plan_id": plan.id, "plan_step_id": step.id, "helper_id": helper.id, "hand_over_id": hand_over.id,
        "plan_template_id": template.id, "template_step_id": template_step.id,
    }  # fmt: skip


def words(world: Any) -> None:
    """Maya's own plan, and what she wrote as a mentor in that of another student."""
    say, maya = world.say, world.maya
    plan = ActionPlan(person_id=maya.id, title=say("own", "plan.title"), aim=say("own", "plan.aim"), finished_at=now(),
                      outcome=PlanOutcome.OTHER, outcome_words=say("own", "plan.outcome_words"))  # fmt: skip
    other = ActionPlan(person_id=world.other_match.mentee_id, title=say("foreign", "plan.title"))
    db.session.add_all([plan, other])
    db.session.flush()
    _step(plan, say, "own")
    step = _step(other, say, "foreign")
    db.session.add_all([
        PlanComment(step_id=step.id, by_id=maya.id, text=say("own", "plan_comment.text")),
        PlanHelper(plan_id=other.id, person_id=maya.id, kind=HelperKind.MENTOR, match_id=world.other_match.id,
                   since=now()),
        HandOver(plan_id=other.id, from_id=maya.id, to_id=world.omar.id, words=say("own", "hand_over.words")),
    ])  # fmt: skip
    db.session.flush()


def _step(plan: ActionPlan, say: Any, kind: str) -> PlanStep:
    student = db.session.get_one(Person, plan.person_id)
    step = PlanStep(
        plan_id=plan.id, turn=1, text=say(kind, "plan_step.text"), why=say(kind, "plan_step.why"),
        owner_id=student.id, made_by_id=student.id, source=Source.SELF, status=StepStatus.DONE, ended_at=now(),
        words=say(kind, "plan_step.words"), link=f"https://example.org/{say(kind, 'plan_step.link')}",
    )  # fmt: skip
    db.session.add(step)
    db.session.flush()
    assert queries.plan_of(student) is plan
    return step
