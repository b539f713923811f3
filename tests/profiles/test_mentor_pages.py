"""Becoming a mentor and changing what one offers, in the browser."""

import re
from html import unescape

import pytest

from mentormatch.accounts import service as accounts
from mentormatch.accounts.models import RoleName
from mentormatch.profiles import queries, service
from mentormatch.profiles.models import OfferStatus

COMPLETE = {
    "role_title": "Data analyst",
    "bio": "I went from law to data.",
    "languages": ["de", "en"],
    "help_topics": ["CV"],
    "capacity": "3",
    "meeting_link": "https://meet.example.org/jonas",
}


@pytest.fixture
def jonas(make, personas):
    return make.person("Jonas Weber", roles=[RoleName.MENTEE])


@pytest.fixture
def browser(as_person, jonas):
    return as_person(jonas)


def words(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_looking_at_the_application_writes_nothing(browser, jonas):
    page = words(browser.get("/mentor/apply"))
    assert "Cora Bianchi looks at every application" in page
    assert queries.offer_of(jonas.id) is queries.profile_of(jonas.id) is None


def test_a_draft_is_kept_and_not_sent(browser, jonas):
    answer = browser.post("/mentor/apply", data={"bio": "Half a sentence", "capacity": "", "deed": "save"})
    assert (answer.status_code, answer.location) == (303, "/mentor/apply")
    assert queries.offer_of(jonas.id).status == OfferStatus.DRAFT
    assert "Half a sentence" in browser.get("/mentor/apply").text


def test_what_is_typed_is_kept_in_the_background(browser, jonas):
    answer = browser.post("/mentor/apply", data={"role_title": "Nurse"}, headers={"HX-Request": "true"})
    assert words(answer) == "Saved"
    assert queries.offer_of(jonas.id).role_title == "Nurse"
    answer = browser.post("/mentor/apply", data={"meeting_link": "ftp://x"}, headers={"HX-Request": "true"})
    assert "Not saved yet" in words(answer)


def test_sending_an_unfinished_application_says_what_is_missing_and_keeps_the_rest(browser, jonas):
    answer = browser.post("/mentor/apply", data={"role_title": "Nurse", "deed": "send"})
    assert answer.status_code == 422
    page = words(answer)
    assert "A few answers are missing before you can send this." in page
    for sentence in ("how you got where you are", "at least one thing you can help with", "at least one language"):
        assert sentence in page
    assert "Say what you do now" not in page
    assert queries.offer_of(jonas.id).role_title == "Nurse"
    assert queries.offer_of(jonas.id).status == OfferStatus.DRAFT


def test_after_sending_the_page_says_who_decides_and_what_comes_next(browser, jonas):
    answer = browser.post("/mentor/apply", data={**COMPLETE, "deed": "send"})
    assert (answer.status_code, answer.location) == (303, "/mentor/apply")
    offer = queries.offer_of(jonas.id)
    assert (offer.status, offer.capacity) == (OfferStatus.APPLIED, 3)
    page = words(browser.get("/mentor/apply"))
    assert "Your application is sent." in page
    assert "Waiting for Cora Bianchi You are next." in page
    assert "You get a letter with the answer" in page


def test_sending_again_from_another_tab_is_the_same_answer(browser, jonas):
    for _tab in range(2):
        answer = browser.post("/mentor/apply", data={**COMPLETE, "deed": "send"})
        assert (answer.status_code, answer.location) == (303, "/mentor/apply")
    assert queries.offer_of(jonas.id).status == OfferStatus.APPLIED


def test_who_was_refused_reads_the_reason(browser, jonas, personas):
    browser.post("/mentor/apply", data={**COMPLETE, "deed": "send"})
    service.refuse_mentor(queries.offer_of(jonas.id), "Say <more>.", by=personas.cora)
    answer = browser.get("/mentor/apply")
    assert "Say &lt;more&gt;." in answer.text
    assert "Send it to the coordinators" in words(answer)


def test_who_is_approved_meanwhile_loses_no_word(browser, jonas, personas):
    browser.post("/mentor/apply", data={**COMPLETE, "deed": "send"})
    service.approve_mentor(queries.offer_of(jonas.id), by=personas.cora)
    answer = browser.post("/mentor/apply", data={**COMPLETE, "headline": "One more line", "deed": "save"})
    assert (answer.status_code, answer.location) == (303, "/mentor/offer")
    assert queries.offer_of(jonas.id).headline == "One more line"
    assert browser.get("/mentor/apply").location == "/mentor/offer"


def test_who_is_no_mentor_any_more_is_told_so(browser, jonas, personas):
    browser.post("/mentor/apply", data={**COMPLETE, "deed": "send"})
    service.approve_mentor(queries.offer_of(jonas.id), by=personas.cora)
    accounts.revoke(jonas, RoleName.MENTOR, by=personas.ada)
    assert "that role has ended" in words(browser.get("/mentor/apply"))
    assert browser.get("/mentor/offer").status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"meeting_link": "http://meet.example.org"}, "Please give a whole address that begins with https://"),
        ({"capacity": "0"}, "Please choose between 1 and 20."),
        ({"capacity": "many"}, "Please choose between 1 and 20."),
        ({"capacity": "1"}, "2 of your places are taken or kept at the moment. Fewer are possible once one is free."),
        ({"bio": "x" * 4001}, "cannot be longer than 4000 characters"),
        ({"other_languages": "Elvish"}, "We do not know this language: Elvish."),
    ],
)
def test_wrong_input_is_answered_at_the_field_and_nothing_typed_is_lost(as_person, make, typed, sentence):
    omar = make.mentor("Omar", capacity=3, load=2)
    answer = as_person(omar).post("/mentor/offer", data={"headline": "My new line", **typed})
    assert answer.status_code == 422
    assert words(answer).count(sentence) == 2  # on top and at the field
    assert "My new line" in answer.text
    assert queries.offer_of(omar.id).headline == "Data analyst"


