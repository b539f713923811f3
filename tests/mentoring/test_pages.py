"""The pages of mentees and mentors."""

from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.calendar import queries as calendar
from mentormatch.core.db import db
from mentormatch.mentoring import service
from mentormatch.mentoring.models import Request
from mentormatch.profiles import service as profiles
from tests.make import Make
from tests.mentoring.conftest import NOTE, As, Ask, load, text
from tests.personas import Personas


def test_asking_from_the_page(personas: Personas, as_person: As) -> None:
    maya = as_person(personas.maya)
    page = text(maya.get(f"/mentors/{personas.omar.id}/ask"))
    for prompt in ("What you want.", "What you have tried.", "Your first question."):
        assert prompt in page
    at = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)[0].isoformat()
    answer = maya.post(f"/mentors/{personas.omar.id}/ask", data={"note": NOTE, "proposed_times": [at]})
    assert answer.status_code == 303
    page = text(maya.get(answer.location))
    assert "Waiting for Omar. We remind Omar on" in page
    request = db.session.scalars(sa.select(Request)).one()
    assert request.proposed_times == (at,)


def test_a_double_click_ends_on_the_same_page(personas: Personas, as_person: As) -> None:
    maya = as_person(personas.maya)
    answers = [maya.post(f"/mentors/{personas.omar.id}/ask", data={"note": NOTE}) for _click in range(2)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, answers[0].location)}


@pytest.mark.parametrize("note", ["", "short"])
def test_a_wrong_note_comes_back_with_a_sentence(personas: Personas, as_person: As, note: str) -> None:
    maya = as_person(personas.maya)
    at = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)[0].isoformat()
    answer = maya.post(f"/mentors/{personas.omar.id}/ask", data={"note": note, "proposed_times": [at]})
    assert answer.status_code == 422
    assert "Please write" in text(answer)
    assert f'value="{at}"' in text(answer) and "checked" in text(answer)


@pytest.mark.parametrize("times", [["nonsense"], ["2026-13-45T99:99"], ["2020-01-01T10:00:00+00:00"], ["9" * 400]])
def test_times_nobody_offered_are_refused_at_the_field(personas: Personas, as_person: As, times: list[str]) -> None:
    answer = as_person(personas.maya).post(
        f"/mentors/{personas.omar.id}/ask", data={"note": NOTE, "proposed_times": times}
    )
    assert answer.status_code in {409, 422}
    assert "field-error" in text(answer)
    assert "first project" in text(answer)
    assert db.session.scalars(sa.select(Request)).all() == []


def test_a_mentor_who_fills_up_while_somebody_writes(personas: Personas, make: Make, as_person: As, agreed) -> None:
    lukas = make.mentor("Lukas Kern", cohort=personas.cohort)
    tiny = make.mentor("Fay Full", cohort=personas.cohort, capacity=1)
    agreed(make.mentee("Lena", cohort=personas.cohort), tiny)
    maya = as_person(personas.maya)
    answer = maya.post(f"/mentors/{tiny.id}/ask", data={"note": NOTE})
    assert answer.status_code == 409
    page = text(answer)
    assert "All places of Fay Full are taken now." in page
    assert "How did you find your first project?" in page
    assert f'formaction="/mentors/{lukas.id}/ask"' in page
    carried = maya.post(f"/mentors/{lukas.id}/ask", data={"note": NOTE, "carry": "yes"})
    assert carried.status_code == 200
    assert "How did you find your first project?" in text(carried)
    assert "Send to Lukas" in text(carried)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Request)) == 1


def test_a_second_note_to_the_same_mentor_is_kept_and_led_to_the_request(
    personas: Personas, as_person: As, ask: Ask
) -> None:
    request = ask(personas.maya, personas.omar)
    answer = as_person(personas.maya).post(
        f"/mentors/{personas.omar.id}/ask", data={"note": "Something else that I would like to say."}
    )
    assert answer.status_code == 409
    assert f'href="/requests/{request.id}"' in text(answer)
    assert "Something else that I would like to say." in text(answer)


def test_the_limit_is_told_before_and_after_writing(personas: Personas, make: Make, as_person: As, ask: Ask) -> None:
    for number in range(3):
        ask(personas.maya, make.mentor(f"Mentor {number}", cohort=personas.cohort))
    maya = as_person(personas.maya)
    assert "All 3 of your open requests wait" in text(maya.get(f"/mentors/{personas.omar.id}/ask"))
    answer = maya.post(f"/mentors/{personas.omar.id}/ask", data={"note": NOTE})
    assert answer.status_code == 409
    assert "first project" in text(answer)


def test_withdrawing_and_answering_from_the_page(personas: Personas, as_person: As, ask: Ask) -> None:
    request, maya = ask(personas.maya, personas.omar), as_person(personas.maya)
    service.ask_question(request, "Which course was it?", by=personas.omar)
    page = text(maya.get(f"/requests/{request.id}"))
    assert "Which course was it?" in page and "A question for you" in page
    assert maya.post(f"/requests/{request.id}/answer", data={"text": ""}).status_code == 422
    assert maya.post(f"/requests/{request.id}/answer", data={"text": "The one of the library."}).status_code == 303
    assert maya.post(f"/requests/{request.id}/withdraw").status_code == 303
    assert maya.post(f"/requests/{request.id}/withdraw").status_code == 303
    late = maya.post(f"/requests/{request.id}/answer", data={"text": "One more thing."})
    assert late.status_code == 409
    assert "One more thing." in text(late) and "withdrawn" in text(late)


