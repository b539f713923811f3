"""Asking to join a cohort: whom its rules let ask, and that one coordinator decides."""

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts.models import Affiliation, RoleName
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import db
from mentormatch.core.errors import Invalid, NotAllowed, TooMany
from mentormatch.notifications.models import Letter
from mentormatch.profiles import service as profiles
from mentormatch.programmes import queries, service
from mentormatch.programmes.errors import AlreadyAnswered, DoesNotFit
from mentormatch.programmes.models import EnrolledAs, JoinStatus, OpenTo
from tests.make import Make
from tests.personas import Personas


@pytest.fixture
def open_cohort(personas: Personas) -> None:
    service.change_cohort(personas.cohort, by=personas.cora, self_enrolment=True)


def _letters(template: str) -> list[str]:
    found = sa.select(Letter.to_name).where(Letter.template == f"programmes/email/{template}.txt")
    return list(db.session.scalars(found))


def test_somebody_asks_and_is_let_in(as_person, personas: Personas, open_cohort) -> None:
    eve = as_person(personas.eve)
    assert "Autumn" in eve.get("/cohorts").text
    path = f"/cohorts/{personas.cohort.id}/ask"
    assert eve.post(path, data={"words": "I moved here."}).status_code == 303
    assert eve.post(path, data={"words": "I moved here."}).status_code == 303
    assert _letters("asked_to_join") == ["Cora Bianchi"]
    cora = as_person(personas.cora)
    assert "I moved here." in cora.get(f"/coordinator/cohorts/{personas.cohort.id}/joiners").text
    asked = queries.waiting_join(personas.eve.id, personas.cohort.id)
    assert cora.post(f"/coordinator/cohorts/joiners/{asked.id}/approve").status_code == 303
    assert queries.takes_part(personas.eve, personas.cohort.id, EnrolledAs.MENTEE)
    assert _letters("joined") == ["Eve Laurent"]


def test_a_no_has_a_reason_that_the_person_reads(as_person, personas: Personas, open_cohort) -> None:
    asked = service.ask_to_join(personas.eve, personas.cohort, "")
    cora, path = as_person(personas.cora), f"/coordinator/cohorts/joiners/{asked.id}/decline"
    assert cora.post(path, data={"reason": " "}).status_code == 422
    assert cora.post(path, data={"reason": "This term is full."}).status_code == 303
    assert "This term is full." in as_person(personas.eve).get("/cohorts").text
    assert not queries.takes_part(personas.eve, personas.cohort.id, EnrolledAs.MENTEE)
    assert service.ask_to_join(personas.eve, personas.cohort, "Again").id != asked.id


def test_the_second_coordinator_hears_that_it_is_answered(
    as_person, personas: Personas, make: Make, open_cohort
) -> None:
    carl = make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(carl, personas.cohort, EnrolledAs.COORDINATOR)
    asked = service.ask_to_join(personas.eve, personas.cohort, "")
    service.approve_join(asked, by=personas.cora)
    service.approve_join(asked, by=personas.cora)
    answer = as_person(carl).post(f"/coordinator/cohorts/joiners/{asked.id}/decline", data={"reason": "No."})
    assert answer.status_code == 409
    assert "answered this meanwhile" in answer.text
    with pytest.raises(AlreadyAnswered):
        service.approve_join(asked, by=carl)
    assert asked.status == JoinStatus.APPROVED
    deeds = db.session.scalars(sa.select(AuditEntry.action).where(AuditEntry.action.startswith("join."))).all()
    assert sorted(deeds) == ["join.approved", "join.asked"]


def test_who_does_not_fit_reads_why_and_cannot_ask(as_person, personas: Personas, open_cohort) -> None:
    rules = [
        ({"degrees": ("Physics",)}, "these degrees: Physics"),
        ({"degrees": (), "open_to": OpenTo.ALUMNI}, "for alumni"),
        ({"open_to": OpenTo.EVERYBODY, "self_enrolment": False}, "takes nobody"),
    ]
    for values, words in rules:
        service.change_cohort(personas.cohort, by=personas.cora, **values)
        with pytest.raises(DoesNotFit) as refused:
            service.ask_to_join(personas.eve, personas.cohort, "")
        assert words in str(refused.value)
    path = f"/cohorts/{personas.cohort.id}/ask"
    assert as_person(personas.eve).post(path).status_code == 404


def test_the_degree_of_the_profile_counts_however_it_is_written(personas: Personas, open_cohort) -> None:
    service.change_cohort(personas.cohort, by=personas.cora, degrees=("Physics",), open_to=OpenTo.STUDENTS)
    profiles.save_background(personas.eve, by=personas.eve, degree="physics")
    assert personas.eve.affiliation == Affiliation.STUDENT
    assert service.ask_to_join(personas.eve, personas.cohort, "")


def test_who_takes_part_does_not_ask(personas: Personas, open_cohort) -> None:
    with pytest.raises(DoesNotFit):
        service.ask_to_join(personas.maya, personas.cohort, "")


def test_only_the_coordinators_of_the_cohort_answer(as_person, personas: Personas, make: Make, open_cohort) -> None:
    asked = service.ask_to_join(personas.eve, personas.cohort, "")
    carl = make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(carl, personas.other_cohort, EnrolledAs.COORDINATOR)
    assert as_person(carl).post(f"/coordinator/cohorts/joiners/{asked.id}/approve").status_code == 404
    for nobody in (carl, personas.ada, personas.eve):
        with pytest.raises(NotAllowed):
            service.approve_join(asked, by=nobody)


def test_a_wish_can_be_taken_back_by_its_owner(as_person, personas: Personas, open_cohort) -> None:
    asked = service.ask_to_join(personas.eve, personas.cohort, "")
    path = f"/cohorts/asked/{asked.id}/withdraw"
    assert as_person(personas.maya).post(path).status_code == 404
    assert as_person(personas.eve).post(path).status_code == 303
    with pytest.raises(AlreadyAnswered):
        service.approve_join(asked, by=personas.cora)


def test_words_have_a_length(app: Flask, personas: Personas, open_cohort) -> None:
    with pytest.raises(Invalid):
        service.ask_to_join(personas.eve, personas.cohort, "x" * 601)


def test_the_queue_can_ask_who_waits(personas: Personas, open_cohort) -> None:
    asked = service.ask_to_join(personas.eve, personas.cohort, "")
    assert db.session.scalars(queries.joins_waiting([personas.cohort.id])).all() == [asked]
    assert queries.count_joins([personas.other_cohort.id]) == 0


def test_asking_again_and_again_does_not_bury_coordinators_under_letters(personas: Personas, open_cohort) -> None:
    for _time in range(10):
        service.withdraw_join(service.ask_to_join(personas.eve, personas.cohort, "Please."), by=personas.eve)
    with pytest.raises(TooMany):
        service.ask_to_join(personas.eve, personas.cohort, "Please.")
