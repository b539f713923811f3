"""Students who act at the same moment: the database decides, and every limit holds."""

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Person
from mentormatch.calendar.errors import SlotTaken
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.service import claims
from mentormatch.coaching import service
from mentormatch.coaching.errors import OfferOver, TermFull, TooManyOpen
from mentormatch.coaching.models import Appointment, AppointmentType
from mentormatch.coaching.queries import waiting
from mentormatch.coaching.waiting_models import KeptTime
from mentormatch.core.db import db
from tests.calendar.racing import Act, race
from tests.coaching.conftest import HOUR, TUESDAY, Office, letters, sweep

ROUNDS = 3
THURSDAY = TUESDAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "pause_before_claim", lambda: time.sleep(0.03))


def booking_act(office: Office, at, *, by: Person) -> Act:
    kind, person = office.audit.id, by.id

    def act() -> int:
        found = db.session.get_one(AppointmentType, kind)
        return service.book(found, at, by=db.session.get_one(Person, person)).id

    return act


def booked() -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(Booking.status == BookingStatus.BOOKED)) or 0


@pytest.mark.parametrize("round_", range(ROUNDS))
@pytest.mark.parametrize(("limit", "refusal"), [("most_open", TooManyOpen), ("most_in_term", TermFull)])
def test_of_two_bookings_at_once_the_second_one_meets_the_limit(
    app: Flask, office: Office, limit: str, refusal: type, round_: int
) -> None:
    office.change(**{"most_open": 5, "most_in_term": 5, limit: 1})
    office.coach("Paolo Conti")
    acts = [booking_act(office, at, by=office.maya) for at in (TUESDAY, THURSDAY, THURSDAY + HOUR)]
    results = race(app, *acts)
    assert results.count(refusal) == 2
    assert (booked(), len(letters("booked"))) == (1, 2)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_of_three_who_want_one_time_of_two_coaches_two_get_it(app: Flask, office: Office, round_: int) -> None:
    office.coach("Paolo Conti")
    students = [office.student(name) for name in ("Ada One", "Bea Two", "Cem Three")]
    results = race(app, *(booking_act(office, TUESDAY, by=student) for student in students))
    assert sum(isinstance(one, int) for one in results) == 2
    assert SlotTaken in results
    hosts = db.session.scalars(sa.select(Booking.host_id).where(Booking.status == BookingStatus.BOOKED)).all()
    assert len(set(hosts)) == 2


def test_a_double_click_books_once(app: Flask, office: Office) -> None:
    act = booking_act(office, TUESDAY, by=office.maya)
    first, second = race(app, act, act)
    assert first == second
    assert (booked(), len(letters("booked"))) == (1, 2)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_workers_keep_one_time_for_the_first_in_line(app: Flask, office: Office, round_: int) -> None:
    taker = office.student("Ada One")
    office.change(window_days=2)
    mine = [office.book(at, by=office.student(f"S{n} X")) for n, at in enumerate(office.free(taker)[::4])]
    for name in ("Bea Two", "Cem Three"):
        service.join(office.audit, by=office.student(name))
    service.cancel(mine[-1], by=office.clara)
    race(app, sweep, sweep)
    kept = db.session.scalars(sa.select(KeptTime)).all()
    assert [one.wait.student.name for one in kept] == ["Bea Two"]
    assert len(letters("offered")) == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_kept_time_is_accepted_or_passed_on_but_never_both(app: Flask, office: Office, round_: int) -> None:
    office.change(window_days=2)
    mine = [office.book(at, by=office.student(f"S{n} X")) for n, at in enumerate(office.free()[::4])]
    service.join(office.audit, by=office.maya)
    service.cancel(mine[-1], by=office.clara)
    sweep()
    (kept,) = waiting.open_offers()
    number, person = kept.id, office.maya.id

    def accept() -> str:
        service.accept(db.session.get_one(KeptTime, number), by=db.session.get_one(Person, person), answers=[])
        return "accepted"

    def pass_on() -> str:
        service.pass_on(db.session.get_one(KeptTime, number), by=db.session.get_one(Person, person))
        return "passed_on"

    results = race(app, accept, pass_on)
    assert results in (["accepted", OfferOver], [OfferOver, "passed_on"])
    made = db.session.scalars(sa.select(Appointment).where(Appointment.student_id == person)).all()
    assert len(made) == (results[0] == "accepted")
