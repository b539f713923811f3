"""After a session, and after a match: held or missed, feedback, the end with thanks, the certificate, asking again."""

from pathlib import Path

from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import People, pair


def test_a_session_is_disputed_decided_and_the_match_ends(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    people = pair(site, past=True)
    maya, omar, cora = (visitors(width=screen[0], theme=screen[1]) for _ in range(3))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)
    cora.sign_in(people.cora)
    disagree(maya, omar, people)
    decide(cora)
    say_how_it_was(maya, people)
    end(maya, omar, people)
    cora.open("/coordinator/feedback")
    cora.sees("More of this, please.")


def disagree(maya: Visitor, omar: Visitor, people: People) -> None:
    omar.open("/")
    omar.open(f"/sessions/{people.past}")
    omar.choose("No, Maya did not come")
    omar.click("Send")
    maya.open(f"/sessions/{people.past}")
    maya.sees("You did not come")
    maya.page.get_by_text("It was otherwise").click()
    maya.choose("Yes, we met")
    maya.fill("What happened?", "We met, ten minutes later.")
    maya.click("Let a coordinator decide")
    maya.sees("A coordinator decides.")


def decide(cora: Visitor) -> None:
    cora.open("/coordinator/attendance")
    cora.sees("We met, ten minutes later.")
    cora.click("Rather: Held")
    cora.open("/")


def say_how_it_was(maya: Visitor, people: People) -> None:
    """Two taps: how useful, and send."""
    maya.page.reload()
    maya.choose("Very")
    maya.fill("Anything to tell the office?", "More of this, please.")
    maya.click("Send my answer")
    maya.sees("Thank you. Only coordinators see this.")
    maya.open("/sessions?past=1")


def end(maya: Visitor, omar: Visitor, people: People) -> None:
    maya.open(f"/matches/{people.match}")
    maya.click("End the match", role="link")
    maya.click("End the match")
    maya.sees("Please choose a reason.")
    maya.choose("We reached what we set out for")
    maya.fill("A thank-you", "You gave me the courage to begin.")
    maya.choose("5, could not be better")
    maya.click("End the match")
    maya.sees("How it ended")
    omar.open(f"/matches/{people.match}")
    omar.sees("You gave me the courage to begin.")
    omar.fill("A thank-you", "It was a pleasure.")
    omar.click("Send")
    omar.open("/mentor/mentees")
    for visitor in (maya, omar):
        visitor.open(f"/matches/{people.match}")
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("link", name="Certificate (PDF)").click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    maya.sees("It was a pleasure.")
    maya.click("Ask Omar again", role="link")
    maya.sees("Three things help Omar to decide")
