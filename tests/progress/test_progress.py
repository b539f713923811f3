"""How far a cohort is, who is missing what, and one letter a week."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from bs4 import BeautifulSoup

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import NotAllowed
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.notifications.models import Letter
from mentormatch.notifications.rendering import render
from mentormatch.profiles.models import Profile
from mentormatch.programmes.models import EnrolledAs
from mentormatch.progress import queries, service
from mentormatch.progress.policy import Step
from tests.make import Make
from tests.personas import Personas


@pytest.fixture
def people(personas: Personas, make: Make) -> dict[str, Person]:
    """One mentee at each step, besides Maya, who has not given a degree."""
    names = ("new", "profile", "asked", "matched", "met")
    found = {name: make.mentee(name.title(), cohort=personas.cohort) for name in names}
    _bring_on(found, personas)
    return found


@transactional
def _bring_on(people: dict[str, Person], personas: Personas) -> None:
    people["new"].confirmed_at = None
    for name in ("profile", "asked", "matched", "met"):
        db.session.get_one(Profile, people[name].id).degree = "Physics"
    pair = {"mentor_id": personas.omar.id, "cohort_id": personas.cohort.id}
    asked = Request(**pair, mentee_id=people["asked"].id, status=RequestStatus.OPEN, note="n", opened_at=now())
    active = {**pair, "status": MatchStatus.ACTIVE, "activated_at": now()}
    matches = [Match(**active, mentee_id=people[name].id) for name in ("matched", "met")]
    db.session.add_all([asked, *matches])
    db.session.flush()
    for match, status in zip(matches, (BookingStatus.MISSED, BookingStatus.HELD), strict=True):
        at = now() - timedelta(days=match.id)
        db.session.add(
            Booking(match_id=match.id, host_id=personas.omar.id, guest_id=match.mentee_id, status=status, uid=str(at),
                    starts_at=at, ends_at=at + timedelta(minutes=45), wall_start="", wall_zone="UTC")
        )  # fmt: skip


def test_each_step_counts_who_has_taken_it(personas: Personas, people) -> None:
    counts = queries.counts(personas.cohort.id, EnrolledAs.MENTEE)
    expected = {"enrolled": 6, "confirmed": 5, "profile": 4, "asked": 3, "matched": 2, "met": 1}
    assert {step.value: count for step, count in counts.items()} == expected
    mentors = queries.counts(personas.cohort.id, EnrolledAs.MENTOR)
    assert mentors == dict.fromkeys(mentors, 1)


def test_each_figure_opens_just_the_people_behind_it(as_person, personas: Personas, people) -> None:
    cora = as_person(personas.cora)
    page = BeautifulSoup(cora.get(f"/coordinator/cohorts/{personas.cohort.id}").text, "html.parser")
    rows = page.select("section[aria-labelledby=progress-mentee] tr")
    assert len(rows) == 6
    for row in rows:
        count = int(row.select("td")[-1].get_text().split()[0])
        listed = BeautifulSoup(cora.get(row.select_one("th a")["href"]).text, "html.parser").select("tbody tr")
        assert len(listed) == count
        lack = row.select_one("td a")
        if lack is not None:
            listed = BeautifulSoup(cora.get(lack["href"]).text, "html.parser").select("tbody tr")
            assert len(listed) == 6 - count


def test_the_list_says_what_each_lacks_and_finds_names(as_person, personas: Personas, people) -> None:
    path = f"/coordinator/cohorts/{personas.cohort.id}/progress"
    text = as_person(personas.cora).get(f"{path}?q=maya").text
    assert "Maya Rossi" in text
    assert "Profile not complete" in text
    assert "Asked" not in BeautifulSoup(text, "html.parser").select_one("tbody").get_text()


def test_each_is_reminded_once_a_week_of_what_is_theirs_to_do(as_person, personas: Personas, people) -> None:
    cora, path = as_person(personas.cora), f"/coordinator/cohorts/{personas.cohort.id}/progress/remind"
    chosen = [people["new"].id, people["profile"].id, people["matched"].id, people["met"].id, personas.eve.id]
    answer = cora.post(path, data={"person": chosen}, follow_redirects=True)
    assert "2 letters are on their way." in answer.text
    assert "3 people were left out" in answer.text
    cora.post(path, data={"person": chosen})
    letters = {letter.person_id: render(letter).text for letter in db.session.scalars(sa.select(Letter))}
    assert letters.keys() == {people["new"].id, people["profile"].id}
    assert "- Ask a mentor." in letters[people["profile"].id]
    assert "/forgot" in letters[people["new"].id]
    with time_machine.travel(now() + timedelta(days=8)):
        assert service.remind(personas.cohort, EnrolledAs.MENTEE, chosen, by=personas.cora).written == 2


def test_nobody_reminds_in_a_cohort_of_others(as_person, personas: Personas, make: Make) -> None:
    path = f"/coordinator/cohorts/{personas.other_cohort.id}/progress"
    for answer in (as_person(personas.cora).get(path), as_person(personas.cora).post(f"{path}/remind")):
        assert answer.status_code == 404
    carl = make.person("Carl", roles=[RoleName.COORDINATOR])
    with pytest.raises(NotAllowed):
        service.remind(personas.cohort, EnrolledAs.MENTEE, [personas.maya.id], by=carl)


def test_words_of_the_address_that_are_none_of_ours_change_nothing(as_person, personas: Personas) -> None:
    path = f"/coordinator/cohorts/{personas.cohort.id}/progress"
    for query in ("?role=admin", "?step=drop", "?has=x&page=0", "?step=hours", "?page=99999"):
        assert as_person(personas.cora).get(path + query).status_code == 200


def test_a_disabled_account_is_missing_nothing(personas: Personas, people) -> None:
    people["new"].active = False
    db.session.commit()
    rows, total = queries.page_of(
        queries.Filters(personas.cohort.id, step=Step.CONFIRMED, has=False), limit=50, offset=0
    )
    assert (rows, total) == ([], 0)
