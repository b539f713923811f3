"""The ranked mentors as a mentee sees them: cards, filters, free times, and what is said when there is nobody."""

import re

import pytest

from mentormatch.accounts.models import RoleName
from mentormatch.profiles import service as profiles
from mentormatch.programmes.models import EnrolledAs
from mentormatch.recommendations.encoding import encode_pending


@pytest.fixture
def maya(personas):
    return personas.maya


@pytest.fixture
def browser(as_person, maya):
    return as_person(maya)


def _names(page: str) -> list[str]:
    return re.findall(r'class="person-name"><a href="/mentors/\d+">([^<]+)</a>', page)


def test_a_card_shows_who_why_when_and_how_to_ask(browser, personas, make):
    page = browser.get("/mentors").text
    assert _names(page) == ["Omar Haddad"]
    assert "Data analyst" in page
    assert "Speaks your language" in page or "Same time of day" in page or "CV" in page
    assert "Next free" in page
    assert "Open for 2 more mentees." in page
    assert f"/mentors/{personas.omar.id}/why" in page
    assert "Ask Omar" in page


def test_no_page_shows_an_address(browser, personas):
    for path in ("/mentors", f"/mentors/{personas.omar.id}", f"/mentors/{personas.omar.id}/why"):
        assert personas.omar.email not in browser.get(path).text


def test_only_the_first_card_has_the_primary_button(browser, make, personas):
    make.mentor("Lena Kern", cohort=personas.cohort)
    assert browser.get("/mentors").text.count("btn-primary") == 1


@pytest.mark.usefixtures("no_encoding")
def test_the_page_encodes_nothing_and_stays_within_its_statements(browser, make, personas, counted):
    for _ in range(30):
        make.mentor(cohort=personas.cohort)
    browser.get("/mentors")
    with counted() as statements:
        assert browser.get("/mentors").status_code == 200
    assert len(statements) <= 12, "\n".join(statements)


def test_the_number_of_statements_does_not_grow_with_the_mentors(browser, make, personas, counted):
    browser.get("/mentors")
    with counted() as few:
        browser.get("/mentors")
    for _ in range(10):
        make.mentor(cohort=personas.cohort)
    browser.get("/mentors")
    with counted() as many:
        browser.get("/mentors")
    assert len(few) == len(many)


def test_free_times_are_on_the_clock_of_the_reader(as_person, make, personas):
    tokyo = make.mentee("Yuki Sato", cohort=personas.cohort, time_zone="Asia/Tokyo")
    profiles.set_paused(personas.omar, True, by=personas.omar)
    make.mentor("Lena Kern", cohort=personas.cohort, time_zone="Europe/Rome", hours=[(d, 600, 660) for d in range(7)])
    times = re.findall(r'class="time">([^<]+)<', as_person(tokyo).get("/mentors").text)
    assert len(times) == 3
    assert {time.split()[-1] for time in times} <= {"17:00", "18:00"}  # ten o'clock in Rome, summer or winter


def test_who_has_no_hours_says_so(browser, make, personas):
    make.mentor("Lena Kern", cohort=personas.cohort, hours=[])
    assert "No free times in the next two weeks" in browser.get("/mentors").text


@pytest.fixture
def three(make, personas):
    """Omar (English, German), Lena (Italian, SQL, in finance, no hours), José (Portuguese, helps with portfolios)."""
    lena = make.mentor(
        "Lena Kern",
        cohort=personas.cohort,
        languages=("it",),
        industries=("Finance",),
        hours=[],
        organisation="Nordwind",
    )
    profiles.save_background(lena, by=lena, skills=("SQL",))
    make.mentor("José Silva", cohort=personas.cohort, languages=("pt-BR", "en"), role_title="Nurse")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("language=it", {"Lena Kern"}),
        ("language=pt", {"José Silva"}),
        ("industry=finance", {"Lena Kern"}),
        ("topic=CV", {"Lena Kern", "José Silva", "Omar Haddad"}),
        ("free=week", {"José Silva", "Omar Haddad"}),
        ("q=jose", {"José Silva"}),
        ("q=nordwind+sql", {"Lena Kern"}),
        ("q=analyst&language=de", {"Omar Haddad"}),
        ("show=nonsense&free=never&q=", {"Lena Kern", "José Silva", "Omar Haddad"}),
    ],
)
def test_filters_narrow_the_list(browser, query, names):
    assert set(_names(browser.get(f"/mentors?{query}").text)) == names


@pytest.mark.usefixtures("three")
def test_a_filter_never_changes_the_order(browser):
    everybody = _names(browser.get("/mentors").text)
    some = _names(browser.get("/mentors?topic=CV&q=a").text)
    assert some == [name for name in everybody if name in some]


