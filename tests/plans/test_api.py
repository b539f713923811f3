"""What programs do with plans."""

from collections.abc import Callable
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.plans import service
from mentormatch.plans.models import ActionPlan
from tests.api.conftest import Program, program
from tests.calendar.conftest import Pair

__all__ = ["program"]


def test_a_program_reads_adds_ticks_and_drops(
    pair: Pair, plan: ActionPlan, program: Callable[[Person], Program]
) -> None:
    mine = program(pair.mentee)
    assert mine.get("/plans/mine").json["title"] == "A job with data"
    body = {"text": "Write a CV", "due_on": "2026-09-20"}
    first = mine.post(f"/plans/{plan.id}/steps", body, key="one")
    again = mine.post(f"/plans/{plan.id}/steps", body, key="one")
    assert (first.status_code, first.json) == (201, again.json)
    step = f"/plans/steps/{first.json['id']}"
    done = mine.post(f"{step}/tick", {"words": "Here.", "link": "https://example.org/cv"})
    assert (done.json["status"], done.json["link"]) == ("done", "https://example.org/cv")
    assert mine.post(f"{step}/untick").json["status"] == "open"
    assert mine.post(f"{step}/drop", {"words": "No."}).json["words"] == "No."
    assert mine.post(f"{step}/tick", {}).status_code == 409
    assert mine.get(f"/plans/{plan.id}").json["steps"][0]["status"] == "dropped"


def test_others_get_the_same_answer_as_for_what_does_not_exist(
    pair: Pair, lena: Pair, plan: ActionPlan, program: Callable[[Person], Program]
) -> None:
    omar, other = program(pair.mentor), program(lena.mentee)
    foreign: Any = [who.get(f"/plans/{plan.id}") for who in (omar, other)] + [other.get("/plans/mine")]
    assert {answer.status_code for answer in foreign} == {404}
    helper = service.let_in(plan, pair.mentor, by=pair.mentee)
    wrong = omar.post(f"/plans/{plan.id}/steps", {"text": "Call", "owner_id": lena.mentee.id})
    assert (wrong.status_code, wrong.json["field"]) == (422, "owner_id")
    added = omar.post(f"/plans/{plan.id}/steps", {"text": "Call"})
    assert added.json["source"] == "mentoring"
    assert omar.post(f"/plans/steps/{added.json['id']}/tick", {}).status_code == 403
    service.end_help(helper, by=pair.mentee)
    assert omar.get(f"/plans/{plan.id}").status_code == 404
