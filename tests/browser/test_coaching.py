"""Coaching as each of its people walks through it: a student, a coach, a coordinator."""

import re

from playwright.sync_api import expect

from tests.browser.coaching_world import Coaching, full_line, give_up, office
from tests.browser.conftest import Site, Visit, Visitor
from tests.documents.samples import DOCX
from tests.files.samples import PDF

FILE = {"name": "cv-berlin.docx", "mimeType": "application/octet-stream", "buffer": DOCX}


def test_a_student_books_whoever_has_time_brings_a_cv_moves_cancels_and_says_how_it_was(
    visitors: Visit, site: Site, screen: tuple[int, str]
) -> None:
    people = office(site)
    maya = visitors(width=screen[0], theme=screen[1])
    maya.sign_in(people.maya)
    maya.open("/coaching")
    maya.click("CV audit", role="link", exact=True)
    choose(maya)
    maya.click("Go on with")
    maya.sees("Held for you until")
    maya.click("Book this time")
    maya.sees("Please answer this question.", "Held for you until")
    maya.fill("Which role is it for?", "Data analyst")
    maya.click("Book this time")
    maya.sees("Please choose a document", "Held for you until")
    maya.page.get_by_label("Your document").select_option("CV for data jobs, version 1")
    maya.click("Book this time")
    maya.sees("Booked:", "Data analyst", "CV for data jobs, version 1")

    maya.click("Change it", role="link")
    maya.page.get_by_label("Or upload a new one").set_input_files(FILE)  # type: ignore[arg-type]
    maya.click("Save")
    maya.sees("reads what you bring, and nothing else", "cv-berlin.docx")
    maya.click("Move", role="link", exact=True)
    choose(maya)
    maya.click("Move to")
    maya.sees("Moved to")
    maya.click("Cancel", role="link", exact=True)
    maya.fill("A word to", "I am ill, sorry.")
    maya.click("Cancel the appointment")
    maya.sees("You cancelled this appointment.", "your coach cannot open it any more")

    maya.open(f"/coaching/appointments/{people.had}")
    maya.click("Send")
    maya.sees("Choose one.")
    maya.choose("Very")
    maya.fill("Anything to tell the office?", "I know what to practise now.")
    maya.click("Send")
    maya.sees("Thank you.")


def test_a_student_waits_in_line_and_takes_the_time_that_is_kept(
    visitors: Visit, site: Site, screen: tuple[int, str]
) -> None:
    people = office(site)
    taken = full_line(site, people)
    lena = visitors(width=screen[0], theme=screen[1])
    lena.sign_in(people.lena)
    lena.open("/coaching")
    lena.click("Career advice", role="link", exact=True)
    lena.sees("No free times")
    lena.click("Join the waiting list")
    lena.sees("You are on the waiting list, at position 1.")
    give_up(site, taken)
    lena.open("/coaching")
    lena.click("Take it or let it pass on", role="link")
    lena.sees("Kept for you until")
    lena.page.get_by_label("Your document").set_input_files(FILE)  # type: ignore[arg-type]
    lena.click("Take this time")
    lena.sees("The time is yours.", "cv-berlin.docx")
    lena.open("/")


def test_a_coach_has_a_day_reads_the_cv_writes_notes_and_judges_a_practice(
    visitors: Visit, site: Site, screen: tuple[int, str]
) -> None:
    people = office(site)
    clara, maya = (visitors(width=screen[0], theme=screen[1]) for _ in range(2))
    clara.sign_in(people.clara)
    maya.sign_in(people.maya)
    book_with_clara(maya, people)
    clara.open("/")
    clara.sees("Appointments without outcome or note")
    clara.open("/coach")
    clara.sees("How did they end?")
    open_brought(clara)
    clara.open(f"/coaching/appointments/{people.had}")
    clara.click("Ask to see the action plan")
    clara.sees("Maya is asked.")
    practise(clara, people)
    clara.open("/coach/week")
    clara.open(f"/coach/students/{people.maya}")
    clara.sees("She whispers.")
    clara.click("The whole record", role="link")
    maya.open(f"/coaching/appointments/{people.had}")
    maya.sees("Your first minute is strong.", "Why this job?", "3 · good")
    maya.does_not_see("She whispers.")
    maya.open("/plan/sharing")
    maya.sees("Clara Neri")


