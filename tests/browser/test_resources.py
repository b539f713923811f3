"""Guides: an editor writes one, another publishes it; a student reads it, ticks it and suggests a change."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from mentormatch.resources.models import GuideKind
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.hands import confirm, from_the_menu
from tests.browser.world import on, strangers
from tests.resources.make import LIST, editors, make_due, published
from tests.resources.samples import picture

Screen = tuple[int, str]
LONG = "\n\n".join(f"# Part {number}\n\nSome words about it." for number in range(1, 6))


@dataclass(frozen=True)
class People:
    maya: int
    edda: int
    erik: int


@pytest.fixture
def people(site: Site) -> People:
    maya = strangers(site).maya
    with on(site) as make:
        edda, erik = editors(make)
        published(edda, erik, kind=GuideKind.CHECKLIST, title="Before you send it", text=LIST, topics=("CV",))
        english = published(edda, erik, title="Interview practice", text=LONG, roles=("Data analyst",))
        published(edda, erik, translates=english, language="it", title="Provare il colloquio")
        make_due(published(edda, erik, kind=GuideKind.VIDEO, title="A talk", text="", video_link="https://v.example/1"))
        return People(maya, edda.id, erik.id)


def test_a_student_reads_ticks_and_suggests(visitors: Visit, people: People, screen: Screen) -> None:
    maya = visitors(width=screen[0], theme=screen[1])
    maya.sign_in(people.maya)
    read(maya)
    keep(maya)
    editor = visitors(width=screen[0], theme=screen[1])
    editor.sign_in(people.edda)
    answer(editor)
    maya.open("/resources/mine")
    maya.sees("It is there now.", "Answered")


def test_a_student_does_all_of_it_without_javascript(visitors: Visit, people: People) -> None:
    maya = visitors(scripted=False)
    maya.sign_in(people.maya)
    read(maya)
    keep(maya)


def read(maya: Visitor) -> None:
    maya.open("/")
    from_the_menu(maya, "Guides")
    maya.sees("Before you send it", "Interview practice", "A talk")
    maya.does_not_see("Provare il colloquio")
    maya.page.get_by_label("Topic").select_option("CV")
    maya.click("Show")
    maya.does_not_see("Interview practice")
    maya.page.get_by_label("Kind").select_option("video")
    maya.click("Show")
    maya.sees("No guide like that")
    maya.click("Show all", role="link")
    maya.click("Interview practice", role="link")
    maya.sees("Contents", "1 minute")
    maya.click("Part 3", role="link")
    maya.click("Italian", role="link")
    maya.sees("Provare il colloquio")
    maya.back("Guides")
    maya.click("A talk", role="link")
    expect(maya.page.get_by_role("link", name="Watch on v.example")).to_have_attribute("href", "https://v.example/1")
    maya.back("Guides")


def keep(maya: Visitor) -> None:
    maya.click("Before you send it", role="link")
    maya.choose("Check the dates")
    maya.click("Keep my ticks")
    maya.sees("1 of 3 done")
    maya.click("Save", exact=True)
    maya.click("I have read it")
    maya.click("Yes, helpful")
    maya.sees("You said: it was helpful.")
    maya.click("No, not helpful")
    maya.sees("You said: it was not helpful.")
    maya.page.locator("summary").filter(has_text="Suggest a change").click()
    maya.look()
    maya.click("Send")
    maya.sees("Please write what you would change.")
    maya.fill("What would you change?", "Say more of photos.")
    maya.click("Send")
    maya.back("Guides")
    maya.click("My guides", role="link")
    maya.sees("Before you send it", "Say more of photos.", "Waiting")


def answer(editor: Visitor) -> None:
    editor.open("/guides")
    editor.click("Suggestions", role="link")
    editor.click("Before you send it", role="link")
    editor.fill("Your answer", "It is there now.")
    editor.click("Answer")
    editor.sees("Your answer is sent.")


def test_editors_write_review_and_look_again(
    visitors: Visit, people: People, screen: Screen, tmp_path: Path
) -> None:  # fmt: skip
    edda, erik = (visitors(width=screen[0], theme=screen[1]) for _ in range(2))
    edda.sign_in(people.edda)
    erik.sign_in(people.erik)
    write(edda)
    illustrate(edda, tmp_path)
    publish(erik)
    change(edda)
    look_again(erik)
    files(erik, tmp_path)


def test_an_editor_writes_without_javascript(visitors: Visit, people: People) -> None:
    edda = visitors(scripted=False)
    edda.sign_in(people.edda)
    write(edda)


def write(edda: Visitor) -> None:
    edda.open("/guides")
    edda.click("New guide", role="link")
    edda.click("Save")
    edda.sees("Please write a title.")
    edda.fill("Title", "Write to a mentor")
    edda.fill("Text", "# Begin\n\nSay **why** them.")
    edda.choose("Networking")
    edda.click("Preview")
    edda.sees("Preview: not saved yet", "Begin")
    edda.click("Save")
    edda.sees("Saved as a draft", "Draft")
    edda.click("Hand in for review")
    edda.sees("You wrote a part of this")


def illustrate(edda: Visitor, folder: Path) -> None:
    (folder / "field.png").write_bytes(picture(size=(600, 400)))
    edda.page.locator("summary").filter(has_text="Add a picture").click()
    edda.page.locator("input[type=file]").set_input_files(folder / "field.png")
    edda.fill("What is on it", "A red field")
    edda.click("Add", exact=True)
    edda.sees("The picture is there.")
    line = edda.page.locator("code").filter(has_text="A red field").inner_text()
    edda.click("Change", role="link")
    edda.fill("Text", f"# Begin\n\n{line}\n\nSay **why** them.")
    edda.click("Save")
    edda.click("Hand in for review")


def publish(erik: Visitor) -> None:
    erik.open("/guides?shelf=review")
    erik.click("Write to a mentor", role="link")
    erik.click("Publish this version")
    erik.sees("Published")
    erik.click("As readers see it", role="link")
    expect(erik.page.get_by_alt_text("A red field")).to_be_visible()


def change(edda: Visitor) -> None:
    """Another version, compared with what readers see; an older one brought back; then all of it withdrawn."""
    edda.open("/guides")
    edda.click("Write to a mentor", role="link")
    edda.click("Change", role="link")
    edda.sees("Readers go on seeing version 2")
    edda.fill("Text", "# Begin\n\nOther words.")
    edda.click("Save")
    edda.page.get_by_role("link", name="Compare version 2").click()
    edda.arrive()
    edda.sees("Other words.", "Say **why** them.")
    edda.click("Bring back version 2")
    edda.sees("brought back as a draft")
    edda.click("Translate", role="link")
    edda.page.get_by_label("Language").and_(edda.page.locator("main select")).select_option("it")
    edda.fill("Title", "Scrivere a un mentor")
    edda.click("Save")
    edda.sees("Translations:")
    confirm(edda, "Withdraw", "Withdraw it")
    edda.sees("Withdrawn: readers see it no more.")


def look_again(erik: Visitor) -> None:
    erik.open("/guides?shelf=due")
    erik.click("A talk", role="link")
    erik.click("Still right")
    erik.sees("Noted: it is still right.")


def files(erik: Visitor, folder: Path) -> None:
    file = folder / "guides.csv"
    file.write_text("key,title,text,kind\na,From a file,Words,guide\nb,Wrong,Words,poem\n")
    erik.open("/guides")
    erik.click("Files", role="link")
    for button in ("Check", "Import"):
        erik.page.locator("input[type=file]").set_input_files(file)
        erik.click(button, exact=True)
        erik.sees("From a file", "Refused", "The kind is one of")
    erik.open("/guides")
    erik.sees("From a file")
