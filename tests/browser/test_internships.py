"""Internships walked through: a posting from its draft to an accepted offer, by organisation, office and student."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.internships import service
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import on, strangers
from tests.internships.make import applied, cv, firm, published


@dataclass(frozen=True)
class World:
    maya: int
    cora: int
    paula: int
    organisation: int


def programme(site: Site, *, with_posting: bool = False) -> World:
    people = strangers(site)
    with on(site) as make:
        cora, maya = db.session.get_one(Person, people.cora), db.session.get_one(Person, people.maya)
        organisation = firm(cora)
        cv(maya)
        paula = make.person("Paula Berg", roles=[RoleName.PARTNER], email="paula@firm.example")
        service.invite(organisation, email=paula.email, name=paula.name, job="HR", by=cora)
        if with_posting:
            published(organisation, cora, title="Data intern")
            other = published(organisation, cora, title="Thesis", questions=("Why?",))
            nina = make.mentee("Nina Weber")
            applied(other, nina)
        return World(maya.id, cora.id, paula.id, organisation.id)


def confirm(visitor: Visitor, first: str, then: str) -> None:
    visitor.page.locator("main").get_by_text(first, exact=True).first.click()
    visitor.page.locator("main").get_by_role("button", name=then).first.click()
    visitor.arrive()


def test_a_posting_becomes_an_offer(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    world = programme(site)
    paula, cora, maya = (visitors(width=screen[0], theme=screen[1]) for _ in range(3))
    paula.sign_in(world.paula)
    cora.sign_in(world.cora)
    maya.sign_in(world.maya)
    draft(paula)
    approve(cora)
    apply(maya)
    invite(paula)
    pick_and_accept(maya, paula)
    cora.open("/office/internships/figures")
    cora.sees("Fewer than ten people")


def draft(paula: Visitor) -> None:
    paula.open("/postings")
    paula.click("New posting", role="link")
    paula.fill("Title", "Parcels in numbers")
    paula.choose("Internship")
    paula.fill("What one does", "You measure **parcels**.")
    paula.choose("From anywhere")
    paula.fill("Whom applicants may ask", "Paula Berg, paula@firm.example")
    paula.fill("Applications until", f"{now() + timedelta(days=14):%Y-%m-%dT23:45}")
    paula.click("Save")
    paula.sees("Say how much is paid for which time, or why it is unpaid.")
    paula.fill("If unpaid: why", "It counts for three credits")
    paula.click("Save")
    paula.sees("The posting is a draft.")
    paula.click("Send to the career office")
    paula.sees("Waits for the career office")


def approve(cora: Visitor) -> None:
    cora.open("/office/internships")
    cora.click("Parcels in numbers", role="link")
    cora.sees("This organisation is not verified.")
    cora.click("Look at the organisation", role="link")
    cora.click("I have looked at it: verified")
    cora.open("/office/internships")
    cora.click("Parcels in numbers", role="link")
    cora.click("Approve and publish")
    cora.sees("The posting is published.")


def apply(maya: Visitor) -> None:
    maya.open("/internships")
    maya.click("Parcels in numbers", role="link")
    maya.sees("verified", "Whom to ask there is shown to who has applied.")
    assert "paula@firm.example" not in maya.page.content()
    maya.click("Apply", role="link", exact=True)
    maya.fill("A word to them", "I like parcels.")
    maya.click("Send the application")
    maya.sees("Your application is sent.")
    maya.sees("Paula Berg, paula@firm.example")


def invite(paula: Visitor) -> None:
    paula.open("/postings")
    paula.click("Parcels in numbers", role="link")
    paula.sees("They are not ranked.")
    paula.click("Maya", role="link")
    paula.sees("I like parcels.")
    paula.fill("Time 1", f"{now() + timedelta(days=5):%Y-%m-%dT10:00}")
    paula.fill("Where: a link or a room", "Room 7")
    paula.click("Propose")
    paula.sees("The times are proposed.")


def pick_and_accept(maya: Visitor, paula: Visitor) -> None:
    maya.open("/internships/board")
    maya.click("Parcels in numbers", role="link")
    maya.choose("10:00")
    maya.click("Take this time")
    maya.sees("The time is fixed.", "Room 7")
    paula.open(paula.page.url.removeprefix(paula.url))
    paula.page.get_by_label("Move to").select_option("offer")
    paula.click("Move")
    paula.sees("The application is moved")
    maya.open(maya.page.url.removeprefix(maya.url))
    maya.click("Accept the offer")
    maya.sees("Congratulations!")


@pytest.mark.parametrize("scripted", [False])
def test_the_main_path_works_without_javascript(visitors: Visit, site: Site, scripted: bool) -> None:
    world = programme(site, with_posting=True)
    maya, cora = visitors(scripted=scripted), visitors(scripted=scripted)
    maya.sign_in(world.maya)
    cora.sign_in(world.cora)
    maya.open("/internships")
    maya.click("Data intern", role="link")
    maya.click("Apply", role="link", exact=True)
    maya.fill("Why us?", "Because of the data.")
    maya.click("Send the application")
    maya.sees("Your application is sent.")
    confirm(maya, "Withdraw", "Withdraw it")
    maya.sees("They see nothing of you any more.")
    maya.open("/internships/board")
    maya.click("Application elsewhere", role="link")
    maya.fill("Organisation", "City of Turin")
    maya.click("Save")
    maya.sees("City of Turin")
    maya.open("/internships")
    maya.click("Thesis", role="link")
    maya.click("Report this posting", role="link")
    maya.choose("They ask for money")
    maya.click("Report")
    maya.sees("The career office looks at it")
    assert maya.page.get_by_role("link", name="Thesis").count() == 0
    cora.open("/office/internships")
    cora.click("Thesis", role="link")
    cora.click("Nothing is wrong: show it again")
    cora.sees("The posting is shown again.")


def test_the_office_takes_down_what_is_false(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    world = programme(site, with_posting=True)
    cora, paula, maya = (visitors(width=screen[0], theme=screen[1]) for _ in range(3))
    cora.sign_in(world.cora)
    paula.sign_in(world.paula)
    maya.sign_in(world.maya)
    keep(cora)
    maya.open("/internships")
    maya.click("Data intern", role="link")
    maya.click("Apply", role="link", exact=True)
    maya.fill("Why us?", "Because of the data.")
    maya.click("Send the application")
    application = maya.page.url.removeprefix(maya.url)
    maya.click("The posting", role="link")
    maya.click("Report this posting", role="link")
    maya.choose("They ask for bank details")
    maya.click("Report")
    paula.open("/postings")
    paula.sees("Hidden while it is looked at")
    paula.click("Thesis", role="link")
    paula.click("Nina Weber", role="link")
    paula.page.get_by_label("Move to").select_option("declined")
    paula.click("Move")
    paula.sees("Not shown any more")
    paula.does_not_see("Nina Weber")
    cora.open("/office/internships")
    cora.click("Data intern", role="link")
    cora.click("Take it down")
    cora.sees("Please say why in a few words.")
    cora.fill("Why", "We could not reach you.")
    cora.click("Take it down")
    cora.sees("The posting is taken down.", "Taken down")
    maya.open(application)
    maya.sees("The career office took this posting down.", "Did they ask you for money")
    paula.open("/postings")
    paula.click("Data intern", role="link")
    paula.sees("We could not reach you.", "Not shown any more")
    paula.does_not_see("Maya")


def keep(cora: Visitor) -> None:
    """An organisation with a contact and an agreement."""
    cora.open("/office/internships/organisations")
    cora.click("New organisation", role="link")
    cora.fill("Name", "Museum of Trades")
    cora.fill("Website", "museum")
    cora.click("Save")
    cora.sees("A website begins with https://")
    cora.fill("Website", "https://museum.example.org")
    cora.click("Save")
    cora.click("I have looked at it: verified")
    cora.page.get_by_text("Invite a contact", exact=True).click()
    cora.fill("Name", "Mia Fabbri")
    cora.fill("E-mail address", "mia@museum.example")
    cora.click("Invite", exact=True)
    cora.sees("Mia Fabbri", "Invited")
    cora.page.get_by_text("Add an agreement", exact=True).click()
    cora.page.get_by_label("Agreement", exact=True).fill("Framework")
    cora.page.get_by_label("From", exact=True).fill("2026-01-01")
    cora.page.get_by_label("Until", exact=True).fill("2099-12-31")
    cora.click("Add", exact=True)
    cora.sees("1 Jan 2026 to 31 Dec 2099", "valid")
    cora.open("/office/internships/organisations")
    cora.sees("Museum of Trades", "Agreement until 31 Dec 2099")
