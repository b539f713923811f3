"""What coordinators see of mentors, and how they decide, in the browser."""

import re
from html import unescape

import pytest

from mentormatch.accounts.models import RoleName
from mentormatch.profiles import queries, service
from mentormatch.profiles.models import OfferStatus
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs


def apply(person, role="Data analyst"):
    background = {"bio": "I went from law to data.", "languages": ("de", "hu"), "previous_field": "law"}
    service.save_mentor(person, by=person, background=background, offer={"role_title": role, "help_topics": ("CV",)})
    service.apply_as_mentor(person)
    return person


@pytest.fixture
def jonas(make, personas):
    return apply(make.person("Jonas Weber", roles=[RoleName.MENTEE]))


@pytest.fixture
def cora(as_person, personas):
    return as_person(personas.cora)


@pytest.fixture
def carl(make, personas):
    """A second coordinator, of another cohort."""
    carl = make.person("Carl", roles=[RoleName.COORDINATOR])
    make.enrol(carl, personas.other_cohort, EnrolledAs.COORDINATOR)
    return carl


def words(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_applications_stand_first_while_there_are_any(cora, jonas, make):
    apply(make.person("Lucía"), role="Nurse")
    page = words(cora.get("/coordinator/mentors"))
    assert "2 applications wait" in page
    assert page.index("Jonas Weber") < page.index("Lucía")
    assert "Omar Haddad" not in page
    assert "Omar Haddad" in words(cora.get("/coordinator/mentors?tab=mentors"))


def test_without_applications_the_mentors_are_shown(cora, personas):
    page = words(cora.get("/coordinator/mentors"))
    assert "Omar Haddad" in page
    assert "0 of 2" in page
    assert "No application waits" in words(cora.get("/coordinator/mentors?tab=applications"))


def test_mentors_can_be_searched_narrowed_and_paged(cora, make, personas):
    for number in range(45):
        make.mentor(f"Mentor {number:02}", cohort=personas.cohort, paused=number == 7)
    first = cora.get("/coordinator/mentors?tab=mentors")
    assert "1 to 40 of 46" in words(first)
    second = cora.get("/coordinator/mentors?tab=mentors&page=2")
    assert "41 to 46 of 46" in words(second)
    assert "Mentor 07" in words(cora.get("/coordinator/mentors?tab=mentors&places=paused"))
    assert "Mentor 12" in words(cora.get("/coordinator/mentors?tab=mentors&q=mentor+12"))
    for odd in ("page=0", "page=-4", "page=99999999999999999999", "page=x", "places=none", "tab=else", "q=%00%25"):
        assert cora.get(f"/coordinator/mentors?tab=mentors&{odd}").status_code == 200


def test_a_list_of_forty_needs_no_query_for_each(cora, make, personas, count_queries):
    for number in range(12):
        make.mentor(f"Mentor {number:02}", cohort=personas.cohort)
        apply(make.person(f"Applicant {number:02}"))
    for tab in ("mentors", "applications"):
        with count_queries() as counted:
            assert cora.get(f"/coordinator/mentors?tab={tab}").status_code == 200
        assert len(counted) <= 12, counted


def test_an_application_shows_the_profile_and_is_approved(cora, jonas, personas):
    page = words(cora.get(f"/coordinator/mentors/{jonas.id}"))
    for said in ("Jonas Weber", "I went from law to data.", "German, Hungarian", "They become a mentor of Autumn"):
        assert said in page
    answer = cora.post(f"/coordinator/mentors/{jonas.id}/approve", data={"cohort": personas.cohort.id})
    assert (answer.status_code, answer.location) == (303, "/coordinator/mentors")
    assert jonas.is_(RoleName.MENTOR)
    assert "Jonas Weber is a mentor now." in words(cora.get("/coordinator/mentors"))


def test_a_double_click_on_approve_gets_the_same_answer(cora, jonas, personas):
    for _click in range(2):
        answer = cora.post(f"/coordinator/mentors/{jonas.id}/approve", data={"cohort": personas.cohort.id})
        assert (answer.status_code, answer.location) == (303, "/coordinator/mentors")


def test_the_cohort_can_be_chosen_among_ones_own(cora, jonas, personas, make):
    answer = cora.post(f"/coordinator/mentors/{jonas.id}/approve", data={"cohort": personas.other_cohort.id})
    assert answer.status_code == 422
    assert queries.offer_of(jonas.id).status == OfferStatus.APPLIED
    make.enrol(personas.cora, personas.other_cohort, EnrolledAs.COORDINATOR)
    cora.post(f"/coordinator/mentors/{jonas.id}/approve", data={"cohort": personas.other_cohort.id})
    assert programmes.enrolment_of(jonas, EnrolledAs.MENTOR).cohort_id == personas.other_cohort.id


def test_a_refusal_without_reason_is_asked_for_one(cora, jonas):
    answer = cora.post(f"/coordinator/mentors/{jonas.id}/refuse", data={"reason": "   "})
    assert answer.status_code == 422
    assert "Please give a reason: the applicant reads it." in words(answer)
    answer = cora.post(f"/coordinator/mentors/{jonas.id}/refuse", data={"reason": "Not now."})
    assert answer.status_code == 303
    assert queries.offer_of(jonas.id).decision_reason == "Not now."
    assert "Not now." in words(cora.get(f"/coordinator/mentors/{jonas.id}"))


def test_who_comes_second_is_told_and_shown_the_list(cora, jonas, carl, as_person, personas):
    service.approve_mentor(queries.offer_of(jonas.id), by=personas.cora)
    late = as_person(carl)
    for deed, form in (("approve", {"cohort": personas.other_cohort.id}), ("refuse", {"reason": "No"}), ("refuse", {})):
        answer = late.post(f"/coordinator/mentors/{jonas.id}/{deed}", data=form)
        assert answer.status_code == 409
        assert "This application has been decided meanwhile." in words(answer)
        assert "I went from law to data." not in words(answer)
    assert queries.offer_of(jonas.id).status == OfferStatus.APPROVED


def test_ones_own_application_has_no_buttons_and_no_effect(cora, personas):
    apply(personas.cora)
    page = words(cora.get(f"/coordinator/mentors/{personas.cora.id}"))
    assert "Another coordinator decides about it." in page
    assert "Approve" not in page
    for deed in ("approve", "refuse"):
        data = {"cohort": personas.cohort.id, "reason": "x"}
        answer = cora.post(f"/coordinator/mentors/{personas.cora.id}/{deed}", data=data)
        assert answer.status_code == 403
    assert queries.offer_of(personas.cora.id).status == OfferStatus.APPLIED


def test_mentors_of_other_cohorts_and_drafts_do_not_exist_for_a_coordinator(cora, make, personas):
    other = make.mentor("Zoe", cohort=personas.other_cohort)
    draft = make.person("Draft")
    service.save_offer(draft, by=draft, role_title="canary")
    for person_id in (other.id, draft.id, personas.maya.id, 4711, 10**20):
        answer = cora.get(f"/coordinator/mentors/{person_id}")
        assert answer.status_code == 404
    assert cora.post(f"/coordinator/mentors/{draft.id}/approve", data={}).status_code == 404
    assert cora.post(f"/coordinator/mentors/{personas.maya.id}/refuse", data={"reason": "x"}).status_code == 404


def test_a_coordinator_without_cohort_sees_nobody(as_person, make, jonas):
    idle = as_person(make.person("Idle", roles=[RoleName.COORDINATOR]))
    assert "You look after no cohort yet" in words(idle.get("/coordinator/mentors"))
    assert "Jonas" not in idle.get("/coordinator/mentors?tab=applications").text
    assert idle.get(f"/coordinator/mentors/{jonas.id}").status_code == 404
    assert idle.post(f"/coordinator/mentors/{jonas.id}/approve", data={}).status_code == 404


def test_nobody_else_gets_in(app, as_person, personas, jonas):
    paths = ("/coordinator/mentors", f"/coordinator/mentors/{jonas.id}")
    for person in (personas.maya, personas.omar, personas.ada, personas.eve, jonas):
        for path in paths:
            assert as_person(person).get(path).status_code == 403
        assert as_person(person).post(f"{paths[1]}/approve", data={}).status_code == 403
    assert queries.offer_of(jonas.id).status == OfferStatus.APPLIED


def test_what_an_applicant_wrote_is_shown_as_text(cora, make, personas):
    evil = make.person("<b>Eve</b>")
    apply(evil, role="<img src=x>")
    for path in ("/coordinator/mentors", f"/coordinator/mentors/{evil.id}"):
        page = cora.get(path).text
        assert "<img src" not in page
        assert "<b>Eve" not in page
