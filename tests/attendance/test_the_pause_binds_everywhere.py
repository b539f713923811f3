"""Who has missed too many sessions of late gets no new one: not by booking, not by a proposed time, not by programs."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from mentormatch.accounts import tokens
from mentormatch.accounts.models import Person
from mentormatch.attendance import service as attendance
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar import queries as calendar
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring import service
from mentormatch.mentoring.errors import CannotMeetYet, PickingPaused, ProposingPaused
from mentormatch.mentoring.models import Match, MatchStatus, RequestStatus
from tests.calendar.conftest import Pair, pair_of
from tests.make import Make
from tests.mentoring.conftest import NOTE, last_letter
from tests.personas import Personas


@transactional
def miss_twice(person: Person, personas: Personas, make: Make) -> None:
    """Two sessions, with somebody else, to which ``person`` did not come."""
    lena, olga = make.mentee("Lena Vogel", cohort=personas.cohort), make.mentor("Olga Petrenko", cohort=personas.cohort)
    mentee, mentor = (person, olga) if person.id == personas.maya.id else (lena, person)
    match = pair_of(mentee, mentor, personas.cohort).match
    for days in (2, 3):
        start = now() - timedelta(days=days)
        booking = Booking(
            match_id=match.id, host_id=mentor.id, guest_id=mentee.id, status=BookingStatus.MISSED,
            uid=f"missed-{days}", starts_at=start, ends_at=start + timedelta(hours=1), wall_start="", wall_zone="UTC",
        )  # fmt: skip
        db.session.add(booking)
        db.session.flush()
        other = mentor if person.id == mentee.id else mentee
        db.session.add(
            Attendance(
                booking_id=booking.id, outcome=Outcome.MISSED, missed_by_id=person.id,
                marked_by_id=other.id, marked_at=now(),
            )
        )  # fmt: skip


def free(personas: Personas) -> list[datetime]:
    return calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)


def ask(personas: Personas, times: list[datetime]) -> Any:
    return service.ask(personas.maya, personas.omar.id, note=NOTE, proposed_times=times)


def sessions_of(match: Match) -> list[str]:
    db.session.rollback()
    return [booking.status for booking in db.session.query(Booking).filter_by(match_id=match.id)]


def test_who_is_paused_proposes_no_times_but_may_ask(personas: Personas, make: Make) -> None:
    miss_twice(personas.maya, personas, make)
    with pytest.raises(ProposingPaused) as refusal:
        ask(personas, free(personas)[:1])
    assert "talk to the career office" in str(refusal.value)
    assert ask(personas, []).status == RequestStatus.OPEN


def test_a_mentor_who_is_paused_says_yes_without_a_time(personas: Personas, make: Make) -> None:
    times = free(personas)[:1]
    request = ask(personas, times)
    miss_twice(personas.omar, personas, make)
    with pytest.raises(PickingPaused) as refusal:
        service.accept(request, by=personas.omar, starts_at=times[0])
    assert "talk to the career office" in str(refusal.value)
    assert sessions_of(service.accept(request, by=personas.omar)) == []


def test_a_time_proposed_before_the_pause_is_not_agreed_on_and_the_mentor_learns_no_reason(
    personas: Personas, make: Make
) -> None:
    times = free(personas)[:1]
    request = ask(personas, times)
    miss_twice(personas.maya, personas, make)
    with pytest.raises(CannotMeetYet) as refusal:
        service.accept(request, by=personas.omar, starts_at=times[0])
    assert "missed" not in str(refusal.value)


@pytest.mark.parametrize("who", ["maya", "omar"])
def test_a_kept_time_is_let_go_when_the_match_is_approved_during_a_pause(
    personas: Personas, make: Make, who: str
) -> None:
    times = free(personas)[:1]
    match = service.accept(ask(personas, times), by=personas.omar, starts_at=times[0])
    miss_twice(getattr(personas, who), personas, make)
    service.approve_match(match, by=personas.cora)
    assert match.status == MatchStatus.ACTIVE
    assert sessions_of(match) == [BookingStatus.CANCELLED]
    assert "choose a time" in last_letter(personas.maya).text
    assert times[0] in free(personas)


def test_a_talk_opens_it_again(personas: Personas, make: Make) -> None:
    miss_twice(personas.maya, personas, make)
    attendance.end_pause(personas.maya, by=personas.cora)
    assert ask(personas, free(personas)[:1]).proposed_times


def test_programs_are_bound_too(app: Any, personas: Personas, make: Make) -> None:
    pair: Pair = pair_of(personas.maya, personas.omar, personas.cohort)
    miss_twice(personas.maya, personas, make)
    secret = tokens.create(personas.maya, "Test", by=personas.maya)
    answer = app.test_client().post(
        "/api/v1/bookings",
        json={"match_id": pair.match.id, "starts_at": free(personas)[0].isoformat()},
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert (answer.status_code, answer.json["code"]) == (409, "booking_paused")
    assert "Talk to the career office" in answer.json["detail"]


def test_the_page_says_it_at_the_times_and_keeps_what_was_typed(personas: Personas, make: Make, as_person: Any) -> None:
    miss_twice(personas.maya, personas, make)
    sent = {"note": NOTE, "proposed_times": [free(personas)[0].isoformat()]}
    answer = as_person(personas.maya).post(f"/mentors/{personas.omar.id}/ask", data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "cannot propose times for now" in page
    assert NOTE in page
