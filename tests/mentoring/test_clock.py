"""What time does to requests."""

from datetime import timedelta

import pytest

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db
from mentormatch.core.jobs import JOBS
from mentormatch.mentoring import service
from mentormatch.mentoring.errors import RequestMoved
from mentormatch.mentoring.models import DeclineReason, Request, RequestStatus
from mentormatch.mentoring.service import sweeping
from mentormatch.profiles import service as profiles
from tests.make import Make
from tests.mentoring.conftest import As, Ask, deeds, last_letter, letters_to, load, open_requests, text
from tests.personas import Personas

DAY = timedelta(days=1)


def sweep() -> int:
    moved = JOBS["requests.clock"]()
    assert isinstance(moved, int)
    return moved


def test_nothing_is_due_on_the_first_day(personas: Personas, ask: Ask, later) -> None:
    ask(personas.maya, personas.omar)
    later(timedelta(days=personas.cohort.remind_after_days) - timedelta(minutes=5))
    assert sweep() == 0


def test_the_mentor_is_reminded_once(personas: Personas, ask: Ask, later) -> None:
    request = ask(personas.maya, personas.omar)
    later(7 * DAY)
    assert (sweep(), sweep()) == (1, 0)
    assert letters_to(personas.omar) == ["received", "reminder"]
    assert request.reminded_at is not None
    assert deeds(request) == ["request.asked", "request.reminded"]


def test_two_workers_with_the_same_list_remind_and_close_once(personas: Personas, ask: Ask, later) -> None:
    request = ask(personas.maya, personas.omar)
    later(7 * DAY)
    assert [sweeping._remind(request.id) for _worker in range(2)] == [True, False]
    later(14 * DAY)
    assert [sweeping._expire(request.id) for _worker in range(2)] == [True, False]
    assert open_requests(personas.maya) == 0


def test_a_request_closes_and_three_others_are_named(personas: Personas, make: Make, ask: Ask, later) -> None:
    for number in range(4):
        make.mentor(f"Nadia Next{number}", cohort=personas.cohort)
    request = ask(personas.maya, personas.omar)
    later(14 * DAY)
    assert (sweep(), sweep()) == (1, 0)
    assert request.status == RequestStatus.EXPIRED
    assert open_requests(personas.maya) == 0
    assert letters_to(personas.maya)[-1] == "expired"
    assert last_letter(personas.maya).text.count("/mentors/") == 3
    assert letters_to(personas.omar)[-1] == "expired_mentor"
    assert "reminder" not in letters_to(personas.omar)
    with pytest.raises(RequestMoved) as refusal:
        service.accept(request, by=personas.omar)
    assert "no answer in time" in str(refusal.value)
    assert load(personas.omar) == 0


def test_a_question_is_the_mentees_clock(personas: Personas, ask: Ask, later) -> None:
    request = ask(personas.maya, personas.omar)
    later(6 * DAY)
    service.ask_question(request, "Which course was it?", by=personas.omar)
    later(12 * DAY)
    assert sweep() == 0
    later(13 * DAY)
    assert sweep() == 1
    assert letters_to(personas.maya)[-1] == "reminder_mentee"
    later(20 * DAY)
    assert sweep() == 1
    assert "Nothing is lost" in last_letter(personas.maya).text
    assert "has not answered your question" in last_letter(personas.omar).text


def test_an_answer_starts_the_clock_and_its_reminder_anew(personas: Personas, ask: Ask, later) -> None:
    request = ask(personas.maya, personas.omar)
    later(8 * DAY)
    sweep()
    service.ask_question(request, "Which course was it?", by=personas.omar)
    later(10 * DAY)
    service.answer_question(request, "The one of the library.", by=personas.maya)
    later(17 * DAY)
    assert sweep() == 1
    assert letters_to(personas.omar).count("reminder") == 2
    assert request.status == RequestStatus.OPEN


def test_what_has_an_answer_is_left_alone(personas: Personas, make: Make, ask: Ask, later) -> None:
    accepted, declined = ask(personas.maya, personas.omar), ask(make.mentee("Lena"), personas.omar)
    service.accept(accepted, by=personas.omar)
    service.decline(declined, by=personas.omar, reason=DeclineReason.NO_TIME)
    later(30 * DAY)
    assert sweep() == 0


def test_a_mentor_who_takes_fewer_people_leaves_nobody_waiting(personas: Personas, make: Make, ask: Ask) -> None:
    service.accept(ask(make.mentee("Lena"), personas.omar), by=personas.omar)
    request = ask(personas.maya, personas.omar)
    assert sweep() == 0
    profiles.set_capacity(personas.omar, 1, by=personas.omar)
    assert (sweep(), sweep()) == (1, 0)
    assert db.session.get_one(Request, request.id).status == RequestStatus.SUPERSEDED
    assert letters_to(personas.maya)[-1] == "mentor_full"


def test_a_mentor_who_left_leaves_nobody_waiting(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    accounts.set_active(personas.omar, False, by=personas.ada)
    assert sweep() == 1
    assert db.session.get_one(Request, request.id).status == RequestStatus.SUPERSEDED


def test_who_is_no_longer_a_mentor_leaves_nobody_waiting(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    accounts.revoke(personas.omar, RoleName.MENTOR, by=personas.ada)
    assert (sweep(), sweep()) == (1, 0)
    assert db.session.get_one(Request, request.id).status == RequestStatus.SUPERSEDED
    assert letters_to(personas.maya)[-1] == "mentor_full"
    assert open_requests(personas.maya) == 0


def test_what_a_mentee_who_left_had_asked_is_taken_back(personas: Personas, make: Make, ask: Ask) -> None:
    request, other = ask(personas.maya, personas.omar), ask(make.mentee("Lena"), personas.omar)
    service.ask_question(request, "Which course was it?", by=personas.omar)
    accounts.set_active(personas.maya, False, by=personas.ada)
    assert (sweep(), sweep()) == (1, 0)
    assert db.session.get_one(Request, request.id).status == RequestStatus.WITHDRAWN
    assert letters_to(personas.omar)[-1] == "withdrawn"
    assert deeds(request)[-1] == "request.withdrawn"
    assert open_requests(personas.maya) == 0
    assert db.session.get_one(Request, other.id).status == RequestStatus.OPEN


def test_two_workers_take_back_once(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    accounts.set_active(personas.maya, False, by=personas.ada)
    assert [sweeping._withdraw_abandoned(request.id) for _worker in range(2)] == [True, False]


def test_a_paused_mentor_may_still_answer(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    profiles.set_paused(personas.omar, True, by=personas.omar)
    assert sweep() == 0
    service.accept(request, by=personas.omar)
    assert load(personas.omar) == 1


def test_the_page_of_a_closed_request_offers_the_three_next_best(
    personas: Personas, make: Make, ask: Ask, as_person: As, later
) -> None:
    others = [make.mentor(f"Mentor {number}", cohort=personas.cohort) for number in range(4)]
    request, maya = ask(personas.maya, personas.omar), as_person(personas.maya)
    address = f"/requests/{request.id}"
    assert "These fit you next best" not in text(maya.get(address))
    later(15 * DAY)
    service.expire_due()
    maya = as_person(personas.maya)
    page = text(maya.get(address))
    assert "These fit you next best" in page
    offered = [other.id for other in others if f"/mentors/{other.id}/ask?note_of={request.id}" in page]
    assert len(offered) == 3
    assert request.note in text(maya.get(f"/mentors/{offered[0]}/ask?note_of={request.id}"))