def test_withdrawing_what_was_accepted_a_moment_ago(personas: Personas, as_person: As, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    service.accept(request, by=personas.omar)
    answer = as_person(personas.maya).post(f"/requests/{request.id}/withdraw")
    assert answer.status_code == 409
    assert "accepted meanwhile" in text(answer)
    assert "See the match" in text(answer)


def test_the_card_beside_the_mentors_asks_twice_at_most(
    personas: Personas, make: Make, as_person: As, ask: Ask, statements: Any
) -> None:
    for number in range(3):
        ask(personas.maya, make.mentor(f"Mentor {number}", cohort=personas.cohort))
    maya = as_person(personas.maya)
    assert "3 of 3 open requests used." in text(maya.get("/requests/aside"))
    with statements() as seen:
        maya.get("/requests/aside")
    with statements() as nothing:
        maya.get("/requests/999999")
    mine = [statement for statement in seen if "request" in statement or "enrolment" in statement]
    assert len(mine) == 2
    assert nothing
    assert "Mentor 2" in text(maya.get("/mentors"))


def test_a_mentor_reads_the_profile_but_no_address(personas: Personas, as_person: As, ask: Ask) -> None:
    background = {"degree": "MSc Responsible AI", "previous_field": "Marketing", "bio": "I grew up in a bookshop."}
    profiles.save_background(personas.maya, by=personas.maya, **background)
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    assert "Maya Rossi" in text(omar.get("/mentor/requests"))
    page = text(omar.get(f"/mentor/requests/{request.id}"))
    for told in (
        "MSc Responsible AI",
        "Marketing",
        "I grew up in a bookshop.",
        "data analyst",
        "Why you were suggested",
        "How did you find",
    ):
        assert told in page
    assert personas.maya.email not in page
    coordinators = text(as_person(personas.cora).get(f"/coordinator/requests/{request.id}"))
    assert "I grew up in a bookshop." in coordinators


def test_accepting_with_a_proposed_time(personas: Personas, as_person: As, ask: Ask) -> None:
    free = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)[200:202]
    request, omar = ask(personas.maya, personas.omar, times=free), as_person(personas.omar)
    assert free[0].isoformat() in text(omar.get(f"/mentor/requests/{request.id}"))
    answer = omar.post(f"/mentor/requests/{request.id}/accept", data={"starts_at": free[1].isoformat()})
    assert answer.status_code == 303
    assert "is kept for you" in text(omar.get(answer.location))
    again = omar.post(f"/mentor/requests/{request.id}/accept", data={"starts_at": free[1].isoformat()})
    assert (again.status_code, again.location) == (303, answer.location)
    assert "Maya Rossi" in text(omar.get("/mentor/mentees"))


@pytest.mark.parametrize("starts_at", ["nonsense", "2020-01-01T10:00:00+00:00"])
def test_a_time_that_was_not_proposed_is_refused_in_words(
    personas: Personas, as_person: As, ask: Ask, starts_at: str
) -> None:
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    answer = omar.post(f"/mentor/requests/{request.id}/accept", data={"starts_at": starts_at})
    assert answer.status_code == 422
    assert "Please choose one of" in text(answer)
    assert load(personas.omar) == 0


def test_withdrawn_while_the_mentor_reads(personas: Personas, as_person: As, ask: Ask) -> None:
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    service.withdraw(request, by=personas.maya)
    for act, data in (
        ("accept", {}),
        ("decline", {"reason": "no_time", "words": "Spring is better."}),
        ("question", {"text": "Which course was it?"}),
    ):
        answer = omar.post(f"/mentor/requests/{request.id}/{act}", data=data)
        assert answer.status_code == 409
        page = text(answer)
        assert "withdrawn meanwhile" in page
        assert all(typed in page for typed in data.values() if " " in typed)


def test_declining_from_the_page(personas: Personas, as_person: As, ask: Ask) -> None:
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    assert omar.post(f"/mentor/requests/{request.id}/decline", data={"words": "Sorry."}).status_code == 422
    assert omar.post(f"/mentor/requests/{request.id}/decline", data={"reason": "because"}).status_code == 422
    data = {"reason": "no_time", "words": "Spring is better."}
    for _click in range(2):
        assert omar.post(f"/mentor/requests/{request.id}/decline", data=data).status_code == 303
    page = text(as_person(personas.maya).get(f"/requests/{request.id}"))
    assert "Omar has no time at the moment." in page and "Spring is better." in page


def test_fewer_places_meanwhile(personas: Personas, make: Make, as_person: As, ask: Ask, agreed) -> None:
    agreed(make.mentee("Lena", cohort=personas.cohort), personas.omar)
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    profiles.set_capacity(personas.omar, 1, by=personas.omar)
    answer = omar.post(f"/mentor/requests/{request.id}/accept")
    assert answer.status_code == 409
    assert "All your places are taken." in text(answer)


def test_a_card_leads_to_what_the_two_have_already(personas: Personas, as_person: As, ask: Ask) -> None:
    maya = as_person(personas.maya)
    assert f'href="/mentors/{personas.omar.id}/ask"' in text(maya.get("/mentors"))
    request = ask(personas.maya, personas.omar)
    for page in ("/mentors", f"/mentors/{personas.omar.id}"):
        shown = text(maya.get(page))
        assert f'href="/mentors/{personas.omar.id}/ask"' not in shown
        assert f'href="/requests/{request.id}">See your request' in shown
    assert f'href="/mentors/{personas.omar.id}"' not in text(maya.get("/"))
    match = service.accept(request, by=personas.omar)
    assert f'href="/matches/{match.id}">See your match' in text(maya.get("/mentors"))
