"""A coordinator decides."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import RoleName
from mentormatch.calendar import queries as calendar
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.db import db
from mentormatch.core.errors import NotFound
from mentormatch.mentoring import service
from mentormatch.mentoring.errors import (
    AlreadyAsked,
    DecidedBefore,
    JustFull,
    MenteeAtLimit,
    OwnPair,
    RequestMoved,
    WrongLength,
)
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus, ReviewReason, Superseded
from mentormatch.programmes.models import Cohort, EnrolledAs, ReviewMode
from tests.make import Make
from tests.mentoring.conftest import Ask, deeds, last_letter, letters_to, load, open_requests
from tests.personas import Personas

Agreed = Callable[..., Match]
NO = ReviewReason.BETTER_ELSEWHERE


@pytest.fixture
def looked_at_first(personas: Personas) -> Cohort:
    """The five in a cohort whose coordinator looks before the mentor does."""
    personas.cohort.review_mode = ReviewMode.BEFORE_MENTOR
    db.session.commit()
    return personas.cohort


def test_a_request_let_through_reaches_the_mentor_and_needs_no_second_look(
    personas: Personas, looked_at_first: Cohort, ask: Ask
) -> None:
    request = ask(personas.maya, personas.omar)
    assert letters_to(personas.cora) == ["to_review"]
    service.review_request(request, by=personas.cora, approve=True)
    service.review_request(request, by=personas.cora, approve=True)
    assert request.status == RequestStatus.OPEN
    assert request.reviewed_by_id == personas.cora.id
    assert request.opened_at and request.closes_at
    assert letters_to(personas.omar) == ["received"]
    assert letters_to(personas.maya) == ["asked", "let_through"]
    assert service.accept(request, by=personas.omar).status == MatchStatus.ACTIVE


def test_a_request_turned_down_is_answered_with_the_reason_and_never_seen_by_the_mentor(
    personas: Personas, looked_at_first: Cohort, make: Make, ask: Ask
) -> None:
    make.mentor("Nadia Next", cohort=personas.cohort)
    request = ask(personas.maya, personas.omar)
    with pytest.raises(WrongLength):
        service.review_request(request, by=personas.cora, approve=False, reason=NO, words=" ")
    service.review_request(request, by=personas.cora, approve=False, reason=NO, words="Omar leaves in May.")
    service.review_request(request, by=personas.cora, approve=False, reason=NO, words="Omar leaves in May.")
    assert request.status == RequestStatus.DECLINED
    assert open_requests(personas.maya) == 0
    letter = last_letter(personas.maya).text
    assert "“Omar leaves in May.”" in letter
    assert "Nadia Next" in letter
    assert letters_to(personas.omar) == []


def test_a_mentor_who_filled_up_meanwhile_gets_no_request(
    personas: Personas, looked_at_first: Cohort, make: Make, ask: Ask, agreed: Agreed
) -> None:
    request = ask(personas.maya, personas.omar)
    db.session.execute(
        sa.text("UPDATE offer SET capacity = 1, load = 1 WHERE person_id = :id"), {"id": personas.omar.id}
    )
    db.session.commit()
    with pytest.raises(JustFull):
        service.review_request(request, by=personas.cora, approve=True)
    assert request.status == RequestStatus.AWAITING_REVIEW


def test_approving_a_match_begins_it_once(personas: Personas, agreed: Agreed) -> None:
    match = agreed(personas.maya, personas.omar)
    service.approve_match(match, by=personas.cora)
    service.approve_match(match, by=personas.cora)
    assert match.status == MatchStatus.ACTIVE
    assert match.reviewed_by_id == personas.cora.id
    assert letters_to(personas.maya)[-1] == "began"
    assert letters_to(personas.omar)[-1] == "began_mentor"
    assert deeds(match) == ["match.approved", "match.began"]
    assert load(personas.omar) == 1


def test_refusing_a_match_frees_the_place_and_the_kept_time_and_tells_both_why(personas: Personas, ask: Ask) -> None:
    free = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)
    request = ask(personas.maya, personas.omar, times=free[:1])
    match = service.accept(request, by=personas.omar, starts_at=free[0])
    service.reject_match(match, by=personas.cora, reason=NO, words="You worked together before.")
    service.reject_match(match, by=personas.cora, reason=NO, words="You worked together before.")
    assert match.status == MatchStatus.REJECTED
    assert load(personas.omar) == 0
    assert db.session.scalars(sa.select(Booking.status)).all() == [BookingStatus.CANCELLED]
    assert free[0] in calendar.open_times(personas.omar, personas.cohort)
    assert "“You worked together before.”" in last_letter(personas.maya).text
    assert "“You worked together before.”" in last_letter(personas.omar).text
    with pytest.raises(DecidedBefore):
        service.approve_match(match, by=personas.cora)


def test_only_coordinators_of_the_cohort_review(personas: Personas, make: Make, agreed: Agreed) -> None:
    match = agreed(personas.maya, personas.omar)
    carl = make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(carl, personas.other_cohort, EnrolledAs.COORDINATOR)
    for stranger in (carl, personas.ada, personas.omar, personas.maya):
        with pytest.raises(NotFound):
            service.approve_match(match, by=stranger)
    assert match.status == MatchStatus.AWAITING_REVIEW


def test_nobody_reviews_a_pair_they_belong_to(personas: Personas, make: Make, ask: Ask) -> None:
    both = make.mentor("Cleo Both", cohort=personas.cohort)
    make.enrol(both, personas.cohort, EnrolledAs.COORDINATOR)
    accounts.grant(both, RoleName.COORDINATOR, by=personas.ada)
    match = service.accept(ask(personas.maya, both), by=both)
    assert letters_to(both) == ["received"]
    with pytest.raises(OwnPair):
        service.approve_match(match, by=both)
    with pytest.raises(OwnPair):
        service.reject_match(match, by=both, reason=NO, words="I changed my mind.")


def test_another_mentor_instead_of_a_match(personas: Personas, make: Make, agreed: Agreed) -> None:
    nora = make.mentor("Nora Now", cohort=personas.cohort)
    match = agreed(personas.maya, personas.omar)
    new = service.change_mentor(match, nora.id, by=personas.cora, reason=NO, words="Nora did just this.")
    assert match.status == MatchStatus.REJECTED
    assert load(personas.omar) == 0
    assert (new.status, new.mentor_id, new.note) == (RequestStatus.OPEN, nora.id, match.request.note)
    assert new.replaces_id == match.request_id
    assert new.recommendation["reasons"]
    assert letters_to(nora) == ["received"]
    assert letters_to(personas.omar)[-1] == "changed_mentor"
    assert "Nora Now" in last_letter(personas.maya).subject
    assert open_requests(personas.maya) == 1
    assert service.accept(new, by=nora).status == MatchStatus.ACTIVE


def test_another_mentor_instead_of_a_silent_one(personas: Personas, make: Make, ask: Ask) -> None:
    nora = make.mentor("Nora Now", cohort=personas.cohort)
    request = ask(personas.maya, personas.omar)
    first = service.change_mentor(request, nora.id, by=personas.cora, reason=NO, words="Omar is away.")
    second = service.change_mentor(request, nora.id, by=personas.cora, reason=NO, words="Omar is away.")
    assert first.id == second.id
    assert request.superseded_because == Superseded.MENTOR_CHANGED
    assert open_requests(personas.maya) == 1
    assert deeds(request) == ["request.asked", "request.superseded", "request.mentor_changed"]


def test_a_change_that_cannot_be_made_changes_nothing(personas: Personas, make: Make, ask: Ask) -> None:
    nora, elsa = make.mentor("Nora", cohort=personas.cohort), make.mentor("Elsa", cohort=personas.other_cohort)
    ask(personas.maya, nora)
    request = ask(personas.maya, personas.omar)
    with pytest.raises(AlreadyAsked):
        service.change_mentor(request, nora.id, by=personas.cora, reason=NO, words="Better so.")
    for nobody in (elsa.id, personas.maya.id, 999_999):
        with pytest.raises(NotFound):
            service.change_mentor(request, nobody, by=personas.cora, reason=NO, words="Better so.")
    assert db.session.get_one(Request, request.id).status == RequestStatus.OPEN
    assert open_requests(personas.maya) == 2
    assert letters_to(personas.omar) == ["received"]


def test_a_change_keeps_the_limit_of_open_requests(personas: Personas, make: Make, ask: Ask, agreed: Agreed) -> None:
    mentors = [make.mentor(f"Mentor {number}", cohort=personas.cohort) for number in range(4)]
    match = agreed(personas.maya, personas.omar)
    for mentor in mentors[:3]:
        ask(personas.maya, mentor)
    with pytest.raises(MenteeAtLimit):
        service.change_mentor(match, mentors[3].id, by=personas.cora, reason=NO, words="Better so.")
    assert db.session.get_one(Match, match.id).status == MatchStatus.AWAITING_REVIEW
    assert load(personas.omar) == 1


def test_a_change_after_the_mentor_answered_is_too_late(personas: Personas, make: Make, ask: Ask) -> None:
    nora = make.mentor("Nora", cohort=personas.cohort)
    request = ask(personas.maya, personas.omar)
    service.accept(request, by=personas.omar)
    with pytest.raises(RequestMoved):
        service.change_mentor(request, nora.id, by=personas.cora, reason=NO, words="Better so.")
    assert load(personas.omar) == 1
