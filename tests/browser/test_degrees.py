"""The catalogue of degrees, walked by a student and by an editor: narrowed, compared, written, imported, checked."""

from datetime import date

import pytest
from playwright.sync_api import expect

from mentormatch.accounts.models import RoleName
from mentormatch.degrees.models import Level, Mode
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.hands import confirm, download, from_the_menu
from tests.browser.world import on, strangers
from tests.degrees.make import published
from tests.degrees.test_files import ROW, file_of


@pytest.fixture
def maya(site: Site) -> int:
    """A student, and five degrees, one of them invented."""
    people = strangers(site)
    with on(site):
        for number in range(3):
            published(None, f"msc-{number}", name=f"MSc Data {number}", cost=5000 + 1000 * number)
        published(None, "bsc", name="BSc Statistics", level=Level.BACHELOR, mode=Mode.CAMPUS, months=36)
        published(None, "made-up", name="MSc Made Up", source="", invented=True, checked_on=None)
    return people.maya


def walk(student: Visitor) -> None:
    """From the menu to a filter, to three side by side, to one taken off and another added."""
    student.open("/")
    from_the_menu(student, "Degrees")
    student.sees("MSc Data 0", "BSc Statistics", "Invented for the demo", "€5,000 (as it was on 3 May 2026)")
    student.page.get_by_label("Level").select_option(label="Master")
    student.fill("Cost up to", "6000")
    student.click("Show")
    student.does_not_see("BSc Statistics", "MSc Data 2")
    student.page.get_by_label("Cost up to").fill("")
    student.click("Show")
    for name in ("MSc Data 0", "MSc Data 1", "MSc Made Up"):
        student.page.get_by_role("checkbox", name=name).check()
    student.click("Compare the ticked ones")
    student.sees("Two professors.", "18 months, 90 ECTS", "Checked on 3 May 2026", "MSc Made Up")
    expect(student.page.locator("article")).to_have_count(3)
    tops = {box["y"] for box in (one.bounding_box() for one in student.page.locator("article").all()) if box}
    assert len(tops) == 1, "side by side on every screen"
    student.click("Take MSc Data 1 off", role="link")
    student.page.get_by_label("Add a degree").select_option(label="BSc Statistics, Demo University")
    student.click("Add", exact=True)
    expect(student.page.locator("article")).to_have_count(3)
    student.page.reload()
    student.sees("BSc Statistics", "36 months")
    student.click("MSc Made Up", role="link")
    student.sees("This degree and all its facts are invented")


def test_a_student_narrows_and_compares(visitors: Visit, maya: int, screen: tuple[int, str]) -> None:
    student = visitors(width=screen[0], theme=screen[1])
    student.sign_in(maya)
    walk(student)
    student.turn("rtl")
    student.look()


def test_all_of_it_works_without_scripts(visitors: Visit, maya: int) -> None:
    student = visitors(scripted=False)
    student.sign_in(maya)
    walk(student)


def test_an_editor_writes_imports_and_looks_again(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    with on(site) as make:
        number = make.person("Edda Lang", roles=[RoleName.EDITOR]).id
        published(None, checked_on=date(2020, 1, 1), priced_on=date(2020, 1, 1))
    edda = visitors(width=screen[0], theme=screen[1])
    edda.sign_in(number)
    edda.open("/editing/degrees")
    edda.click("Not checked for a year", role="link")
    edda.click("Still so today")
    edda.sees("Checked today: MSc Data.", "Everything was checked within a year")
    write(edda)
    take_a_file(edda)


def write(edda: Visitor) -> None:
    """A price without its day is refused; then a draft, published and withdrawn."""
    edda.open("/editing/degrees/new")
    for label, words in (("Name", "MSc Design"), ("Offered by", "A school"), ("Key", "msc-design")):
        edda.fill(label, words)
    edda.choose("Master")
    edda.choose("Online and on campus")
    edda.fill("Length in months", "12")
    edda.fill("Cost of the whole degree", "900")
    edda.fill("Source (link)", "https://example.org/design")
    edda.click("Save")
    edda.sees("A cost needs the day on which it was so.")
    edda.fill("Cost as it was on", "2026-02-01")
    edda.click("Save")
    edda.sees("The draft is saved.")
    edda.click("Publish")
    edda.click("See the page", role="link")
    edda.sees("€900 (as it was on 1 Feb 2026)", "Not checked")
    edda.click("Change", role="link")
    confirm(edda, "Withdraw", "Withdraw it")
    edda.sees("The degree is withdrawn.")


def take_a_file(edda: Visitor) -> None:
    edda.open("/editing/degrees/import")
    rows = file_of(ROW | {"key": "from-file", "name": "MSc From File"}, ROW | {"key": "bad", "months": "x"})
    edda.page.get_by_label("CSV file").set_input_files({"name": "d.csv", "mimeType": "text/csv", "buffer": rows})
    edda.click("Check the file")
    edda.sees("New: 1", "This is no whole number.")
    edda.click("Write 1 row")
    edda.sees("1 degree is written.")
    edda.click("To the degrees", role="link")
    edda.sees("MSc From File")
    file = download(edda, edda.page.locator("main").get_by_role("link", name="Download as CSV")).read_text()
    assert "from-file" in file
    assert "msc-design" in file
