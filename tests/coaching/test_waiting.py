"""The line of a type: joined, offered in order, told once, passed on."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from mentormatch.calendar import service as calendar
from mentormatch.calendar.models import BookingStatus
from mentormatch.coaching import service
from mentormatch.coaching.errors import OfferOver, TimesAreFree
from mentormatch.coaching.models import Appointment
from mentormatch.coaching.queries import waiting
from mentormatch.coaching.waiting_models import KeptStatus, WaitStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.notifications.truth import is_true
from mentormatch.scheduling import parse_hours
from tests.coaching.conftest import HOUR, MONDAY, TUESDAY, Office, at, letters, sweep


@pytest.fixture
def full(office: Office) -> list[Appointment]:
    """Every time of the coming days is taken."""
    office.change(window_days=2)
    return [office.book(at, by=office.student(f"S{n} X")) for n, at in enumerate(office.free()[::4])]


def standing(office: Office, student) -> tuple[int, str]:
    (found,) = waiting.standings_of(student)
    return found.position, found.kept.status if found.kept else ""


def test_nobody_waits_while_there_are_times(office: Office) -> None:
    with pytest.raises(TimesAreFree):
        service.join(office.audit, by=office.maya)


def test_whoever_joins_has_a_position_and_can_leave(office: Office, full: list[Appointment]) -> None:
    lena = office.student("Lena Vogel")
    service.join(office.audit, by=office.maya)
    service.join(office.audit, by=lena)
    assert service.join(office.audit, by=office.maya).id == waiting.waits_of(office.maya.id)[0].id
    assert (standing(office, office.maya), standing(office, lena)) == ((1, ""), (2, ""))
    service.leave_line(office.audit, by=office.maya)
    service.leave_line(office.audit, by=office.maya)
    assert standing(office, lena) == (1, "")


def test_a_time_that_becomes_free_is_kept_for_the_first_in_line_and_they_are_told_once(
    office: Office, full: list[Appointment]
) -> None:
    lena = office.student("Lena Vogel")
    service.join(office.audit, by=office.maya)
    service.join(office.audit, by=lena)
    assert sweep() == 0
    service.cancel(full[1], by=office.clara)
    assert (sweep(), sweep()) == (1, 0)
    assert (standing(office, office.maya), standing(office, lena)) == ((1, "open"), (2, ""))
    (told,) = letters("offered")
    (kept,) = waiting.open_offers()
    assert (told.person_id, kept.booking.starts_at) == (office.maya.id, full[1].booking.starts_at)
    notice_ends = kept.booking.starts_at - timedelta(hours=24)
    assert kept.closes_at == now() + (notice_ends - now()) / 2
    assert full[1].booking.starts_at not in office.free(office.student("Olga P"))


def test_a_kept_time_stands_on_the_first_page_of_whom_it_is_kept_for(
    office: Office, full: list[Appointment], as_person: Any
) -> None:
    service.join(office.audit, by=office.maya)
    service.cancel(full[1], by=office.clara)
    assert sweep() == 1
    (kept,) = waiting.open_offers()
    page = as_person(office.maya).get("/").text
    assert "A time with a coach is kept for you" in page
    assert f"/coaching/kept/{kept.id}" in page


def test_a_kept_time_that_is_taken_becomes_an_appointment_and_ends_the_waiting(
    office: Office, full: list[Appointment]
) -> None:
    service.join(office.audit, by=office.maya)
    service.cancel(full[-1], by=office.clara)
    sweep()
    (kept,) = waiting.open_offers()
    made = service.accept(kept, by=office.maya, answers=[])
    assert service.accept(kept, by=office.maya, answers=[]).id == made.id
    assert (made.booking.status, kept.wait.status) == (BookingStatus.BOOKED, WaitStatus.BOOKED)
    assert len(letters("booked")) == 2 * len(full) + 2
    assert not any(map(is_true, letters("offered")))


def test_a_time_that_passes_on_goes_to_the_next_and_not_back(office: Office, full: list[Appointment]) -> None:
    lena = office.student("Lena Vogel")
    service.join(office.audit, by=office.maya)
    service.join(office.audit, by=lena)
    service.cancel(full[-1], by=office.clara)
    sweep()
    (kept,) = waiting.open_offers()
    service.pass_on(kept, by=office.maya)
    service.pass_on(kept, by=office.maya)
    assert sweep() == 1
    assert (standing(office, office.maya), standing(office, lena)) == ((1, ""), (2, "open"))
    with pytest.raises(OfferOver):
        service.accept(kept, by=office.maya, answers=[])
    (hers,) = waiting.open_offers()
    service.pass_on(hers, by=lena)
    assert sweep() == 0
    assert full[-1].booking.starts_at in office.free()


def test_two_that_lapse_without_a_word_take_somebody_out_of_the_line(office: Office, full: list[Appointment]) -> None:
    service.join(office.audit, by=office.maya)
    for number, freed in enumerate(full[-2:]):
        service.cancel(freed, by=office.clara)
        assert sweep() == 1
        (kept,) = waiting.open_offers()
        with time_machine.travel(kept.closes_at, tick=False):
            sweep()
        assert (kept.status, kept.wait.status) == (
            KeptStatus.LAPSED,
            WaitStatus.SILENT if number else WaitStatus.WAITING,
        )
    assert [letter.context["why"] for letter in letters("ended")] == ["lapsed", "silent"]


def test_hours_that_are_added_are_kept_for_who_waits_for_that_coach(office: Office, full: list[Appointment]) -> None:
    lena = office.student("Lena Vogel")
    service.join(office.audit, by=lena, coach_id=office.clara.id)
    service.join(office.audit, by=office.maya)
    office.coach("Paolo Conti", hours="Wed 09:00-09:45")
    assert sweep() == 1
    assert (standing(office, lena), standing(office, office.maya)) == ((1, ""), (2, "open"))
    calendar.set_weekly_hours(office.clara, parse_hours("Tue 14:00-17:00; Wed 11:00-12:00"), by=office.clara)
    assert sweep() == 1
    assert standing(office, lena) == (1, "open")


def test_a_time_too_near_to_think_about_is_kept_for_nobody(office: Office, full: list[Appointment]) -> None:
    service.join(office.audit, by=office.maya)
    with at(TUESDAY - 24 * HOUR - timedelta(minutes=30)):
        service.cancel(full[0], by=office.clara)
        assert sweep() == 0


def test_whoever_books_by_themselves_waits_no_more(office: Office, full: list[Appointment]) -> None:
    wait = service.join(office.audit, by=office.maya)
    with at(MONDAY + timedelta(days=6, hours=4)):
        office.book(office.free()[0])
    assert wait.status == WaitStatus.BOOKED


def test_a_coach_who_gives_it_no_more_takes_their_kept_time_along(office: Office, full: list[Appointment]) -> None:
    service.join(office.audit, by=office.maya)
    service.cancel(full[-1], by=office.clara)
    sweep()
    (kept,) = waiting.open_offers()
    letters("offered")[0].status = "sent"
    db.session.commit()
    service.give_no_more(office.clara, office.audit, by=office.cora)
    sweep()
    assert kept.status == KeptStatus.WITHDRAWN
    assert [letter.context["why"] for letter in letters("ended")] == ["withdrawn"]


def test_a_type_that_is_retired_closes_its_line(office: Office, full: list[Appointment]) -> None:
    wait = service.join(office.audit, by=office.maya)
    service.retire(office.audit, by=office.cora)
    service.retire(office.audit, by=office.cora)
    assert wait.status == WaitStatus.CLOSED
    assert [letter.context["why"] for letter in letters("ended")] == ["closed"]
