"""The written rules of how a match is going, and where they are read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from mentormatch.accounts.models import RoleName
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.db import db, transactional
from mentormatch.goals import service as goals
from mentormatch.mentoring import service as mentoring
from mentormatch.programmes.models import EnrolledAs
from mentormatch.relationship import queries
from mentormatch.relationship.models import State, Why
from mentormatch.relationship.policy import Facts, health
from tests.calendar.conftest import MONDAY, TUESDAY_EVENING, Pair
from tests.make import Make

AT = datetime(2026, 9, 7, 10, tzinfo=UTC)


def days(number: float) -> datetime:
    return AT - timedelta(days=number)


@pytest.mark.parametrize(
    ("facts", "state", "why"),
    [
        (Facts(days(0)), State.EARLY, Why.JUST_BEGUN),
        (Facts(days(13.9)), State.EARLY, Why.JUST_BEGUN),
        (Facts(days(14)), State.CHECK_IN, Why.NEVER_MET),
        (Facts(days(14), next_at=days(-40)), State.ON_TRACK, Why.BOOKED),
        (Facts(days(30), met_at=days(20.9)), State.ON_TRACK, Why.MET_LATELY),
        (Facts(days(30), met_at=days(21)), State.CHECK_IN, Why.SILENT),
        (Facts(days(60), met_at=days(40), next_at=days(-1)), State.ON_TRACK, Why.BOOKED),
        (Facts(days(30), met_at=days(9), missed_at=days(2)), State.CHECK_IN, Why.MISSED),
        (Facts(days(30), missed_at=days(2), next_at=days(-3)), State.ON_TRACK, Why.BOOKED),
        (Facts(days(30), met_at=days(1), missed_at=days(9)), State.ON_TRACK, Why.MET_LATELY),
        (Facts(days(3), missed_at=days(1)), State.CHECK_IN, Why.MISSED),
        (Facts(days(30), met_at=days(1), late_since=date(2026, 8, 31)), State.ON_TRACK, Why.MET_LATELY),
        (Facts(days(30), next_at=days(-1), late_since=date(2026, 8, 30)), State.CHECK_IN, Why.LATE_STEP),
        (Facts(days(30), met_at=days(1), late_since=date(2026, 9, 30)), State.ON_TRACK, Why.MET_LATELY),
    ],
)
def test_the_first_rule_that_fits_decides(facts: Facts, state: State, why: Why) -> None:
    found = health(facts, AT)
    assert (found.state, found.why) == (state, why)


def test_a_day_at_the_end_of_all_days_breaks_no_rule() -> None:
    assert health(Facts(AT, late_since=date.max), AT).why == Why.JUST_BEGUN


@transactional
def mark(booking: Booking, status: BookingStatus) -> None:
    db.session.get_one(Booking, booking.id).status = status


def why(pair: Pair) -> Why:
    db.session.rollback()
    found = queries.health_of(pair.match)
    assert found is not None
    return found.why


def test_the_rules_look_at_sessions_and_steps_of_this_match_alone(pair: Pair, lena: Pair) -> None:
    lena.book(TUESDAY_EVENING + timedelta(days=1))
    assert why(pair) == Why.JUST_BEGUN
    booking = pair.book()
    assert why(pair) == Why.BOOKED
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        assert why(pair) == Why.MET_LATELY
        mark(booking, BookingStatus.MISSED)
        assert why(pair) == Why.MISSED
        mark(booking, BookingStatus.HELD)
        assert why(pair) == Why.MET_LATELY
    with time_machine.travel(MONDAY + timedelta(days=23), tick=False):
        assert why(pair) == Why.SILENT
    mark(booking, BookingStatus.CANCELLED)
    with time_machine.travel(MONDAY + timedelta(days=15), tick=False):
        assert why(pair) == Why.NEVER_MET


def test_a_late_step_counts_while_its_goal_is_open(pair: Pair) -> None:
    goal = goals.add_goal(pair.match, title="A portfolio", why="", target_on=None, by=pair.mentee)
    goals.add_step(goal, text="Begin", due_on=date(2026, 8, 20), doer_id=pair.mentee.id, by=pair.mentee)
    assert why(pair) == Why.LATE_STEP
    goals.drop_goal(goal, by=pair.mentee)
    assert why(pair) == Why.JUST_BEGUN


def test_both_and_their_coordinator_read_the_state_with_its_reason(pair: Pair, make: Make, as_person: Any) -> None:
    cora = make.person("Cora", roles=[RoleName.COORDINATOR])
    make.enrol(cora, pair.cohort, EnrolledAs.COORDINATOR)
    pages = [(pair.mentee, "/matches"), (pair.mentor, "/matches"), (cora, "/coordinator/matches")]
    with time_machine.travel(MONDAY + timedelta(days=20), tick=False):
        for reader, where in pages:
            page = as_person(reader).get(f"{where}/{pair.match.id}").text
            assert "Needs a check-in" in page
            assert "no session took place or is booked" in page


def test_a_match_that_has_ended_has_no_health(pair: Pair, as_person: Any) -> None:
    mentoring.end_match(pair.match, by=pair.mentor, reason="The term is over.")
    assert queries.health_of(pair.match) is None
    assert "How it is going" not in as_person(pair.mentee).get(f"/matches/{pair.match.id}").text
