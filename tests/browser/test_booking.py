"""A session from the choice of a time to its end in the calendar: held, booked, planned, moved, cancelled."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import pair


def test_a_time_is_held_booked_moved_and_cancelled(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    people = pair(site)
    maya, omar = (visitors(width=screen[0], theme=screen[1]) for _ in range(2))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)

    maya.open(f"/matches/{people.match}")
    maya.click("Book a time", role="link")
    choose_and_go_on(maya, "Go on with")
    maya.sees("Held for you until")
    maya.fill("What would you like to talk about?", "My first portfolio project: I cannot choose.")
    maya.click("Book this time")
    maya.sees("Booked:", "My first portfolio project")
    plan(maya)

    omar.open("/sessions")
    omar.click("Maya Rossi", role="link")
    omar.sees("Two ideas for a portfolio")
    omar.does_not_see("I am nervous about this")
    omar.click("Move", role="link", exact=True)
    choose_and_go_on(omar, "Move to")
    omar.sees("Moved to")

    maya.back("Session with Omar")
    with maya.page.expect_download() as download:
        maya.page.get_by_role("link", name="Calendar file").click()
    assert "SEQUENCE:1" in download.value.path().read_text()
    maya.click("Cancel", role="link", exact=True)
    maya.fill("A word to", "I am ill, sorry.")
    maya.click("Cancel the session")
    omar.page.reload()
    omar.sees("Maya Rossi cancelled this session.", "I am ill, sorry.")
    omar.open("/sessions?past=1")
    omar.open("/")
    maya.open("/")


def choose_and_go_on(visitor: Visitor, words: str) -> None:
    """Choose the last free time of the first day: the button then says which."""
    visitor.page.locator("label.slot:visible").last.click()
    button = visitor.page.get_by_role("button", name=re.compile(rf"^{words} \w+ \d+"))
    expect(button).to_be_visible()
    button.click()
    visitor.arrive()


def plan(maya: Visitor) -> None:
    """The agenda is for both, the last field for Maya alone."""
    maya.click("Write agenda and notes", role="link")
    maya.fill("Agenda", "Two ideas for a portfolio, and which one to drop.")
    maya.fill("Only for you", "I am nervous about this.")
    maya.click("Save")
    maya.sees("Two ideas for a portfolio")
