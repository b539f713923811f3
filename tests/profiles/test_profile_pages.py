"""The profile of a mentee, page by page: saved as one goes, and nothing typed is lost."""

import re
from html import unescape

import pytest

from mentormatch.accounts.models import RoleName
from mentormatch.core.db import db
from mentormatch.profiles import queries, service
from mentormatch.profiles.models import Clarity

STEPS = ("studies", "background", "goal", "help", "languages")


@pytest.fixture
def nina(make, personas):
    """Nina has registered and told nothing yet."""
    return make.person("Nina Petrova", roles=[RoleName.MENTEE])


@pytest.fixture
def browser(as_person, nina):
    return as_person(nina)


def words(answer) -> str:
    """What the page says, without its mark-up."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_one_can_walk_through_all_steps_forward_and_each_is_saved(browser, nina):
    answers = {
        "studies": {"degree": "MSc Responsible AI", "graduation_year": "2027"},
        "background": {"previous_field": "law", "years_experience": "3", "skills": "SQL; Excel, sql", "bio": "Hello."},
        "goal": {"clarity": "exploring", "goal": "Voglio capire i dati.", "target_roles": "Data analyst, Teacher"},
        "help": {"help_topics": ["CV", "life in a new country"]},
        "languages": {"languages": ["it", "en"], "other_languages": "Hungarian, Deutsch", "time_zone": "Asia/Tokyo"},
    }
    where = "/profile/studies"
    for step in STEPS:
        assert where == f"/profile/{step}"
        answer = browser.post(where, data={**answers[step], "go": "on"})
        assert answer.status_code == 303
        where = answer.location
    assert where == "/profile/hours"
    profile, aim = queries.profile_of(nina.id), queries.aim_of(nina.id)
    assert (profile.degree, profile.graduation_year, profile.previous_field) == ("MSc Responsible AI", 2027, "law")
    assert (profile.years_experience, profile.skills, profile.bio) == (3, ("sql", "Excel"), "Hello.")
    assert (aim.clarity, aim.goal) == (Clarity.EXPLORING, "Voglio capire i dati.")
    assert aim.target_roles == ("Data analyst", "Teacher")
    assert aim.help_topics == ("CV", "life in a new country")
    assert profile.languages == ("it", "en", "hu", "de")
    assert nina.time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("step", STEPS)
def test_every_step_can_be_left_empty(browser, nina, step):
    answer = browser.post(f"/profile/{step}", data={"go": "on", "time_zone": nina.time_zone})
    assert answer.status_code == 303


def test_going_back_and_leaving_save_too(browser, nina):
    answer = browser.post("/profile/background", data={"previous_field": "nursing", "go": "back"})
    assert answer.location == "/profile/studies"
    assert queries.profile_of(nina.id).previous_field == "nursing"
    answer = browser.post("/profile/background", data={"previous_field": "law", "go": "later"})
    assert answer.location == "/profile"
    assert queries.profile_of(nina.id).previous_field == "law"
    assert 'value="law"' in browser.get("/profile/background").text


def test_an_edit_from_elsewhere_leads_back_there_but_never_to_another_site(browser):
    answer = browser.post("/profile/studies?next=/mentors", data={"degree": "BSc"})
    assert answer.location == "/mentors"
    for foreign in ("https://evil.example", "//evil.example", "/\\evil.example"):
        answer = browser.post("/profile/studies", query_string={"next": foreign}, data={"degree": "BSc", "go": "on"})
        assert answer.location == "/profile/background"


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("studies", {"graduation_year": "27", "degree": "My degree"}, "Please give a year with four digits"),
        ("background", {"years_experience": "many", "bio": "My words"}, "a whole number of years from 0 to 70"),
        ("background", {"years_experience": "-3", "bio": "My words"}, "a whole number of years from 0 to 70"),
        ("background", {"skills": ", ".join(f"skill {n}" for n in range(41))}, "Please name at most 40."),
        ("goal", {"goal": "x" * 2001, "industries": "health"}, "cannot be longer than 2000 characters"),
        ("goal", {"target_roles": "x" * 121}, "at most 120 characters"),
        ("languages", {"other_languages": "Klingonish"}, "We do not know this language: Klingonish."),
        ("languages", {"time_zone": "Mars/Olympus"}, "Not a valid choice"),
        ("help", {"help_topics": ["world peace"]}, "not a valid choice"),
    ],
)
def test_wrong_input_is_answered_at_the_field_and_what_was_typed_stays(browser, nina, step, typed, sentence):
    answer = browser.post(f"/profile/{step}", data={"time_zone": nina.time_zone, **typed})
    assert answer.status_code == 422
    assert sentence in words(answer)
    for value in typed.values():
        if isinstance(value, str) and value != "Mars/Olympus":
            assert value in unescape(answer.text)
    assert queries.profile_of(nina.id) is None


def test_a_change_sent_in_the_background_is_saved_and_answered_in_a_word(browser, nina):
    background = {"HX-Request": "true"}
    answer = browser.post("/profile/goal", data={"goal": "I want to teach."}, headers=background)
    assert (answer.status_code, words(answer)) == (200, "Saved")
    assert queries.aim_of(nina.id).goal == "I want to teach."
    answer = browser.post("/profile/goal", data={"goal": "x" * 2001}, headers=background)
    assert "Not saved yet" in words(answer)
    assert queries.aim_of(nina.id).goal == "I want to teach."


def test_without_a_choice_the_clarity_stays_as_it_was(browser, nina):
    service.save_aim(nina, by=nina, clarity=Clarity.KNOW)
    browser.post("/profile/goal", data={"goal": "I want to teach."})
    browser.post("/profile/goal", data={"goal": "I want to teach.", "clarity": "certain"})
    assert queries.aim_of(nina.id).clarity == Clarity.KNOW


def test_a_posted_language_that_we_do_not_know_is_not_stored(browser, nina):
    browser.post("/profile/languages", data={"languages": ["en", "<b>", "Italian"], "time_zone": nina.time_zone})
    assert queries.profile_of(nina.id).languages == ("en", "it")


def test_an_imported_zone_and_language_that_we_do_not_offer_survive_an_edit(as_person, make):
    person = make.person("Imported", roles=[RoleName.MENTEE], time_zone="GMT")
    service.save_background(person, by=None, languages=("pt-BR", "eo"))
    browser = as_person(person)
    page = browser.get("/profile/languages").text
    assert 'selected value="GMT"' in page
    browser.post("/profile/languages", data={"languages": ["pt-BR", "eo"], "time_zone": "GMT"})
    assert queries.profile_of(person.id).languages == ("pt-BR", "eo")
    assert person.time_zone == "GMT"


def test_the_summary_says_what_is_there_what_is_missing_and_what_helps_most(browser, nina):
    page = words(browser.get("/profile"))
    assert "Let us begin Six short steps" in page
    service.save_background(nina, by=nina, degree="MSc Responsible AI")
    page = browser.get("/profile")
    assert "1 of 5 parts filled in Add two sentences about your goal: it decides most of the order." in words(page)
    assert 'href="/profile/goal"' in page.text
    service.save_background(nina, by=nina, previous_field="law", languages=("it",))
    service.save_aim(nina, by=nina, goal="I read contracts today and want to write fair software.", help_topics=("CV",))
    page = words(browser.get("/profile"))
    assert "Nothing is missing." in page
    assert "Italian" in page


def test_the_summary_and_the_steps_need_few_queries(browser, nina, count_queries):
    service.save_aim(nina, by=nina, goal="I want to teach.")
    for path in ("/profile", "/profile/background", "/profile/goal", "/profile/languages"):
        with count_queries() as counted:
            assert browser.get(path).status_code == 200
        assert len(counted) <= 10, counted


def test_what_somebody_wrote_is_shown_as_text(browser, nina):
    service.save_background(nina, by=nina, degree='"><script>alert(1)</script>', bio="</textarea><b>", skills=("<i>",))
    for path in ("/profile", "/profile/studies", "/profile/background"):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert "<i>" not in page
        assert "</textarea><b>" not in page


def test_there_is_no_step_of_another_name(browser):
    assert browser.get("/profile/wishes").status_code == 404
    assert browser.post("/profile/wishes", data={}).status_code == 404


def test_the_hours_are_asked_by_the_calendar(browser):
    answer = browser.get("/profile/hours")
    assert answer.status_code == 302
    assert answer.location.startswith("/hours?next=")


def test_people_who_look_for_nobody_are_led_to_the_page_that_is_theirs(as_person, personas):
    assert as_person(personas.omar).get("/profile").location == "/mentor/offer"
    assert as_person(personas.ada).get("/profile").location == "/me"
    assert as_person(personas.omar).get("/profile/goal").status_code == 403


def test_a_stranger_is_asked_to_sign_in(app, personas):
    stranger = app.test_client()
    for path in ("/profile", "/profile/goal", "/profile/terms?kind=skill", "/mentor/apply", "/mentor/offer"):
        assert stranger.get(path).location.startswith("/sign-in")
    assert stranger.post("/profile/goal", data={"goal": "x"}).location.startswith("/sign-in")


def test_everybody_sees_and_changes_only_their_own_profile(as_person, personas):
    service.save_background(personas.maya, by=personas.maya, bio="canary-maya", degree="canary-degree")
    eve = as_person(personas.eve)
    for path in ("/profile", "/profile/studies", "/profile/background", "/profile/terms?kind=degree", "/mentor/apply"):
        assert "canary" not in eve.get(path).text
    eve.post("/profile/studies", data={"degree": "Eve's", "person_id": personas.maya.id})
    db.session.expire_all()
    assert queries.profile_of(personas.maya.id).degree == "canary-degree"


class TestWordsOfferedWhileTyping:
    @pytest.fixture(autouse=True)
    def known(self, make):
        for name in ("A", "B"):
            person = make.person(name)
            service.save_background(person, by=person, skills=("Python", "Power BI", "<b>old & new</b>"))

    def test_a_single_word(self, browser):
        answer = browser.get("/profile/terms?kind=skill&q=pyt")
        assert answer.text == '<option value="Python"></option>'

    def test_the_last_word_of_a_list_is_completed(self, browser):
        answer = browser.get(
            "/profile/terms", query_string={"kind": "skill", "of": "skills", "many": "", "skills": "Excel, P"}
        )
        assert re.findall('value="(.*?)"', answer.text) == ["Excel, Power BI", "Excel, Python"]

    def test_words_are_escaped(self, browser):
        answer = browser.get("/profile/terms?kind=skill&q=old")
        assert answer.text == '<option value="&lt;b&gt;old &amp; new&lt;/b&gt;"></option>'

    def test_languages_by_name(self, browser):
        assert "Hungarian" in browser.get("/profile/terms?kind=language&q=hungar").text

    def test_odd_characters_find_nothing(self, browser):
        for odd in ("%00", "%25", "_", "%F0%9F%92%A9", "x" * 5000):
            assert browser.get(f"/profile/terms?kind=skill&q={odd}").status_code == 200

    def test_an_unknown_kind_is_nothing(self, browser):
        assert browser.get("/profile/terms?kind=password&q=a").status_code == 404
        assert browser.get("/profile/terms").status_code == 404

    def test_the_most_used_words_are_in_the_page_without_javascript(self, browser):
        assert '<option value="Python">' in browser.get("/profile/background").text
