"""Cohorts and their limits: who sets them, and what the database refuses."""

import pytest
import sqlalchemy as sa
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db
from mentormatch.programmes import queries, service
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment, ReviewMode
from mentormatch.recommendations import service as recommendations
from tests.make import Make
from tests.personas import Personas

#: A cohort as the form posts it.
COHORT = {
    "name": "Spring", "review_mode": "none", "open_requests_limit": "2", "remind_after_days": "5",
    "close_after_days": "10", "session_minutes": "30", "buffer_minutes": "15", "notice_hours": "12",
    "window_days": "30", "sessions_per_week": "4", "no_shows_limit": "3", "no_shows_days": "60",
}  # fmt: skip


def test_a_coordinator_changes_the_own_cohort(as_person, personas: Personas) -> None:
    answer = as_person(personas.cora).post(f"/coordinator/cohorts/{personas.cohort.id}", data=COHORT)
    assert answer.status_code == 303
    db.session.refresh(personas.cohort)
    assert (personas.cohort.name, personas.cohort.review_mode) == ("Spring", ReviewMode.NONE)


def test_another_cohort_does_not_exist_for_a_coordinator(as_person, personas: Personas) -> None:
    path = f"/coordinator/cohorts/{personas.other_cohort.id}"
    assert as_person(personas.cora).get(path).status_code == 404
    assert as_person(personas.cora).post(path, data=COHORT).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("session_minutes", "50", "multiple of 15"),
        ("close_after_days", "5", "later than the reminder"),
        ("open_requests_limit", "0", "between 1 and 10"),
        ("name", "", "required"),
        ("name", "Elsewhere", "has this name"),
    ],
)
def test_limits_that_make_no_sense_are_refused_at_their_field(
    as_person, personas: Personas, field: str, value: str, words: str
) -> None:
    answer = as_person(personas.cora).post(f"/coordinator/cohorts/{personas.cohort.id}", data={**COHORT, field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="12"' in answer.text  # what else was typed is kept


def test_the_database_refuses_what_the_form_would(app: Flask, make: Make) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        make.cohort(session_minutes=50)


def test_only_one_cohort_takes_newcomers(app: Flask, make: Make) -> None:
    first, second = make.cohort(default=True), make.cohort(default=False)
    service.take_newcomers(second, by=make.person())
    db.session.refresh(first)
    assert not first.default
    assert queries.default_cohort() == second


def test_a_coordinator_cannot_send_newcomers_elsewhere(as_person, personas: Personas) -> None:
    as_person(personas.cora).post(f"/coordinator/cohorts/{personas.cohort.id}", data={**COHORT, "default": ""})
    db.session.refresh(personas.cohort)
    assert personas.cohort.default


def test_the_admin_says_which_cohort_takes_newcomers(as_person, personas: Personas) -> None:
    answer = as_person(personas.ada).post(f"/admin/cohorts/{personas.other_cohort.id}/newcomers")
    assert answer.status_code == 303
    assert queries.default_cohort() == personas.other_cohort


def test_the_admin_opens_a_cohort_and_names_its_coordinator(as_person, personas: Personas, make: Make) -> None:
    ada, carl = as_person(personas.ada), make.person("Carl", email="carl@example.org")
    assert ada.post("/admin/cohorts/new", data={**COHORT, "name": "Summer"}).status_code == 303
    cohort = db.session.scalars(sa.select(Cohort).where(Cohort.name == "Summer")).one()
    ada.post(f"/admin/cohorts/{cohort.id}/coordinators", data={"email": "Carl@Example.org"})
    assert carl.is_(RoleName.COORDINATOR)
    assert queries.cohorts_of(carl) == [cohort]


def test_nobody_becomes_coordinator_without_an_account(as_person, personas: Personas) -> None:
    path = f"/admin/cohorts/{personas.cohort.id}/coordinators"
    answer = as_person(personas.ada).post(path, data={"email": "nobody@example.org"}, follow_redirects=True)
    assert "Nobody has an account" in answer.text


def test_the_settings_are_what_the_front_page_says(as_person, client, personas: Personas) -> None:
    data = {"name": "Mentoring", "contact_name": "Chiara Bianchi", "contact_email": "chiara@example.org"}
    assert as_person(personas.ada).post("/admin/settings", data=data).status_code == 303
    assert "Chiara Bianchi" in client.get("/").text


def test_enrolling_twice_changes_nothing(app: Flask, make: Make) -> None:
    cohort, person = make.cohort(), make.person()
    make.enrol(person, cohort, EnrolledAs.MENTEE)
    make.enrol(person, cohort, EnrolledAs.MENTEE)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Enrolment)) == 1


def test_who_loses_a_role_takes_no_part_in_it_any_more(app: Flask, make: Make, personas: Personas) -> None:
    accounts.revoke(personas.cora, RoleName.COORDINATOR, by=personas.ada)
    assert queries.coordinators_of(personas.cohort.id) == []
    accounts.revoke(personas.omar, RoleName.MENTOR, by=personas.ada)
    assert recommendations.recommend(personas.maya, top=5) == []
