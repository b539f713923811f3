"""The pages, as their people walk through them, and what others see of them: nothing."""

from typing import Any

import pytest

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.notifications import service as letters
from mentormatch.office import service as office
from mentormatch.plans import queries, service
from mentormatch.plans.coordinator_views import LEAST_SHOWN
from mentormatch.plans.models import ActionPlan, PlanOutcome
from mentormatch.plans.record import record
from mentormatch.plans.service import templates
from mentormatch.plans.service.steps import Said
from mentormatch.programmes.models import EnrolledAs
from tests.calendar.conftest import Pair
from tests.make import Make

assert letters


def test_a_student_begins_with_a_path_and_walks_through_it(make: Make, pair: Pair, as_person: Any) -> None:
    cora = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    path = templates.make(title="Change of career", text="", by=cora)
    templates.add_step(path, text="Write down what you take along", why="", days=7, by=cora)
    maya = as_person(pair.mentee)
    assert "Change of career" in maya.get("/plan").text
    page = maya.get(f"/plan/begin?path={path.id}").text
    assert "Write down what you take along" in page
    data = {"title": "To data", "aim": "A job.", "starts_on": "2026-09-07"}
    assert maya.post(f"/plan/begin?path={path.id}", data=data).location == "/plan"
    page = maya.get("/plan").text
    assert "Mon 14 Sept" in page or "Mon 14 Sep" in page
    assert "Next step of the plan" in maya.get("/").text
    plan = queries.plan_of(pair.mentee)
    assert plan
    step = queries.steps_of(plan)[0]
    wrong = maya.post(f"/plan-steps/{step.id}/tick", data={"words": "Eleven.", "link": "http://example.org"})
    assert wrong.status_code == 422
    assert "Eleven." in wrong.text
    assert maya.post(f"/plan-steps/{step.id}/tick", data={"words": "Eleven."}).status_code == 303
    assert "1 of 1 step done" in maya.get("/plan").text
    added = maya.post(f"/plan/paths/{path.id}", data={"starts_on": "2026-09-07", "steps": path.steps[0].id})
    assert added.status_code == 303
    assert "0 of 0" not in maya.get("/plan").text
    assert maya.post("/plan/finish", data={"outcome": "job"}).status_code == 303
    assert "Found a job" in maya.get("/plan").text


def test_the_preview_counts_days_anew_without_adding(make: Make, plan: ActionPlan, as_person: Any) -> None:
    path = templates.make(title="A path", text="", by=make.person("Cora"))
    step = templates.add_step(path, text="First", why="", days=1, by=make.person("Cora"))
    data = {"starts_on": "2026-12-01", "steps": step.id, "look": "1"}
    page = as_person(plan.person).post(f"/plan/paths/{path.id}", data=data)
    assert page.status_code == 200
    assert "2 Dec" in page.text
    assert not queries.steps_of(plan)


def test_goals_stand_on_the_students_page_and_on_nobody_elses(pair: Pair, plan: ActionPlan, as_person: Any) -> None:
    from mentormatch.goals import service as goals

    goals.add_goal(pair.match, title="A portfolio of three", why="", target_on=None, by=pair.mentee)
    service.let_in(plan, pair.mentor, by=pair.mentee)
    assert "A portfolio of three" in as_person(pair.mentee).get("/plan").text
    assert "A portfolio of three" not in as_person(pair.mentor).get(f"/plans/{plan.id}").text


def test_a_helper_adds_and_comments_and_sees_what_is_overdue_first(
    pair: Pair, lena: Pair, plan: ActionPlan, as_person: Any
) -> None:
    omar = as_person(pair.mentor)
    assert "Has a plan" in omar.get("/plans").text
    assert omar.post(f"/plans/ask/{pair.match.id}").status_code == 303
    assert omar.get(f"/plans/{plan.id}").status_code == 404
    maya = as_person(pair.mentee)
    assert "asks to see your plan" in maya.get("/plan").text
    (asking,) = queries.askers_of(plan)
    assert maya.post(f"/plan/sharing/{asking.id}/admit").status_code == 303
    data = {"text": "Talk to Ada", "due_on": "2026-09-01", "owner": pair.mentee.id, "remind_days": "3"}
    assert omar.post(f"/plans/{plan.id}/steps/new", data=data).status_code == 303
    step = queries.steps_of(plan)[0]
    assert omar.post(f"/plan-steps/{step.id}/comments", data={"comment-text": "She is kind."}).status_code == 303
    page = maya.get(f"/plan-steps/{step.id}").text
    assert "She is kind." in page
    assert "in mentoring" in page
    listed = omar.get("/plans").text
    assert listed.index("Overdue") < listed.index("A job with data")
    for path in (f"/plans/{plan.id}", f"/plan-steps/{step.id}", f"/plan-steps/{step.id}/edit"):
        assert as_person(lena.mentee).get(path).status_code in {403, 404}
    assert maya.post(f"/plan/sharing/{asking.id}/end").status_code == 303
    assert omar.get(f"/plans/{plan.id}").status_code == 404
    assert "Talk to Ada" not in omar.get("/plans").text


