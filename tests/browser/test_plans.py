"""One action plan: begun from a path of the office, helped with by a mentor and a coach, handed over, finished."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.plans.service import templates as service
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import People, on, pair

Screen = tuple[int, str]
DUE = (now() + timedelta(days=20)).date()


@pytest.fixture
def people(site: Site) -> People:
    return pair(site)


@pytest.fixture
def clara(site: Site) -> int:
    with on(site) as make:
        return make.person("Clara Neri", roles=[RoleName.COACH]).id


def a_path(site: Site, by: int) -> None:
    """The office has a path of two steps."""
    with on(site):
        keeper = db.session.get_one(Person, by)
        path = service.make(title="First data job", text="For students in their last year.", by=keeper)
        service.add_step(path, text="Write a CV", why="It opens doors.", days=14, by=keeper)
        service.add_step(path, text="Ask three people", why="", days=30, by=keeper)


def test_a_path_becomes_a_plan_that_a_mentor_hands_over_to_a_coach(
    visitors: Visit, people: People, clara: int, screen: Screen
) -> None:
    maya, omar, coach, cora = (visitors(width=screen[0], theme=screen[1]) for _ in range(4))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)
    coach.sign_in(clara)
    cora.sign_in(people.cora)

    make_a_path(cora)
    begin(maya)
    work(maya)
    let_in(maya, "Omar Haddad")
    help_and_hand_over(omar)
    answer(maya)
    help_as_coach(coach)
    finish(maya)
    coach.page.reload()
    coach.sees("Finished on", "Found a job")
    cora.open("/plan-paths/figures")
    cora.sees("Plans begun", "fewer than 10")


def make_a_path(cora: Visitor) -> None:
    """The page of figures leads to the paths."""
    cora.open("/plan-paths/figures")
    cora.click("Paths of the office", role="link")
    cora.click("Make a path", role="link")
    cora.click("Save")
    cora.sees("Please name the path.")
    cora.fill("Path", "First data job")
    cora.fill("For whom it is", "For students in their last year.")
    cora.click("Save")
    for text, days in (("Write a CV", "14"), ("Ask three people", "30")):
        cora.fill("Step", text)
        cora.fill("Days after the start", days)
        cora.click("Add the step")
        cora.sees("The step is added.")


def begin(maya: Visitor) -> None:
    maya.open("/plan")
    maya.click("First data job", role="link")
    maya.sees("Write a CV", "Ask three people")
    maya.fill("Where you want to get", "A first job with data, in Milan.")
    maya.click("Begin")
    maya.sees("Next step", "Write a CV", "0 of 2 steps done")


def work(maya: Visitor) -> None:
    """A step of her own, changed; one that is done, with what shows it; one that is dropped and taken up again."""
    maya.click("Add a step", role="link")
    maya.fill("Step", "Learn SQL")
    maya.fill("By when", DUE.isoformat())
    maya.click("Save")
    maya.click("Learn SQL", role="link", exact=True)
    maya.click("Change or move it", role="link")
    maya.fill("Why", "Every posting asks for it.")
    maya.click("Save")
    maya.click("Write a CV", role="link", exact=True)
    maya.fill("What shows that it is done", "Clara has read it.")
    maya.fill("Link to it", "cv.example.org")
    maya.click("It is done")
    maya.sees("https://")
    maya.fill("Link to it", "https://cv.example.org/maya")
    maya.click("It is done")
    maya.sees("1 of 3 steps done")
    maya.click("Ask three people", role="link", exact=True)
    maya.page.get_by_text("Drop it", exact=True).click()
    maya.fill("Why not, in a word", "Two are enough.")
    maya.click("Drop the step")
    maya.open("/plan")
    maya.page.get_by_text("Done and dropped (2)").click()
    maya.click("Ask three people", role="link", exact=True)
    maya.sees("Two are enough.")
    maya.click("Take it up again")


def let_in(maya: Visitor, name: str) -> None:
    maya.open("/plan")
    maya.click("Let somebody in", role="link")
    maya.choose(name)
    maya.click("Let in")
    maya.sees("Inside now", name)


def help_and_hand_over(omar: Visitor) -> None:
    """A mentor adds a step and a comment, and proposes that a coach goes on."""
    omar.open("/plans")
    omar.click("Maya Rossi", role="link")
    omar.sees("A first job with data, in Milan.")
    omar.click("Add a step", role="link")
    omar.fill("Step", "Practise an interview")
    omar.click("Save")
    omar.sees("from you")
    omar.click("Learn SQL", role="link", exact=True)
    omar.fill("Your comment", "I can lend you a book.")
    omar.click("Add the comment")
    omar.sees("I can lend you a book.")
    omar.back("Plan of Maya")
    omar.click("Hand over to a coach", role="link")
    omar.page.get_by_label("To which coach").select_option(label="Clara Neri")
    omar.fill("A word to your student about it", "She knows interviews better.")
    omar.click("Ask Maya")
    omar.sees("Maya is asked. Nothing changes before the answer.")


def answer(maya: Visitor) -> None:
    maya.open("/plan")
    maya.sees("Omar Haddad would like Clara Neri to go on with you.", "from Omar")
    maya.click("Look at it and answer", role="link")
    maya.sees("She knows interviews better.")
    maya.click("Yes, let Clara in")
    maya.open("/plan/sharing")
    maya.sees("Clara Neri", "Omar Haddad")
    maya.open("/me/privacy")
    maya.sees("Action plan “First data job”", "For: Clara Neri")


def help_as_coach(coach: Visitor) -> None:
    coach.open("/plans")
    coach.click("Maya Rossi", role="link")
    coach.click("Practise an interview", role="link", exact=True)
    coach.fill("Your comment", "Tuesday at ten?")
    coach.click("Add the comment")
    coach.back("Plan of Maya")
    coach.sees("1 comment")


def finish(maya: Visitor) -> None:
    maya.open("/plan")
    maya.click("Letters you get", role="link")
    maya.choose("Action plan: once a week")
    maya.click("Save")
    expect(maya.page.get_by_label("Action plan: once a week")).not_to_be_checked()
    maya.open("/plan")
    maya.click("Finish the plan", role="link")
    maya.click("Finish")
    maya.sees("Choose one.")
    maya.choose("Found a job")
    maya.fill("A few words about it", "In Milan, from May.")
    maya.click("Finish")
    maya.sees("Your plan is finished.", "In Milan, from May.", "Take the plan up again")


def test_a_plan_without_javascript(visitors: Visit, site: Site, people: People, clara: int) -> None:
    a_path(site, clara)
    maya, omar, coach = (visitors(scripted=False) for _ in range(3))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)
    coach.sign_in(clara)

    begin(maya)
    work(maya)
    let_in(maya, "Omar Haddad")
    help_and_hand_over(omar)
    answer(maya)
    help_as_coach(coach)
    maya.open("/plan/sharing")
    maya.page.get_by_text("Take it back", exact=True).first.click()
    maya.page.locator("details[open]").get_by_role("button", name="Take it back").click()
    maya.arrive()
    maya.sees("Let somebody in")
    finish(maya)
