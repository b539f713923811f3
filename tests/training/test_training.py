"""What mentors tick before students find them."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from mentormatch.assignments import queries as assignments
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Invalid, NotAllowed, NotFound
from mentormatch.mentoring import service as mentoring
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import EnrolledAs
from mentormatch.recommendations import queries as recommendations
from mentormatch.training import queries, service
from mentormatch.training.models import TrainingItem
from tests.make import Make
from tests.personas import Personas

NOTE = "I would like to become a data analyst, as you did."


def _ask(personas: Personas, **more: object) -> TrainingItem:
    facts = {"title": "Code of conduct", "text": "Be kind.", "link": "", "also_present": False, "by": personas.cora}
    return service.add_item(personas.cohort, **{**facts, **more})


def _is_shown(personas: Personas, mentor_id: int) -> bool:
    return mentor_id in recommendations.candidates(personas.cohort.id, but=personas.maya.id)


def test_a_new_mentor_is_neither_shown_nor_asked_nor_assigned_before_ticking(personas: Personas, make: Make) -> None:
    item = _ask(personas)
    nina = make.mentor("Nina New", cohort=personas.cohort)
    assert not _is_shown(personas, nina.id)
    assert nina.id not in assignments.free_places(personas.cohort.id, most_new=None)
    with pytest.raises(NotFound):
        mentoring.ask(personas.maya, nina.id, note=NOTE)
    service.tick(item, by=nina)
    service.tick(item, by=nina)
    assert _is_shown(personas, nina.id)
    assert nina.id in assignments.free_places(personas.cohort.id, most_new=None)
    assert mentoring.ask(personas.maya, nina.id, note=NOTE)


def test_present_mentors_stay_listed_unless_the_office_says_so(personas: Personas) -> None:
    _ask(personas)
    assert _is_shown(personas, personas.omar.id)
    item = _ask(personas, also_present=True)
    assert not _is_shown(personas, personas.omar.id)
    assert queries.count_missing(personas.omar) == 1
    service.retire(item, by=personas.cora)
    assert _is_shown(personas, personas.omar.id)


def test_an_item_of_one_cohort_is_nothing_to_another(personas: Personas, make: Make) -> None:
    _ask(personas, also_present=True)
    make.enrol(personas.omar, personas.other_cohort, EnrolledAs.MENTOR)
    assert personas.omar.id in recommendations.candidates(personas.other_cohort.id, but=0)


def test_an_item_for_all_cohorts_is_an_admins(personas: Personas, make: Make) -> None:
    with pytest.raises(NotAllowed):
        _ask(personas, for_all=True)
    facts = {"title": "Safety", "text": "Read.", "link": "https://uni.example/safety", "also_present": True}
    item = service.add_item(personas.cohort, by=personas.ada, for_all=True, **facts)
    make.enrol(personas.omar, personas.other_cohort, EnrolledAs.MENTOR)
    assert personas.omar.id not in recommendations.candidates(personas.other_cohort.id, but=0)
    with pytest.raises(NotAllowed):
        service.retire(item, by=personas.cora)


def test_a_mentor_reads_and_ticks(as_person, personas: Personas, make: Make) -> None:
    item = _ask(personas, also_present=True, link="https://uni.example/mentors")
    omar = as_person(personas.omar)
    assert "to be read before students find you" in omar.get("/").text
    assert "Be kind." in omar.get("/mentor/training").text
    assert omar.post(f"/mentor/training/{item.id}/tick").status_code == 303
    assert "That was all" in omar.get("/mentor/training").text
    stranger = make.mentor("Sam", cohort=personas.other_cohort)
    assert as_person(stranger).post(f"/mentor/training/{item.id}/tick").status_code == 404
    with pytest.raises(NotAllowed):
        service.tick(item, by=stranger)


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("title", {"title": " "}), ("title", {"title": "x" * 121}), ("text", {"text": ""}),
        ("text", {"text": "x" * 4001}), ("link", {"link": "http://uni.example"}),
        ("link", {"link": "javascript:alert(1)"}), ("link", {"link": "https://uni.example/a b"}),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_at_its_field(personas: Personas, field: str, more: dict) -> None:
    with pytest.raises(Invalid) as refused:
        _ask(personas, **more)
    assert refused.value.facts["field"] == field


def test_a_coordinator_adds_and_retires_in_the_own_cohort_only(as_person, personas: Personas) -> None:
    cora, path = as_person(personas.cora), f"/coordinator/cohorts/{personas.cohort.id}/training"
    assert cora.post(path, data={"title": "Conduct", "text": "Be kind."}).status_code == 303
    [(item, ticks)] = queries.items_in(personas.cohort)
    assert (item.title, ticks) == ("Conduct", 0)
    assert cora.post(path, data={"title": ""}).status_code == 422
    assert cora.post(f"{path}/{item.id}/retire").status_code == 303
    assert queries.items_in(personas.cohort) == []
    with pytest.raises(NotAllowed):
        service.add_item(personas.other_cohort, title="x", text="y", link="", also_present=False, by=personas.cora)


def test_who_joined_later_is_asked_for_what_was_there(personas: Personas, make: Make) -> None:
    with time_machine.travel(now() - timedelta(days=3)):
        _ask(personas)
    late = make.mentor("Late", cohort=personas.cohort)
    assert queries.count_missing(late) == 1


def test_a_copied_cohort_asks_its_mentors_for_the_same(personas: Personas) -> None:
    _ask(personas, also_present=True)
    service.retire(_ask(personas, title="Old rules"), by=personas.cora)
    copy = programmes.copy_cohort(personas.cohort, "Spring", by=personas.cora)
    assert [(item.title, item.also_present, ticks) for item, ticks in queries.items_in(copy)] == [
        ("Code of conduct", True, 0)
    ]


def test_an_item_is_changed_where_it_stands_and_who_ticked_it_is_done(personas: Personas, as_person: Any) -> None:
    item = _ask(personas, also_present=True)
    service.tick(item, by=personas.omar)
    browser, page = as_person(personas.cora), f"/coordinator/cohorts/{personas.cohort.id}/training/{item.id}"
    assert "Be kind." in browser.get(page).text
    empty = browser.post(page, data={"title": "Conduct", "text": "", "link": ""})
    assert empty.status_code == 422 and "Please give a text, a link, or both." in empty.text
    assert browser.post(page, data={"title": "Conduct", "text": "Be patient.", "also_present": "y"}).status_code == 303
    db.session.rollback()
    assert (item.title, item.text) == ("Conduct", "Be patient.")
    assert queries.count_missing(personas.omar) == 0


def test_what_all_cohorts_are_asked_is_changed_by_an_admin_only(personas: Personas, as_person: Any) -> None:
    item = _ask(personas, for_all=True, by=personas.ada)
    page = f"/coordinator/cohorts/{personas.cohort.id}/training/{item.id}"
    assert as_person(personas.cora).get(page).status_code == 403
    assert as_person(personas.cora).post(page, data={"title": "Mine", "text": "Mine."}).status_code == 403
    assert as_person(personas.ada).get(page).status_code == 200
