"""What is known about how a mentor answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mentormatch.core.db import db, transactional
from mentormatch.mentoring import service
from mentormatch.mentoring.models import Request, RequestMessage, RequestStatus
from mentormatch.mentoring.queries.record import MentorRecord, record_of
from tests.make import Make
from tests.mentoring.conftest import NOTE, As, Ask, text
from tests.personas import Personas

DAY = timedelta(days=1)
Past = Callable[..., None]


@pytest.fixture
def past(personas: Personas, make: Make, ask: Ask) -> Past:
    """``past("accepted", days=2)``: a request to Omar of a month ago, so answered after two days."""

    @transactional
    def add(status: str, *, days: float = 2, ago: timedelta = 30 * DAY, question_after: float | None = None) -> None:
        mentee = make.mentee(cohort=personas.cohort)
        opened_at = personas.cohort.created_at - ago
        request = Request(
            mentee_id=mentee.id,
            mentor_id=personas.omar.id,
            cohort_id=personas.cohort.id,
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
    assert "Usually answers in 2 days. Said yes to 4 of the last 6 requests." in page


def test_before_asking_one_reads_that_little_is_known(personas: Personas, as_person: As, past: Past) -> None:
    past("accepted")
    page = text(as_person(personas.maya).get(f"/mentors/{personas.omar.id}/ask"))
    assert "We do not know yet how fast Omar answers. Requests close after 14 days." in page
    assert "Said yes" not in page


def test_five_questions_tell_how_fast_but_not_how_often(personas: Personas, as_person: As, past: Past) -> None:
    for _number in range(5):
        past("superseded", question_after=2)
    page = text(as_person(personas.maya).get(f"/mentors/{personas.omar.id}/ask"))
    assert "Usually answers in 2 days." in page and "Said yes" not in page


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
