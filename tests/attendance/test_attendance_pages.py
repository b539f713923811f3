"""Two taps after a session, and the coordinator's list."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from mentormatch.attendance.models import Attendance
from mentormatch.core.db import db
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import render
from mentormatch.programmes import service as programmes
from tests.attendance.test_attendance import DAY, OVER, clock, cora, missed, sweep
from tests.calendar.conftest import MONDAY, TUESDAY_EVENING, Pair, make_pair
from tests.make import Make

__all__ = ["clock", "cora"]


def test_the_page_asks_once_it_is_over(pair: Pair, as_person: Any, clock: Any) -> None:
    number = pair.book().id
    maya = as_person(pair.mentee)
    assert "Did you meet?" not in maya.get(f"/sessions/{number}").text
    clock.move_to(OVER)
    page = maya.get(f"/sessions/{number}").text
    assert "No, Omar did not come" in page
    assert "How was it?" in maya.get("/").text
    answer = maya.post(f"/sessions/{number}/attendance", data={"outcome": "held"})
    assert answer.location == f"/sessions/{number}#after"
    page = maya.get(f"/sessions/{number}").text
    assert "You said so." in page
    assert "Held" in page
    assert "How was it?" not in maya.get("/").text


def test_the_other_one_can_say_otherwise_and_a_coordinator_decides(
    pair: Pair, cora: Any, as_person: Any, clock: Any
) -> None:
    number = pair.book().id
    clock.move_to(OVER)
    as_person(pair.mentor).post(f"/sessions/{number}/attendance", data={"outcome": "other"})
    maya = as_person(pair.mentee)
    page = maya.get(f"/sessions/{number}").text
    assert "You did not come" in page
    assert "It was otherwise" in page
    maya.post(f"/sessions/{number}/attendance", data={"outcome": "held", "words": "We <b>met</b>."})
    assert "A coordinator decides." in maya.get(f"/sessions/{number}").text
    assert "We &lt;b&gt;met" not in as_person(pair.mentor).get(f"/sessions/{number}").text
    page = as_person(cora).get("/coordinator/attendance").text
    assert "They disagree" in page
    assert "We &lt;b&gt;met&lt;/b&gt;." in page
    row = db.session.scalars(sa.select(Attendance)).one()
    as_person(cora).post(f"/coordinator/attendance/{row.id}", data={"decision": "as_the_other_says"})
    assert "A coordinator decided: Held" in maya.get(f"/sessions/{number}").text


def test_silence_reads_as_counted(pair: Pair, as_person: Any, clock: Any) -> None:
    number = pair.book().id
    clock.move_to(OVER + 7 * DAY)
    sweep()
    assert "Counted as held" in as_person(pair.mentee).get(f"/sessions/{number}").text


def test_nonsense_is_not_noted(pair: Pair, as_person: Any, clock: Any) -> None:
    number = pair.book().id
    clock.move_to(OVER)
    as_person(pair.mentee).post(f"/sessions/{number}/attendance", data={"outcome": "forged"})
    assert db.session.scalars(sa.select(Attendance)).all() == []


def test_who_is_paused_reads_why_and_whom_to_talk_to(pair: Pair, as_person: Any, cora: Any) -> None:
    programmes.set_programme(
        by=None, name="Mentoring", contact_name="Career office", contact_email="careers@example.org"
    )
    for days in (3, 2):
        missed(pair, MONDAY - days * DAY, by=pair.mentee)
    maya = as_person(pair.mentee)
    for answer, status in (
        (maya.get(f"/matches/{pair.match.id}/book"), 200),
        (maya.post(f"/matches/{pair.match.id}/book", data={"slot": TUESDAY_EVENING.isoformat()}), 409),
    ):
        assert answer.status_code == status
        assert "You missed 2 sessions lately" in answer.text
        assert "careers@example.org" in answer.text
    page = as_person(cora).get("/coordinator/attendance").text
    assert "We have talked: end it" in page
    as_person(cora).post(f"/coordinator/attendance/pauses/{pair.mentee.id}/end")
    assert "careers@example.org" not in maya.get(f"/matches/{pair.match.id}/book").text


def test_a_late_cancellation_says_so(pair: Pair, cora: Any, as_person: Any, clock: Any) -> None:
    number = pair.book().id
    clock.move_to(TUESDAY_EVENING - timedelta(hours=2))
    as_person(pair.mentee).post(f"/sessions/{number}/cancel", data={"reason": ""})
    assert "cancelled late: less than 24 hours" in as_person(pair.mentor).get(f"/sessions/{number}").text
    assert "Cancelled late" in as_person(cora).get("/coordinator/attendance").text


def test_another_cohorts_coordinator_sees_nothing(make: Make, pair: Pair, cora: Any, as_person: Any) -> None:
    elsewhere = make_pair(make)
    booking = missed(elsewhere, MONDAY - DAY, by=elsewhere.mentee)
    row = db.session.scalars(sa.select(Attendance).where(Attendance.booking_id == booking.id)).one()
    browser = as_person(cora)
    assert "Nobody was missed" in browser.get("/coordinator/attendance").text
    assert browser.post(f"/coordinator/attendance/{row.id}", data={"decision": "excused"}).status_code == 404
    assert browser.post(f"/coordinator/attendance/pauses/{elsewhere.mentee.id}/end").status_code == 404


@pytest.mark.parametrize("outcome", ["other", "me", "cancelled"])
def test_every_letter_can_be_read(pair: Pair, cora: Any, as_person: Any, clock: Any, outcome: str) -> None:
    number = pair.book().id
    clock.move_to(OVER)
    sweep()
    as_person(pair.mentor).post(f"/sessions/{number}/attendance", data={"outcome": outcome})
    as_person(pair.mentee).post(f"/sessions/{number}/attendance", data={"outcome": "held", "words": "secret words"})
    row = db.session.scalars(sa.select(Attendance)).one()
    as_person(cora).post(f"/coordinator/attendance/{row.id}", data={"decision": "stays"})
    for letter in db.session.scalars(sa.select(Letter)):
        told = render(letter)
        assert told.subject
        assert "secret words" not in told.text
        assert "None" not in told.text
