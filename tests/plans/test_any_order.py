"""Whatever the student, a mentor, a coach, a stranger and the clock do, in any order: the invariants hold."""

from datetime import timedelta
from itertools import count, pairwise
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.core.jobs import JOBS
from mentormatch.mentoring import service as mentoring
from mentormatch.notifications.models import Letter
from mentormatch.plans import queries, service
from mentormatch.plans.models import MOST_STEPS, ActionPlan, PlanHelper, PlanOutcome, PlanStep, StepStatus
from mentormatch.plans.service.steps import Said
from tests.calendar.conftest import MONDAY, Pair, active_match
from tests.make import Make

WHO = ("student", "mentor", "coach", "stranger")
DEEDS = (
    "add", "give", "change", "tick", "untick", "drop", "take_up", "up", "comment", "let_in", "ask", "admit", "end",
    "leave", "propose", "agree", "decline", "finish", "resume", "sweep", "wait", "end_match", "match",
)  # fmt: skip
NUMBERS = count()


class Play:
    """A plan and its people; every deed may be refused, never fail."""

    def __init__(self, make: Make, pair: Pair, coach: Person) -> None:
        self.pair = pair
        student = make.mentee(f"Student {next(NUMBERS)}", cohort=pair.cohort)
        self.people = {"student": student, "mentor": pair.mentor, "coach": coach, "stranger": pair.mentee}
        self.match = active_match(student, pair.mentor, pair.cohort)
        self.plan = service.begin(title="A plan", aim="", by=student)

    def do(self, who: str, deed: str, pick: int) -> None:
        by, plan = self.people[who], self.plan
        other = self.people[WHO[pick % 4]]
        steps = queries.steps_of(plan)
        step = steps[pick % len(steps)] if steps else None
        helper = db.session.scalar(sa.select(PlanHelper).where(PlanHelper.plan_id == plan.id)
                                   .order_by(PlanHelper.id.desc()).offset(pick % 3).limit(1))  # fmt: skip
        found = queries.open_hand_over(plan)
        due = now().date() + timedelta(days=pick % 9 - 2)
        plain: dict[str, Any] = {
            "add": lambda: service.add_step(plan, Said(f"Step {next(NUMBERS)}", due_on=due), by=by),
            "give": lambda: service.add_step(plan, Said(f"For {pick}", due_on=due, owner_id=other.id), by=by),
            "let_in": lambda: service.let_in(plan, other, by=by),
            "ask": lambda: service.ask(plan, by=by),
            "propose": lambda: service.propose(plan, self.people["coach"], "", by=by),
            "finish": lambda: service.finish(plan, outcome=PlanOutcome.JOB, words="", by=by),
            "resume": lambda: service.resume(plan, by=by),
            "sweep": lambda: JOBS["plans.sweep"](),
            "end_match": lambda: mentoring.end_match(self.match, by=self.people["student"], reason="It is over now."),
            "match": self.match_again,
            "wait": lambda: None,
        }
        on_step: dict[str, Any] = {
            "change": lambda: service.change_step(step, Said("Other", due_on=due), version=step.version, by=by),
            "tick": lambda: service.tick(step, by=by),
            "untick": lambda: service.untick(step, by=by),
            "drop": lambda: service.drop(step, by=by),
            "take_up": lambda: service.take_up(step, by=by),
            "up": lambda: service.shift(step, up=True, by=by),
            "comment": lambda: service.comment(step, "A word.", by=by),
        }
        with_helper: dict[str, Any] = {
            "admit": lambda: service.admit(helper, by=by),
            "end": lambda: service.end_help(helper, by=by),
            "leave": lambda: service.leave(helper, by=by),
        }
        with_hand_over: dict[str, Any] = {
            "agree": lambda: service.agree(found, stays=bool(pick % 2), by=by),
            "decline": lambda: service.decline(found, by=by),
        }
        for deeds, thing in ((plain, plan), (on_step, step), (with_helper, helper), (with_hand_over, found)):
            if deed in deeds and thing is not None:
                self.try_to(who, deed, deeds[deed])

    def match_again(self) -> None:
        if queries.active_match(self.plan.person_id, self.pair.mentor.id) is None:
            self.match = active_match(self.people["student"], self.pair.mentor, self.pair.cohort)

    def try_to(self, who: str, deed: str, act: Any) -> None:
        inside = queries.plan_for(self.people[who], self.plan.id) is not None
        before = self.content()
        try:
            act()
        except Refusal:
            db.session.rollback()
            assert self.content() == before
            return
        db.session.rollback()
        if not inside and deed not in {"sweep", "wait", "end_match", "match", "ask", "leave"}:
            assert self.content() == before, f"{who} is outside and did {deed}"

    def content(self) -> list[Any]:
        steps = sa.select(PlanStep.id, PlanStep.text, PlanStep.status, PlanStep.turn, PlanStep.owner_id)
        helpers = sa.select(PlanHelper.id, PlanHelper.since, PlanHelper.ended_at)
        return [
            db.session.execute(steps.where(PlanStep.plan_id == self.plan.id).order_by(PlanStep.id)).all(),
            db.session.execute(helpers.where(PlanHelper.plan_id == self.plan.id).order_by(PlanHelper.id)).all(),
        ]

    def check(self) -> None:
        db.session.rollback()
        steps, plan = queries.steps_of(self.plan), self.plan
        open_ones = [step for step in steps if step.status == StepStatus.OPEN]
        places = [step.place for step in open_ones]
        assert len(set(places)) == len(places) <= MOST_STEPS
        assert len({step.turn for step in steps}) == len(steps)
        assert all((step.place is None) == (step.status != StepStatus.OPEN) for step in steps)
        rows = list(db.session.scalars(sa.select(PlanHelper).where(PlanHelper.plan_id == plan.id)))
        going_on = {row.person_id for row in rows if row.ended_at is None and row.since is not None}
        assert queries.plan_for(self.people["stranger"], plan.id) is None
        for name in ("mentor", "coach"):
            person = self.people[name]
            sees = queries.plan_for(person, plan.id) is not None
            assert not sees or person.id in going_on, f"{name} was not let in, or has ended"
            assert all((queries.step_for(person, step.id) is not None) == sees for step in steps)
            if name == "mentor" and sees:
                match = queries.helper_of(plan, person)
                assert match
                assert match.match_id == self.match.id
                assert queries.active_match(plan.person_id, person.id) is not None
        told = db.session.scalars(
            sa.select(Letter.created_at)
            .where(Letter.person_id == plan.person_id, Letter.template == "plans/email/overdue.txt")
            .order_by(Letter.created_at)
        ).all()
        assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(told))


