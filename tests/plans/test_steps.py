"""Plans and their steps: limits that hold, words that are not lost, what is checked."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import NotFound
from mentormatch.plans import queries, service
from mentormatch.plans.errors import (
    Edited,
    NotAHelper,
    NotOpen,
    NotYourPlan,
    NotYourStep,
    PlanFinished,
    Retired,
    TooManySteps,
    WrongLink,
    WrongReminder,
    WrongText,
)
from mentormatch.plans.models import MOST_STEPS, ActionPlan, PlanOutcome, PlanStep, Source, StepStatus
from mentormatch.plans.policy import late_first, next_step, progress
from mentormatch.plans.service import templates
from mentormatch.plans.service.steps import Said
from tests.calendar.conftest import Pair
from tests.goals.test_goals import at_once

TODAY = date(2026, 9, 7)


def add(plan: ActionPlan, text: str = "Write a CV", by: Person | None = None, **said: Any) -> PlanStep:
    return service.add_step(plan, Said(text, **said), by=by or plan.person)


@transactional
def fill(plan: ActionPlan, count: int) -> None:
    """Open steps, as adding them one by one would leave them."""
    whose = {"plan_id": plan.id, "owner_id": plan.person_id, "made_by_id": plan.person_id, "source": Source.SELF}
    for number in range(1, count + 1):
        db.session.add(PlanStep(place=number, turn=number, text=f"Step {number}", **whose))


def test_a_plan_is_one_a_student_and_a_double_click_is_one_step(pair: Pair, plan: ActionPlan) -> None:
    assert service.begin(title="Another", aim="", by=pair.mentee).id == plan.id
    assert add(plan).id == add(plan).id
    assert len(queries.steps_of(plan)) == 1


def test_progress_counts_what_was_not_dropped(plan: ActionPlan) -> None:
    first, second, third = add(plan, "One"), add(plan, "Two"), add(plan, "Three")
    service.tick(first, by=plan.person, words="It hangs in the hall.", link="https://example.org/cv")
    service.drop(second, by=plan.person, words="Not for me.")
    assert progress(queries.steps_of(plan)) == (1, 2)
    assert (first.status, first.words, first.link, first.place) == (
        StepStatus.DONE, "It hangs in the hall.", "https://example.org/cv", None,
    )  # fmt: skip
    service.untick(first, by=plan.person)
    service.take_up(second, by=plan.person)
    assert progress(queries.steps_of(plan)) == (0, 3)
    assert [step.id for step in queries.open_steps(plan)] == [first.id, second.id, third.id]


def test_what_is_late_comes_first_and_the_next_step_has_the_earliest_day(plan: ActionPlan) -> None:
    add(plan, "Some day")
    later = add(plan, "Later", due_on=date(2026, 9, 20))
    late = add(plan, "Late", due_on=date(2026, 9, 1))
    assert late_first(queries.open_steps(plan), TODAY)[0].id == late.id
    service.tick(late, by=plan.person)
    found = next_step(queries.steps_of(plan), plan.person_id)
    assert found and found.id == later.id


def test_a_done_step_is_not_dropped_and_a_dropped_one_not_ticked(plan: ActionPlan) -> None:
    done, dropped = add(plan, "One"), add(plan, "Two")
    service.tick(done, by=plan.person)
    service.drop(dropped, by=plan.person)
    for act in (
        lambda: service.drop(done, by=plan.person),
        lambda: service.tick(dropped, by=plan.person),
        lambda: service.untick(dropped, by=plan.person),
        lambda: service.change_step(done, Said("Other"), version=1, by=plan.person),
    ):
        with pytest.raises(NotOpen):
            act()


def test_steps_change_their_turn_and_the_ends_stay(plan: ActionPlan) -> None:
    steps = [add(plan, text) for text in ("One", "Two", "Three")]
    service.shift(steps[2], up=True, by=plan.person)
    service.shift(steps[0], up=True, by=plan.person)
    service.shift(steps[1], up=False, by=plan.person)
    assert [step.text for step in queries.open_steps(plan)] == ["One", "Three", "Two"]


def test_a_step_more_than_there_are_places_is_refused_also_at_the_same_moment(app: Flask, plan: ActionPlan) -> None:
    fill(plan, MOST_STEPS - 4)
    plan_id, person_id = plan.id, plan.person_id

    def adding(number: int) -> Any:
        def act() -> None:
            by = db.session.get_one(Person, person_id)
            service.add_step(db.session.get_one(ActionPlan, plan_id), Said(f"At once {number}"), by=by)

        return act

    assert at_once(app, [adding(number) for number in range(8)]) == {"done": 4, "TooManySteps": 4}
    first = queries.open_steps(plan)[0]
    service.drop(first, by=plan.person)
    add(plan, "In its place")
    with pytest.raises(TooManySteps):
        service.take_up(first, by=plan.person)


def test_words_that_two_people_write_are_not_lost(pair: Pair, plan: ActionPlan) -> None:
    service.let_in(plan, pair.mentor, by=pair.mentee)
    step = add(plan, "Write a CV", by=pair.mentor)
    service.change_step(step, Said("Write a CV of one page"), version=1, by=pair.mentee)
    with pytest.raises(Edited) as refusal:
        service.change_step(step, Said("Write a long CV"), version=1, by=pair.mentor)
    assert refusal.value.stored["text"] == "Write a CV of one page"
    service.change_step(step, Said("Write a CV of one page"), version=1, by=pair.mentor)
    service.change_step(step, Said("Write a long CV"), version=2, by=pair.mentor)
    assert (step.text, step.version) == ("Write a long CV", 3)
    with pytest.raises(Edited):
        service.change(plan, title="Other", aim="", version=7, by=pair.mentee)


@pytest.mark.parametrize("link", ["http://example.org", "javascript:alert(1)", "https://", "https://a b", "//x.org",
                                  " https:///x", "https://" + "x" * 500, "HTTPS://x", "https://[x"])  # fmt: skip
def test_only_an_address_on_the_web_is_a_link(plan: ActionPlan, link: str) -> None:
    step = add(plan)
    with pytest.raises(WrongLink):
        service.tick(step, by=plan.person, link=link)


def test_texts_owners_and_reminders_are_checked_by_the_service(pair: Pair, lena: Pair, plan: ActionPlan) -> None:
    for said, refusal in (
        (Said("  "), WrongText), (Said("x" * 201), WrongText), (Said("Fine", "x" * 1001), WrongText),
        (Said("Fine", owner_id=lena.mentee.id), NotAHelper), (Said("Fine", owner_id=pair.mentor.id), NotAHelper),
        (Said("Fine", remind_days=31), WrongReminder),
    ):  # fmt: skip
        with pytest.raises(refusal):
            service.add_step(plan, said, by=pair.mentee)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plan_step SET place = 61",
        "UPDATE plan_step SET place = NULL",
        "UPDATE plan_step SET link = 'http://example.org'",
        "UPDATE action_plan SET outcome = 'job'",
        "INSERT INTO action_plan (person_id, title, aim, version, created_at, outcome_words)"
        " SELECT person_id, title, aim, version, created_at, outcome_words FROM action_plan",
        "INSERT INTO plan_step (plan_id, place, turn, text, why, version, owner_id, made_by_id, source, status,"
        " created_at, words, link) SELECT plan_id, place, turn, text, why, version, owner_id, made_by_id, source,"
        " status, created_at, words, link FROM plan_step",
    ],
)
def test_the_database_itself_refuses_what_must_never_be(plan: ActionPlan, statement: str) -> None:
    add(plan)
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.text(statement))
    db.session.rollback()


def test_a_helper_ticks_what_they_take_and_changes_what_they_made(pair: Pair, plan: ActionPlan) -> None:
    hers = add(plan)
    with pytest.raises(NotFound):
        add(plan, "From outside", by=pair.mentor)
    service.let_in(plan, pair.mentor, by=pair.mentee)
    made = add(plan, "Read this book", by=pair.mentor)
    taken = add(plan, "Introduce Maya to Ada", by=pair.mentor, owner_id=pair.mentor.id)
    assert (made.source, made.owner_id) == (Source.MENTORING, pair.mentee.id)
    service.tick(taken, by=pair.mentor)
    service.change_step(made, Said("Read two books"), version=1, by=pair.mentor)
    for act in (
        lambda: service.tick(hers, by=pair.mentor),
        lambda: service.tick(made, by=pair.mentor),
        lambda: service.drop(hers, by=pair.mentor),
        lambda: service.change_step(hers, Said("Other"), version=1, by=pair.mentor),
    ):
        with pytest.raises(NotYourStep):
            act()
    for plan_act in (
        lambda: service.shift(made, up=True, by=pair.mentor),
        lambda: service.finish(plan, outcome=PlanOutcome.JOB, words="", by=pair.mentor),
        lambda: service.change(plan, title="Mine", aim="", version=1, by=pair.mentor),
        lambda: service.let_in(plan, pair.mentor, by=pair.mentor),
    ):
        with pytest.raises(NotYourPlan):
            plan_act()
    service.tick(made, by=pair.mentee)


def test_a_finished_plan_is_left_alone_until_it_is_taken_up(plan: ActionPlan) -> None:
    step = add(plan)
    with pytest.raises(WrongText):
        service.finish(plan, outcome=PlanOutcome.OTHER, words=" ", by=plan.person)
    service.finish(plan, outcome=PlanOutcome.JOB, words="At last.", by=plan.person)
    service.finish(plan, outcome=PlanOutcome.STUDY, words="", by=plan.person)
    assert plan.outcome == PlanOutcome.JOB
    with pytest.raises(PlanFinished):
        service.tick(step, by=plan.person)
    service.resume(plan, by=plan.person)
    service.tick(step, by=plan.person)
    assert (plan.finished_at, plan.outcome, plan.outcome_words) == (None, None, "")


def test_a_path_gives_its_steps_with_days_and_adds_none_twice(make: Any, pair: Pair) -> None:
    cora = make.person("Cora Bianchi")
    path = templates.make(title="First data job", text="", by=cora)
    second = templates.add_step(path, text="Choose a project", why="To show.", days=30, by=cora)
    first = templates.add_step(path, text="Collect advertisements", why="", days=5, by=cora)
    plan = service.begin(title="Mine", aim="", template=path, starts_on=TODAY, by=pair.mentee)
    assert [(step.text, step.due_on) for step in queries.steps_of(plan)] == [
        ("Collect advertisements", date(2026, 9, 12)), ("Choose a project", date(2026, 10, 7)),
    ]  # fmt: skip
    service.tick(queries.steps_of(plan)[0], by=pair.mentee)
    chosen = [first.id, second.id]
    assert service.add_from_template(plan, path, chosen, starts_on=TODAY, by=pair.mentee) == 1
    copy = templates.copy(path, by=cora)
    assert [step.text for step in copy.steps] == ["Collect advertisements", "Choose a project"]
    templates.retire(path, by=cora)
    assert [template.id for template in queries.templates()] == [copy.id]
    templates.add_step(path, text="A third", why="", days=60, by=cora)
    third = [step.id for step in path.steps]
    with pytest.raises(Retired):
        service.add_from_template(plan, path, third, starts_on=TODAY, by=pair.mentee)


def test_steps_of_a_path_come_all_or_none(make: Any, plan: ActionPlan) -> None:
    cora = make.person("Cora Bianchi")
    path = templates.make(title="A path", text="", by=cora)
    steps = [templates.add_step(path, text=f"Of a path {number}", why="", days=1, by=cora) for number in range(3)]
    fill(plan, MOST_STEPS - 2)
    with pytest.raises(TooManySteps):
        service.add_from_template(plan, path, [step.id for step in steps], starts_on=TODAY, by=plan.person)
    db.session.rollback()
    assert len(queries.open_steps(plan)) == MOST_STEPS - 2


def test_the_examples_are_added_once(make: Any) -> None:
    cora = make.person("Cora Bianchi")
    assert templates.add_examples(by=cora) == 5
    assert templates.add_examples(by=cora) == 0
    assert all(len(template.steps) == 6 for template in queries.templates())
