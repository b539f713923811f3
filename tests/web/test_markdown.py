"""Markdown: what people mean is shown, and nothing that they could do with it."""

from html.parser import HTMLParser

import pytest

from mentormatch.web.markdown import TAGS, html, plain

HARMLESS = """# Title

Some *words* with a [link](https://example.org "There") and `code`.

| a | b |
|---|--:|
| 1 | 2 |

![A plan](/resources/pictures/3)
"""
BAD = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](data:text/html,1)",
    "[x](vbscript:x)",
    "![x](https://elsewhere.example/pixel.png)",
    "![x](//elsewhere/pixel)",
    "![x](data:image/png;base64,aa)",
    "![x](javascript:alert(1))",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](<javascript:alert(1)>)",
    "<svg onload=alert(1)>",
    "[x](java\nscript:alert(1))",
    "![a](/own/1?x=https://elsewhere.example)",
    "`<script>`",
    "    <script>alert(1)</script>",
    '[x](https://example.org "><script>alert(1)</script>")',
    "<details open ontoggle=alert(1)>",
    "&lt;script&gt;",
    "[![x](https://elsewhere.example/p.png)](javascript:alert(1))",
    "| <script> |\n|---|\n| <iframe src=x> |",
)


def test_what_was_meant_is_shown() -> None:
    made = html(HARMLESS)
    assert "<h2>Title</h2>" in made
    assert '<a href="https://example.org" title="There" rel="noopener nofollow ugc">link</a>' in made
    assert '<td class="align-end">2</td>' in made
    assert '<img src="/resources/pictures/3" alt="A plan" loading="lazy">' in made


class Seen(HTMLParser):
    """Which elements a browser would make, and where their attributes lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]


@pytest.mark.parametrize("text", BAD)
def test_nothing_of_it_can_do_anything(text: str) -> None:
    seen = Seen(str(html(text)))
    assert seen.tags <= TAGS
    assert seen.attributes <= {"href", "title", "rel", "src", "alt", "loading", "class", "start"}
    assert all(address.startswith(("https://example.org", "/own/")) for address in seen.addresses)


def test_the_words_alone() -> None:
    assert plain(HARMLESS).splitlines()[:2] == ["Title", "Some words with a link and code."]


@pytest.mark.parametrize("text", ["", "*" * 5000, "[" * 5000, "> " * 2000 + "x", "\x00", "# " * 300, "`" * 3001])
def test_odd_texts_are_no_trouble(text: str) -> None:
    assert html(text) is not None