def play(make: Make, pair: Pair, coach: Person, acts: list[tuple[str, str, int]]) -> None:
    here = Play(make, pair, coach)
    at = MONDAY
    for who, deed, pick in acts:
        at += timedelta(hours=pick * 7) if deed == "wait" else timedelta(minutes=1)
        with time_machine.travel(at, tick=False):
            here.do(who, deed, pick)
    with time_machine.travel(at, tick=False):
        here.check()


def _run(make: Make, pair: Pair, coach: Person, most: int, longest: int) -> None:
    deeds = st.tuples(st.sampled_from(WHO), st.sampled_from(DEEDS), st.integers(0, 11))

    @settings(max_examples=most, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(acts=st.lists(deeds, min_size=8, max_size=longest))
    def any_order(acts: list[tuple[str, str, int]]) -> None:
        opening = [("student", "let_in", 1), ("student", "add", 3), ("mentor", "give", 5), ("mentor", "propose", 0)]
        play(make, pair, coach, opening + acts)

    any_order()


def test_any_order_of_deeds_keeps_the_invariants(app: Flask, make: Make, pair: Pair, clara: Person) -> None:
    _run(make, pair, clara, 3, 25)


@pytest.mark.trial
def test_many_orders_of_deeds_keep_the_invariants(app: Flask, make: Make, pair: Pair, clara: Person) -> None:
    _run(make, pair, clara, 150, 60)


def test_a_plan_that_was_never_opened_is_seen_by_its_student_alone(plan: ActionPlan, pair: Pair, clara: Person) -> None:
    assert queries.plan_for(pair.mentee, plan.id) is not None
    assert [queries.plan_for(who, plan.id) for who in (pair.mentor, clara)] == [None, None]
