"""A CV in versions: uploaded, audited by a coach, uploaded anew, compared, shared with a mentor and taken back."""

from typing import Any

import pytest
from playwright.sync_api import expect

from mentormatch.accounts.models import RoleName
from mentormatch.documents.sections import STANDARD
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import People, on, pair
from tests.documents.samples import DOCX
from tests.files.samples import HTML, PDF

Screen = tuple[int, str]


@pytest.fixture
def people(site: Site) -> People:
    return pair(site)


@pytest.fixture
def clara(site: Site) -> int:
    with on(site) as make:
        return make.person("Clara Neri", roles=[RoleName.COACH]).id


def choose_file(visitor: Visitor, name: str, content: bytes) -> None:
    visitor.page.get_by_label("File").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})


def rate(clara: Visitor, rating: str = "Fine") -> None:
    """All sections but for the first one, which is rated last."""
    for name, _explanation in STANDARD.values():
        clara.page.get_by_label(f"Rating: {name}").select_option(label=rating)


def save(visitor: Visitor, name: str, path: str) -> Any:
    """Download by a link, and say where the bytes are."""
    with visitor.page.expect_download() as download:
        visitor.page.locator("main").get_by_role("link", name=name).first.click()
    assert path in download.value.url
    return download.value.path().read_bytes()


def test_a_cv_is_audited_bettered_and_compared(visitors: Visit, people: People, clara: int, screen: Screen) -> None:
    maya, coach = (visitors(width=screen[0], theme=screen[1]) for _ in range(2))
    maya.sign_in(people.maya)
    coach.sign_in(clara)

    upload(maya)
    maya.click("Ask for an audit", role="link")
    maya.fill("Role you wish for", "Junior data analyst")
    maya.fill("First question", "Is it too long?")
    maya.click("Ask for an audit")
    maya.sees("Asked. You get a letter", "Waiting for a coach")

    coach.open("/audits")
    coach.sees("Maya Rossi", "first audit")
    coach.click("Take it")
    write(coach)
    maya.page.reload()
    maya.click("Audit of", role="link")
    maya.sees("Clear and honest.", "Say results in numbers", "Give dates a month", "Needs work", "Is it too long?")
    maya.does_not_see("Promising, call her back")

    better(maya)
    compare(coach)
    maya.page.reload()
    maya.sees("Your checklist", "Name the tools")
    maya.does_not_see("Give dates a month")
    maya.click("Audit of", role="link")
    maya.sees("Much better.", "What was asked before", "Not yet")


def upload(maya: Visitor) -> None:
    """A page that only says it is a PDF is refused, and what was typed stays."""
    maya.open("/documents")
    maya.sees("No documents yet")
    maya.click("Add your CV", role="link")
    maya.fill("Title", "CV for data jobs")
    maya.click("Upload")
    maya.sees("Please choose a file.")
    choose_file(maya, "cv.pdf", HTML)
    maya.click("Upload")
    maya.sees("What is in this file does not fit its name.")
    choose_file(maya, "cv.odt", PDF)
    maya.click("Upload")
    maya.sees("Only PDF and Word (.docx) can be uploaded here.")
    expect(maya.page.get_by_label("Title")).to_have_value("CV for data jobs")
    choose_file(maya, "My CV.pdf", PDF)
    maya.click("Upload")
    maya.sees("Uploaded: My CV.pdf.")
    maya.click("CV for data jobs", role="link")
    assert save(maya, "My CV.pdf", "/versions/") == PDF


def write(coach: Visitor) -> None:
    """A draft, too little to be published, and the whole."""
    coach.sees("Junior data analyst", "Is it too long?")
    coach.fill("Overall word", "Clear and honest.")
    coach.fill("Private note of the coaches", "Promising, call her back.")
    coach.click("Save the draft")
    coach.click("Publish")
    coach.sees("This is missing: an audit is published as a whole.")
    rate(coach)
    coach.page.get_by_label("Rating: Experience with results").select_option(label="Needs work")
    coach.fill("Comment: Experience with results", "Say what came of it.")
    for number, step in (("First", "Say results in numbers."), ("Second", "Shorten it."), ("Third", "Ask a friend.")):
        coach.fill(f"{number} step", step)
    coach.fill("Points to change", "Give dates a month\nName the tools")
    coach.click("Publish")
    coach.sees("Published")


