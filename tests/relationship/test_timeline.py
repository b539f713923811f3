"""Everything that happened to a match on one page, newest first."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar import service as calendar
from mentormatch.calendar.policy import of_match
from mentormatch.core.clock import now
from mentormatch.goals import service as goals
from mentormatch.mentoring import queries as mentoring_queries
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import EndReason, ReviewReason
from mentormatch.programmes.models import EnrolledAs, ReviewMode
from mentormatch.relationship import history, service
from tests.calendar.conftest import TUESDAY_EVENING, Pair
from tests.make import Make


def titles(match: Any, page: int = 1) -> list[str]:
    return [event.title for event in history.timeline(match, "Europe/Rome", page)[0]]


def walked(make: Make) -> tuple[Person, Person, Any]:
    cohort = make.cohort(review_mode=ReviewMode.NONE)
    maya, omar = make.mentee("Maya Rossi", cohort=cohort), make.mentor("Omar Haddad", cohort=cohort)
    request = mentoring.ask(maya, omar.id, note="I would like to talk about the first steps.", proposed_times=())
    mentoring.accept(request, by=omar)
    match = mentoring_queries.match_of_request(request)
    assert match is not None
    return maya, omar, match


def test_it_tells_of_request_match_sessions_goals_and_the_end(make: Make, as_person: Any) -> None:
    maya, omar, match = walked(make)
    deeds: list[Any] = [
        lambda: calendar.book(
            omar, maya, match.cohort, TUESDAY_EVENING, purpose=of_match(match.id), topic="CV", by=maya
        ),
        lambda: goals.add_goal(match, title="A portfolio", why="", target_on=None, by=omar),
    ]
    start = now()
    done = []
    for number, deed in enumerate(deeds, start=1):
        with time_machine.travel(start + timedelta(minutes=number), tick=False):
            done.append(deed())
    with time_machine.travel(TUESDAY_EVENING + timedelta(days=1), tick=False):
        step = goals.add_step(done[1], text="Choose works", due_on=None, doer_id=maya.id, by=maya)
        goals.tick(step, done=True, by=omar)
    with time_machine.travel(TUESDAY_EVENING + timedelta(days=2), tick=False):
        service.end(match, because=EndReason.REACHED, reason="", by=maya)
        assert titles(match) == [
            "Match ended", "Goal reached", "Step done", "Session", "Goal set", "Session booked", "Match began",
            "Request accepted", "Request sent",
        ]  # fmt: skip
        page = as_person(omar).get(f"/matches/{match.id}/timeline").text
    for words in ("A portfolio", "Choose works", "CV", "We reached what we set out for"):
        assert words in page


def test_it_begins_with_the_request_also_when_a_coordinator_changed_the_mentor(make: Make) -> None:
    cohort = make.cohort(review_mode=ReviewMode.NONE)
    maya, omar, olga = make.mentee(cohort=cohort), make.mentor(cohort=cohort), make.mentor(cohort=cohort)
    cora = make.person(roles=[RoleName.COORDINATOR])
    make.enrol(cora, cohort, EnrolledAs.COORDINATOR)
    request = mentoring.ask(maya, omar.id, note="I would like to talk about the first steps.", proposed_times=())
    match = mentoring.accept(
        mentoring.change_mentor(
            request, olga.id, by=cora, reason=ReviewReason.MENTOR_AWAY, words="Omar is away until June."
        ),
        by=olga,
    )
    assert titles(match) == ["Match began", "Request accepted", "Request sent"]


def test_it_has_pages_and_no_other_match_is_in_it(make: Make, pair: Pair) -> None:
    _maya, omar, match = walked(make)
    goals.add_goal(pair.match, title="Of another match", why="", target_on=None, by=pair.mentee)
    for number in range(21):
        goal = goals.add_goal(match, title=f"Goal {number}", why="", target_on=None, by=omar)
        goals.drop_goal(goal, by=omar)
    events, total = history.timeline(match, "Europe/Rome", 1)
    assert (len(events), total) == (history.A_PAGE, 45)
    assert len(titles(match, 3)) == 5
    assert titles(match, 4) == []
    assert not [event for page in (1, 2, 3) for event in history.timeline(match, "Europe/Rome", page)[0]
                if event.text == "Of another match"]  # fmt: skip


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999"])
def test_odd_page_numbers_do_no_harm(pair: Pair, as_person: Any, page: str) -> None:
    assert as_person(pair.mentee).get(f"/matches/{pair.match.id}/timeline?page={page}").status_code == 200
