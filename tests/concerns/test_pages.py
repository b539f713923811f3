"""The page of the one who raises a concern, and those of the coordinators."""

from datetime import timedelta

import pytest
import time_machine

from mentormatch.accounts.models import Person, RoleName
from mentormatch.concerns import service
from mentormatch.concerns.models import Concern, ConcernKind
from mentormatch.core.db import db
from mentormatch.programmes.models import EnrolledAs
from tests.calendar.conftest import MONDAY, Pair
from tests.calendar.reading import count
from tests.make import Make
from tests.mentoring.conftest import As, text


@pytest.fixture
def cora(make: Make, pair: Pair) -> Person:
    person = make.person("Cora Bianchi", roles=[RoleName.COORDINATOR])
    make.enrol(person, pair.cohort, EnrolledAs.COORDINATOR)
    return person


def url(pair: Pair) -> str:
    return f"/matches/{pair.match.id}/concerns"


def test_one_raises_it_and_sees_where_it_stands(pair: Pair, cora: Person, as_person: As) -> None:
    maya = as_person(pair.mentee)
    assert url(pair) in maya.get(f"/matches/{pair.match.id}").text
    answer = maya.post(url(pair), data={"kind": "safety", "words": "CANARY <i>", "once": "a-key-of-a-form-1"})
    assert answer.status_code == 303
    concern = db.session.get_one(Concern, 1)
    assert not concern.may_tell
    page = text(maya.get(url(pair)))
    assert "Boundaries, or my safety" in page
    assert "Received" in page
    service.note(concern, "Called.", close=False, by=cora)
    assert "Being handled" in maya.get(url(pair)).text
    assert "Called." not in maya.get(url(pair)).text


@pytest.mark.parametrize("data", [{}, {"kind": "safety"}, {"words": "W"}, {"kind": "none", "words": "W"}])
def test_an_incomplete_one_is_shown_again_with_what_was_typed(pair: Pair, as_person: As, data: dict[str, str]) -> None:
    answer = as_person(pair.mentee).post(url(pair), data=data)
    assert answer.status_code == 422
    assert data.get("words", "") in answer.text
    assert count(Concern) == 0


def test_a_double_click_raises_one(pair: Pair, as_person: As) -> None:
    maya = as_person(pair.mentee)
    data = {"kind": "other", "words": "Words", "once": "a-key-of-a-form-1", "may_tell": "y"}
    assert [maya.post(url(pair), data=data).status_code for _time in range(2)] == [303, 303]
    assert count(Concern) == 1
    assert db.session.get_one(Concern, 1).may_tell


def test_a_coordinator_opens_reads_notes_and_closes(pair: Pair, cora: Person, as_person: As) -> None:
    concern = service.raise_concern(pair.match, ConcernKind.BEHAVIOUR, "CANARY", may_tell=False, by=pair.mentee)
    there, path = as_person(cora), f"/coordinator/concerns/{concern.id}"
    home = there.get("/").text
    assert '<span class="nav-count">1</span>' in home
    assert "CANARY" not in there.get("/coordinator/concerns").text
    door = there.get(path).text
    assert "CANARY" not in door
    assert "Behaves" not in door
    assert there.post(f"{path}/notes", data={"text": "Unread"}).text.count("CANARY") == 0
    assert there.post(f"{path}/read").status_code == 303
    page = there.get(path).text
    assert "CANARY" in page
    assert "Say nothing to Omar before Maya agrees." in page
    assert there.post(f"{path}/notes", data={"text": " "}).status_code == 422
    assert there.post(f"{path}/notes", data={"text": "Called both.", "close": "y"}).status_code == 303
    assert there.post(f"{path}/notes", data={"text": "Late."}).status_code == 409
    assert "nav-count" not in there.get("/").text
    assert "Maya Rossi and Omar Haddad" in there.get("/coordinator/concerns?closed=1").text


def test_an_opened_concern_closes_its_door_after_an_hour(pair: Pair, cora: Person, as_person: As) -> None:
    concern = service.raise_concern(pair.match, ConcernKind.BEHAVIOUR, "CANARY", may_tell=False, by=pair.mentee)
    there, path = as_person(cora), f"/coordinator/concerns/{concern.id}"
    there.post(f"{path}/read")
    with time_machine.travel(MONDAY + timedelta(minutes=59)):
        assert "CANARY" in there.get(path).text
    with time_machine.travel(MONDAY + timedelta(minutes=61)):
        assert "CANARY" not in there.get(path).text


def test_each_coordinator_opens_it_for_themself(make: Make, pair: Pair, cora: Person, as_person: As) -> None:
    concern = service.raise_concern(pair.match, ConcernKind.BEHAVIOUR, "CANARY", may_tell=False, by=pair.mentee)
    second = make.person("Carlo", roles=[RoleName.COORDINATOR])
    make.enrol(second, pair.cohort, EnrolledAs.COORDINATOR)
    service.open_concern(concern, by=cora)
    assert "CANARY" not in as_person(second).get(f"/coordinator/concerns/{concern.id}").text
