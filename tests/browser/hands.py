"""What hands do on the pages of several services: open the menu, confirm, take a file."""

from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.conftest import Visitor


def from_the_menu(visitor: Visitor, name: str) -> None:
    """A place of the menu; on a phone those that have no room stand behind "More"."""
    link = visitor.page.locator("header, nav").get_by_role("link", name=name).filter(visible=True)
    if not link.count():
        visitor.page.locator("summary").filter(has_text="More").first.click()
    link.first.click()
    visitor.arrive()


def confirm(visitor: Visitor, summary: str, button: str) -> None:
    """A deed that is asked about once."""
    visitor.page.locator("main summary").filter(has_text=summary).first.click()
    visitor.look()
    visitor.page.locator("main dialog").get_by_role("button", name=button).filter(visible=True).first.click()
    visitor.arrive()


def fact(visitor: Visitor, word: str) -> Locator:
    return visitor.page.locator("main dt").get_by_text(word, exact=True).locator("xpath=following-sibling::dd").first


def download(visitor: Visitor, target: Locator) -> Path:
    with visitor.page.expect_download() as found:
        target.first.click()
    return found.value.path()
