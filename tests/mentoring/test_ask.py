"""A mentee asks."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from mentormatch.calendar import queries as calendar
from mentormatch.core.db import db
from mentormatch.core.errors import NotFound
from mentormatch.core.i18n import as_instant
from mentormatch.mentoring import queries, service
from mentormatch.mentoring.errors import (
    AlreadyAsked,
    AlreadyMatched,
    AskedAlready,
    JustFull,
    LimitReached,
    NoAimYet,
    NotEnrolled,
    NotTaking,
    NotYours,
    RequestMoved,
    TimesGone,
    TooManyTimes,
    WrongLength,
)
from mentormatch.mentoring.models import DeclineReason, Request, RequestStatus
from mentormatch.profiles import service as profiles
from mentormatch.profiles.models import Aim
from mentormatch.programmes.models import ReviewMode
from tests.make import Make
from tests.mentoring.conftest import NOTE, Ask, deeds, last_letter, letters_to, open_requests
from tests.personas import Personas


def test_a_request_reaches_the_mentor_and_starts_the_clock(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    assert request.status == RequestStatus.OPEN
    assert request.opened_at and request.remind_at and request.closes_at
    assert request.remind_at - request.opened_at == timedelta(days=personas.cohort.remind_after_days)
    assert request.closes_at - request.opened_at == timedelta(days=personas.cohort.close_after_days)
    assert letters_to(personas.omar) == ["received"]
    assert letters_to(personas.maya) == ["asked"]
    assert deeds(request) == ["request.asked"]
    assert open_requests(personas.maya) == 1


def test_what_the_ranker_said_is_kept_and_adds_up(personas: Personas, ask: Ask) -> None:
    kept = ask(personas.maya, personas.omar).recommendation
    assert kept["band"] in {"strong", "good", "possible"}
    assert sum(reason["contribution"] for reason in kept["reasons"]) == pytest.approx(kept["score"])


def test_the_letter_to_the_mentor_holds_no_button_of_the_mentee(personas: Personas, ask: Ask) -> None:
    ask(personas.maya, personas.omar, note=f"{NOTE}\n\n[Open the request] https://evil.example/steal")
    letter = last_letter(personas.omar)
    assert "“I want to move" in letter.text
    assert 'href="https://evil.example' not in letter.html
    assert personas.maya.email not in letter.text + letter.html


def test_the_same_request_twice_is_one(personas: Personas, ask: Ask) -> None:
    first, second = ask(personas.maya, personas.omar), ask(personas.maya, personas.omar)
    assert first.id == second.id
    assert open_requests(personas.maya) == 1
    assert letters_to(personas.omar) == ["received"]


def test_another_note_to_the_same_mentor_is_refused_and_names_the_request(personas: Personas, ask: Ask) -> None:
    first = ask(personas.maya, personas.omar)
    with pytest.raises(AlreadyAsked) as refusal:
        ask(personas.maya, personas.omar, note="Something else that I would like to say to you.")
    assert refusal.value.facts["request"] == first.id
    assert open_requests(personas.maya) == 1


def test_whoever_is_matched_already_is_not_asked_again(personas: Personas, ask: Ask, agreed) -> None:
    match = agreed(personas.maya, personas.omar)
    with pytest.raises(AlreadyMatched) as refusal:
        ask(personas.maya, personas.omar)
    assert refusal.value.facts["match"] == match.id


def test_the_limit_of_open_requests_holds_and_comes_back(personas: Personas, make: Make, ask: Ask) -> None:
    requests = [ask(personas.maya, make.mentor(f"Mentor {n}", cohort=personas.cohort)) for n in range(3)]
    with pytest.raises(LimitReached) as refusal:
        ask(personas.maya, personas.omar)
    assert "3" in str(refusal.value)
    assert open_requests(personas.maya) == 3
    service.withdraw(requests[0], by=personas.maya)
    assert ask(personas.maya, personas.omar).status == RequestStatus.OPEN
    assert open_requests(personas.maya) == 3


def test_every_ending_gives_the_place_in_the_limit_back_exactly_once(personas: Personas, make: Make, ask: Ask) -> None:
    others = [make.mentor(f"Mentor {n}", cohort=personas.cohort) for n in range(2)]
    kept, gone = ask(personas.maya, others[0]), ask(personas.maya, others[1])
    service.decline(gone, by=others[1], reason=DeclineReason.NO_TIME)
    service.decline(gone, by=others[1], reason=DeclineReason.NO_TIME)
    with pytest.raises(RequestMoved):
        service.withdraw(gone, by=personas.maya)
    assert open_requests(personas.maya) == 1
    service.withdraw(kept, by=personas.maya)
    service.withdraw(kept, by=personas.maya)
    assert open_requests(personas.maya) == 0


def test_a_full_or_paused_mentor_cannot_be_asked(personas: Personas, make: Make, ask: Ask, agreed) -> None:
    full = make.mentor("Fay Full", cohort=personas.cohort, capacity=1)
    agreed(make.mentee("Lena", cohort=personas.cohort), full)
    with pytest.raises(JustFull) as refusal:
        ask(personas.maya, full)
    assert "Fay Full" in str(refusal.value)
    profiles.set_paused(personas.omar, True, by=personas.omar)
    with pytest.raises(NotTaking):
        ask(personas.maya, personas.omar)
    assert open_requests(personas.maya) == 0


def test_mentors_of_another_cohort_and_oneself_do_not_exist(personas: Personas, make: Make, ask: Ask) -> None:
    elsewhere = make.mentor("Elsa Where", cohort=personas.other_cohort)
    for mentor in (elsewhere, personas.maya, personas.eve):
        with pytest.raises(NotFound):
            ask(personas.maya, mentor)
    with pytest.raises(NotEnrolled):
        ask(personas.ada, personas.omar)


def test_without_an_aim_a_mentor_could_not_decide(personas: Personas, ask: Ask) -> None:
    db.session.execute(sa.delete(Aim).where(Aim.person_id == personas.maya.id))
    db.session.commit()
    with pytest.raises(NoAimYet):
        ask(personas.maya, personas.omar)


@pytest.mark.parametrize("note", ["too short", " " * 40, "x" * 2001])
def test_a_note_has_something_to_say(personas: Personas, ask: Ask, note: str) -> None:
    with pytest.raises(WrongLength) as refusal:
        ask(personas.maya, personas.omar, note=note)
    assert refusal.value.facts["field"] == "note"


def test_proposed_times_are_free_ones_and_at_most_three(personas: Personas, ask: Ask) -> None:
    free = calendar.open_times(personas.omar, personas.cohort, guest=personas.maya)
    with pytest.raises(TooManyTimes):
        ask(personas.maya, personas.omar, times=free[:4])
    with pytest.raises(TimesGone):
        ask(personas.maya, personas.omar, times=[free[0] + timedelta(minutes=7)])
    request = ask(personas.maya, personas.omar, times=[free[1], free[0], free[1]])
    assert [as_instant(text) for text in request.proposed_times] == free[:2]


def test_before_the_mentor_sees_it_a_coordinator_looks(personas: Personas, make: Make, ask: Ask) -> None:
    cohort = make.cohort(review_mode=ReviewMode.BEFORE_MENTOR, default=False)
    lena, noah = make.mentee("Lena", cohort=cohort), make.mentor("Noah", cohort=cohort)
    request = ask(lena, noah)
    assert request.status == RequestStatus.AWAITING_REVIEW
    assert request.opened_at is None and request.closes_at is None
    assert letters_to(noah) == []
    assert queries.request_for_mentor(noah, request.id) is None
    assert open_requests(lena) == 1


def test_a_question_hands_the_clock_over_and_its_answer_hands_it_back(personas: Personas, ask: Ask, later) -> None:
    request = ask(personas.maya, personas.omar)
    first = request.closes_at
    later(timedelta(days=2))
    service.ask_question(request, "Which course was it?", by=personas.omar)
    assert request.status == RequestStatus.QUESTION
    second = request.closes_at
    assert first and second and second - first >= timedelta(days=2)
    later(timedelta(days=5))
    service.answer_question(request, "The one of the library.", by=personas.maya)
    assert request.status == RequestStatus.OPEN
    assert request.closes_at and request.closes_at - second >= timedelta(days=3)
    assert letters_to(personas.maya)[-1] == "question"
    assert letters_to(personas.omar)[-1] == "answer"
    assert [message.text for message in request.messages] == ["Which course was it?", "The one of the library."]


def test_words_sent_twice_are_said_once(personas: Personas, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    service.ask_question(request, "Which course was it?", by=personas.omar)
    service.ask_question(request, "Which course was it?", by=personas.omar)
    with pytest.raises(AskedAlready):
        service.ask_question(request, "And when?", by=personas.omar)
    service.answer_question(request, "The one of the library.", by=personas.maya)
    service.answer_question(request, "The one of the library.", by=personas.maya)
    assert len(request.messages) == 2


def test_only_the_people_of_a_request_act_on_it(personas: Personas, make: Make, ask: Ask) -> None:
    request = ask(personas.maya, personas.omar)
    for stranger in (personas.eve, personas.cora, make.mentor("Other", cohort=personas.cohort)):
        with pytest.raises(NotYours):
            service.withdraw(request, by=stranger)
        with pytest.raises(NotYours):
            service.accept(request, by=stranger)
        with pytest.raises(NotYours):
            service.decline(request, by=stranger, reason=DeclineReason.OTHER)
    with pytest.raises(NotYours):
        service.accept(request, by=personas.maya)
    assert db.session.get_one(Request, request.id).status == RequestStatus.OPEN


def test_a_withdrawn_request_can_be_made_again(personas: Personas, ask: Ask) -> None:
    first = ask(personas.maya, personas.omar)
    service.withdraw(first, by=personas.maya)
    assert letters_to(personas.omar) == ["received", "withdrawn"]
    assert ask(personas.maya, personas.omar).id != first.id
