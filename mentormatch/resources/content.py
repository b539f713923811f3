"""What a guide says, as a value: from forms, files and versions, checked in one place."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from mentormatch.profiles.models import HelpTopic
from mentormatch.resources.errors import (
    LinkNeeded,
    NameNeeded,
    NotALink,
    NothingToTick,
    PictureWithoutWords,
    WrongText,
    WrongTopic,
    WrongWords,
)
from mentormatch.resources.models import LEAD_MOST, LINK_MOST, TEXT_MOST, TITLE_MOST, GuideKind, GuideVersion
from mentormatch.resources.policy import LONGEST_WORD, MOST_WORDS, has_picture_without_words, is_https, items

TERMS = ("roles", "industries", "skills", "degrees")
LENGTHS = {
    "title": (1, TITLE_MOST), "lead": (0, LEAD_MOST), "text": (0, TEXT_MOST), "video_link": (0, LINK_MOST),
    "alum": (0, TITLE_MOST),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One version of a guide. ``text`` is Markdown."""

    kind: GuideKind
    title: str
    lead: str = ""
    text: str = ""
    video_link: str = ""
    alum: str = ""
    mentor_id: int | None = None
    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()


FIELDS = tuple(field.name for field in fields(Content))


def of_version(version: GuideVersion) -> Content:
    return Content(**{name: getattr(version, name) for name in FIELDS})


def as_facts(content: Content) -> dict[str, Any]:
    return asdict(content)


def check(content: Content) -> None:
    """Refuses whatever could not be kept or shown, with its field."""
    for name, (least, most) in LENGTHS.items():
        if not least <= len(getattr(content, name)) <= most:
            raise WrongText(name, least, most)
    for name in TERMS:
        words = getattr(content, name)
        if len(words) > MOST_WORDS or any(not 0 < len(word) <= LONGEST_WORD for word in words):
            raise WrongWords(name, MOST_WORDS)
    if not set(content.topics) <= set(HelpTopic):
        raise WrongTopic
    if content.video_link and not is_https(content.video_link):
        raise NotALink
    _check_kind(content)
    if has_picture_without_words(content.text):
        raise PictureWithoutWords


def _check_kind(content: Content) -> None:
    if content.kind == GuideKind.VIDEO:
        if not content.video_link:
            raise LinkNeeded
    elif not content.text:
        raise WrongText("text", 1, TEXT_MOST)
    if content.kind == GuideKind.INTERVIEW and not content.alum:
        raise NameNeeded
    if content.kind == GuideKind.CHECKLIST and not items(content.text):
        raise NothingToTick
