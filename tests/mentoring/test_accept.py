"""A mentor answers."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.calendar import queries as calendar
from mentormatch.calendar import service as times
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import of_match
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring import service
from mentormatch.mentoring.errors import AlreadyMatched, MatchMoved, NotProposed, NotYours, RequestMoved, TimeGone
from mentormatch.mentoring.models import DeclineReason, Match, MatchStatus, Request, RequestStatus, Superseded
from mentormatch.mentoring.service import opening
from mentormatch.profiles import service as profiles
from mentormatch.profiles.errors import MentorFull
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import ReviewMode
from tests.make import Make
from tests.mentoring.conftest import NOTE, As, Ask, deeds, last_letter, letters_to, load, open_requests, text
from tests.personas import Personas


@pytest.fixture
def unreviewed(personas: Personas) -> Personas:
    """The same five in a cohort where nobody reviews."""
    programmes.change_cohort(personas.cohort, by=personas.ada, review_mode=ReviewMode.NONE)
    return personas


def bookings(match: Match) -> list[Booking]:
    return list(db.session.scalars(sa.select(Booking).where(Booking.match_id == match.id)))


def test_yes_makes_a_match_that_waits_for_the_coordinator(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    match = service.accept(request, by=personas.omar)
    assert (match.status, request.status) == (MatchStatus.AWAITING_REVIEW, RequestStatus.ACCEPTED)
    assert load(personas.omar) == 1
    assert open_requests(personas.maya) == 0
    assert match.recommendation == request.recommendation
    assert letters_to(personas.maya)[-1] == "agreed"
    assert letters_to(personas.cora) == ["to_review"]


def test_without_review_the_match_begins_at_once(unreviewed: Personas, ask: Ask) -> None:
    match = service.accept(ask(unreviewed.maya, unreviewed.omar), by=unreviewed.omar)
    assert match.status == MatchStatus.ACTIVE
    assert match.activated_at is not None
    assert letters_to(unreviewed.maya)[-1] == "began"
    assert letters_to(unreviewed.omar)[-1] == "began_mentor"
    assert deeds(match) == ["match.began"]
    assert "/book" in last_letter(unreviewed.maya).text


def test_a_request_keeps_the_rule_it_began_with(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    programmes.change_cohort(personas.cohort, by=personas.ada, review_mode=ReviewMode.NONE)
    assert service.accept(request, by=personas.omar).status == MatchStatus.AWAITING_REVIEW


def test_accepting_twice_is_once(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    first, second = service.accept(request, by=personas.omar), service.accept(request, by=personas.omar)
    assert first.id == second.id
    assert load(personas.omar) == 1
    assert letters_to(personas.cora) == ["to_review"]


def test_a_picked_time_is_kept_until_the_review_and_booked_with_it(personas: Personas, ask: Ask) -> None:
    free = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)[200:202]
    match = service.accept(ask(personas.maya, personas.omar, times=free), by=personas.omar, starts_at=free[1])
    (booking,) = bookings(match)
    assert (booking.status, booking.starts_at) == (BookingStatus.RESERVED, free[1])
    assert free[1] not in calendar.open_times(personas.omar, personas.cohort)
    service.approve_match(match, by=personas.cora)
    assert [one.status for one in bookings(match)] == [BookingStatus.BOOKED]
    assert letters_to(personas.maya)[-2:] == ["calendar/email/booked", "began"]


def test_a_time_that_was_not_proposed_or_is_gone_changes_nothing(personas: Personas, make: Make, ask: Ask) -> None:
    free = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)
    request = ask(personas.maya, personas.omar, times=free[:1])
    with pytest.raises(NotProposed):
        service.accept(request, by=personas.omar, starts_at=free[5])
    other = service.accept(ask(make.mentee("Lena", cohort=personas.cohort), personas.omar), by=personas.omar)
    two = (personas.omar, other.mentee)
    times.book(*two, personas.cohort, free[0], purpose=of_match(other.id), topic="", by=personas.omar)
    with pytest.raises(TimeGone):
        service.accept(request, by=personas.omar, starts_at=free[0])
    assert db.session.get_one(Request, request.id).status == RequestStatus.OPEN
    assert load(personas.omar) == 1
    assert service.accept(request, by=personas.omar).status == MatchStatus.AWAITING_REVIEW


def test_the_last_place_answers_everybody_who_still_waits(personas: Personas, make: Make, ask: Ask) -> None:
    make.mentor("Nadia Next", cohort=personas.cohort)
    lena, noah = make.mentee("Lena", cohort=personas.cohort), make.mentee("Noah", cohort=personas.cohort)
    requests = [ask(person, personas.omar) for person in (personas.maya, lena, noah)]
    service.accept(requests[0], by=personas.omar)
    assert requests[1].status == RequestStatus.OPEN
    service.accept(requests[1], by=personas.omar)
    assert requests[2].status == RequestStatus.SUPERSEDED
    assert requests[2].superseded_because == Superseded.MENTOR_FULL
    assert letters_to(noah)[-1] == "mentor_full"
    assert "Nadia Next" in last_letter(noah).text
    assert open_requests(noah) == 0
    with pytest.raises(RequestMoved):
        service.accept(requests[2], by=personas.omar)
    assert load(personas.omar) == 2


def test_fewer_places_than_asked_for_are_told_to_the_mentor(personas: Personas, make: Make, ask: Ask) -> None:
    service.accept(ask(make.mentee("Lena", cohort=personas.cohort), personas.omar), by=personas.omar)
    request = ask(personas.maya, personas.omar)
    profiles.set_capacity(personas.omar, 1, by=personas.omar)
    with pytest.raises(MentorFull):
        service.accept(request, by=personas.omar)
    assert request.status == RequestStatus.OPEN


def test_once_matched_no_other_mentor_goes_on_waiting(unreviewed: Personas, make: Make, ask: Ask) -> None:
    nora = make.mentor("Nora", cohort=unreviewed.cohort)
    other = ask(unreviewed.maya, nora)
    service.accept(ask(unreviewed.maya, unreviewed.omar), by=unreviewed.omar)
    assert other.status == RequestStatus.SUPERSEDED
    assert other.superseded_because == Superseded.MENTEE_MATCHED
    assert letters_to(nora) == ["received", "found_another"]
    assert open_requests(unreviewed.maya) == 0
    assert "Your other open requests have closed" in last_letter(unreviewed.maya).text


def test_while_a_coordinator_looks_the_other_requests_stay_open(personas: Personas, make: Make, ask: Ask) -> None:
    other = ask(personas.maya, make.mentor("Nora", cohort=personas.cohort))
    match = service.accept(ask(personas.maya, personas.omar), by=personas.omar)
    assert other.status == RequestStatus.OPEN
    service.approve_match(match, by=personas.cora)
    assert db.session.get_one(Request, other.id).status == RequestStatus.SUPERSEDED


def test_no_is_told_with_its_reason_and_three_others(personas: Personas, make: Make, ask: Ask) -> None:
    for number in range(4):
        make.mentor(f"Nadia Next{number}", cohort=personas.cohort)
    request = ask(personas.maya, personas.omar)
    service.decline(request, by=personas.omar, reason=DeclineReason.NO_TIME, words="Spring is better.")
    assert (request.status, request.decline_reason) == (RequestStatus.DECLINED, DeclineReason.NO_TIME)
    letter = last_letter(personas.maya).text
    assert "has no time at the moment" in letter
    assert "“Spring is better.”" in letter
    assert letter.count("/mentors/") == 3
    assert f"/mentors/{personas.omar.id}\n" not in letter


def test_who_was_asked_before_is_not_suggested_again(personas: Personas, make: Make, ask: Ask) -> None:
    nora = make.mentor("Nora Once", cohort=personas.cohort)
    service.decline(ask(personas.maya, nora), by=nora, reason=DeclineReason.OTHER)
    service.decline(ask(personas.maya, personas.omar), by=personas.omar, reason=DeclineReason.OTHER)
    assert "Nora Once" not in last_letter(personas.maya).text


def test_withdrawn_a_moment_before_yes(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    service.withdraw(request, by=personas.maya)
    with pytest.raises(RequestMoved) as refusal:
        service.accept(request, by=personas.omar)
    assert "withdrawn" in str(refusal.value)
    assert load(personas.omar) == 0


@pytest.mark.parametrize("who", ["maya", "omar", "cora"])
def test_each_of_the_three_can_end_a_match(unreviewed: Personas, ask: Ask, who: str) -> None:
    free = calendar.open_times(unreviewed.omar, unreviewed.cohort, guest=unreviewed.maya)
    request = ask(unreviewed.maya, unreviewed.omar, times=free[:1])
    match = service.accept(request, by=unreviewed.omar, starts_at=free[0])
    by = getattr(unreviewed, who)
    service.end_match(match, by=by, reason="We are done.")
    service.end_match(match, by=by, reason="We are done.")
    assert (match.status, match.ended_by_id, match.end_reason) == (MatchStatus.ENDED, by.id, "We are done.")
    assert load(unreviewed.omar) == 0
    assert [one.status for one in bookings(match)] == [BookingStatus.CANCELLED]
    told = {person for person in ("maya", "omar") if "ended" in letters_to(getattr(unreviewed, person))}
    assert told == {"maya", "omar"} - {who}
    assert ask(unreviewed.maya, unreviewed.omar).status == RequestStatus.OPEN


def test_strangers_end_nothing(personas: Personas, make: Make, agreed) -> None:
    match = agreed(personas.maya, personas.omar)
    for stranger in (personas.eve, make.mentor("Other", cohort=personas.cohort), personas.ada):
        with pytest.raises(NotYours):
            service.end_match(match, by=stranger, reason="No reason at all.")


def test_a_yes_can_be_taken_back_before_the_review(personas: Personas, agreed) -> None:
    match = agreed(personas.maya, personas.omar)
    service.end_match(match, by=personas.omar, reason="I misread my calendar.")
    assert load(personas.omar) == 0
    with pytest.raises(MatchMoved):
        service.approve_match(match, by=personas.cora)


def test_a_kept_time_lapses_when_the_review_comes_too_late(personas: Personas, ask: Ask, later) -> None:
    free = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)
    match = service.accept(ask(personas.maya, personas.omar, times=free[:1]), by=personas.omar, starts_at=free[0])
    (booking,) = bookings(match)
    assert booking.reserved_until == free[0] - timedelta(hours=personas.cohort.notice_hours) / 2
    later(booking.reserved_until - booking.created_at + timedelta(minutes=1))
    service.approve_match(match, by=personas.cora)
    assert match.status == MatchStatus.ACTIVE
    assert [one.status for one in bookings(match)] == [BookingStatus.CANCELLED]
    assert "choose a time" in last_letter(personas.maya).text


def in_other_cohort(people: Personas, status: RequestStatus, **columns: Any) -> Request:
    """A request of Maya to Omar in the other cohort."""
    request = Request(
        mentee_id=people.maya.id,
        mentor_id=people.omar.id,
        cohort_id=people.other_cohort.id,
        status=status,
        note=NOTE,
        **columns,
    )
    db.session.add(request)
    db.session.flush()
    return request


@pytest.fixture
def matched_elsewhere(unreviewed: Personas, agreed: Any) -> Request:
    """A request that waits although the two are a match in another cohort: it arrived while the match was made."""
    agreed(unreviewed.maya, unreviewed.omar)
    request = in_other_cohort(unreviewed, RequestStatus.OPEN, opened_at=now(), closes_at=now() + timedelta(days=14))
    db.session.commit()
    return request


def test_a_pair_that_is_matched_in_another_cohort_is_not_matched_twice(
    unreviewed: Personas, matched_elsewhere: Request
) -> None:
    with pytest.raises(AlreadyMatched) as refusal:
        service.accept(matched_elsewhere, by=unreviewed.omar)
    assert str(refusal.value) == "Maya Rossi and you are a match already."
    assert load(unreviewed.omar) == 1


def test_a_request_that_arrived_while_the_pair_was_matched_is_closed_once_and_the_mentor_told(
    unreviewed: Personas, matched_elsewhere: Request
) -> None:
    number = matched_elsewhere.id
    assert service.answer_stranded() == 1
    assert service.answer_stranded() == 0
    request = db.session.get_one(Request, number)
    assert (request.status, request.superseded_because) == (RequestStatus.SUPERSEDED, Superseded.MENTEE_MATCHED)
    letter = last_letter(unreviewed.omar)
    assert letter.subject == "You and Maya Rossi are a match already"


def test_an_approved_match_closes_what_the_same_two_have_in_another_cohort(personas: Personas, agreed: Any) -> None:
    match = agreed(personas.maya, personas.omar)
    there = in_other_cohort(personas, RequestStatus.OPEN, opened_at=now(), closes_at=now() + timedelta(days=14)).id
    db.session.commit()
    service.approve_match(match, by=personas.cora)
    assert db.session.get_one(Request, there).status == RequestStatus.SUPERSEDED
    told = letters_to(personas.omar)
    assert "matched_already" in told
    assert "found_another" not in told


def test_a_request_that_was_written_while_the_two_became_a_match_is_not_kept(
    personas: Personas, ask: Ask, agreed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ``ensure_can_meet`` did not see yet is seen once the row stands."""
    agreed(personas.maya, personas.omar)
    monkeypatch.setattr(opening, "ensure_can_meet", lambda *_two: None)
    with pytest.raises(AlreadyMatched):
        ask(personas.maya, personas.omar)
    assert open_requests(personas.maya) == 0


def test_the_mentor_reads_why_a_matched_pair_is_not_matched_again(
    unreviewed: Personas, matched_elsewhere: Request, as_person: As
) -> None:
    answer = as_person(unreviewed.omar).post(f"/mentor/requests/{matched_elsewhere.id}/accept")
    assert answer.status_code == 409
    assert "Maya Rossi and you are a match already." in text(answer)