def test_both_texts_stand_on_the_page_when_somebody_was_faster(pair: Pair, plan: ActionPlan, as_person: Any) -> None:
    service.let_in(plan, pair.mentor, by=pair.mentee)
    step = service.add_step(plan, Said("Write a CV"), by=pair.mentor)
    service.change_step(step, Said("Write one page"), version=1, by=pair.mentee)
    data = {"text": "Write three pages", "owner": pair.mentee.id, "remind_days": "3", "version": "1"}
    omar = as_person(pair.mentor)
    answer = omar.post(f"/plan-steps/{step.id}/edit", data=data)
    assert answer.status_code == 409
    assert "Write one page" in answer.text
    assert "Write three pages" in answer.text
    assert omar.post(f"/plan-steps/{step.id}/edit", data=data | {"version": "2"}).status_code == 303


def test_a_coach_asks_by_address_and_learns_nothing_from_the_answer(
    pair: Pair, clara: Person, plan: ActionPlan, as_person: Any
) -> None:
    coach = as_person(clara)
    said = [
        coach.post("/plans/ask", data={"email": email}, follow_redirects=True).text.count("If a student with this")
        for email in (pair.mentee.email, "nobody@example.org", clara.email)
    ]
    assert said == [1, 1, 1]
    assert [helper.person_id for helper in queries.askers_of(plan)] == [clara.id]
    assert pair.mentee.name not in coach.get("/plans").text  # nor from the list


def test_the_student_agrees_to_a_hand_over_on_its_page(
    pair: Pair, clara: Person, plan: ActionPlan, as_person: Any
) -> None:
    service.let_in(plan, pair.mentor, by=pair.mentee)
    omar, maya = as_person(pair.mentor), as_person(pair.mentee)
    data = {"coach": clara.id, "words": "She knows the field."}
    assert omar.post(f"/plans/{plan.id}/hand-over", data=data).status_code == 303
    found = queries.open_hand_over(plan)
    assert found
    assert "She knows the field." in maya.get(f"/plan/hand-over/{found.id}").text
    assert maya.post(f"/plan/hand-over/{found.id}/agree", data={"stays": "no"}).status_code == 303
    assert omar.get(f"/plans/{plan.id}").status_code == 404
    assert as_person(clara).get(f"/plans/{plan.id}").status_code == 200


def test_the_office_keeps_its_paths(make: Make, clara: Person, as_person: Any) -> None:
    coach = as_person(clara)
    assert coach.post("/plan-paths/examples").status_code == 303
    path = queries.templates()[0]
    base = f"/plan-paths/{path.id}"
    for where, data in (
        ("/plan-paths/new", {"title": "Own path"}), (base, {"text": "One more", "days": "12"}),
        (f"{base}/edit", {"title": "Other name", "version": "1"}), (f"{base}/copy", {}), (f"{base}/retire", {}),
        (f"/plan-paths/steps/{path.steps[0].id}", {"text": "Changed", "days": "3"}),
        (f"/plan-paths/steps/{path.steps[1].id}/remove", {}), (f"{base}/restore", {}),
    ):  # fmt: skip
        assert coach.post(where, data=data).status_code == 303, where
    page = coach.get(base).text
    assert "Other name" in page
    assert "Changed" in page
    ways_back = {base: f"{base}/edit", "/plan-paths": "/plan-paths/new"}
    assert all(
        f'<a class="btn btn-quiet" href="{back}">Back</a>' in coach.get(at).text for back, at in ways_back.items()
    )
    assert coach.post(f"{base}/edit", data={"title": "Again", "version": "1"}).status_code == 409


def test_figures_of_fewer_than_ten_are_not_told(make: Make, pair: Pair, as_person: Any) -> None:
    cora = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    make.enrol(cora, pair.cohort, EnrolledAs.COORDINATOR)
    students = [
        pair.mentee,
        *(make.mentee(f"Student {number}", cohort=pair.cohort) for number in range(LEAST_SHOWN - 1)),
    ]
    for student in students[1:]:
        plan = service.begin(title="Mine", aim="", by=student)
        service.tick(service.add_step(plan, Said("Begin"), by=student), by=student)
        service.finish(plan, outcome=PlanOutcome.JOB, words="", by=student)
    coordinator = as_person(cora)
    assert coordinator.get("/plan-paths/figures").text.count("fewer than 10") == 8
    service.tick(
        service.add_step(service.begin(title="Mine", aim="", by=pair.mentee), Said("Begin"), by=pair.mentee),
        by=pair.mentee,
    )
    assert coordinator.get("/plan-paths/figures").text.count("fewer than 10") == 6


def test_the_record_tells_all_to_whoever_may_see_the_plan_and_little_to_others(
    app: Any, pair: Pair, clara: Person, plan: ActionPlan
) -> None:
    service.tick(service.add_step(plan, Said("Write a CV"), by=pair.mentee), by=pair.mentee)
    service.finish(plan, outcome=PlanOutcome.JOB, words="Secret words.", by=pair.mentee)
    with app.test_request_context():
        own, staff = list(record(pair.mentee, pair.mentee)), list(record(pair.mentee, clara))
        assert [one.text for one in own] == ["A job with data", "Write a CV", "Found a job"]
        assert [(one.text, one.url) for one in staff] == [("", ""), ("", ""), ("Found a job", "")]
        assert not list(record(clara, clara))


@pytest.mark.parametrize("path", ["/plan", "/plans", "/plan-paths", "/api/v1/plans/mine"])
def test_switched_off_it_is_nowhere(make: Make, pair: Pair, plan: ActionPlan, as_person: Any, path: str) -> None:
    office.switch_off("plans", by=make.person("Ada Novak", roles=[RoleName.ADMIN]))
    db.session.rollback()
    maya = as_person(pair.mentee)
    assert maya.get(path).status_code in {401, 404}
    assert "Next step of the plan" not in maya.get("/").text
