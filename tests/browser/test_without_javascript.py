"""The main job without a line of JavaScript: ask, accept, book, move, cancel."""

from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import NOTE, strangers


def test_asking_accepting_booking_and_cancelling(visitors: Visit, site: Site) -> None:
    people = strangers(site)
    maya, omar = (visitors(scripted=False) for _ in range(2))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)

    maya.open(f"/mentors/{people.omar}/ask")
    maya.fill("Your note to Omar", NOTE)
    maya.click("Send to Omar")
    maya.sees("Waiting for Omar")
    omar.open("/mentor/requests")
    omar.click("Maya Rossi", role="link")
    omar.click("Accept")
    maya.page.reload()
    maya.click("See the match", role="link")
    maya.click("Book a time", role="link")
    choose(maya)
    maya.click("Go on with this time")
    maya.sees("Held for you until")
    maya.fill("What would you like to talk about?", "My first project")
    maya.click("Book this time")
    maya.sees("Booked:")
    maya.click("Move", role="link", exact=True)
    choose(maya)
    maya.click("Move to this time")
    maya.sees("Moved to")
    maya.click("Cancel", role="link", exact=True)
    maya.click("Cancel the session")
    maya.sees("You cancelled this session.")


def choose(visitor: Visitor) -> None:
    visitor.page.locator("label.slot:visible").last.click()
