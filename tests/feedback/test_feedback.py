"""How useful a session was: for 30 days, for coordinators alone, in means that name nobody."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.db import db, transactional
from mentormatch.feedback import queries, service
from mentormatch.feedback.errors import NotNow
from mentormatch.feedback.models import SessionFeedback
from tests.attendance.test_attendance import DAY, OVER, clock, cora
from tests.calendar.conftest import HOUR, MONDAY, Pair

__all__ = ["clock", "cora"]


@transactional
def past(pair: Pair, number: int, status: BookingStatus = BookingStatus.HELD) -> Booking:
    at = MONDAY - number * DAY
    booking = Booking(
        match_id=pair.match.id, host_id=pair.mentor.id, guest_id=pair.mentee.id, starts_at=at, ends_at=at + HOUR,
        wall_start="", wall_zone="UTC", status=status, uid=f"past {number}",
    )  # fmt: skip
    db.session.add(booking)
    db.session.flush()
    return booking


def test_both_say_it_once_each_and_may_change_it(pair: Pair) -> None:
    booking = past(pair, 1)
    service.give(booking, useful=1, words="", by=pair.mentee)
    service.give(booking, useful=3, words="Good questions.", by=pair.mentee)
    service.give(booking, useful=2, words="", by=pair.mentor)
    said = db.session.execute(sa.select(SessionFeedback.person_id, SessionFeedback.useful)).all()
    assert sorted(said) == sorted([(pair.mentee.id, 3), (pair.mentor.id, 2)])


@pytest.mark.parametrize(
    ("days", "status", "fine"),
    [
        (29, BookingStatus.HELD, True),
        (31, BookingStatus.HELD, False),
        (1, BookingStatus.MISSED, False),
        (1, BookingStatus.CANCELLED, False),
        (-1, BookingStatus.BOOKED, False),
    ],
)
def test_only_what_took_place_lately(pair: Pair, days: int, status: BookingStatus, fine: bool) -> None:
    booking = past(pair, days, status)
    if fine:
        service.give(booking, useful=3, words="", by=pair.mentee)
    else:
        with pytest.raises(NotNow):
            service.give(booking, useful=3, words="", by=pair.mentee)


@pytest.mark.parametrize("wrong", [{"useful": 4, "words": ""}, {"useful": 1, "words": "x" * 1001}])
def test_the_database_keeps_the_limits(pair: Pair, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        service.give(past(pair, 1), by=pair.mentee, **wrong)


def test_fewer_than_five_answers_make_no_mean(pair: Pair, cora: Any, as_person: Any) -> None:
    for number in range(1, 6):
        if number == 5:
            assert queries.means_of([pair.cohort.id])[pair.cohort.id]["mentee"] == queries.Mean(4, None)
            assert "4 answers; the mean is shown from five on" in as_person(cora).get("/coordinator/cohorts").text
        service.give(past(pair, number), useful=3 if number > 1 else 1, words="", by=pair.mentee)
    means = queries.means_of([pair.cohort.id])[pair.cohort.id]
    assert means == {"mentee": queries.Mean(5, 2.6), "mentor": queries.Mean(0, None)}
    assert "2.6 of 3 (5 answers)" in as_person(cora).get("/coordinator/cohorts").text


def test_the_other_one_never_sees_it_and_coordinators_do(pair: Pair, cora: Any, as_person: Any, clock: Any) -> None:
    number = pair.book().id
    clock.move_to(OVER + HOUR)
    maya = as_person(pair.mentee)
    words = "Omar was late & tired"
    answer = maya.post(f"/sessions/{number}/feedback", data={"useful": "2", "words": words})
    assert answer.status_code == 303
    assert "tired" in maya.get(f"/sessions/{number}").text
    omar = as_person(pair.mentor)
    assert not any("tired" in omar.get(page).text for page in (f"/sessions/{number}", "/", "/sessions?past=1"))
    assert "Omar was late &amp; tired" in as_person(cora).get("/coordinator/feedback").text


def test_a_coordinator_who_is_one_of_the_two_reads_nothing_about_it(pair: Pair) -> None:
    service.give(past(pair, 1), useful=1, words="About my mentor", by=pair.mentee)
    assert queries.words_in([pair.cohort.id], but=pair.mentor, offset=0) == ([], 0)


def test_what_is_no_answer_is_not_kept(pair: Pair, as_person: Any) -> None:
    number = past(pair, 1).id
    for data in ({"useful": "9"}, {}, {"useful": "3", "words": "x" * 1001}):
        as_person(pair.mentee).post(f"/sessions/{number}/feedback", data=data)
    assert db.session.scalars(sa.select(SessionFeedback)).all() == []