def better(maya: Visitor) -> None:
    """The next version, with what she says of the checklist."""
    maya.back("CV for data jobs")
    maya.sees("Your checklist", "Name the tools")
    maya.click("New version", role="link")
    choose_file(maya, "My CV 2.docx", DOCX)
    maya.fill("What changed?", "Dates and numbers.")
    maya.page.get_by_label("Give dates a month").select_option(label="Done")
    maya.page.get_by_label("Name the tools").select_option(label="Not done")
    maya.page.get_by_label("A word about it").last.fill("I will next week.")
    maya.click("Upload")
    maya.sees("Uploaded as version 2: My CV 2.docx.", "You: done", "I will next week.")
    maya.click("Ask for an audit", role="link")
    maya.click("Ask for an audit")
    maya.sees("Waiting for a coach", "Audited")


def compare(coach: Visitor) -> None:
    coach.open("/audits")
    coach.sees("audited before")
    coach.click("Take it")
    coach.sees("The checklist of the audit before", "The student: done", "I will next week.", "Dates and numbers.")
    assert save(coach, "My CV 2.docx", "/versions/") == DOCX
    coach.page.get_by_label("Give dates a month").select_option(label="Done")
    coach.page.get_by_label("Name the tools").select_option(label="Not yet")
    rate(coach, "Strong")
    coach.fill("Overall word", "Much better.")
    for number in ("First", "Second", "Third"):
        coach.fill(f"{number} step", "Go on.")
    coach.click("Publish")
    coach.sees("Much better.", "Earlier audits")
    coach.click("Version 1", role="link")
    coach.sees("Clear and honest.")
    coach.open("/audits/published")
    coach.sees("version 2", "version 1")


def test_a_version_is_shared_with_a_mentor_and_taken_back(visitors: Visit, people: People, screen: Screen) -> None:
    maya, omar = (visitors(width=screen[0], theme=screen[1]) for _ in range(2))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)

    omar.open("/documents/shared")
    omar.sees("Nothing is shared with you")
    add(maya)
    maya.click("Share with your mentor", role="link")
    maya.click("Share")
    maya.sees("Omar Haddad can read it now.", "without the audit")
    omar.page.reload()
    omar.sees("CV for data jobs", "from Maya Rossi")
    assert save(omar, "My CV.pdf", "/versions/") == PDF

    maya.open("/me/privacy")
    maya.sees("What you let others see or do", "For: Omar Haddad")
    maya.click("CV for data jobs, version 1", role="link")
    maya.click("Take it back from Omar")
    maya.sees("Taken back. Whoever has saved it still has it.")
    omar.page.reload()
    omar.sees("Nothing is shared with you")


def add(maya: Visitor) -> None:
    maya.open("/documents/new")
    maya.fill("Title", "CV for data jobs")
    choose_file(maya, "My CV.pdf", PDF)
    maya.click("Upload")
    maya.click("CV for data jobs", role="link")


def test_a_cv_is_audited_and_shared_without_javascript(visitors: Visit, people: People, clara: int) -> None:
    maya, coach, omar = (visitors(scripted=False) for _ in range(3))
    maya.sign_in(people.maya)
    coach.sign_in(clara)
    omar.sign_in(people.omar)

    add(maya)
    maya.click("Ask for an audit", role="link")
    maya.click("Ask for an audit")
    coach.open("/audits")
    coach.click("Take it")
    rate(coach)
    coach.fill("Overall word", "Clear and honest.")
    for number in ("First", "Second", "Third"):
        coach.fill(f"{number} step", "Go on.")
    coach.click("Publish")
    maya.page.reload()
    maya.click("Share with your mentor", role="link")
    maya.page.get_by_label("They may read the audit of this version as well").check()
    maya.click("Share")
    omar.open("/documents/shared")
    omar.click("Read the audit of a coach", role="link")
    omar.sees("Clear and honest.")
    maya.click("Take it back from Omar")
    omar.open("/documents/shared")
    omar.sees("Nothing is shared with you")
    maya.page.get_by_text("Take away", exact=True).click()
    maya.click("Take it away")
    maya.sees("My CV.pdf is gone.")
