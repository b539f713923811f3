"""Saving mentors and comparing them."""

import threading
from typing import Any

import pytest
from flask import Flask

from mentormatch.core.db import db
from mentormatch.profiles import service as profiles
from mentormatch.shortlist import queries, service
from mentormatch.shortlist.errors import ShortlistFull
from mentormatch.shortlist.models import MOST, SavedMentor
from tests.make import Make
from tests.personas import Personas


@pytest.fixture
def maya(personas: Personas, as_person: Any) -> Any:
    """Maya's browser."""
    return as_person(personas.maya)


def page(answer: Any) -> str:
    return " ".join(answer.get_data(as_text=True).split())


def test_saving_and_taking_off_twice_is_once(personas: Personas, maya: Any) -> None:
    address = f"/mentors/{personas.omar.id}"
    for _again in range(2):
        assert maya.post(f"{address}/save", data={"next": "/mentors"}).location == "/mentors"
    assert queries.saved_by(personas.maya.id) == [personas.omar.id]
    assert "Omar Haddad is on your shortlist" not in page(maya.get("/mentors/saved"))
    assert "Omar is on your shortlist. Take off" in page(maya.get("/mentors/saved"))
    for _again in range(2):
        assert maya.post(f"{address}/unsave").location == "/mentors/saved"
    assert "Nobody here yet" in page(maya.get("/mentors/saved"))


def test_for_htmx_only_the_button_changes(personas: Personas, maya: Any) -> None:
    answer = maya.post(f"/mentors/{personas.omar.id}/save", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'aria-pressed="true"' in page(answer) and "<html" not in page(answer)


def test_a_mentor_of_another_cohort_cannot_be_saved(personas: Personas, make: Make, maya: Any) -> None:
    far = make.mentor("Far Away", cohort=personas.other_cohort)
    assert maya.post(f"/mentors/{far.id}/save").status_code == 404
    assert queries.saved_by(personas.maya.id) == []


def test_a_full_shortlist_says_so(personas: Personas, make: Make, maya: Any) -> None:
    for number in range(MOST):
        service.save(make.mentor(f"Mentor {number}", cohort=personas.cohort).id, by=personas.maya)
    with pytest.raises(ShortlistFull):
        service.save(personas.omar.id, by=personas.maya)
    answer = maya.post(f"/mentors/{personas.omar.id}/save", data={"next": "/mentors/saved"}, follow_redirects=True)
    assert "Your shortlist is full." in page(answer)


def test_the_limit_holds_when_two_save_at_once(app: Flask, personas: Personas, make: Make) -> None:
    mentors = [make.mentor(f"Mentor {number}", cohort=personas.cohort).id for number in range(MOST + 3)]
    for mentor_id in mentors[: MOST - 1]:
        service.save(mentor_id, by=personas.maya)
    refused: list[int] = []

    def save(mentor_id: int, start: threading.Barrier) -> None:
        with app.app_context():
            start.wait()
            try:
                service.save(mentor_id, by=personas.maya)
            except ShortlistFull:
                refused.append(mentor_id)
            finally:
                db.session.remove()

    start = threading.Barrier(4)
    threads = [threading.Thread(target=save, args=(mentor_id, start)) for mentor_id in mentors[MOST - 1 :]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert len(refused) == 3
    assert db.session.query(SavedMentor).count() == MOST


def test_a_mentor_who_pauses_stays_on_the_list_as_not_open(personas: Personas, make: Make, maya: Any) -> None:
    service.save(personas.omar.id, by=personas.maya)
    profiles.set_paused(personas.omar, True, by=personas.omar)
    assert "No place at the moment" in page(maya.get("/mentors/saved"))


def test_side_by_side_answers_the_same_questions_for_each(personas: Personas, make: Make, maya: Any) -> None:
    lena = make.mentor("Lena Vogel", cohort=personas.cohort)
    shown = page(maya.get(f"/mentors/compare?with={personas.omar.id}&with={lena.id}&with=999999"))
    assert "Omar Haddad" in shown and "Lena Vogel" in shown
    assert shown.count("Usually answers in") == 2
    assert "Choose two or three mentors" in page(maya.get("/mentors/compare?with=x"))


def test_nobody_sees_what_others_saved(personas: Personas, make: Make, as_person: Any) -> None:
    other = make.mentee("Other One", cohort=personas.cohort)
    service.save(personas.omar.id, by=personas.maya)
    assert "Nobody here yet" in page(as_person(other).get("/mentors/saved"))
