"""Requests, matches and sessions in any order that hypothesis can think of, on both databases."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mentormatch.core.clock import travel
from mentormatch.core.db import db
from mentormatch.programmes.models import ReviewMode
from tests.conftest import empty
from tests.story.invariants import check
from tests.story.world import World

PERSON, PLACE = st.integers(0, 2), st.integers(0, 11)


class Story(RuleBasedStateMachine):
    """Deeds in any order; ``app`` and ``kind`` name the database."""

    app: Flask
    kind: str

    def __init__(self) -> None:
        super().__init__()
        self.gone, self.clock = timedelta(0), ExitStack()

    @initialize(mode=st.sampled_from([ReviewMode.NONE, ReviewMode.AFTER_BOTH]))
    def begin(self, mode: ReviewMode) -> None:
        db.session.rollback()
        db.session.remove()
        empty(self.app, self.kind)
        self.world = World(mode)
        self.world.begin()

    @rule(mentee=PERSON, mentor=PERSON)
    def ask(self, mentee: int, mentor: int) -> None:
        self.world.ask(mentee, mentor)

    @rule(
        place=PLACE,
        deed=st.sampled_from(["accept", "accept", "decline", "question", "reply", "withdraw", "accept as another"]),
    )
    def answer(self, place: int, deed: str) -> None:
        self.world.answer(place, deed)

    @rule(place=PLACE, deed=st.sampled_from(["approve", "approve", "reject", "end"]))
    def match(self, place: int, deed: str) -> None:
        self.world.match(place, deed)

    @rule(place=PLACE, when=st.integers(0, 200), hold=st.booleans())
    def book(self, place: int, when: int, hold: bool) -> None:
        self.world.book(place, when, hold=hold)

    @rule(place=PLACE, when=st.integers(0, 200))
    def move(self, place: int, when: int) -> None:
        self.world.move(place, when)

    @rule(place=PLACE)
    def cancel(self, place: int) -> None:
        self.world.cancel(place)

    @rule(hours=st.sampled_from([0.3, 6, 30, 8 * 24, 15 * 24]))
    def wait(self, hours: float) -> None:
        self.gone += timedelta(hours=hours)
        self.clock.close()
        self.clock.enter_context(travel(self.gone))
        self.world.sweep()

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "world"):
            check()

    def teardown(self) -> None:
        self.clock.close()


def run(app: Flask, request: Any, examples: int, steps: int) -> None:
    kind = request.node.callspec.params["app"]
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(type("Story", (Story,), {"app": app, "kind": kind}), settings=chosen)


def test_nothing_breaks_in_any_order(app: Flask, request: Any) -> None:
    run(app, request, examples=8, steps=40)


@pytest.mark.trial
def test_nothing_breaks_in_twenty_thousand_steps(app: Flask, request: Any) -> None:
    run(app, request, examples=400, steps=50)
