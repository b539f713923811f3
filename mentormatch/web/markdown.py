"""Markdown that people write, as HTML that can do nothing: no HTML of their own, no pictures from elsewhere.

CommonMark with tables by markdown-it; what comes out passes an allow-list (nh3) once more. Headings begin below the
page's own.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {
    "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a", "img", "hr",
    "br", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
SCHEMES = {"http", "https", "mailto"}
#: How many levels headings go down: ``#`` is the second level of a page.
DOWN = 1
#: Addresses of pictures that may be shown: those that this application hands out itself.
OWN = re.compile(r"(/[a-z0-9_-]+)+(\.[a-z]+)?")
_HEADING = re.compile(r"<(h[23])>(.*?)</\1>", re.DOTALL)
ALIGNED = {"text-align:center": "centre", "text-align:right": "end"}


def html(text: str) -> Markup:
    """``text`` (Markdown) as safe HTML. Lines may be as long and as odd as they like; nothing is refused."""
    parser = _parser()
    tokens = parser.parse(text)
    _tame(tokens)
    made = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        made, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow ugc",
        generic_attribute_prefixes=set(),
    )  # fmt: skip
    return Markup(clean)  # noqa: S704  # allow-listed just above


@dataclass(frozen=True, slots=True)
class Heading:
    """``anchor`` is what a link after ``#`` leads to; ``level`` is 2 for ``#``."""

    anchor: str
    title: str
    level: int


def anchored(text: str, headings: list[Heading]) -> Markup:
    """``text`` as safe HTML whose two upper headings have a name each; they are added to ``headings``.

    Only our own marks match: what people wrote is escaped.
    """

    def name(match: re.Match[str]) -> str:
        anchor = f"part-{len(headings) + 1}"
        headings.append(Heading(anchor, Markup(match[2]).striptags(), int(match[1][1])))  # noqa: S704  # as above
        return f'<{match[1]} id="{anchor}">{match[2]}</{match[1]}>'

    return Markup(_HEADING.sub(name, str(html(text))))  # noqa: S704  # allow-listed, and nothing of anybody's is added


def plain(text: str) -> str:
    """The words of ``text`` without its marks, for searches, letters and first lines."""
    tokens = _parser().parse(text)
    return "\n".join(_words(token) for token in tokens if token.type in {"inline", "fence", "code_block"}).strip()


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _words(token: Token) -> str:
    if not token.children:
        return token.content
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(breaks.get(child.type, child.content) for child in token.children)


def _tame(tokens: Sequence[Token]) -> None:
    """Move headings down, keep only pictures of our own."""
    for token in tokens:
        if token.type in TAMED:
            TAMED[token.type](token)
        for child in token.children or ():
            if child.type == "image" and not OWN.fullmatch(str(child.attrGet("src") or "")):
                child.type, child.tag, child.content, child.children = "text", "", child.content, None
            elif child.type == "image":
                child.attrSet("loading", "lazy")


def _heading(token: Token) -> None:
    token.tag = f"h{min(6, int(token.tag[1]) + DOWN)}"


def _cell(token: Token) -> None:
    aligned = ALIGNED.get(str(token.attrs.pop("style", "")))
    if aligned:
        token.attrSet("class", f"align-{aligned}")


TAMED: dict[str, Callable[[Token], None]] = {
    "heading_open": _heading,
    "heading_close": _heading,
    "th_open": _cell,
    "td_open": _cell,
}
