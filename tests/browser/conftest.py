"""A real Chromium against a real server. What a person would see as broken fails the test: console errors, foreign
requests, accessibility violations."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from tests.conftest import make_app, migrate

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


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


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server on an empty database of its own, on a free port of this machine."""
    app = make_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True
    migrate(app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    app.extensions["settings"].public_url = address
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(app, address)
    server.shutdown()
    thread.join()


@dataclass
class Visitor:
    """One person's browser. ``look`` checks the page that is open; ``troubles`` collects what went wrong anywhere."""

    page: Page
    context: BrowserContext
    url: str
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)
        self.look()

    def click(self, name: str, *, role: str = "button", exact: bool = False) -> None:
        self.page.get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state("networkidle")
        self.look()

    def look(self) -> None:
        """No accessibility violation, and nothing wider than the screen."""
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}})
        for violation in found.response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self.troubles.append(f"{self.page.url}: {violation['id']}: {nodes}")
        if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            self.troubles.append(f"{self.page.url}: scrolls sideways")


@pytest.fixture
def visitors(browser: Browser, site: Site) -> Iterator[Any]:
    """``visitors(width=390, theme="light")`` opens a browser of its own; in the end none may have had troubles."""
    opened: list[Visitor] = []

    def visit(*, width: int = 390, theme: str = "light", locale: str = "en-GB") -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            color_scheme=theme,  # type: ignore[arg-type]
            locale=locale,
            timezone_id="Europe/Rome",
            reduced_motion="reduce",
        )
        visitor = Visitor(context.new_page(), context, site.url)
        opened.append(visitor)
        _watch(visitor)
        return visitor

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
