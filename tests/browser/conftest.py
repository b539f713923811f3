"""A real Chromium against a real server. What a person would see as broken fails the test: console errors, foreign
requests, accessibility violations, pages wider than the screen."""

import gc
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

from mentormatch.accounts import sign_ins
from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from tests.conftest import make_app, migrate

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
#: A label, an error or a counter would point to the wrong one of two.
DOUBLED = """() => {
  const ids = [...document.querySelectorAll("[id]:not([type=hidden])")].map((element) => element.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""
#: Two processors are shared by everything that runs: what is not there after this time does not come.
PATIENCE = 60_000
NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZES = [
    pytest.param((390, "light"), id="phone-light"),
    pytest.param((390, "dark"), id="phone-dark", marks=pytest.mark.trial),
    pytest.param((1280, "light"), id="desk-light", marks=pytest.mark.trial),
    pytest.param((1280, "dark"), id="desk-dark", marks=pytest.mark.trial),
]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Flask-Compress leaves files that it streams to the garbage collector, which pytest would call our error."""
    item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))


@pytest.fixture(params=SIZES)
def screen(request: pytest.FixtureRequest) -> tuple[int, str]:
    """Width and theme. A phone in `make test`; with `-m trial` also dark, and a desk."""
    found: tuple[int, str] = request.param
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium to run the browser tests")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Site:
    """A running server with its address and application."""

    app: Flask
    url: str


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, migrated once for all tests of this folder."""
    app = make_app(tmp_path_factory.mktemp("migrated"))
    migrate(app)
    with app.app_context():
        db.engine.dispose()
    return Path(app.extensions["settings"].instance) / "mentormatch.db"


@pytest.fixture
def site(tmp_path: Path, migrated: Path) -> Iterator[Site]:
    """A server on an empty database of its own, on a free port of this machine."""
    shutil.copy(migrated, tmp_path / "mentormatch.db")
    app = make_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, app, threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    app.extensions["settings"].public_url = address
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(app, address)
    server.shutdown()
    thread.join()
    gc.collect()  # here, where files that nobody closed are forgiven


@dataclass
class Visitor:
    """One person's browser. ``look`` checks the page that is open; ``troubles`` collects what went wrong anywhere."""

    page: Page
    context: BrowserContext
    site: Site
    #: Without JavaScript there is no axe either: only the width is looked at.
    scripted: bool = True
    troubles: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.site.url

    def sign_in(self, person_id: int) -> None:
        """Open a sign-in without the form, which has tests of its own."""
        with self.site.app.app_context():
            token = sign_ins.open_sign_in(db.session.get_one(Person, person_id), "Browser")
            db.session.remove()
        self.carry(token)

    def carry(self, token: str) -> None:
        """Go on with a sign-in that is open."""
        with self.site.app.app_context():
            signer = self.site.app.session_interface.get_signing_serializer(self.site.app)  # type: ignore[attr-defined]
            cookie = signer.dumps({"_user_id": token, "_fresh": True})
        self.context.add_cookies([{"name": "session", "value": cookie, "url": self.url}])

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)
        self.look()

    def click(self, name: str, *, role: str = "button", exact: bool = False) -> None:
        """A button or link of the page itself, not of the menu around it."""
        self.page.locator("main").get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]
        self.arrive()

    def back(self, to: str) -> None:
        """The way back stands above the page, and on a phone in the header."""
        self.page.get_by_role("link", name=to).first.click()
        self.arrive()

    def arrive(self) -> None:
        """What a click led to is there: the page, or the part of it that was asked for."""
        self.page.wait_for_load_state("load")
        if self.scripted:
            expect(self.page.locator(".htmx-request")).to_have_count(0)
        self.look()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).and_(self.page.locator("input, textarea")).first.fill(text)

    def choose(self, label: str) -> None:
        """Tick a box or a dot by its words."""
        self.page.locator("label").filter(has_text=label, visible=True).first.click()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text)).to_have_count(0)

    def turn(self, direction: str) -> None:
        """Show the page that is open as it is read in this direction, ``ltr`` or ``rtl``."""
        self.page.evaluate("direction => { document.documentElement.dir = direction }", direction)

    def look(self) -> None:
        """No accessibility violation, and nothing wider than the screen."""
        if self.scripted:
            found = Axe().run(self.page, options=AXE)
            for violation in found.response["violations"]:
                nodes = [node["html"][:160] for node in violation["nodes"][:3]]
                self.troubles.append(f"{self.page.url}: {violation['id']}: {nodes}")
        if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            self.troubles.append(f"{self.page.url} ({self.page.evaluate('document.dir')}): scrolls sideways")
        if doubled := self.page.evaluate(DOUBLED):
            self.troubles.append(f"{self.page.url}: ids that two elements have: {doubled}")


Visit = Callable[..., Visitor]


@pytest.fixture
def visitors(browser: Browser, site: Site) -> Iterator[Visit]:
    """``visitors(width=390, theme="light")`` opens a browser of its own; in the end none may have had troubles."""
    opened: list[Visitor] = []

    def visit(
        *, width: int = 390, theme: str = "light", locale: str = "en-GB", scripted: bool = True, touch: bool = False
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            color_scheme=theme,  # type: ignore[arg-type]
            locale=locale,
            timezone_id="Europe/Rome",
            reduced_motion="reduce",
            java_script_enabled=scripted,
            has_touch=touch,
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context.new_page(), context, site, scripted)
        opened.append(visitor)
        _watch(visitor)
        return visitor

    expect.set_options(timeout=PATIENCE / 4)
    yield visit
    troubles = [trouble for visitor in opened for trouble in visitor.troubles]
    for visitor in opened:
        visitor.context.close()
    assert not troubles, "\n".join(troubles)


def _watch(visitor: Visitor) -> None:
    page, own = visitor.page, visitor.url
    page.on("console", lambda message: _hear(visitor, message))
    page.on("pageerror", lambda error: visitor.troubles.append(f"{page.url}: {error}"))
    page.on("request", lambda request: _foreign(visitor, request.url, own))


def _hear(visitor: Visitor, message: Any) -> None:
    # A refused form answers 4xx, which Chromium reports as an error although the page is right.
    if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
        visitor.troubles.append(f"{visitor.page.url}: console: {message.text}")


def _foreign(visitor: Visitor, url: str, own: str) -> None:
    if not url.startswith((own, "data:", "about:")):
        visitor.troubles.append(f"{visitor.page.url}: request to {url}")
