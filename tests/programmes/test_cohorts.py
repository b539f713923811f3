"""Cohorts and their limits: who sets them, and what the database refuses."""

from datetime import date

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import RoleName
from mentormatch.calendar import queries as calendar
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Invalid
from mentormatch.mentoring import service as mentoring
from mentormatch.notifications import queries as letter_queries
from mentormatch.notifications import service as letters
from mentormatch.notifications import words
from mentormatch.profiles import queries as profile_queries
from mentormatch.profiles import service as profiles
from mentormatch.programmes import limits, queries, service
from mentormatch.programmes.errors import CohortArchived
from mentormatch.programmes.models import Cohort, EnrolledAs, Enrolment, ReviewMode
from mentormatch.recommendations import service as recommendations
from mentormatch.recommendations.facts import mentee_record
from mentormatch.sessions import service as sessions
from tests.calendar.conftest import pair_of
from tests.make import Make
from tests.personas import Personas

#: A cohort as the form posts it.
COHORT = {
    "name": "Spring", "review_mode": "none", "open_requests_limit": "2", "remind_after_days": "5",
    "close_after_days": "10", "session_minutes": "30", "buffer_minutes": "15", "notice_hours": "12",
    "window_days": "30", "sessions_per_week": "4", "no_shows_limit": "3", "no_shows_days": "60",
    "mentor_capacity": "3", "offer_hold_hours": "24", "check_in_days": "30", "open_to": "everybody",
}  # fmt: skip


def test_a_coordinator_changes_the_own_cohort(as_person, personas: Personas) -> None:
    answer = as_person(personas.cora).post(f"/coordinator/cohorts/{personas.cohort.id}/settings", data=COHORT)
    assert answer.status_code == 303
    db.session.refresh(personas.cohort)
    assert (personas.cohort.name, personas.cohort.review_mode) == ("Spring", ReviewMode.NONE)


def test_another_cohort_does_not_exist_for_a_coordinator(as_person, personas: Personas) -> None:
    path = f"/coordinator/cohorts/{personas.other_cohort.id}/settings"
    assert as_person(personas.cora).get(path).status_code == 404
    assert as_person(personas.cora).post(path, data=COHORT).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("session_minutes", "50", "multiple of 15"),
        ("close_after_days", "5", "later than the reminder"),
        ("open_requests_limit", "0", "between 1 and 10"),
        ("offer_hold_hours", "0", "between 1 and 336"),
        ("check_in_days", "6", "between 7 and 120"),
        ("mentor_capacity", "21", "between 1 and 20"),
        ("name", "", "required"),
        ("name", "Elsewhere", "has this name"),
    ],
)
def test_limits_that_make_no_sense_are_refused_at_their_field(
    as_person, personas: Personas, field: str, value: str, words: str
) -> None:
    answer = as_person(personas.cora).post(
        f"/coordinator/cohorts/{personas.cohort.id}/settings", data={**COHORT, field: value}
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="12"' in answer.text  # what else was typed is kept


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("session_minutes", 50), ("offer_hold_hours", 0), ("check_in_days", 121), ("mentor_capacity", 0),
        ("notice_hours", -1), ("sessions_per_week", 0), ("ends_on", date(2026, 1, 1)),
    ],
)  # fmt: skip
def test_the_database_refuses_what_the_form_would(app: Flask, make: Make, column: str, value: object) -> None:
    make.cohort(starts_on=date(2026, 10, 1))
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(Cohort).values({column: value}))
    db.session.rollback()


