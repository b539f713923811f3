"""What is known about how a mentor answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mentormatch.accounts.models import Person
from mentormatch.core.db import db, transactional
from mentormatch.mentoring import service
from mentormatch.mentoring.models import Request, RequestMessage, RequestStatus
from mentormatch.mentoring.queries.accuracy import accuracy_in
from mentormatch.mentoring.queries.record import MentorRecord, expectation_of, record_of
from tests.make import Make
from tests.mentoring.conftest import NOTE, As, Ask, text
from tests.personas import Personas

DAY = timedelta(days=1)
Past = Callable[..., None]


@pytest.fixture
def past(personas: Personas, make: Make, ask: Ask) -> Past:
    """``past("accepted", days=2)``: a request to Omar of a month ago, so answered after two days."""

    @transactional
    def add(
        status: str,
        *,
        days: float = 2,
        ago: timedelta = 30 * DAY,
        question_after: float | None = None,
        told: tuple[float, timedelta] | None = None,
        mentor: Person | None = None,
    ) -> None:
        mentee = make.mentee(cohort=personas.cohort)
        opened_at = personas.cohort.created_at - ago
        request = Request(
            mentee_id=mentee.id,
            mentor_id=(mentor or personas.omar).id,
            cohort_id=personas.cohort.id,
            told_share=told[0] if told else None,
            told_seconds=int(told[1].total_seconds()) if told else None,
            status=RequestStatus(status),
            note=NOTE,
            opened_at=opened_at,
            answered_at=opened_at + days * DAY,
        )
        db.session.add(request)
        db.session.flush()
        if question_after is not None:
            at = opened_at + question_after * DAY
            asked = RequestMessage(request_id=request.id, author_id=personas.omar.id, text="Which?", created_at=at)
            db.session.add(asked)

    return add


def test_few_answers_tell_nothing_about_time(personas: Personas, past: Past) -> None:
    for _number in range(4):
        past("accepted")
    assert record_of(personas.omar.id) == MentorRecord(asked=4, accepted=4, usual_time=None)
    past("accepted")
    assert record_of(personas.omar.id) == MentorRecord(asked=5, accepted=5, usual_time=2 * DAY)


def test_the_first_reaction_counts_and_so_does_silence(personas: Personas, past: Past) -> None:
    past("accepted", days=9, question_after=1)
    past("declined", days=3)
    past("passed_on", days=2)
    past("accepted", days=4)
    past("expired", days=14, question_after=5)
    past("expired", days=14)
    assert record_of(personas.omar.id) == MentorRecord(asked=5, accepted=2, usual_time=3 * DAY)


def test_what_is_old_or_was_not_theirs_to_decide_does_not_count(personas: Personas, past: Past, ask: Ask) -> None:
    for status in ("withdrawn", "superseded", "awaiting_review"):
        past(status)
    past("accepted", ago=370 * DAY)
    ask(personas.maya, personas.omar)
    assert record_of(personas.omar.id) == MentorRecord(asked=0, accepted=0, usual_time=None)


def test_a_mentor_without_requests_has_an_empty_record(personas: Personas, statements: Any) -> None:
    omar_id = personas.omar.id
    with statements() as seen:
        assert record_of(omar_id) == MentorRecord(asked=0, accepted=0, usual_time=None)
    assert len(seen) == 1


def test_before_asking_one_reads_how_long_it_takes_and_how_often_it_is_a_yes(
    personas: Personas, as_person: As, past: Past
) -> None:
    for status in ("accepted", "accepted", "accepted", "accepted", "declined", "expired"):
        past(status)
    page = text(as_person(personas.maya).get(f"/mentors/{personas.omar.id}/ask"))
    assert "Usually answers in 2 days. Accepts about 7 of 10 requests." in page


def test_before_asking_one_reads_that_little_is_known(personas: Personas, as_person: As, past: Past) -> None:
    past("accepted")
    page = text(as_person(personas.maya).get(f"/mentors/{personas.omar.id}/ask"))
    assert "We do not know yet how fast Omar answers. Requests close after 14 days." in page
    assert "Accepts about" not in page


def test_five_questions_tell_how_fast_but_not_how_often(personas: Personas, as_person: As, past: Past) -> None:
    for _number in range(5):
        past("superseded", question_after=2)
    page = text(as_person(personas.maya).get(f"/mentors/{personas.omar.id}/ask"))
    assert "Usually answers in 2 days." in page and "Accepts about" not in page


def test_while_waiting_one_reads_how_long_it_usually_takes(
    personas: Personas, as_person: As, past: Past, ask: Ask, later: Callable[[timedelta], None]
) -> None:
    for _number in range(5):
        past("accepted")
    request, maya = ask(personas.maya, personas.omar), as_person(personas.maya)
    address = f"/requests/{request.id}"
    assert "Waiting for Omar, who usually answers in 2 days. We remind Omar on" in text(maya.get(address))
    later(8 * DAY)
    service.remind_due()
    assert "Waiting for Omar, who usually answers in 2 days. We reminded Omar on" in text(maya.get(address))


def test_an_expectation_needs_five_cases_and_is_held_towards_the_programme(
    personas: Personas, past: Past, make: Make
) -> None:
    for _number in range(4):
        past("accepted")
    assert expectation_of(personas.omar.id) is None
    past("accepted")
    alone = expectation_of(personas.omar.id)
    assert alone is not None
    assert alone.share == pytest.approx(1.0)
    lena = make.mentor("Lena", cohort=personas.cohort)
    for _number in range(15):
        past("declined", days=6, mentor=lena)
    expected = expectation_of(personas.omar.id)
    assert expected is not None
    assert expected.share == pytest.approx((5 + 4 * 5 / 20) / 9)
    assert expected.time == (5 * 2 * DAY + 4 * 6 * DAY) / 9


def test_what_was_told_stays_with_the_request(personas: Personas, past: Past, ask: Ask) -> None:
    unknown = ask(personas.maya, personas.omar)
    assert (unknown.told_share, unknown.told_seconds) == (None, None)
    service.withdraw(unknown, by=personas.maya)
    for status in ("accepted", "accepted", "accepted", "declined", "declined"):
        past(status)
    told = ask(personas.maya, personas.omar)
    assert told.told_share == pytest.approx(0.6)
    assert told.told_seconds == 2 * DAY.total_seconds()


def test_accuracy_compares_what_was_said_with_what_came(personas: Personas, past: Past) -> None:
    cohort = [personas.cohort.id]
    for _number in range(4):
        past("accepted", told=(0.8, 3 * DAY))
    assert accuracy_in(cohort).shares == (None, None, None)
    for _number in range(6):
        past("expired", days=14, told=(0.8, 3 * DAY))
    past("accepted", days=5, told=(0.8, 3 * DAY))
    past("declined")
    found = accuracy_in(cohort)
    mostly = found.shares[2]
    assert mostly is not None
    assert (mostly.cases, mostly.said, mostly.came) == (11, pytest.approx(0.8), pytest.approx(5 / 11))
    assert not mostly.fits
    assert found.in_time is not None
    assert (found.in_time.cases, found.in_time.came, found.untold) == (5, pytest.approx(0.8), 1)
    assert accuracy_in([personas.other_cohort.id]).untold == 0


def test_coordinators_read_it_on_a_page_of_their_own(personas: Personas, past: Past, as_person: As) -> None:
    for _number in range(10):
        past("declined", told=(0.9, 3 * DAY))
    shown = text(as_person(personas.cora).get("/coordinator/expectations"))
    assert "Accepts mostly" in shown
    assert "Worse than told" in shown
    assert as_person(personas.maya).get("/coordinator/expectations").status_code == 403
