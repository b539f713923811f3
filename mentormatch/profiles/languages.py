"""Spoken languages: their names in the reader's language, and the tag for a name that somebody typed."""

import functools
from collections.abc import Iterable, Mapping
from itertools import chain

from babel import Locale

from mentormatch.core.i18n import locale_code
from mentormatch.web.context import language_name

#: Offered as chips: what students and mentors of an international university speak most often.
COMMON = ("en", "it", "es", "de", "fr", "pt", "nl", "pl", "ro", "uk", "ru", "tr", "ar", "hi", "zh")
#: CLDR lists these beside languages, but nobody speaks them.
_NOT_SPOKEN = {"root", "mul", "und", "zxx", "mis"}


@functools.cache
def names(locale: str) -> Mapping[str, str]:
    """BCP 47 tag → name, in one language; regional and written variants are left out."""
    known = Locale.parse(locale).languages
    return {tag: known[tag] for tag in sorted(known) if tag.isalpha() and tag not in _NOT_SPOKEN}


@functools.cache
def _tags(locale: str) -> Mapping[str, str]:
    """Whatever somebody may type, in lower case → tag: the tag, the name in this language, in English, and its own."""
    own = {Locale.parse(tag).languages[tag]: tag for tag in COMMON}
    named = chain(
        own.items(), *(((name, tag) for tag, name in names(one).items()) for one in dict.fromkeys(("en", locale)))
    )
    return {**{tag: tag for tag in names("en")}, **{name.casefold(): tag for name, tag in named}}


def find_language(typed: str) -> str | None:
    """The tag of a language by its name or tag; None when nobody knows it. ``pt-BR`` keeps its region."""
    text = " ".join(typed.split()).casefold()
    primary, _, region = text.replace("_", "-").partition("-")
    tags = _tags(locale_code())
    if text in tags:
        return tags[text]
    if primary in names("en") and len(region) == 2 and region.isalpha():
        return f"{primary}-{region.upper()}"
    return None


def suggested(typed: str, *, limit: int) -> list[str]:
    """Names that hold what was typed, those that begin with it first."""
    text = typed.strip().casefold()
    found = [name for name in names(locale_code()).values() if text in name.casefold()]
    return sorted(found, key=lambda name: (not name.casefold().startswith(text), name))[:limit]


def offered(more: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Tag and name of the common languages and of those a person has already named."""
    return [(tag, language_name(tag)) for tag in dict.fromkeys((*COMMON, *more))]
