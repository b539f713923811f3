"""The main job in a real browser: Maya finds and asks, Omar accepts, Cora approves, both meet."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from mentormatch.core.db import db
from mentormatch.recommendations.encoding import encode_pending
from tests.browser.conftest import Site, Visit, Visitor
from tests.make import Make
from tests.personas import make_personas


@pytest.fixture
def programme(site: Site) -> None:
    """Omar and other mentors, Cora, and the texts encoded as the worker does."""
    with site.app.app_context():
        make = Make()
        people = make_personas(make)
        rename(people)
        for name, role in [
            ("Lukas Kern", "Product analyst"),
            ("Amara Obi", "Data engineer"),
            ("Ines Vega", "UX designer"),
        ]:
            make.mentor(name, cohort=people.cohort, role_title=role, bio=f"I work as a {role.lower()} in a small team.")
        encode_pending()
        db.session.remove()


def rename(people: Any) -> None:
    """Give the five the addresses that one-click sign-in offers."""
    for name in ("maya", "omar", "cora", "ada", "eve"):
        getattr(people, name).email = f"{name}@demo.example"
    db.session.commit()


def sign_in_as(visitor: Visitor, name: str) -> None:
    visitor.open("/sign-in")
    visitor.click(f"Sign in as {name}")


def test_three_people_come_to_a_session(visitors: Visit, programme: None, screen: tuple[int, str]) -> None:
    width, theme = screen
    maya, omar, cora = (visitors(width=width, theme=theme) for _ in range(3))

    sign_in_as(maya, "Maya Rossi")
    maya.open("/profile/goal")
    maya.page.get_by_label("Your goal, in your own words").fill(
        "I run campaigns today and want to become the person who explains what the numbers mean. I like data."
    )
    maya.click("Save")
    maya.open("/mentors")
    expect(maya.page.get_by_text("Omar Haddad").first).to_be_visible()
    maya.click("Why this order", role="link")
    maya.open("/mentors")
    maya.click("Omar Haddad", role="link")
    maya.click("Ask Omar", role="link")
    maya.page.get_by_role("textbox").first.fill(
        "I want to move from marketing into data. I took a course in SQL. How did you find your first project?"
    )
    maya.page.locator("input[type=checkbox][name=proposed_times]").first.check()
    maya.click("Send")
    expect(maya.page.get_by_text("Waiting for Omar").first).to_be_visible()

    sign_in_as(omar, "Omar Haddad")
    omar.open("/mentor/requests")
    omar.click("Maya Rossi", role="link")
    omar.page.locator("input[type=radio][name=starts_at]").first.check()
    omar.click("Accept")

    sign_in_as(cora, "Cora Bianchi")
    cora.open("/coordinator/queue")
    cora.click("Maya Rossi", role="link")
    cora.click("Approve")

    for visitor in (maya, omar):
        visitor.open("/sessions")
        expect(visitor.page.get_by_text("Booked", exact=True).first).to_be_visible()
    maya.page.locator("main a[href^='/sessions/']").first.click()
    maya.look()
    move_and_cancel(maya)


def move_and_cancel(maya: Visitor) -> None:
    """Maya takes the file into her calendar, moves the session, and cancels it in the end."""
    with maya.page.expect_download() as download:
        maya.page.get_by_role("link", name=re.compile("calendar", re.IGNORECASE)).first.click()
    assert "BEGIN:VEVENT" in download.value.path().read_text()
    maya.click("Move", role="link", exact=True)
    maya.page.locator("label.slot:visible").last.click()
    maya.click("Move")
    expect(maya.page.get_by_text("Moved to").first).to_be_visible()
    maya.click("Cancel", role="link", exact=True)
    maya.click("Cancel the session")
    expect(maya.page.get_by_text("Cancelled").first).to_be_visible()


def test_somebody_joins(visitors: Visit, programme: None, screen: tuple[int, str]) -> None:
    width, theme = screen
    nina = visitors(width=width, theme=theme)
    nina.open("/")
    nina.open("/register")
    nina.page.get_by_label("A student").check()
    nina.page.get_by_label("Name").first.fill("Nina Weber")
    nina.page.get_by_label(re.compile("address|e-mail", re.IGNORECASE)).first.fill("nina@example.org")
    nina.page.locator("input[type=password]").first.fill("a long walk by the sea")
    nina.click("Join")
    nina.open("/dev/mail")
    link = nina.page.locator("a[href*='/confirm/']").first.get_attribute("href")
    nina.open(str(link).removeprefix(nina.url))
    nina.click("Confirm and sign in")
    for step in ("degree", "background", "goal", "help", "languages"):
        nina.open(f"/profile/{step}")
    nina.open("/hours")
    nina.open("/me")
    nina.open("/me/devices")
    nina.open("/profile")


def test_staff_pages_and_pages_about_us(visitors: Visit, programme: None, screen: tuple[int, str]) -> None:
    width, theme = screen
    ada, cora = visitors(width=width, theme=theme), visitors(width=width, theme=theme, locale="it-IT")
    sign_in_as(ada, "Ada Novak")
    for path in (
        "/",
        "/admin/people",
        "/admin/settings",
        "/admin/cohorts/new",
        "/admin/health",
        "/help",
        "/privacy",
        "/accessibility",
        "/no-such-page",
    ):
        ada.open(path)
    cora.open("/sign-in")
    cora.page.locator("form:has-text('Cora Bianchi') button").first.click()
    for path in (
        "/",
        "/coordinator/queue",
        "/coordinator/waiting",
        "/coordinator/mentors",
        "/coordinator/people",
        "/coordinator/people/import",
        "/coordinator/cohorts",
    ):
        cora.open(path)
