"""One search, what is for one, and where to start: by keyboard on a desk, under a thumb, and without JavaScript."""

from playwright.sync_api import expect

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.events_world import programme
from tests.browser.hands import from_the_menu
from tests.browser.world import on
from tests.suggestions.test_suggested import tell


def test_a_student_searches_gets_suggestions_and_starts(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    world = programme(site)
    with on(site):
        tell(db.session.get_one(Person, world.maya))
    maya = visitors(width=screen[0], theme=screen[1])
    maya.sign_in(world.maya)
    by_keyboard(maya)
    by_filters(maya)
    for_you(maya)
    start(maya)


def by_keyboard(maya: Visitor) -> None:
    """A slash goes to the search, from wherever one is but a field."""
    maya.open("/events")
    maya.page.keyboard.press("/")
    if maya.page.viewport_size and maya.page.viewport_size["width"] < 1200:
        maya.page.wait_for_url("**/search")
        maya.arrive()
    expect(maya.page.locator("input[type=search]:focus")).to_have_count(1)
    maya.page.keyboard.type("dta teems")
    maya.page.keyboard.press("Enter")
    maya.page.wait_for_url("**/search?q=*")
    maya.arrive()
    maya.sees("Did you mean", "How data teams hire")
    maya.click("data teams", role="link", exact=True)
    maya.sees("How data teams hire")


def by_filters(maya: Visitor) -> None:
    maya.open("/search?q=analyst")
    maya.click("Events", role="link")
    assert "kind=event" in maya.page.url
    maya.sees("A day with an analyst")
    maya.open("/search?q=analyst&language=de")
    maya.sees("Nothing like that with these filters")
    maya.click("Take the filters off", role="link")
    maya.sees("A day with an analyst")
    maya.open("/search?q=zzzzzzz")
    maya.sees("Nothing is found for these words")
    maya.click("See what there is", role="link")


def for_you(maya: Visitor) -> None:
    from_the_menu(maya, "For you")
    maya.sees("Mentors", "Events", "How data teams hire", "Shares your words")


def start(maya: Visitor) -> None:
    maya.click("How to start", role="link")
    answer(maya)


def answer(maya: Visitor) -> None:
    for words in ("I finish my studies soon", "Do well in an interview", "A few hours a week"):
        maya.choose(words)
    maya.click("Show what to do first")
    maya.sees("What to do first", "A coach practises interviews with you.")
    maya.click("Coaching", role="link")


def test_the_same_without_javascript(visitors: Visit, site: Site) -> None:
    world = programme(site)
    maya = visitors(scripted=False)
    maya.sign_in(world.maya)
    maya.open("/")
    maya.page.locator("header").get_by_role("link", name="Search").click()
    maya.arrive()
    maya.fill("Search for", "data teams")
    maya.click("Search")
    maya.click("How data teams hire", role="link")
    maya.open("/start-here")
    answer(maya)
