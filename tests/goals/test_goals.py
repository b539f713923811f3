"""Goals and steps: who may, how far they are, and limits that hold when many act at once."""

import threading
from collections import Counter
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.goals import queries, service
from mentormatch.goals.errors import GoalsClosed, HasSteps, NotOneOfThem, NotOpen, TooManyGoals, TooManySteps, WrongGoal
from mentormatch.goals.models import MOST_GOALS, MOST_STEPS, Goal, GoalStatus, GoalStep
from mentormatch.goals.policy import progress
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import Match
from tests.calendar.conftest import Pair


def add(pair: Pair, title: str = "A portfolio", by: Person | None = None) -> Goal:
    return service.add_goal(pair.match, title=title, why="", target_on=None, by=by or pair.mentee)


def step(goal: Goal, pair: Pair, text: str = "Choose three works", doer: Person | None = None) -> GoalStep:
    doer = doer or pair.mentee
    return service.add_step(goal, text=text, due_on=date(2026, 9, 20), doer_id=doer.id, by=pair.mentee)


def at_once(app: Flask, acts: list[Any]) -> Counter[str]:
    """Do all of it in threads that start together; counts what came of it."""
    start, outcomes = threading.Barrier(len(acts)), Counter[str]()

    def run(act: Any) -> None:
        with app.app_context():
            start.wait()
            try:
                act()
                outcomes["done"] += 1
            except Refusal as refusal:
                outcomes[type(refusal).__name__] += 1
            except Exception as fault:
                outcomes[f"fault {fault!r}"] += 1
            finally:
                db.session.remove()

    db.session.rollback()
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return outcomes


def test_either_of_the_two_sets_a_goal_and_a_double_click_is_one(pair: Pair) -> None:
    assert add(pair).id == add(pair).id
    assert add(pair, by=pair.mentor).by_id == pair.mentor.id
    assert len(queries.open_goals(pair.match)) == 2


def test_progress_is_the_share_of_steps_and_the_last_one_makes_the_goal_done(pair: Pair) -> None:
    goal = add(pair)
    assert progress(goal) == 0
    first, second = step(goal, pair), step(goal, pair, "Write two lines about each", pair.mentor)
    service.tick(first, done=True, by=pair.mentor)
    service.tick(first, done=True, by=pair.mentor)
    assert progress(goal) == 0.5
    assert goal.status == GoalStatus.OPEN
    service.tick(second, done=True, by=pair.mentee)
    assert (progress(goal), goal.status, goal.place) == (1, GoalStatus.DONE, None)
    service.tick(first, done=False, by=pair.mentee)
    assert (progress(goal), goal.status, goal.ended_at) == (0.5, GoalStatus.OPEN, None)


def test_a_goal_without_steps_is_done_by_hand_and_one_with_steps_is_not(pair: Pair) -> None:
    goal = add(pair)
    service.finish_goal(goal, by=pair.mentor)
    assert progress(goal) == 1
    service.reopen_goal(goal, by=pair.mentee)
    step(goal, pair)
    with pytest.raises(HasSteps):
        service.finish_goal(goal, by=pair.mentee)


def test_a_new_step_opens_a_goal_that_was_done(pair: Pair) -> None:
    goal = add(pair)
    service.finish_goal(goal, by=pair.mentee)
    step(goal, pair)
    assert goal.status == GoalStatus.OPEN


def test_a_dropped_goal_is_left_alone_until_it_is_taken_up_again(pair: Pair) -> None:
    goal = add(pair)
    first = step(goal, pair)
    service.drop_goal(goal, by=pair.mentor)
    service.drop_goal(goal, by=pair.mentor)
    for act in (
        lambda: service.tick(first, done=True, by=pair.mentee),
        lambda: service.change_goal(goal, title="Other", why="", target_on=None, by=pair.mentee),
        lambda: service.remove_step(first, by=pair.mentee),
    ):
        with pytest.raises(NotOpen):
            act()
    service.reopen_goal(goal, by=pair.mentee)
    assert goal.status == GoalStatus.OPEN
    assert [one.text for one in goal.steps] == ["Choose three works"]


def test_an_eleventh_open_goal_is_refused_and_dropping_one_makes_room(pair: Pair) -> None:
    goals = [add(pair, f"Goal {number}") for number in range(MOST_GOALS)]
    with pytest.raises(TooManyGoals):
        add(pair, "One more")
    service.drop_goal(goals[3], by=pair.mentee)
    add(pair, "One more")
    with pytest.raises(TooManyGoals):
        service.reopen_goal(goals[3], by=pair.mentee)


def test_a_removed_step_makes_room_for_another(pair: Pair) -> None:
    goal = add(pair)
    steps = [step(goal, pair, f"Step {number}") for number in range(MOST_STEPS)]
    with pytest.raises(TooManySteps):
        step(goal, pair, "One more")
    service.remove_step(steps[7], by=pair.mentor)
    step(goal, pair, "One more")
    assert len(goal.steps) == MOST_STEPS


