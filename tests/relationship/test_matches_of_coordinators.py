"""A coordinator's list of active matches: health and its reason, what needs somebody first, few statements."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mentormatch.accounts.models import Person, RoleName
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.goals.models import Goal, GoalStep
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.programmes.models import EnrolledAs
from mentormatch.relationship import overview
from mentormatch.relationship.models import State
from mentormatch.relationship.queries import health_of
from mentormatch.relationship.sweeps import take_pulses
from tests.calendar.conftest import Pair, pair_of
from tests.make import Make
from tests.mentoring.conftest import text

PATH = "/coordinator/matches"
Begun = Callable[..., Match]


@pytest.fixture
def cora(make: Make, pair: Pair) -> Person:
    person = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    make.enrol(person, pair.cohort, EnrolledAs.COORDINATOR)
    return person


@pytest.fixture
def begun(make: Make, pair: Pair) -> Begun:
    """``begun("Nora", days=30)``: a match with Omar that began so long ago."""

    def begin(name: str, *, days: int, cohort: Any = None) -> Match:
        cohort = cohort or pair.cohort
        match = pair_of(make.mentee(name, cohort=cohort), pair.mentor, cohort).match

        @transactional
        def age() -> None:
            match.activated_at = now() - timedelta(days=days)

        age()
        return match

    return begin


@transactional
def session(match: Match, days: int, status: BookingStatus = BookingStatus.BOOKED) -> Booking:
    start = now() + timedelta(days=days)
    booking = Booking(
        match_id=match.id, host_id=match.mentor_id, guest_id=match.mentee_id, status=status, uid=f"{match.id}:{days}",
        starts_at=start, ends_at=start + timedelta(hours=1), wall_start="", wall_zone="UTC",
    )  # fmt: skip
    db.session.add(booking)
    return booking


@transactional
def late_step(match: Match, days: int) -> None:
    goal = Goal(match_id=match.id, by_id=match.mentee_id, title="A portfolio", place=1)
    goal.steps.append(
        GoalStep(place=1, text="First", due_on=now().date() - timedelta(days=days), doer_id=match.mentee_id)
    )
    db.session.add(goal)


def test_what_needs_somebody_stands_first_the_longest_of_it_on_top(pair: Pair, cora: Person, begun: Begun) -> None:
    silent, never, late = begun("Silent", days=60), begun("Never", days=40), begun("Late", days=50)
    session(silent, -30, BookingStatus.HELD)
    session(late, 2)
    late_step(late, 10)
    fine = begun("Fine", days=50)
    session(fine, 3)
    begun("Young", days=3)
    take_pulses()
    rows = overview.page_of([pair.cohort.id])
    assert [row.mentee for row in rows] == ["Never", "Silent", "Late", "Young", "Maya Rossi", "Fine"]
    assert [row.health.state for row in rows] == [State.CHECK_IN] * 3 + [State.EARLY] * 2 + [State.ON_TRACK]
    assert overview.counts([pair.cohort.id])[State.CHECK_IN] == 3
    assert never.id == rows[0].match_id


def test_the_list_says_what_the_page_of_each_match_says(pair: Pair, begun: Begun) -> None:
    session(begun("Missed", days=50), -2, BookingStatus.MISSED)
    late_step(begun("Late", days=50), 8)
    session(begun("Met", days=50), -2)
    for row in overview.page_of([pair.cohort.id]):
        assert row.health == health_of(db.session.get_one(Match, row.match_id))


def test_ended_matches_and_other_cohorts_are_left_out(pair: Pair, make: Make, cora: Person, as_person: Any) -> None:
    other = make.cohort("Elsewhere")
    pair_of(make.mentee("Foreign Person", cohort=other), make.mentor("Foreign Mentor", cohort=other), other)

    @transactional
    def end() -> None:
        pair.match.status, pair.match.ended_at = MatchStatus.ENDED, now()

    page = text(as_person(cora).get(f"{PATH}?cohort={other.id}"))
    assert "Maya Rossi" in page
    assert "Foreign" not in page
    end()
    assert "No active match yet" in as_person(cora).get(PATH).text


def test_filters_narrow_and_pages_follow(
    pair: Pair, cora: Person, begun: Begun, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentormatch.relationship.coordinator_views.A_PAGE", 2)
    for number in range(3):
        begun(f"Never {number}", days=40)
    take_pulses()
    browser = as_person(cora)
    first, second = (browser.get(f"{PATH}?health=check_in&page={number}").text for number in (1, 2))
    assert [name in first for name in ("Never 0", "Never 1", "Never 2", "Maya Rossi")] == [True, True, False, False]
    assert "Never 2" in second
    assert "health=check_in" in second
    assert "The match began" in first
    found = browser.get(f"{PATH}?q=never+2").text
    assert "Never 2" in found
    assert "Never 1" not in found
    assert "Nothing fits these filters" in browser.get(f"{PATH}?q=nobody").text
    assert browser.get(f"{PATH}?health=none&cohort=x&page=-1").status_code == 200


def test_the_page_asks_the_same_number_of_statements_however_many_matches(
    pair: Pair, cora: Person, begun: Begun, as_person: Any, statements: Any
) -> None:
    browser = as_person(cora)
    browser.get(PATH)
    with statements() as few:
        browser.get(PATH)
    for number in range(12):
        match = begun(f"Mentee {number}", days=40)
        session(match, -3)
        late_step(match, 9)
    with statements() as many:
        browser.get(PATH)
    assert len(many) == len(few)
    assert len(few) <= 9


def test_the_first_page_counts_disputes_and_matches_to_ask_about(
    pair: Pair, cora: Person, begun: Begun, as_person: Any
) -> None:
    begun("Never", days=40)
    booking = session(pair.match, -2, BookingStatus.MISSED)

    @transactional
    def dispute() -> None:
        db.session.add(
            Attendance(
                booking_id=booking.id, outcome=Outcome.MISSED, missed_by_id=pair.mentee.id, marked_at=now(),
                marked_by_id=pair.mentor.id, other_outcome=Outcome.HELD, disputed_at=now(), asked_at=now(),
            )
        )  # fmt: skip

    dispute()
    take_pulses()
    page = text(as_person(cora).get("/"))
    assert '<span class="page-title number">1</span><span>Disputed sessions' in page
    assert '<span class="page-title number">2</span><span>Stuck matches' in page


def test_the_worker_writes_down_only_what_has_changed(pair: Pair, begun: Begun) -> None:
    match = begun("Never", days=40)
    assert take_pulses() == 2
    assert take_pulses() == 0
    session(match, 3)
    assert overview.still_in_need([match.id]) == set()
    assert take_pulses() == 1
    assert overview.counts([pair.cohort.id])[State.CHECK_IN] == 0


def test_nobody_else_sees_the_list(pair: Pair, as_person: Any) -> None:
    assert as_person(pair.mentor).get(PATH).status_code == 403
