"""From the shortlist to a match: saved, compared, asked, asked back, accepted."""

from playwright.sync_api import expect

from mentormatch.core.db import db
from mentormatch.programmes import queries as programmes
from mentormatch.recommendations.encoding import encode_pending
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import NOTE, on, strangers


def test_a_student_compares_asks_answers_and_is_accepted(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    people = strangers(site)
    with on(site) as make:
        make.mentor("Lukas Kern", cohort=programmes.default_cohort(), role_title="Product analyst")
        encode_pending()
        db.session.remove()
    maya, omar = (visitors(width=screen[0], theme=screen[1]) for _ in range(2))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)

    compare(maya)
    ask(maya)
    omar.open("/mentor/requests")
    omar.click("Maya Rossi", role="link")
    omar.page.get_by_text("Ask something first").click()
    omar.fill("Your question", "Which tools have you used so far?")
    omar.click("Send the question")
    maya.page.reload()
    maya.sees("Which tools have you used so far?")
    maya.fill("Your answer", "SQL in a course, and spreadsheets every day.")
    maya.click("Send the answer")
    omar.page.reload()
    omar.sees("spreadsheets every day")
    omar.click("Accept")
    maya.page.reload()
    maya.click("See the match", role="link")
    maya.sees("Omar is your mentor.")
    maya.open("/requests")


def compare(maya: Visitor) -> None:
    maya.open("/mentors/saved")
    maya.sees("Nobody here yet")
    maya.open("/mentors")
    for name in ("Omar", "Lukas"):
        maya.click(f"Put {name} on your shortlist")
        expect(maya.page.get_by_role("button", name=f"{name} is on your shortlist")).to_be_visible()
    maya.open("/mentors/saved")
    maya.click("Compare side by side")
    maya.sees("Omar Haddad", "Lukas Kern")


def ask(maya: Visitor) -> None:
    maya.click("Ask Omar", role="link")
    maya.click("Send to Omar")
    maya.sees("Please write a few sentences")
    maya.fill("Your note to Omar", NOTE)
    maya.click("Send to Omar")
    maya.sees("Waiting for Omar")