@pytest.mark.parametrize("name", limits.SETTINGS)
def test_the_service_refuses_what_is_outside_and_names_the_field(personas: Personas, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        service.change_cohort(personas.cohort, by=personas.cora, **{name: limits.SETTINGS[name].most + 1})
    assert refused.value.facts["field"] == name


def test_every_setting_stands_on_the_page_with_its_effect(as_person, personas: Personas) -> None:
    text = BeautifulSoup(
        as_person(personas.cora).get(f"/coordinator/cohorts/{personas.cohort.id}/settings").text, "html.parser"
    )
    for name, setting in limits.SETTINGS.items():
        field = text.select_one(f"#{name}")
        assert field is not None
        assert str(setting.effect) in text.get_text()
    grouped = [name for group in limits.GROUPS for name in group.names]
    assert sorted(grouped) == sorted(limits.SETTINGS)


def test_an_admin_changes_any_cohort(as_person, personas: Personas) -> None:
    path = f"/coordinator/cohorts/{personas.other_cohort.id}/settings"
    assert as_person(personas.ada).post(path, data=COHORT).status_code == 303
    db.session.refresh(personas.other_cohort)
    assert personas.other_cohort.check_in_days == 30


def test_a_copy_takes_settings_letters_and_coordinators_and_nobody_else(as_person, personas: Personas) -> None:
    service.change_cohort(personas.cohort, by=personas.cora, check_in_days=40, degrees=("Physics",))
    kind = words.KINDS["began"]
    letters.set_words(personas.cohort.id, kind, "en", opening="Welcome, {name}.", closing="", by=personas.cora)
    data = {"name": "Next term", "starts_on": "2027-02-01", "ends_on": "2027-07-01"}
    answer = as_person(personas.cora).post(f"/coordinator/cohorts/{personas.cohort.id}/copy", data=data)
    assert answer.status_code == 303
    copy = queries.find_cohort("Next term")
    assert copy is not None
    assert (copy.check_in_days, copy.degrees, copy.starts_on, copy.default) == (
        40,
        ("Physics",),
        date(2027, 2, 1),
        False,
    )
    assert queries.counts_of([copy])[copy.id] == {EnrolledAs.COORDINATOR: 1}
    assert [kept.opening for kept in letter_queries.words_in(copy.id)] == ["Welcome, {name}."]


def test_a_new_mentor_begins_with_the_places_of_the_cohort(personas: Personas, make: Make) -> None:
    service.change_cohort(personas.cohort, by=personas.cora, mentor_capacity=4)
    imported, applicant = make.person("Ida"), make.person("Ann")
    profiles.admit_mentor(imported, personas.cohort, by=personas.cora)
    profiles.save_offer(applicant, by=applicant, role_title="Analyst")
    assert [profile_queries.offer_of(one.id).capacity for one in (imported, applicant)] == [4, 4]
    assert profile_queries.offer_of(personas.omar.id).capacity == 2


def _archived(personas: Personas) -> Cohort:
    service.take_newcomers(personas.other_cohort, by=personas.ada)
    service.archive(personas.cohort, by=personas.cora)
    return personas.cohort


def test_the_cohort_that_takes_newcomers_is_not_archived(as_person, personas: Personas) -> None:
    answer = as_person(personas.cora).post(f"/coordinator/cohorts/{personas.cohort.id}/archive", follow_redirects=True)
    assert "Newcomers join this cohort" in answer.text
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.update(Cohort).where(Cohort.default).values(archived_at=now()))
    db.session.rollback()


def test_an_archived_cohort_takes_no_people_requests_or_settings(personas: Personas, make: Make) -> None:
    cohort = _archived(personas)
    with pytest.raises(CohortArchived):
        service.enrol(make.person(), cohort, EnrolledAs.MENTEE, by=personas.cora)
    with pytest.raises(CohortArchived):
        mentoring.ask(personas.maya, personas.omar.id, note="I would like to become a data analyst, as you did.")
    with pytest.raises(CohortArchived):
        service.change_cohort(cohort, by=personas.cora, check_in_days=30)
    with pytest.raises(CohortArchived):
        service.take_newcomers(cohort, by=personas.ada)
    service.bring_back(cohort, by=personas.cora)
    assert service.enrol(make.person(), cohort, EnrolledAs.MENTEE, by=personas.cora)


def test_an_archived_cohort_takes_no_sessions(make: Make) -> None:
    pair = pair_of(make.mentee("Mia"), make.mentor("Max"), make.cohort(default=False))
    service.archive(pair.cohort, by=make.person())
    at = calendar.open_times(pair.mentor, pair.cohort, guest=pair.mentee)[0]
    with pytest.raises(CohortArchived):
        sessions.book(pair.match, at, topic="", by=pair.mentee)
    service.bring_back(pair.cohort, by=make.person())
    assert sessions.book(pair.match, at, topic="", by=pair.mentee)


def test_an_archived_cohort_stays_readable_and_stands_apart(as_person, personas: Personas) -> None:
    cohort, cora = _archived(personas), as_person(personas.cora)
    page = BeautifulSoup(cora.get("/coordinator/cohorts").text, "html.parser")
    assert cohort.name in page.select_one("section[aria-labelledby=archived]").get_text()
    assert not page.select("article")
    assert "Bring it back" in cora.get(f"/coordinator/cohorts/{cohort.id}").text
    assert as_person(personas.maya).get("/mentors").status_code == 200


def test_a_running_cohort_counts_before_an_archived_one(personas: Personas, make: Make) -> None:
    make.enrol(personas.maya, personas.other_cohort, EnrolledAs.MENTEE)
    service.archive(personas.other_cohort, by=personas.ada)
    assert queries.enrolment_of(personas.maya, EnrolledAs.MENTEE).cohort_id == personas.cohort.id
    assert mentee_record(personas.maya.id).cohort == personas.cohort


def test_only_one_cohort_takes_newcomers(app: Flask, make: Make) -> None:
    first, second = make.cohort(default=True), make.cohort(default=False)
    service.take_newcomers(second, by=make.person())
    db.session.refresh(first)
    assert not first.default
    assert queries.default_cohort() == second


def test_a_coordinator_cannot_send_newcomers_elsewhere(as_person, personas: Personas) -> None:
    as_person(personas.cora).post(f"/coordinator/cohorts/{personas.cohort.id}/settings", data={**COHORT, "default": ""})
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
