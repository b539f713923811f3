"""What the two of a match write and share: goals with steps, notes, messages, files."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import pair


def test_goals_messages_and_files_of_a_match(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    people = pair(site)
    maya, omar = (visitors(width=screen[0], theme=screen[1]) for _ in range(2))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)
    maya.open(f"/matches/{people.match}")
    set_a_goal(maya)
    write(maya, omar, people.match)
    share(maya, omar, people.match)
    maya.click("Timeline", role="link")
    maya.sees("Goal set", "Step done")
    maya.click("Notes", role="link")
    maya.sees("No notes yet")
    maya.back("You and Omar")
    maya.sees("Omar is your mentor.")


def set_a_goal(maya: Visitor) -> None:
    """A form that is sent empty says what is missing; the step is ticked in the end."""
    maya.click("Goals", role="link", exact=True)
    maya.sees("No open goal")
    maya.click("Add a goal", role="link")
    maya.click("Save")
    maya.sees("Please name the goal.")
    maya.fill("Goal", "Two applications that I am proud of")
    maya.click("Save")
    maya.sees("The goal is set. What is the first step?")
    maya.click("Save")
    maya.sees("Please say what is to be done.")
    maya.fill("Step", "Write the first page")
    maya.click("Save")
    maya.click("Done: Write the first page")
    maya.sees("1 of 1 step done")


def write(maya: Visitor, omar: Visitor, match: int) -> None:
    """Maya writes and learns that Omar has read it, who wants no letters about it."""
    maya.click("Messages", role="link", exact=True)
    maya.click("Send")
    maya.sees("Please write something first.")
    maya.fill("Write to Omar", "I have two ideas for a project.\nCan I show you both?")
    maya.click("Send")
    maya.sees("Not read yet")
    omar.open("/messages")
    omar.sees("1 new")
    omar.click("Maya Rossi", role="link")
    omar.sees("I have two ideas")
    omar.click("No letters about this thread")
    omar.sees("You get no letters about this thread.")
    maya.page.reload()
    maya.sees("Omar has read it")


def share(maya: Visitor, omar: Visitor, match: int) -> None:
    maya.click("Files", role="link", exact=True)
    maya.sees("No files yet")
    maya.click("Share with Omar")
    maya.sees("Please choose a file.")
    file = {"name": "My CV.txt", "mimeType": "text/plain", "buffer": b"Maya Rossi, marketing"}
    maya.page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
    maya.click("Share with Omar")
    expect(maya.page.get_by_role("link", name="My CV.txt")).to_be_visible()
    omar.open(f"/matches/{match}/files")
    with omar.page.expect_download() as download:
        omar.page.get_by_role("link", name="My CV.txt").click()
    assert Path(download.value.path()).read_text() == "Maya Rossi, marketing"
    maya.page.get_by_text("Take away").click()
    maya.click("Take it away")
    maya.sees("You took it away on")
