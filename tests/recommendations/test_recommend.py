"""What other features ask for: the best mentors, a recommendation to keep, and the next best."""

import json

import pytest

from mentormatch.accounts import service as accounts
from mentormatch.matching import Reason
from mentormatch.profiles import service as profiles
from mentormatch.programmes.models import EnrolledAs
from mentormatch.recommendations import service
from mentormatch.recommendations.reasons import stored_reasons


@pytest.fixture
def cohort(make):
    return make.cohort("Autumn", default=True)


@pytest.fixture
def maya(make, cohort):
    return make.mentee("Maya Rossi", cohort=cohort, languages=("it", "en"))


def _names(shown):
    return [one.name for one in shown]


def test_who_does_what_a_mentee_aims_for_comes_first(make, maya):
    make.mentor("Nora Kern", role_title="Nurse", bio="I care for children in a hospital.")
    make.mentor("Lukas Kern", role_title="Data analyst", bio="I explain what numbers mean to a bank.")
    assert _names(service.recommend(maya, top=5)) == ["Lukas Kern", "Nora Kern"]


def test_only_mentors_of_the_own_cohort_are_recommended(make, maya):
    make.mentor("Lukas Kern")
    elsewhere = make.cohort("Elsewhere", default=False)
    make.mentor("Far Away", cohort=elsewhere)
    assert _names(service.recommend(maya, top=5)) == ["Lukas Kern"]


def test_nobody_is_their_own_mentor(make, maya, cohort):
    lukas = make.mentor("Lukas Kern")
    make.enrol(lukas, cohort, EnrolledAs.MENTEE)
    make.mentor("Nora Kern")
    assert _names(service.recommend(lukas, top=5)) == ["Nora Kern"]


def test_a_full_mentor_is_not_recommended(make, maya):
    lukas = make.mentor("Lukas Kern", capacity=1)
    assert _names(service.recommend(maya, top=5)) == ["Lukas Kern"]
    profiles.take_place(lukas.id)
    assert service.recommend(maya, top=5) == []


def test_a_mentor_without_a_common_language_is_not_recommended(make, maya):
    make.mentor("Claire Petit", languages=("fr",))
    assert service.recommend(maya, top=5) == []


def test_some_mentors_can_be_asked_about(make, maya):
    lukas, nora = make.mentor("Lukas Kern"), make.mentor("Nora Kern")
    assert _names(service.recommend(maya, top=5, only=[nora.id])) == ["Nora Kern"]
    assert [one.mentor_id for one in service.recommend(maya, top=1)] in ([lukas.id], [nora.id])


def test_alternatives_leave_out_who_has_said_no(make, maya, cohort):
    lukas, nora = make.mentor("Lukas Kern"), make.mentor("Nora Kern")
    found = service.alternatives(maya, cohort=cohort, exclude={lukas.id}, top=3)
    assert [one.mentor_id for one in found] == [nora.id]


def test_who_is_in_no_cohort_gets_no_list(make):
    make.mentor("Lukas Kern")
    assert service.recommend(make.person("Nobody"), top=5) == []


def test_a_snapshot_is_json_that_adds_up_in_the_mentees_language(make, maya):
    lukas = make.mentor("Lukas Kern")
    accounts.update_me(maya, name=maya.name, locale="it", time_zone=maya.time_zone)
    kept = json.loads(json.dumps(service.snapshot(maya, lukas.id)))
    assert kept["ranker"] == service.live_ranker().digest
    assert kept["band"] in {"strong", "good", "possible"}
    assert sum(reason["contribution"] for reason in kept["reasons"]) == pytest.approx(kept["score"], abs=1e-9)
    assert kept["locale"] == "it"
    for stored, reason in zip(kept["reasons"], stored_reasons(kept), strict=True):
        assert isinstance(reason, Reason)
        assert reason.text("it") == stored["text"]


def test_a_snapshot_of_somebody_a_rule_excludes_names_the_rule(make, maya):
    full = make.mentor("Lukas Kern", capacity=1)
    profiles.take_place(full.id)
    paused = make.mentor("Nora Kern", paused=True)
    assert service.snapshot(maya, full.id)["refused"] == "full"
    assert service.snapshot(maya, paused.id)["refused"] == "not_listed"
    assert service.snapshot(maya, paused.id)["score"] is None


def test_a_card_says_what_somebody_does_and_studied(make, maya):
    lukas = make.mentor("Lukas Kern", organisation="Nordwind")
    profiles.save_background(lukas, by=lukas, degree="BSc Digital Business", graduation_year=2021)
    shown = service.recommend(maya, top=1)[0]
    assert shown.line == "Data analyst at Nordwind · BSc Digital Business, 2021"
    assert shown.places == 2