def test_a_mentor_changes_everything_on_one_page(as_person, personas):
    browser = as_person(personas.omar)
    answer = browser.post("/mentor/offer", data={**COMPLETE, "skills": "SQL, dbt", "paused": "y"})
    assert (answer.status_code, answer.location) == (303, "/mentor/offer")
    offer = queries.offer_of(personas.omar.id)
    assert (offer.capacity, offer.paused, offer.meeting_link) == (3, True, "https://meet.example.org/jonas")
    assert queries.profile_of(personas.omar.id).skills == ("SQL", "dbt")
    assert "You are paused: nobody new is shown your profile." in words(browser.get("/mentor/offer"))
    browser.post("/mentor/offer", data=COMPLETE)
    assert queries.offer_of(personas.omar.id).paused is False


def test_the_answers_that_are_not_on_the_page_stay(as_person, personas):
    service.save_background(personas.omar, by=personas.omar, graduation_year=2015)
    as_person(personas.omar).post("/mentor/offer", data=COMPLETE)
    assert queries.profile_of(personas.omar.id).graduation_year == 2015


def test_an_unapproved_mentor_is_led_to_the_application(as_person, make, personas):
    granted = make.person("Granted", roles=[RoleName.MENTOR])
    browser = as_person(granted)
    assert browser.get("/mentor/offer").location == "/mentor/apply"
    assert browser.post("/mentor/offer", data=COMPLETE).location == "/mentor/apply"
    assert queries.offer_of(granted.id) is None


def test_status_load_and_other_people_cannot_be_posted(browser, jonas, personas):
    browser.post(
        "/mentor/apply", data={"status": "approved", "load": "1", "person_id": personas.omar.id, "paused": "y"}
    )
    offer = queries.offer_of(jonas.id)
    assert (offer.status, offer.load, offer.paused) == (OfferStatus.DRAFT, 0, False)
