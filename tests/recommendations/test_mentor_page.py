"""One mentor's page and the sum behind it; for whom neither exists."""

import re

import pytest

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import RoleName
from mentormatch.profiles import service as profiles
from mentormatch.programmes.models import EnrolledAs
from mentormatch.recommendations.encoding import encode_pending

PAGES = ("/mentors/{}", "/mentors/{}/why")


def test_a_mentors_page_tells_the_story_and_every_reason(as_person, personas):
    omar = personas.omar
    profiles.save_background(
        omar, by=omar, skills=("SQL", "Tableau"), previous_field="marketing", years_experience=4, graduation_year=2023
    )
    page = as_person(personas.maya).get(f"/mentors/{omar.id}").text
    for told in (
        "Omar Haddad",
        "I analyse data for a logistics company",
        "SQL, Tableau",
        "marketing",
        "4 years",
        "German",
    ):
        assert told in page
    assert "Why Omar" in page
    assert "Next free times" in page
    assert "Ask Omar" in page


@pytest.mark.parametrize("path", PAGES)
def test_a_mentor_of_another_cohort_does_not_exist(as_person, personas, path):
    assert as_person(personas.eve).get(path.format(personas.omar.id)).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_who_is_no_mentor_here_does_not_exist(as_person, make, personas, path):
    applicant = make.person("Lena Kern")
    profiles.save_mentor(applicant, by=applicant, background={"bio": "I teach."}, offer={"role_title": "Teacher"})
    make.enrol(applicant, personas.cohort, EnrolledAs.MENTOR)
    for number in (applicant.id, personas.maya.id, personas.cora.id, 10_000, 0):
        assert as_person(personas.maya).get(path.format(number)).status_code == 404


def test_ones_own_offer_is_not_among_the_mentors(as_person, make, personas):
    make.enrol(personas.omar, personas.cohort, EnrolledAs.MENTEE)
    accounts.grant(personas.omar, RoleName.MENTEE, by=None)
    assert as_person(personas.omar).get(f"/mentors/{personas.omar.id}").status_code == 404


def test_a_full_mentor_is_shown_without_a_way_to_ask(as_person, make, personas):
    full = make.mentor("Lena Kern", cohort=personas.cohort, capacity=1)
    profiles.take_place(full.id)
    browser = as_person(personas.maya)
    page = browser.get(f"/mentors/{full.id}").text
    assert "Lena has no free place at the moment." in page
    assert "Ask Lena" not in page
    assert "no free place" in browser.get(f"/mentors/{full.id}/why").text


def test_a_paused_mentor_is_shown_without_a_way_to_ask(as_person, personas):
    profiles.set_paused(personas.omar, True, by=personas.omar)
    page = as_person(personas.maya).get(f"/mentors/{personas.omar.id}").text
    assert "Omar takes no new mentees at the moment." in page
    assert "Ask Omar" not in page


def test_a_mentor_without_a_common_language_says_so(as_person, make, personas):
    claire = make.mentor("Claire Petit", cohort=personas.cohort, languages=("fr",))
    assert "You and Claire name no language in common." in as_person(personas.maya).get(f"/mentors/{claire.id}").text


@pytest.mark.parametrize("encoded", [False, True])
def test_the_parts_of_a_score_add_up_before_the_readers_eyes(as_person, personas, model, encoded):
    if encoded:
        encode_pending()
    page = as_person(personas.maya).get(f"/mentors/{personas.omar.id}/why").text
    tenths = [_tenths(number) for number in re.findall(r"<td>([+−]\d+\.\d)</td>", page)]
    (total,) = re.findall(r"Together</th><td>(−?\d+\.\d)</td>", page)
    assert len(tenths) > 3
    assert sum(tenths) == _tenths(total)


def _tenths(number: str) -> int:
    return round(float(number.replace("−", "-")) * 10)


@pytest.mark.usefixtures("no_encoding")
def test_these_pages_encode_nothing(as_person, personas):
    browser = as_person(personas.maya)
    for path in (*PAGES, "/mentors/advice", "/mentors/order"):
        assert browser.get(path.format(personas.omar.id)).status_code == 200
