"""Filters as people meet them: chips above the list, and the choices of the search form."""

from collections.abc import Iterator
from dataclasses import dataclass

from mentormatch.core.i18n import _
from mentormatch.matching import MenteeFacts
from mentormatch.profiles.labels import topic_label
from mentormatch.profiles.models import HelpTopic
from mentormatch.recommendations.filters import Choices, Filters, primary
from mentormatch.web.context import language_name

#: Chips that are offered beside those in use: more would be a second form.
MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Chip:
    """``filters`` are those of the list one gets by following it."""

    name: str
    word: str
    filters: Filters
    on: bool


def chips(filters: Filters, mentee: MenteeFacts, choices: Choices) -> list[Chip]:
    """The filters in use, to be taken off, and then a few to be put on."""
    used = [
        Chip(name, word_for(name, value), filters.but(**{name: ""}), on=True) for name, value in filters.chosen.items()
    ]
    offered = [
        Chip(name, word_for(name, value), filters.but(**{name: value}), on=False)
        for name, value in _suiting(mentee, choices)
        if not getattr(filters, name)
    ]
    return used + offered[:MOST_OFFERED]


def word_for(name: str, value: str) -> str:
    """A filter in words: ``Speaks Italian``."""
    if name == "language":
        return _("Speaks %(language)s", language=language_name(value))
    if name == "topic":
        return _("Helps with: %(topic)s", topic=topic_label(value))
    if name == "industry":
        return _("Knows: %(industry)s", industry=value)
    return _("“%(words)s”", words=value) if name == "q" else _("Free this week")


def options(choices: Choices) -> dict[str, list[tuple[str, str]]]:
    """For each list of the search form its values with their words."""
    languages = [(tag, language_name(tag)) for tag in choices.languages]
    return {
        "language": sorted(languages, key=lambda option: option[1].casefold()),
        "topic": [(topic.value, topic_label(topic)) for topic in HelpTopic],
        "industry": [(industry, industry) for industry in choices.industries],
    }


def _suiting(mentee: MenteeFacts, choices: Choices) -> Iterator[tuple[str, str]]:
    yield "free", "week"
    for language in map(primary, mentee.languages):
        # A language that all mentors here speak divides nothing; English is the one that nearly all do.
        if language in choices.languages and language != "en":
            yield "language", language
    for topic in mentee.help_topics[:2]:
        yield "topic", topic
