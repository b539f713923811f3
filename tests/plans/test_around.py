"""What other pages say of plans to those who help: a way to ask, the way in, what is overdue."""

from datetime import timedelta
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.coaching import service as coaching
from mentormatch.coaching.models import Appointment
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.office import service as office
from mentormatch.plans import queries, service
from mentormatch.plans.models import ActionPlan
from mentormatch.plans.service.steps import Said
from mentormatch.record import queries as record
from tests.calendar.conftest import Pair


def _appointment(student: Person, coach: Person) -> Appointment:
    kind = coaching.add_type(by=coach, name="Advice")
    at = now() + timedelta(days=2)
    booking = Booking(
        kind="coaching", title="Advice", host_id=coach.id, guest_id=student.id, starts_at=at,
        ends_at=at + timedelta(minutes=45), wall_start="", wall_zone="Europe/Rome", status=BookingStatus.BOOKED,
        uid="advice",
    )  # fmt: skip
    db.session.add(booking)
    db.session.flush()
    made = Appointment(booking_id=booking.id, type_id=kind.id, student_id=student.id)
    db.session.add(made)
    db.session.commit()
    return made


def test_from_an_appointment_its_coach_asks_and_comes_to_the_plan(
    pair: Pair, clara: Person, plan: ActionPlan, as_person: Any
) -> None:
    ask = f"/plans/students/{pair.mentee.id}/ask"
    browser = as_person(clara)
    assert browser.post(ask).status_code == 404
    page = f"/coaching/appointments/{_appointment(pair.mentee, clara).id}"
    assert ask in browser.get(page).text
    assert ask in browser.get(f"/coach/students/{pair.mentee.id}").text
    assert ask not in as_person(pair.mentee).get(page).text
    assert browser.post(ask).status_code == 303
    waits = browser.get(page).text
    assert ask not in waits
    assert "You have asked to see the action plan" in waits
    [helper] = queries.askers_of(plan)
    service.admit(helper, by=pair.mentee)
    assert f"/plans/{plan.id}" in browser.get(page).text
    office.switch_off("plans", by=clara)
    assert "action plan" not in browser.get(page).text.lower()
    assert browser.post(ask).status_code == 404


def test_nobody_is_asked_for_a_plan_that_is_not_there_or_is_finished(pair: Pair, clara: Person, as_person: Any) -> None:
    _appointment(pair.mentee, clara)
    browser, ask = as_person(clara), f"/plans/students/{pair.mentee.id}/ask"
    assert "action plan" not in browser.get(f"/coach/students/{pair.mentee.id}").text.lower()
    assert browser.post(ask).status_code == 404


def test_overdue_steps_are_on_the_first_page_of_who_helps_and_a_coach_inside_opens_the_record(
    pair: Pair, clara: Person, plan: ActionPlan, as_person: Any
) -> None:
    assert record.student_for(clara, pair.mentee.id) is None
    service.let_in(plan, clara, by=pair.mentee)
    assert record.student_for(clara, pair.mentee.id) is not None
    service.let_in(plan, pair.mentor, by=pair.mentee)
    assert record.student_for(pair.mentor, pair.mentee.id) is None
    for day in (now() - timedelta(days=2), now() + timedelta(days=2)):
        service.add_step(plan, Said(text="Ask two people", due_on=day.date()), by=pair.mentee)
    for person in (clara, pair.mentor):
        assert "Overdue steps in plans you help with" in as_person(person).get("/").text
    assert "Overdue steps" in as_person(clara).get("/coach").text