def book_with_clara(maya: Visitor, people: Coaching) -> None:
    maya.open(f"/coaching/types/{people.audit}?coach={people.clara}")
    choose(maya)
    maya.click("Go on with")
    maya.fill("Which role is it for?", "Data analyst")
    maya.page.get_by_label("Your document").select_option("CV for data jobs, version 1")
    maya.click("Book this time")
    maya.sees("Booked:")


def open_brought(clara: Visitor) -> None:
    clara.page.locator("main").get_by_role("link", name="CV audit with Maya Rossi").first.click()
    clara.arrive()
    clara.sees("Data analyst")
    with clara.page.expect_download() as download:
        clara.page.get_by_role("link", name="cv.pdf").click()
    assert download.value.path().read_bytes() == PDF


def practise(clara: Visitor, people: Coaching) -> None:
    """Questions, how it went, what became of it, and words: some for both, some for coaches."""
    clara.open(f"/coaching/appointments/{people.had}")
    clara.choose("Held")
    clara.click("Save")
    clara.click("Questions and rubric", role="link")
    clara.choose("Why this job?")
    clara.click("Take these into the appointment")
    clara.sees("The questions are in the appointment.")
    clara.click("Save", exact=True)
    clara.sees("Choose one.")
    for group in clara.page.get_by_role("radiogroup").all():
        group.locator("label").filter(has_text="3 · good").click()
    clara.click("Save", exact=True)
    clara.sees("Saved. The student can read it.")
    clara.click("Write notes", role="link")
    clara.fill("What we said", "Your first minute is strong.")
    clara.fill("What coaches of this student should know", "She whispers.")
    clara.click("Save")
    clara.sees("Both of you read this", "Not shown to the student")


def test_a_coordinator_makes_a_type_looks_at_figures_and_retires_it(
    visitors: Visit, site: Site, screen: tuple[int, str]
) -> None:
    people = office(site)
    cora = visitors(width=screen[0], theme=screen[1])
    cora.sign_in(people.cora)
    cora.open("/coordinator/coaching")
    cora.click("Add a type", role="link")
    cora.fill("Name", "CV audit")
    cora.click("Save")
    cora.sees("Another type has this name.")
    cora.fill("Name", "Application review")
    cora.fill("What it is for", "A second pair of eyes before you send it.")
    cora.fill("Question 1", "Which job is it?")
    cora.choose("A document is needed")
    cora.click("Save")
    cora.sees("The type is offered.")
    clara = cora.page.locator("section.card").filter(has_text="Clara Neri")
    clara.locator("li").filter(has_text="Application review").get_by_role("button", name="Give it").click()
    cora.arrive()
    expect(clara.locator("li").filter(has_text="Application review")).to_contain_text("Gives it")
    cora.open("/coordinator/coaching/questions")
    cora.open("/coordinator/coaching/appointments")
    cora.sees("Interview practice")
    cora.open("/coordinator/coaching")
    row = cora.page.locator("tr").filter(has_text="Application review")
    row.locator("summary").filter(has_text="Retire").click()
    cora.look()
    row.locator("dialog").get_by_role("button", name="Retire").click()
    cora.arrive()
    cora.sees("“Application review” is offered no more.")
    cora.click("Offer again")


def test_the_main_path_of_a_student_without_javascript(visitors: Visit, site: Site) -> None:
    people = office(site)
    lena = visitors(scripted=False)
    lena.sign_in(people.lena)
    lena.open("/coaching")
    lena.click("CV audit", role="link", exact=True)
    choose(lena)
    lena.click("Go on with this time")
    lena.sees("Held for you until")
    lena.page.get_by_label("Your document").set_input_files(FILE)  # type: ignore[arg-type]
    lena.click("Book this time")
    lena.sees("Please answer this question.", "Held for you until")
    expect(lena.page.get_by_label("Your document")).to_have_value(re.compile(r"\d+"))
    lena.fill("Which role is it for?", "Data analyst")
    lena.click("Book this time")
    lena.sees("Booked:", "cv-berlin.docx")
    lena.click("Move", role="link", exact=True)
    choose(lena)
    lena.click("Move to this time")
    lena.sees("Moved to")
    lena.click("Cancel", role="link", exact=True)
    lena.click("Cancel the appointment")
    lena.sees("You cancelled this appointment.")


def choose(visitor: Visitor) -> None:
    visitor.page.locator("label.slot:visible").last.click()
