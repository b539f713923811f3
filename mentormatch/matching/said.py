"""Values that are said differently in each language: durations, names of languages, lists."""

from collections.abc import Sequence
from typing import Any

from mentormatch.matching import topics
from mentormatch.matching.languages import NAMES
from mentormatch.matching.messages import N_, translate

Evidence = dict[str, Any]
#: What a reason says: the message of its label, that of its detail (or ""), and the values that go into both.
Choice = tuple[str, str, dict[str, Any]]


class Language(str):
    """A primary subtag that is said as the name of the language."""

    __slots__ = ()


class Topic(str):
    """A help topic that is said by its name; one that nobody here knows is said as it was written."""

    __slots__ = ()


class Duration(int):
    """Minutes that are said as hours and minutes."""


class Message(str):
    """A message id that is said in the reader's language."""

    __slots__ = ()


class Together(tuple[Any, ...]):
    """Values that are said with "and" before the last."""

    __slots__ = ()


def say(value: Any, locale: str) -> Any:
    """Return a value as it is said in a language; numbers and plain texts stay as they are."""
    if isinstance(value, Duration):
        return _duration(value, locale)
    if isinstance(value, Language):
        return translate(NAMES.get(value, value), locale)
    if isinstance(value, Topic):
        return translate(topics.NAMES.get(value, value), locale)
    if isinstance(value, Message):
        return translate(value, locale)
    if isinstance(value, Together) and len(value) > 1:
        values = {"some": say(value[:-1], locale), "last": say(value[-1], locale)}
        return translate(N_("%(some)s and %(last)s"), locale) % values
    if isinstance(value, list | tuple):
        return _listed(value, locale)
    return value


def _listed(values: Sequence[Any], locale: str) -> str:
    return ", ".join(str(say(value, locale)) for value in values)


def _duration(minutes: Duration, locale: str) -> str:
    hours, rest = divmod(int(minutes), 60)
    form = N_("%(hours)d h %(minutes)02d") if hours and rest else N_("%(hours)d h")
    return translate(form if hours else N_("%(minutes)d min"), locale) % {"hours": hours, "minutes": rest}