def test_limits_hold_when_both_add_at_the_same_moment(app: Flask, pair: Pair) -> None:
    match_id, people = pair.match.id, (pair.mentee.id, pair.mentor.id)
    goal_id = add(pair).id

    def adding(number: int) -> Any:
        def act() -> None:
            match, by = db.session.get_one(Match, match_id), db.session.get_one(Person, people[number % 2])
            service.add_goal(match, title=f"Goal {number}", why="", target_on=None, by=by)

        return act

    def stepping(number: int) -> Any:
        def act() -> None:
            goal, by = db.session.get_one(Goal, goal_id), db.session.get_one(Person, people[number % 2])
            service.add_step(goal, text=f"Step {number}", due_on=None, doer_id=by.id, by=by)

        return act

    assert at_once(app, [adding(number) for number in range(14)]) == {"done": 9, "TooManyGoals": 5}
    assert at_once(app, [stepping(number) for number in range(24)]) == {"done": 20, "TooManySteps": 4}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO goal (match_id, by_id, title, why, status, place, created_at)"
        " SELECT match_id, by_id, title, why, status, place, created_at FROM goal",
        "UPDATE goal SET place = 11",
        "UPDATE goal SET place = NULL",
        "UPDATE goal_step SET place = 21",
        "UPDATE goal SET title = ''",
    ],
)
def test_the_database_itself_refuses_what_must_never_be(pair: Pair, statement: str) -> None:
    step(add(pair), pair)
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.text(statement))
    db.session.rollback()


def test_texts_and_doers_are_checked_by_the_service(pair: Pair, lena: Pair) -> None:
    with pytest.raises(WrongGoal):
        add(pair, "x" * 121)
    goal = add(pair)
    with pytest.raises(WrongGoal):
        step(goal, pair, "   ")
    with pytest.raises(NotOneOfThem):
        step(goal, pair, doer=lena.mentee)


def test_goals_of_an_ended_match_can_only_be_read(pair: Pair, as_person: Any) -> None:
    goal = add(pair)
    first = step(goal, pair)
    mentoring.end_match(pair.match, by=pair.mentor, reason="The term is over.")
    with pytest.raises(GoalsClosed):
        service.tick(first, done=True, by=pair.mentee)
    maya: FlaskClient = as_person(pair.mentee)
    page = maya.get(f"/matches/{pair.match.id}/goals").text
    assert "A portfolio" in page
    assert "Add a step" not in page
    answer = maya.post(f"/matches/{pair.match.id}/goals/new", data={"title": "A late one"})
    assert answer.status_code == 409
    assert "A late one" in answer.text


def test_both_walk_through_the_pages(pair: Pair, as_person: Any) -> None:
    maya, omar = as_person(pair.mentee), as_person(pair.mentor)
    base = f"/matches/{pair.match.id}/goals"
    assert "No open goal" in maya.get(base).text
    answer = maya.post(f"{base}/new", data={"title": "A portfolio", "target_on": "2026-12-01"})
    assert answer.status_code == 303
    steps_page = answer.location
    assert "Towards: A portfolio" in maya.get(steps_page).text
    data = {"text": "Choose three works", "due_on": "2026-09-01", "doer": pair.mentor.id}
    assert maya.post(steps_page, data=data).status_code == 303
    page = omar.get(base).text
    assert "0 of 1 step done" in page
    assert "late" in page
    step_id = db.session.scalars(sa.select(GoalStep.id)).one()
    omar.post(f"{base}/steps/{step_id}/tick")
    assert "1 of 1 step done" in maya.get(base).text
    omar.post(f"{base}/steps/{step_id}/untick")
    edited = omar.post(f"{base}/steps/{step_id}/edit", data={**data, "text": "Choose two works"})
    assert edited.status_code == 303
    assert "Choose two works" in maya.get(base).text


@pytest.mark.parametrize("data", [{}, {"title": "x" * 121}, {"title": "Fine", "target_on": "tomorrow"}])
def test_what_is_wrong_is_said_and_what_was_typed_stays(pair: Pair, as_person: Any, data: dict[str, str]) -> None:
    answer = as_person(pair.mentee).post(
        f"/matches/{pair.match.id}/goals/new", data={**data, "why": "Because it matters to me."}
    )
    assert answer.status_code == 422
    assert "Because it matters to me." in answer.text
    assert "Please look at this again" in answer.text


def test_goals_of_one_match_are_not_found_under_another(pair: Pair, lena: Pair, as_person: Any) -> None:
    goal = add(pair)
    omar = as_person(pair.mentor)  # mentor of both
    assert omar.get(f"/matches/{lena.match.id}/goals/{goal.id}/edit").status_code == 404
    assert as_person(lena.mentee).get(f"/matches/{pair.match.id}/goals/{goal.id}/edit").status_code == 404
