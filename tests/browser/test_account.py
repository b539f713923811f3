"""One's own account: a second factor, tokens, letters, who sees what, the download, and the end."""

import re
from datetime import timedelta
from zipfile import ZipFile

import pyotp

from mentormatch.accounts import passwords
from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from tests.browser.conftest import Site, Visit, Visitor
from tests.browser.world import on, pair

PASSWORD = "a long walk by the sea"


def test_the_second_factor_is_set_up_and_asked_for(visitors: Visit, site: Site, screen: tuple[int, str]) -> None:
    people = pair(site)
    address = give_a_password(site, people.maya)
    maya: Visitor = visitors(width=screen[0], theme=screen[1])
    maya.sign_in(people.maya)
    maya.open("/me")
    maya.click("See your second factor", role="link")
    shown = maya.page.locator("code").inner_text()
    app = pyotp.TOTP(shown.replace(" ", ""))
    maya.click("Switch it on")
    maya.sees("Please type a code.")
    maya.fill("Code", app.at(now() - timedelta(seconds=30)))
    maya.click("Switch it on")
    maya.sees("Your second factor is on.")
    maya.open("/me/second-factor")

    maya.context.clear_cookies()
    maya.open("/sign-in")
    maya.fill("E-mail address", address)
    maya.page.locator("input[type=password]").fill(PASSWORD)
    maya.click("Sign in", exact=True)
    maya.fill("Code", "000000")
    maya.click("Sign in", exact=True)
    maya.fill("Code", app.at(now()))
    maya.click("Sign in", exact=True)
    maya.sees("Hello Maya")


def give_a_password(site: Site, number: int) -> str:
    """Returns the address to sign in with."""
    with on(site):
        person = db.session.get_one(Person, number)
        person.password = passwords.hashed(PASSWORD)
        db.session.commit()
        return str(person.email)


def test_tokens_letters_download_and_the_end_of_an_account(
    visitors: Visit, site: Site, screen: tuple[int, str]
) -> None:
    people = pair(site, past=True, coming=True)
    maya, omar = (visitors(width=screen[0], theme=screen[1]) for _ in range(2))
    maya.sign_in(people.maya)
    omar.sign_in(people.omar)
    make_and_revoke_a_token(maya)
    maya.open("/me/letters")
    maya.page.get_by_label("Quiet from").select_option(index=3)
    maya.click("Save")
    maya.open("/me/devices")
    maya.open("/me/password")
    maya.open("/me/privacy")
    maya.click("Download it", role="link")
    with maya.page.expect_download() as download:
        maya.page.get_by_role("button", name="Download it").click()
    assert ZipFile(download.value.path()).namelist()
    maya.open("/me/privacy/delete")
    maya.click("Delete my account")
    maya.sees("Please look at this again")
    maya.choose("Delete my account for good")
    maya.click("Delete my account")
    maya.open("/sign-in")
    omar.open(f"/matches/{people.match}")
    omar.sees("A former member")
    omar.open("/sessions?past=1")


def make_and_revoke_a_token(maya: Visitor) -> None:
    maya.open("/me/tokens")
    maya.sees("No tokens yet")
    maya.click("Create it")
    maya.sees("Please type a name.")
    maya.fill("Name", "My script")
    maya.click("Create it")
    assert re.fullmatch(r"\S{20,}", maya.page.locator("code.secret").inner_text())
    maya.click("I have copied it", role="link")
    maya.page.get_by_text("Revoke", exact=True).click()
    maya.look()
    maya.click("Revoke it")
    maya.sees("No tokens yet")
