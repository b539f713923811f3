"""The pages of coaching, as a student, a coach and a coordinator meet them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from mentormatch.coaching import service
from mentormatch.coaching.models import AppointmentType, Meeting, Outcome
from mentormatch.core.db import db
from tests.coaching.conftest import HOUR, TUESDAY, Office, at

QUESTIONS = [{"text": "Which role?", "long": False, "needed": True}]


def test_a_time_that_is_taken_meanwhile_gives_fresh_ones_with_everything_that_was_answered(
    office: Office, as_person: Any
) -> None:
    office.change(questions=QUESTIONS)
    browser, kind = as_person(office.maya), office.audit.id
    held = browser.post(f"/coaching/types/{kind}/hold", data={"slot": TUESDAY.isoformat()})
    assert held.location == f"/coaching/types/{kind}/hold"
    assert "Which role?" in browser.get(held.location).text
    service.release_hold(by=office.maya)
    office.book(by=office.student("Ada One"), answers=["x"])
    answer = {"slot": TUESDAY.isoformat(), "coach": office.clara.id, "answer_0": "Data analyst"}
    refused = browser.post(f"/coaching/types/{kind}/book", data=answer)
    page = BeautifulSoup(refused.text, "html.parser")
    assert refused.status_code == 409
    assert page.find("input", {"name": "answer_0"})["value"] == "Data analyst"  # type: ignore[index]
    fresh = [one["value"] for one in page.find_all("input", {"name": "slot"})]
    assert fresh
    assert TUESDAY.isoformat() not in fresh
    booked = browser.post(f"/coaching/types/{kind}/book", data=answer | {"slot": fresh[0]})
    assert "Data analyst" in browser.get(booked.location).text


def test_who_has_all_that_is_allowed_is_told_before_choosing_a_time(office: Office, as_person: Any) -> None:
    address = f"/coaching/types/{office.audit.id}"
    browser = as_person(office.maya)
    assert "Go on with this time" in browser.get(address).text
    office.book()
    page = browser.get(address).text
    assert "as many appointments of this type ahead as the office allows" in page
    assert "Go on with this time" not in page


def test_an_answer_that_is_missing_is_asked_for_and_the_time_stays_held(office: Office, as_person: Any) -> None:
    office.change(questions=QUESTIONS)
    browser, kind = as_person(office.maya), office.audit.id
    browser.post(f"/coaching/types/{kind}/hold", data={"slot": TUESDAY.isoformat()})
    refused = browser.post(f"/coaching/types/{kind}/book", data={"slot": TUESDAY.isoformat(), "answer_0": " "})
    assert refused.status_code == 422
    assert "Held for you until" in refused.text


def test_a_student_sees_with_whom_a_time_could_be(office: Office, as_person: Any) -> None:
    office.coach("Paolo Conti")
    page = as_person(office.maya).get(f"/coaching/types/{office.audit.id}").text
    assert "Clara or Paolo" in page


def test_what_coaches_keep_is_on_no_page_of_the_student_or_a_coordinator(office: Office, as_person: Any) -> None:
    made = office.book()
    both = {"said": "We read it.", "steps": "Write.", "private": "A secret.", "version": 0, "private_version": 0}
    clara = as_person(office.clara)
    assert clara.post(f"/coach/appointments/{made.id}/notes", data=both).status_code == 303
    theirs = as_person(office.maya).get(f"/coaching/appointments/{made.id}").text
    assert "We read it." in theirs
    assert "A secret." not in theirs
    listed = as_person(office.cora).get("/coordinator/coaching/appointments").text
    assert "Maya Rossi" in listed
    assert "We read it." not in listed + as_person(office.cora).get(f"/coaching/appointments/{made.id}").text
    for page in (f"/coaching/appointments/{made.id}", f"/coach/students/{office.maya.id}"):
        assert "A secret." in clara.get(page).text


def test_notes_that_were_overtaken_are_shown_beside_what_was_typed(office: Office, as_person: Any) -> None:
    made, clara = office.book(), as_person(office.clara)
    service.write_note(made, said="Saved meanwhile.", steps="", version=0, by=office.clara)
    refused = clara.post(f"/coach/appointments/{made.id}/notes", data={"said": "What I typed.", "version": 0})
    assert refused.status_code == 409
    assert "Saved meanwhile." in refused.text
    assert "What I typed." in refused.text


def test_the_day_of_a_coach_shows_answers_and_what_needs_an_outcome_or_a_note(office: Office, as_person: Any) -> None:
    office.change(questions=QUESTIONS)
    made = office.book(answers=["Data analyst"])
    with at(TUESDAY - HOUR):
        assert "Data analyst" in as_person(office.clara).get("/coach").text
    with at(TUESDAY + HOUR):
        clara = as_person(office.clara)
        assert "How did they end?" in clara.get("/coach").text
        assert "Appointments without outcome or note" in clara.get("/").text
        clara.post(f"/coach/appointments/{made.id}/outcome", data={"outcome": "held"})
        assert made.outcome == Outcome.HELD
        assert "Held, and nothing written yet" in clara.get("/coach").text
        assert clara.get("/coach/week").status_code == clara.get("/hours/preview").status_code == 200


def test_what_others_see_of_a_coach_are_times_of_the_types_they_give(office: Office, as_person: Any) -> None:
    page = as_person(office.clara).get("/hours/preview?zone=Europe/Rome").text
    assert "14:00" in page
    assert as_person(office.maya).get("/hours/preview").status_code == 403


def test_a_coordinator_adds_a_type_with_its_questions(office: Office, as_person: Any) -> None:
    cora = as_person(office.cora)
    numbers = {"session_minutes": 30, "most_open": 1, "most_in_term": 3, "notice_hours": 12, "window_days": 20,
               "buffer_minutes": 0, "sessions_per_week": 10, "cancel_hours": 6}  # fmt: skip
    data = {"name": "Advice", "meeting": "room", "place": "Room 2", "document": "none", "question_0": "Why?",
            "question_0_needed": "y", "graduation_years": "2027", **numbers}  # fmt: skip
    assert cora.post("/coordinator/coaching/types/new", data=data | {"session_minutes": 40}).status_code == 422
    assert cora.post("/coordinator/coaching/types/new", data=data).status_code == 303
    made = db.session.query(AppointmentType).filter_by(name="Advice").one()
    assert (made.meeting, made.graduation_years) == (Meeting.ROOM, ("2027",))
    assert made.questions == [{"text": "Why?", "long": False, "needed": True}]
    for page in ("", "/coaches", "/questions", f"/types/{made.id}"):
        assert cora.get(f"/coordinator/coaching{page}").status_code == 200


@pytest.mark.parametrize("number", ["9" * 30, "9999999999", "x"])
def test_a_filter_that_names_no_type_is_none(office: Office, as_person: Any, number: str) -> None:
    office.book()
    page = as_person(office.cora).get(f"/coordinator/coaching/appointments?type={number}")
    assert "Maya Rossi" in page.text


def test_an_appointment_can_be_moved_on_its_page_to_any_coach(office: Office, as_person: Any) -> None:
    made, browser = office.book(), as_person(office.maya)
    paolo = office.coach("Paolo Conti", hours="Wed 09:00-12:00")
    page = browser.get(f"/coaching/appointments/{made.id}/move?coach=0")
    slots = [one["value"] for one in BeautifulSoup(page.text, "html.parser").find_all("input", {"name": "slot"})]
    data = {"slot": next(one for one in slots if "09-09" in one), "coach": 0}
    assert browser.post(f"/coaching/appointments/{made.id}/move", data=data).status_code == 303
    assert made.coach.id == paolo.id


def test_waiting_and_a_kept_time_have_their_pages(office: Office, as_person: Any) -> None:
    browser, kind = as_person(office.maya), office.audit.id
    service.give_no_more(office.clara, office.audit, by=office.cora)
    paolo = office.coach("Paolo Conti", hours="")
    assert "Join the waiting list" in browser.get(f"/coaching/types/{kind}").text
    joined = browser.post(f"/coaching/types/{kind}/wait", data={"coach": paolo.id}, follow_redirects=True).text
    assert "at position 1" in joined
    service.give(office.clara, office.audit, by=office.cora)
    assert "for you" in as_person(paolo).get("/coach").text
    left = browser.post(f"/coaching/types/{kind}/wait/leave", follow_redirects=True).text
    assert "You have left the waiting list." in left


def test_the_list_of_the_office_shows_what_it_is_filtered_by(office: Office, as_person: Any) -> None:
    page = as_person(office.cora).get("/coordinator/coaching/appointments?status=missed").text
    assert '<option value="missed" selected>' in page
    assert "Show all" in page
