"""What a reader sees of a guide: for pages and for programs alike."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from flask import url_for

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import locale_code
from mentormatch.resources import queries
from mentormatch.resources.models import Guide, GuideKind, GuideReader, GuideVersion
from mentormatch.resources.policy import LONG, Item, items, minutes_to_read, parts
from mentormatch.web import markdown


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text, or the lines of a checklist that stand together: key and words."""

    html: str = ""
    items: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A guide in a list."""

    guide: Guide
    version: GuideVersion
    kept: GuideReader | None
    #: Its translations, by language.
    others: tuple[Guide, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Page:
    version: GuideVersion
    parts: tuple[Part, ...]
    #: Empty for short ones.
    contents: tuple[markdown.Heading, ...]
    minutes: int
    language: str
    direction: str
    count: int


def lines(reader: Person, guides: Collection[Guide]) -> list[Line]:
    """Of several guides, with a few statements for all of them."""
    kept = queries.kept_among(reader, guides)
    groups = queries.languages_of(guides)
    found = []
    for guide in guides:
        version = guide.shown
        if version is not None:
            others = tuple(one for one in groups[guide.group_id] if one.id != guide.id)
            found.append(Line(guide, version, kept.get(guide.id), others, minutes_to_read(version.text)))
    return found


def page(version: GuideVersion, language: str) -> Page:
    """Any version as readers see it, or would."""
    return page_of(version, version.kind, version.text, language)


def page_of(version: GuideVersion, kind: GuideKind, text: str, language: str) -> Page:
    headings: list[markdown.Heading] = []
    found = [Part(html=markdown.anchored(text, headings))]
    if kind == GuideKind.CHECKLIST:
        headings.clear()
        found = _parts(text, headings)
    return Page(
        version=version,
        parts=tuple(found),
        contents=tuple(headings) if len(headings) >= LONG else (),
        minutes=minutes_to_read(text),
        language=language,
        direction=direction_of(language),
        count=len(items(text)) if kind == GuideKind.CHECKLIST else 0,
    )


def preview(text: str, kind: str) -> list[Part]:
    """What is being written, as readers would see it."""
    if kind == GuideKind.CHECKLIST:
        return _parts(text, [])
    return [Part(html=markdown.html(text))]


def direction_of(language: str) -> str:
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"


def mentor_url(reader: Person, version: GuideVersion) -> str:
    """The page of the mentor an interview is with, if the reader may open it."""
    number = queries.mentor_of(reader, version)
    return url_for("recommendations.show", mentor_id=number) if number else ""


def whole_day(day: date) -> str:
    """With its year, which is seldom this one: when somebody looked at a guide, or will."""
    return format_date(day, "d MMMM y", locale=locale_code())


def host_of(link: str) -> str:
    """``video.example.org``: where a link leads."""
    return link.removeprefix("https://").partition("/")[0].partition("?")[0]


def _parts(text: str, headings: list[markdown.Heading]) -> list[Part]:
    found: list[Part] = []
    together: list[tuple[str, str]] = []
    for one in [*parts(text), ""]:
        if isinstance(one, Item):
            together.append((one.key, markdown.plain(one.text)))
            continue
        if together:
            found.append(Part(items=tuple(together)))
            together = []
        if one:
            found.append(Part(html=markdown.anchored(one, headings)))
    return found
