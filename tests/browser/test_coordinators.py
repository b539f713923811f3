"""A concern on its way to the coordinators, and what else they look at while matches run."""

from mentormatch.core.db import db
from mentormatch.recommendations.encoding import encode_pending
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import People, on, pair


def test_a_concern_is_raised_read_and_closed(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    people = pair(site, past=True)
    maya, omar, cora = (visitors(width=screen[0], theme=screen[1]) for _ in range(3))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)
    cora.sign_in(people.cora)
    raise_it(maya, people)
    cora.open("/")
    cora.open("/coordinator/concerns")
    cora.click("Maya Rossi and Omar Haddad", role="link")
    cora.click("Open and read")
    cora.sees("He asks for my address, again and again.", "Say nothing to Omar before Maya agrees.")
    cora.click("Save the note")
    cora.sees("Please write what was done.")
    cora.fill("What was done", "Spoke with Maya on the phone.")
    cora.choose("Close the concern")
    cora.click("Save the note")
    cora.sees("Closed on")
    cora.open("/coordinator/concerns?closed=1")
    omar.open(f"/matches/{people.match}/timeline")
    omar.does_not_see("concern")


def raise_it(maya: Visitor, people: People) -> None:
    maya.open(f"/matches/{people.match}")
    maya.click("Tell the coordinators", role="link")
    maya.click("Tell the coordinators")
    maya.sees("Please choose what it is about.")
    maya.choose("Boundaries, or my safety")
    maya.fill("What happened?", "He asks for my address, again and again.")
    maya.click("Tell the coordinators")
    maya.sees("What you have told us")


def test_what_coordinators_look_at(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    people = pair(site, past=True, coming=True)
    with on(site):
        encode_pending()
        db.session.remove()
    cora: Visitor = visitors(width=screen[0], theme=screen[1])
    cora.sign_in(people.cora)
    for path in (
        "/coordinator/attendance",
        "/coordinator/feedback",
        "/coordinator/concerns",
        "/coordinator/expectations",
        f"/coordinator/matches/{people.match}",
    ):
        cora.open(path)
