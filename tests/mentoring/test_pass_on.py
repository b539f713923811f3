"""A mentor passes a request on, and the mentee decides."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.mentoring import service
from mentormatch.mentoring.errors import CannotSuggest, NotYours, RequestMoved, WrongLength
from mentormatch.mentoring.models import DeclineReason, Match, Request, RequestStatus
from mentormatch.mentoring.queries.colleagues import colleagues_for
from mentormatch.profiles import service as profiles
from tests.make import Make
from tests.mentoring.conftest import NOTE, As, Ask, deeds, last_letter, letters_to, open_requests, text
from tests.personas import Personas

Agreed = Callable[..., Match]


@pytest.fixture
def lukas(personas: Personas, make: Make) -> Person:
    """A colleague of Omar with a free place."""
    return make.mentor("Lukas Kern", cohort=personas.cohort, organisation="Nordwind")


def test_a_colleague_is_suggested_and_hears_nothing(personas: Personas, ask: Ask, lukas: Person) -> None:
    request = ask(personas.maya, personas.omar)
    service.pass_on(request, lukas.id, by=personas.omar, words="Lukas made just this change.")
    assert (request.status, request.passed_to_id) == (RequestStatus.PASSED_ON, lukas.id)
    assert open_requests(personas.maya) == 0
    assert letters_to(lukas) == []
    assert deeds(request) == ["request.asked", "request.passed_on"]
    letter = last_letter(personas.maya)
    assert letter.subject == "Omar Haddad suggests Lukas Kern"
    assert "“Lukas made just this change.”" in letter.text
    assert f"/requests/{request.id}" in letter.text


def test_the_letter_is_in_the_language_of_the_mentee(personas: Personas, ask: Ask, lukas: Person) -> None:
    personas.maya.locale = "it"
    db.session.commit()
    service.pass_on(ask(personas.maya, personas.omar), lukas.id, by=personas.omar)
    assert last_letter(personas.maya).subject == "Omar Haddad ti suggerisce Lukas Kern"


def test_passing_on_twice_is_once(personas: Personas, make: Make, ask: Ask, lukas: Person) -> None:
    request = ask(personas.maya, personas.omar)
    for _click in range(2):
        service.pass_on(request, lukas.id, by=personas.omar)
    assert letters_to(personas.maya) == ["asked", "passed_on"]
    assert open_requests(personas.maya) == 0
    with pytest.raises(RequestMoved) as refusal:
        service.pass_on(request, make.mentor("Nora", cohort=personas.cohort).id, by=personas.omar)
    assert "passed on" in str(refusal.value)
    with pytest.raises(RequestMoved):
        service.accept(request, by=personas.omar)


def test_a_request_with_a_question_can_be_passed_on_and_a_withdrawn_one_cannot(
    personas: Personas, make: Make, ask: Ask, lukas: Person
) -> None:
    asked, gone = ask(personas.maya, personas.omar), ask(make.mentee("Lena"), personas.omar)
    service.ask_question(asked, "Which course was it?", by=personas.omar)
    service.pass_on(asked, lukas.id, by=personas.omar)
    assert asked.status == RequestStatus.PASSED_ON
    service.withdraw(gone, by=gone.mentee)
    with pytest.raises(RequestMoved):
        service.pass_on(gone, lukas.id, by=personas.omar)
    assert gone.passed_to_id is None


def test_only_the_mentor_of_a_request_passes_it_on(personas: Personas, ask: Ask, lukas: Person) -> None:
    request = ask(personas.maya, personas.omar)
    for stranger in (personas.maya, personas.cora, lukas):
        with pytest.raises(NotYours):
            service.pass_on(request, lukas.id, by=stranger)
    with pytest.raises(WrongLength):
        service.pass_on(request, lukas.id, by=personas.omar, words="x" * 1001)


def test_who_can_be_suggested(personas: Personas, make: Make, ask: Ask, agreed: Agreed, lukas: Person) -> None:
    asked, matched, paused, gone, former = (
        make.mentor(name, cohort=personas.cohort) for name in ("Asked", "Matched", "Paused", "Gone", "Former")
    )
    full = make.mentor("Full", cohort=personas.cohort, capacity=1)
    agreed(make.mentee("Lena", cohort=personas.cohort), full)
    agreed(personas.maya, matched)
    service.decline(ask(personas.maya, asked), by=asked, reason=DeclineReason.NO_TIME)
    profiles.set_paused(paused, True, by=paused)
    accounts.set_active(gone, False, by=personas.ada)
    accounts.revoke(former, RoleName.MENTOR, by=personas.ada)
    elsewhere = make.mentor("Elsewhere", cohort=personas.other_cohort)
    request = ask(personas.maya, personas.omar)
    assert [colleague.name for colleague in colleagues_for(request)] == ["Lukas Kern"]
    nobody = (asked, matched, paused, gone, former, full, elsewhere, personas.omar, personas.maya, personas.eve)
    for person_id in (*(person.id for person in nobody), 0):
        with pytest.raises(CannotSuggest):
            service.pass_on(request, person_id, by=personas.omar)
    assert db.session.get_one(Request, request.id).status == RequestStatus.OPEN


def test_the_database_keeps_a_suggestion_to_what_was_passed_on(personas: Personas, ask: Ask, lukas: Person) -> None:
    request = ask(personas.maya, personas.omar)
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(Request).where(Request.id == request.id).values(passed_to_id=lukas.id))
    db.session.rollback()


def test_passing_on_from_the_page(personas: Personas, as_person: As, ask: Ask, lukas: Person) -> None:
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    page = text(omar.get(f"/mentor/requests/{request.id}"))
    assert f'<option value="{lukas.id}">Lukas Kern, Data analyst at Nordwind</option>' in page
    assert "They fit Maya best" in page
    data = {"colleague": str(lukas.id), "why": "Lukas made just this change."}
    for _click in range(2):
        assert omar.post(f"/mentor/requests/{request.id}/pass-on", data=data).status_code == 303
    assert "you suggested Lukas Kern" in text(omar.get("/mentor/requests"))
    page = text(omar.get(f"/mentor/requests/{request.id}"))
    assert "You suggested Lukas Kern. Maya decides whether to ask." in page and "Lukas made just this change." in page
    cora = as_person(personas.cora)
    page = text(cora.get(f"/coordinator/requests/{request.id}"))
    assert "Passed on to Lukas Kern on" in page and "“Lukas made just this change.”" in page
    assert "Omar Haddad to Lukas Kern" in text(cora.get("/coordinator/waiting"))


@pytest.mark.parametrize("colleague", ["", "0", "-1", "nonsense", "9" * 40, "²", "999999"])
def test_a_colleague_who_cannot_be_chosen_is_refused_at_the_field(
    personas: Personas, as_person: As, ask: Ask, lukas: Person, colleague: str
) -> None:
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    data = {"colleague": colleague, "why": "Lukas made just this change."}
    answer = omar.post(f"/mentor/requests/{request.id}/pass-on", data=data)
    assert answer.status_code == 422
    assert "Please choose a colleague from the list" in text(answer)
    assert 'id="colleague-error-1"' in text(answer)
    assert "Lukas made just this change." in text(answer)


def test_a_colleague_who_filled_up_meanwhile(
    personas: Personas, make: Make, as_person: As, ask: Ask, agreed: Agreed
) -> None:
    tiny = make.mentor("Tina Tiny", cohort=personas.cohort, capacity=1)
    make.mentor("Lukas Kern", cohort=personas.cohort)
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    agreed(make.mentee("Lena", cohort=personas.cohort), tiny)
    data = {"colleague": str(tiny.id), "why": "Tina made just this change."}
    answer = omar.post(f"/mentor/requests/{request.id}/pass-on", data=data)
    assert answer.status_code == 422
    assert "cannot be asked at the moment" in text(answer)
    assert "Tina made just this change." in text(answer) and "Tina Tiny" not in text(answer)


def test_withdrawn_while_the_mentor_looks_for_a_colleague(
    personas: Personas, as_person: As, ask: Ask, lukas: Person
) -> None:
    request, omar = ask(personas.maya, personas.omar), as_person(personas.omar)
    service.withdraw(request, by=personas.maya)
    data = {"colleague": str(lukas.id), "why": "Lukas made just this change."}
    answer = omar.post(f"/mentor/requests/{request.id}/pass-on", data=data)
    assert answer.status_code == 409
    assert "withdrawn meanwhile" in text(answer)
    assert "Lukas made just this change." in text(answer)


def test_without_a_colleague_to_suggest_the_page_does_not_offer_it(personas: Personas, as_person: As, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    assert "Pass on to a colleague" not in text(as_person(personas.omar).get(f"/mentor/requests/{request.id}"))


def test_the_mentee_asks_the_colleague_with_the_same_note(
    personas: Personas, as_person: As, ask: Ask, lukas: Person
) -> None:
    request, maya = ask(personas.maya, personas.omar), as_person(personas.maya)
    service.pass_on(request, lukas.id, by=personas.omar, words="Lukas made just this change.")
    page = text(maya.get(f"/requests/{request.id}"))
    assert "Omar suggests that you ask Lukas Kern instead. Lukas has not seen your request: you decide." in page
    assert "Lukas made just this change." in page
    assert f'class="btn btn-primary" href="/mentors/{lukas.id}/ask?note_of={request.id}"' in page
    asking = text(maya.get(f"/mentors/{lukas.id}/ask?note_of={request.id}"))
    assert "How did you find your first project?" in asking and "This is what you wrote to Omar." in asking
    sent = maya.post(f"/mentors/{lukas.id}/ask?note_of={request.id}", data={"note": NOTE})
    assert sent.status_code == 303
    assert letters_to(lukas) == ["received"]
    assert "See the request to Lukas Kern" in text(maya.get(f"/requests/{request.id}"))


@pytest.mark.parametrize("number", ["nonsense", "-1", "9" * 30, "999999"])
def test_a_note_that_is_not_there_leaves_the_form_empty(
    personas: Personas, as_person: As, lukas: Person, number: str
) -> None:
    answer = as_person(personas.maya).get(f"/mentors/{lukas.id}/ask?note_of={number}")
    assert answer.status_code == 200
    assert "This is what you wrote" not in text(answer)


def test_nobody_reads_the_note_of_somebody_else(
    personas: Personas, make: Make, as_person: As, ask: Ask, lukas: Person
) -> None:
    request = ask(personas.maya, personas.omar)
    lena = as_person(make.mentee("Lena", cohort=personas.cohort))
    assert "first project" not in text(lena.get(f"/mentors/{lukas.id}/ask?note_of={request.id}"))


def test_a_colleague_who_is_full_by_then_is_said_on_the_page_to_ask(
    personas: Personas, make: Make, as_person: As, ask: Ask, agreed: Agreed
) -> None:
    tiny = make.mentor("Tina Tiny", cohort=personas.cohort, capacity=1)
    request, maya = ask(personas.maya, personas.omar), as_person(personas.maya)
    service.pass_on(request, tiny.id, by=personas.omar)
    agreed(make.mentee("Lena", cohort=personas.cohort), tiny)
    page = text(maya.get(f"/mentors/{tiny.id}/ask?note_of={request.id}"))
    assert "All places of Tina Tiny are taken now." in page and "first project" in page


def test_a_colleague_who_left_is_not_offered_any_more(
    personas: Personas, as_person: As, ask: Ask, lukas: Person
) -> None:
    request = ask(personas.maya, personas.omar)
    service.pass_on(request, lukas.id, by=personas.omar)
    accounts.set_active(lukas, False, by=personas.ada)
    page = text(as_person(personas.maya).get(f"/requests/{request.id}"))
    assert "See who else fits you" in page and f"/mentors/{lukas.id}/ask" not in page


def test_lists_with_many_passed_on_requests_ask_no_more_of_the_database(
    personas: Personas, make: Make, as_person: As, ask: Ask, statements
) -> None:
    def pass_one(number: int) -> None:
        mentor, colleague = (
            make.mentor(f"{word} {number}", cohort=personas.cohort) for word in ("Mentor", "Colleague")
        )
        service.pass_on(ask(personas.maya, mentor), colleague.id, by=mentor)

    maya = as_person(personas.maya)
    pass_one(1)
    maya.get("/requests")
    with statements() as one:
        maya.get("/requests")
    for number in range(2, 5):
        pass_one(number)
    with statements() as four:
        assert "Colleague 4" in text(maya.get("/requests"))
    assert len(four) == len(one)