@pytest.mark.usefixtures("three")
def test_when_nobody_fits_the_page_says_which_filter_to_take_off(browser):
    page = browser.get("/mentors?language=it&q=nurse").text
    assert "Nobody fits all of this" in page
    assert "Without Speaks Italian: 1 mentor<" in page
    assert "Without “nurse”: 1 mentor<" in page
    assert _names(page) == []


def test_what_is_typed_comes_back_as_text(browser):
    page = browser.get("/mentors", query_string={"q": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_who_is_full_is_counted_and_not_listed(browser, make, personas):
    full = make.mentor("Lena Kern", cohort=personas.cohort, capacity=1)
    profiles.take_place(full.id)
    page = browser.get("/mentors").text
    assert _names(page) == ["Omar Haddad"]
    assert "1 more is full at the moment." in page


def test_who_shares_no_language_is_counted_and_not_listed(browser, make, personas):
    make.mentor("Claire Petit", cohort=personas.cohort, languages=("fr",))
    page = browser.get("/mentors").text
    assert _names(page) == ["Omar Haddad"]
    assert "1 shares no language with you." in page


def test_twenty_are_shown_and_then_twenty_more(browser, make, personas):
    for _ in range(24):
        make.mentor(cohort=personas.cohort)
    first = browser.get("/mentors").text
    assert len(_names(first)) == 20
    assert "Show 5 more" in first
    whole = browser.get("/mentors?show=40").text
    assert len(_names(whole)) == 25
    assert _names(whole)[:20] == _names(first)
    more = browser.get("/mentors?show=40", headers={"HX-Request": "true", "HX-Target": "more"})
    assert _names(more.text) == _names(whole)[20:]
    assert "<html" not in more.text
    assert more.headers["HX-Push-Url"] == "/mentors?show=40"


@pytest.mark.usefixtures("three")
def test_a_changed_filter_brings_only_the_list(browser):
    part = browser.get("/mentors?language=it&q=", headers={"HX-Request": "true", "HX-Target": "mentors"})
    assert _names(part.text) == ["Lena Kern"]
    assert "<html" not in part.text
    assert "1 mentor fits." in part.text
    assert part.headers["HX-Push-Url"] == "/mentors?language=it"


def test_a_page_brought_back_by_the_browser_is_whole(browser):
    headers = {"HX-Request": "true", "HX-Target": "mentors", "HX-History-Restore-Request": "true"}
    assert "<html" in browser.get("/mentors", headers=headers).text


def test_a_goal_that_is_not_encoded_yet_is_told(browser, model):
    assert "Your goal has just changed." in browser.get("/mentors").text
    encode_pending()
    assert "Your goal has just changed." not in browser.get("/mentors").text


def test_without_a_profile_the_page_leads_to_it(as_person, make, personas):
    newcomer = make.person("New Comer", roles=[RoleName.MENTEE])
    assert "You are not in a cohort yet" in as_person(newcomer).get("/mentors").text
    make.enrol(newcomer, personas.cohort, EnrolledAs.MENTEE)
    page = as_person(newcomer).get("/mentors").text
    assert "Start your profile" in page
    assert _names(page) == []


def test_a_cohort_without_mentors_says_so(as_person, personas):
    assert "There are no mentors yet" in as_person(personas.eve).get("/mentors").text


def test_when_everybody_is_full_the_page_says_so(browser, personas):
    profiles.take_place(personas.omar.id)
    profiles.take_place(personas.omar.id)
    assert "No mentor has a place for you right now" in browser.get("/mentors").text


def test_the_goal_and_the_way_to_change_it_stand_beside_the_list(browser):
    page = browser.get("/mentors").text
    assert "explain what numbers mean" in page
    assert "/profile/goal" in page


def test_hints_come_on_their_own_and_lead_to_the_profile(browser):
    page = browser.get("/mentors/advice").text
    assert "Name your degree" in page
    assert "/profile/studies" in page


def test_why_this_order_tells_weights_limits_and_what_never_counts(browser):
    page = browser.get("/mentors/order").text
    assert "gender, age, nationality" in page
    assert "The skills you want that the mentor has" in page
    assert "strong match" in page


def test_only_mentees_see_the_list(client, as_person, personas):
    assert client.get("/mentors").status_code == 302
    for person in (personas.omar, personas.cora, personas.ada):
        assert as_person(person).get("/mentors").status_code == 403
        assert as_person(person).get("/mentors/advice").status_code == 403


def test_the_page_speaks_italian(browser):
    browser.set_cookie("locale", "it")
    page = browser.get("/mentors").text
    assert 'lang="it"' in page
