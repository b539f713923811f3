"""Filters of the list of mentors: read from the address, applied to facts in memory, written back into links."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mentormatch.matching import MentorFacts

LONGEST = 80
#: The accents that NFKD takes apart from their letters.
_ACCENTS = re.compile("[\u0300-\u036f]")


def folded(text: str) -> str:
    """``text`` without case and accents, so that "Jose" finds "José"."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def primary(tag: str) -> str:
    """The language of a tag without its region: a mentor who speaks pt-BR speaks Portuguese."""
    return tag.replace("_", "-").split("-")[0].casefold()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a mentee narrowed the list to; an empty field narrows nothing."""

    q: str = ""
    language: str = ""
    topic: str = ""
    industry: str = ""
    #: "week": only mentors with a free time in the next seven days.
    free: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "Filters":
        """Filters from the address; what nobody can mean is left out."""
        typed = {name: " ".join(arguments.get(name, "").split())[:LONGEST] for name in cls.__slots__}
        return cls(**{**typed, "free": "week" if typed["free"] == "week" else ""})

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in use by name, as the address carries them."""
        return {name: getattr(self, name) for name in self.__slots__ if getattr(self, name)}

    def but(self, **changes: str) -> "Filters":
        """The same with some filters changed; an empty text takes one off."""
        return replace(self, **changes)

    def keep(self, mentor: MentorFacts, name: str) -> bool:
        """Whether a mentor fits everything that can be told from words; ``free`` is asked of the calendar."""
        return (
            (not self.language or primary(self.language) in map(primary, mentor.languages))
            and (not self.topic or _named(self.topic, mentor.help_topics))
            and (not self.industry or _named(self.industry, mentor.industries))
            and (not self.q or self._found_in(mentor, name))
        )

    def _found_in(self, mentor: MentorFacts, name: str) -> bool:
        texts = (name, mentor.role_title, mentor.headline, mentor.organisation, *mentor.skills)
        haystack = folded(" ".join(texts))
        return all(word in haystack for word in folded(self.q).split())


def _named(wanted: str, named: Iterable[str]) -> bool:
    return wanted.casefold() in (name.casefold() for name in named)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the mentors of a cohort offer to filter by, each in the order people look for it."""

    languages: tuple[str, ...]
    industries: tuple[str, ...]


def choices(mentors: Iterable[MentorFacts]) -> Choices:
    """Languages and industries that at least one of these mentors names."""
    languages: set[str] = set()
    industries: dict[str, str] = {}
    for mentor in mentors:
        languages.update(map(primary, mentor.languages))
        for industry in mentor.industries:
            industries.setdefault(industry.casefold(), industry)
    return Choices(tuple(sorted(languages)), tuple(industries[key] for key in sorted(industries)))
