"""Requests, matches and sessions in any order that hypothesis can think of, on both databases."""

import sys
from contextlib import ExitStack
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mentormatch.attendance.models import Decision
from mentormatch.core.clock import travel
from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.notifications import delivery
from mentormatch.profiles import service as profiles
from mentormatch.programmes.models import ReviewMode
from tests.conftest import empty
from tests.story import requests, sessions, waiting
from tests.story.invariants import check
from tests.story.world import World

PERSON, PLACE, WHEN = st.integers(0, 2), st.integers(0, 11), st.integers(0, 200)


class Story(RuleBasedStateMachine):
    """Deeds in any order; ``app`` and ``kind`` name the database."""

    app: Flask
    kind: str
    #: How many deeds were done and checked; what a story begins with is none.
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.gone, self.clock = timedelta(0), ExitStack()

    @initialize(mode=st.sampled_from(ReviewMode))
    def begin(self, mode: ReviewMode) -> None:
        """Two matches that are active, so that sessions begin to happen at once."""
        db.session.rollback()
        db.session.remove()
        empty(self.app, self.kind)
        self.world = World(mode)
        for number in range(2):
            self._a_match(number)
        type(self).steps -= 1

    def _a_match(self, number: int) -> None:
        requests.ask(self.world, number, number)
        for then in (
            lambda: requests.review(self.world, 0, "let through"),
            lambda: requests.answer(self.world, 0, "accept"),
            lambda: requests.decide(self.world, 0, "approve"),
        ):
            self.world.history.look()
            then()
        self.world.history.look()

    @rule(mentee=PERSON, mentor=PERSON)
    def ask(self, mentee: int, mentor: int) -> None:
        requests.ask(self.world, mentee, mentor)

    @rule(
        place=PLACE,
        deed=st.sampled_from(
            ["accept", "accept at a time", "accept as another", "decline", "pass on", "question", "reply", "withdraw"]
        ),
        mentor=PERSON,
    )
    def answer(self, place: int, deed: str, mentor: int) -> None:
        requests.answer(self.world, place, deed, mentor)

    @rule(
        place=PLACE, deed=st.sampled_from(["let through", "let through", "turn down", "change mentor"]), mentor=PERSON
    )
    def review(self, place: int, deed: str, mentor: int) -> None:
        requests.review(self.world, place, deed, mentor)

    @rule(place=PLACE, deed=st.sampled_from(["approve", "approve", "reject", "end"]))
    def decide(self, place: int, deed: str) -> None:
        requests.decide(self.world, place, deed)

    @rule(place=PLACE, when=WHEN, how=st.sampled_from(["book", "book", "hold", "book what is held", "let go"]))
    def book(self, place: int, when: int, how: str) -> None:
        sessions.book(self.world, place, when, how)

    @rule(place=PLACE, when=WHEN)
    def move(self, place: int, when: int) -> None:
        sessions.move(self.world, place, when)

    @rule(place=PLACE)
    def cancel(self, place: int) -> None:
        sessions.cancel(self.world, place)

    @rule(
        place=PLACE,
        what=st.sampled_from(["held", "missed by host", "missed by guest", "missed by guest", "cancelled_late"]),
        by_host=st.booleans(),
    )
    def say(self, place: int, what: str, by_host: bool) -> None:
        sessions.say(self.world, place, what, by_host)

    @rule(place=PLACE, decision=st.sampled_from(Decision))
    def judge(self, place: int, decision: Decision) -> None:
        sessions.judge(self.world, place, decision)

    @rule(mentee=PERSON, deed=st.sampled_from(["join", "join", "accept", "accept", "pass on", "leave", "remove"]))
    def line(self, mentee: int, deed: str) -> None:
        waiting.stand(self.world, mentee, deed)

    @rule(mentee=PERSON, mentor=PERSON)
    def by_hand(self, mentee: int, mentor: int) -> None:
        waiting.by_hand(self.world, mentee, mentor)

    @rule()
    def fill(self) -> None:
        """The worker offers what is free, between any two deeds."""
        JOBS["waitinglist.sweep"]()

    @rule(mentor=PERSON, paused=st.booleans())
    def pause(self, mentor: int, paused: bool) -> None:
        who = self.world.mentors[mentor]
        self.world.attempt(who, lambda: profiles.set_paused(who, paused, by=who))

    @rule(mentee=PERSON)
    def talk(self, mentee: int) -> None:
        sessions.talk(self.world, self.world.mentees[mentee])

    @rule(role=st.sampled_from(["mentee", "mentor"]), number=PERSON, sure=st.integers(0, 3))
    def leave(self, role: str, number: int, sure: int) -> None:
        if sure == 3:
            self.world.leave(role, number)

    @rule(hours=st.sampled_from([0.3, 6, 30, 30, 8 * 24, 15 * 24]), worker=st.booleans())
    def wait(self, hours: float, worker: bool) -> None:
        """Time passes; the worker does what is due, or is late."""
        self.gone += timedelta(hours=hours)
        self.clock.close()
        self.clock.enter_context(travel(self.gone))
        if worker:
            self.world.sweep()

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "world"):
            type(self).steps += 1
            check()
            self.world.history.look()

    def teardown(self) -> None:
        self.clock.close()


def run(app: Flask, request: Any, examples: int, steps: int) -> int:
    """Play so many stories of so many steps at most; returns how many steps were played in all."""
    kind = request.node.callspec.params["app"]
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    # Letters leave, but nobody reads them here: what they say is tested elsewhere, and writing it takes long.
    with patch.object(delivery, "message", lambda _letter: EmailMessage()):
        played: type[Story] = type("Story", (Story,), {"app": app, "kind": kind})
        run_state_machine_as_test(played, settings=chosen)
    return played.steps


def test_nothing_breaks_in_any_order(app: Flask, request: Any) -> None:
    run(app, request, examples=5, steps=30)


@pytest.mark.trial
def test_nothing_breaks_in_twenty_thousand_steps(app: Flask, request: Any) -> None:
    played = run(app, request, examples=450, steps=50)  # some stories end early
    sys.stdout.write(f"\n{played:,} steps\n")
    assert played >= 20_000
