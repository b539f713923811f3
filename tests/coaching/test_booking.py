"""Appointments are held, booked, moved and cancelled, within the limits of their type."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from mentormatch.accounts.models import Affiliation
from mentormatch.calendar import queries as calendar
from mentormatch.calendar.errors import BookingOver, NotOpen, SlotTaken
from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.coaching import service
from mentormatch.coaching.errors import (
    AnswerNeeded,
    NoSuchCoach,
    NotForYou,
    TermFull,
    TooLateToMove,
    TooManyOpen,
)
from mentormatch.coaching.models import Appointment, CoachOffer, Outcome, Wanted
from mentormatch.coaching.policy import Brought
from mentormatch.coaching.queries import coached_by, is_coach_of, times, types
from mentormatch.core.db import db
from mentormatch.notifications.rendering import render
from mentormatch.profiles import service as profiles
from tests.coaching.conftest import HOUR, MONDAY, TUESDAY, Office, at, letters
from tests.documents.conftest import upload

DAY = timedelta(days=1)
THURSDAY = TUESDAY + 2 * DAY


def test_a_booked_appointment_is_in_both_calendars_and_both_get_a_letter_with_the_file(office: Office) -> None:
    made = office.book()
    assert (made.booking.host_id, made.booking.guest_id, made.booking.status) == (
        office.clara.id,
        office.maya.id,
        BookingStatus.BOOKED,
    )
    assert (made.booking.title, made.booking.meeting_link) == ("CV audit", "https://meet.example.org/clara")
    written = letters("booked")
    assert {letter.to_name for letter in written} == {"Maya Rossi", "Clara Neri"}
    assert all("BEGIN:VEVENT" in (letter.calendar or "") for letter in written)
    assert "CV audit" in render(written[0]).subject


def test_the_same_booking_again_gives_the_appointment_that_exists(office: Office) -> None:
    assert office.book().id == office.book().id
    assert len(letters("booked")) == 2


def test_nobody_is_in_two_rooms(office: Office, make) -> None:
    office.book()
    with pytest.raises(SlotTaken):
        office.book(TUESDAY + timedelta(minutes=30), by=office.student("Lena Vogel"))
    paolo = office.coach("Paolo Conti")
    office.change(most_open=5)
    assert TUESDAY not in office.free()  # Maya has no time then, whichever coach has
    assert TUESDAY in office.free(office.student("Timo Kern"))
    assert calendar.open_times(paolo, office.audit)[0] == TUESDAY


def test_any_coach_is_who_has_the_fewest_that_week_then_who_was_not_asked_the_longest(office: Office) -> None:
    paolo = office.coach("Paolo Conti")
    students = [office.student(name) for name in ("Ada One", "Bea Two", "Cem Three", "Dan Four")]
    free = [TUESDAY, TUESDAY + HOUR, TUESDAY + 2 * HOUR, THURSDAY]
    with at(MONDAY):
        first = office.book(free[0], by=students[0])
    with at(MONDAY + timedelta(minutes=1)):
        second = office.book(free[1], by=students[1])
    with at(MONDAY + timedelta(minutes=2)):
        third = office.book(free[2], by=students[2])
        fourth = office.book(free[3], by=students[3])
    assert [one.coach.id for one in (first, second, third, fourth)] == [
        office.clara.id,
        paolo.id,
        office.clara.id,
        paolo.id,
    ]


def test_a_time_that_one_coach_has_no_more_goes_to_another_one(office: Office) -> None:
    paolo = office.coach("Paolo Conti")
    office.book(by=office.student("Ada One"), coach_id=office.clara.id)
    assert office.book().coach.id == paolo.id
    with pytest.raises(SlotTaken):
        office.book(by=office.student("Bea Two"))


def test_a_time_is_held_while_the_questions_are_answered_and_becomes_the_appointment(office: Office) -> None:
    paolo = office.coach("Paolo Conti")
    held = service.hold(office.audit, TUESDAY, by=office.maya)
    assert held.host_id == office.clara.id
    assert office.free(office.student("Ada One"), coach_id=office.clara.id)[0] > TUESDAY
    assert service.hold(office.audit, TUESDAY, by=office.maya).id == held.id
    other = service.hold(office.audit, THURSDAY, by=office.maya, coach_id=paolo.id)
    assert other.host_id == paolo.id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Booking)) == 1  # the one before is let go
    made = office.book(THURSDAY)
    assert (made.id, made.coach.id) == (other.id, paolo.id)
    assert times.held_by(office.maya) is None


def test_a_refused_hold_leaves_the_one_before(office: Office) -> None:
    held = service.hold(office.audit, TUESDAY, by=office.maya)
    with pytest.raises(NotOpen):
        service.hold(office.audit, TUESDAY + DAY, by=office.maya)
    still = times.held_by(office.maya)
    assert still is not None
    assert still.id == held.id


def test_what_must_be_answered_is_asked_for_at_its_field(office: Office) -> None:
    asked = [{"text": "Which role?", "long": False, "needed": True}, {"text": "More?", "long": True, "needed": False}]
    office.change(questions=asked, document=Wanted.NEEDED)
    with pytest.raises(AnswerNeeded) as refused:
        office.book(answers=["  ", "x"])
    assert refused.value.facts["field"] == "answer_0"
    made = office.book(answers=["Analyst"], brought=Brought(upload(office.maya).id))
    assert made.answers == [{"question": "Which role?", "text": "Analyst"}, {"question": "More?", "text": ""}]
    assert not [letter for letter in letters("booked") if "Analyst" in str(letter.context)]


@pytest.mark.parametrize(
    ("only", "fits"),
    [
        ({"affiliations": ("alum",)}, False),
        ({"affiliations": ("student",)}, True),
        ({"degrees": ("Physics",)}, False),
        ({"degrees": ("economics",)}, True),
        ({"graduation_years": ("2027",)}, True),
        ({"graduation_years": ("2026",)}, False),
        ({"cohorts": ("4711",)}, False),
    ],
)
def test_a_type_is_for_whom_the_office_says(office: Office, only: dict, fits: bool) -> None:
    profiles.save_background(office.maya, by=office.maya, degree="Economics", graduation_year=2027)
    assert office.maya.affiliation == Affiliation.STUDENT
    office.change(**only)
    if fits:
        assert office.book().id
    else:
        with pytest.raises(NotForYou):
            office.book()


def test_at_once_and_in_a_term_a_student_has_so_many_and_no_more(office: Office) -> None:
    office.change(most_open=2, most_in_term=3)
    first, _second = office.book(), office.book(THURSDAY)
    with pytest.raises(TooManyOpen):
        office.book(THURSDAY + HOUR)
    service.cancel(first, by=office.maya)
    third = office.book(THURSDAY + HOUR)
    with at(THURSDAY + 3 * HOUR):
        service.mark(third, Outcome.HELD, by=office.clara)
        office.book(TUESDAY + 7 * DAY)
        with pytest.raises(TermFull):
            office.book(THURSDAY + 7 * DAY)


def test_a_late_cancellation_counts_in_the_term_and_an_early_one_does_not(office: Office) -> None:
    office.change(most_in_term=1, most_open=5)
    service.cancel(office.book(THURSDAY), by=office.maya)
    late = office.book(THURSDAY)
    with at(THURSDAY - 2 * HOUR):
        service.cancel(late, by=office.maya, reason="Ill")
        with pytest.raises(TermFull):
            office.book(TUESDAY + 7 * DAY)
    assert (late.outcome, late.booking.status) == (Outcome.CANCELLED_LATE, BookingStatus.CANCELLED)
    assert len(letters("cancelled")) == 4
    assert not db.session.scalars(sa.select(CalendarClaim)).all()


def test_a_coach_who_cancels_late_makes_nobody_late(office: Office) -> None:
    made = office.book()
    with at(TUESDAY - HOUR):
        service.cancel(made, by=office.clara)
        service.cancel(made, by=office.clara)
    assert made.outcome is None
    with at(TUESDAY + HOUR), pytest.raises(BookingOver):
        service.move(made, THURSDAY, by=office.maya)


def test_an_appointment_moves_with_its_coach(office: Office) -> None:
    made = office.book()
    service.move(made, THURSDAY, by=office.maya)
    service.move(made, THURSDAY, by=office.maya)
    assert (made.booking.starts_at, made.booking.sequence) == (THURSDAY, 1)
    assert len(letters("moved")) == 2
    assert TUESDAY in office.free(office.student("Ada One"))


def test_an_appointment_moves_to_another_coach_and_each_of_three_is_told_once(office: Office) -> None:
    made = office.book()
    paolo = office.coach("Paolo Conti")
    service.change_offer(
        next(one for one in _offers() if one.coach_id == paolo.id),
        link="https://meet.example.org/paolo", paused_until=None, by=paolo,
    )  # fmt: skip
    service.move(made, TUESDAY, coach_id=paolo.id, by=office.maya)
    db.session.rollback()
    booking = db.session.get_one(Booking, made.id)
    assert (booking.host.name, booking.meeting_link) == ("Paolo Conti", "https://meet.example.org/paolo")
    told = [(letter.to_name, letter.template.rsplit("/", 1)[1]) for name in ("moved", "booked", "cancelled")
            for letter in letters(name) if letter.context.get("by") == "other" or name == "moved"]  # fmt: skip
    assert told == [
        ("Maya Rossi", "moved.txt"),
        ("Clara Neri", "booked.txt"),
        ("Paolo Conti", "booked.txt"),
        ("Clara Neri", "cancelled.txt"),
    ]
    (gone,) = letters("cancelled")
    assert "METHOD:CANCEL" in (gone.calendar or "")
    assert "Maya" in render(gone).subject
    assert calendar.open_times(office.clara, office.audit)[0] == TUESDAY
    assert calendar.open_times(paolo, office.audit)[0] > TUESDAY


def _offers() -> list[CoachOffer]:
    return types.all_offers()


def test_too_near_a_student_can_cancel_and_not_move_while_the_coach_can(office: Office) -> None:
    made = office.book(THURSDAY)
    with at(THURSDAY - 3 * HOUR):
        with pytest.raises(TooLateToMove):
            service.move(made, TUESDAY + 7 * DAY, by=office.maya)
        service.move(made, TUESDAY + 7 * DAY, by=office.clara)
    assert made.booking.starts_at == TUESDAY + 7 * DAY


def test_a_coach_who_pauses_or_gives_it_no_more_cannot_be_booked(office: Office) -> None:
    (offer,) = _offers()
    service.change_offer(offer, link=offer.link, paused_until=date(2026, 9, 8), by=office.clara)
    with pytest.raises(NoSuchCoach):
        office.book()
    with at(MONDAY + 2 * DAY):
        assert office.book(TUESDAY + 7 * DAY).id
    service.give_no_more(office.clara, office.audit, by=office.cora)
    with pytest.raises(NoSuchCoach):
        office.book(THURSDAY, by=office.student("Ada One"))


def test_a_pause_lasts_until_the_end_of_the_coachs_own_day(office: Office) -> None:
    office.clara.time_zone = "America/Los_Angeles"
    db.session.commit()
    offer = types.offers_of(office.audit)[0]
    service.change_offer(offer, link="", paused_until=date(2026, 9, 7), by=office.clara)
    with at(datetime(2026, 9, 8, 6, tzinfo=UTC)):  # the evening of the 7th in Los Angeles
        assert types.offers_of(office.audit) == []
    with at(datetime(2026, 9, 8, 8, tzinfo=UTC)):
        assert len(types.offers_of(office.audit)) == 1


def test_a_coach_knows_the_students_they_coach_and_no_others(office: Office) -> None:
    lena = office.student("Lena Vogel")
    made = office.book()
    assert is_coach_of(office.clara, office.maya.id)
    assert not is_coach_of(office.clara, lena.id)
    assert not is_coach_of(office.maya, office.maya.id)
    assert list(db.session.scalars(coached_by(office.clara))) == [office.maya.id]
    service.cancel(made, by=office.maya)
    assert not is_coach_of(office.clara, office.maya.id)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Appointment)) == 1
