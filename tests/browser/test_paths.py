"""Career paths, walked by a student and by an editor: read, where a degree leads; written in versions, paid, linked."""

from dataclasses import dataclass

import pytest

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.db import db
from mentormatch.paths import service
from mentormatch.profiles.models import Profile
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.hands import confirm, from_the_menu
from tests.browser.world import on, strangers
from tests.degrees.make import published as published_degree
from tests.paths.make import pay, published


@dataclass(frozen=True)
class Roles:
    maya: int
    edda: int


@pytest.fixture
def roles(site: Site) -> Roles:
    """Two paths; five mentors with Maya's degree walk one, an editor says that it leads to the other."""
    people = strangers(site)
    with on(site) as make:
        cora = db.session.get_one(Person, people.cora)
        degree = published_degree(None)
        analyst = published(cora)
        service.add_salary(analyst, pay(), by=cora)
        service.link(published(cora, "Researcher"), degree.id, by=cora, words="By the thesis.")
        made = [make.mentor(role_title="Senior data analyst").id for _ in range(5)]
        for number in (*made, people.maya):
            db.session.get_one(Profile, number).degree = "MSc Data"
        db.session.commit()
        return Roles(people.maya, make.person("Edda Lang", roles=[RoleName.EDITOR]).id)


def walk(student: Visitor) -> None:
    """From the menu to one's own degree, along a way to the role, to mentors, and back by the degree."""
    student.open("/")
    from_the_menu(student, "Career paths")
    student.sees("Data analyst", "Finds out what numbers say.")
    student.click("Where your degree can take you", role="link")
    student.sees("5 mentors with this degree do this", "By the thesis.", "Whole lines: so many mentors went this way")
    student.click("Data analyst", role="link")
    student.sees("What one does", "24,000 to 30,000 EUR", "as it said on 31 Jan 2026")
    student.sees("6 mentors whom you may ask", "3 more", "(example.org)")
    student.open("/paths/from-degrees")
    student.click("MSc Data", role="link")
    student.sees("Where this degree can take you")
    student.click("Researcher", role="link")
    student.sees("Degrees that lead here", "By the thesis.")


def test_a_student_sees_where_a_degree_leads(visitors: Visit, roles: Roles, screen: tuple[int, str]) -> None:
    student = visitors(width=screen[0], theme=screen[1])
    student.sign_in(roles.maya)
    walk(student)
    student.open("/paths/from-my-degree")
    student.turn("rtl")
    student.look()


def test_all_of_it_works_without_scripts(visitors: Visit, roles: Roles) -> None:
    student = visitors(scripted=False)
    student.sign_in(roles.maya)
    walk(student)


def test_an_editor_writes_a_path_in_versions(visitors: Visit, roles: Roles, screen: tuple[int, str]) -> None:
    edda = visitors(width=screen[0], theme=screen[1])
    edda.sign_in(roles.edda)
    edda.open("/editing/paths/new")
    edda.fill("Role", "Data engineer")
    edda.fill("In a sentence", "Builds what brings data.")
    edda.fill("What one does", "- moves **data**")
    edda.click("Save")
    edda.sees("The draft is saved.")
    edda.click("Publish this text")
    edda.sees("This text is published.")
    edda.click("Change the text", role="link")
    edda.fill("What one does", "- moves and tests data")
    edda.click("Save")
    edda.sees("This text is newer than the one that readers see")
    edda.click("Version 1", role="link")
    edda.click("Use this text again")
    edda.sees("This is the latest text again.")
    pay_and_link(edda)
    confirm(edda, "Withdraw", "Withdraw it")
    edda.sees("The path is withdrawn.")


def pay_and_link(edda: Visitor) -> None:
    """A salary without source is refused, and what was typed stays."""
    edda.page.locator("summary").filter(has_text="Add a salary").click()
    edda.fill("Country or city", "Spain")
    edda.page.get_by_label("From", exact=True).fill("25000")
    edda.click("Add the salary")
    edda.sees("A salary needs its source", "A salary needs the day")
    edda.fill("Source (link)", "https://example.org/pay")
    edda.fill("As the source said on", "2026-01-31")
    edda.click("Add the salary")
    edda.sees("25,000 EUR", "Spain")
    edda.page.locator("summary").filter(has_text="Add a degree").click()
    edda.fill("How it leads there", "By its platform course.")
    edda.click("Add the degree")
    edda.sees("The degree leads here now.", "By its platform course.")
