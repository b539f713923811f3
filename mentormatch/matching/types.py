"""Facts about people: what a mentee looks for and what a mentor offers. No name, no trait that must not count."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import index
from typing import Any
from zoneinfo import ZoneInfo

from mentormatch.matching.errors import BadFacts

Hours = tuple[int, str, str]
CLARITIES = ("know", "idea", "exploring")
#: Counts beyond this are no longer told apart by the columns of a pool.
LARGEST_COUNT = 2**53
_LISTS = ("target_roles", "industries", "skills", "skills_wanted", "help_topics", "languages")
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class MenteeFacts:
    """What is known about a mentee. Only the id is required; a field left at its default is unknown.

    ``availability`` holds ``(weekday, "HH:MM", "HH:MM")`` with Monday = 0 in ``time_zone`` (IANA), never across
    midnight. ``text_language`` is the BCP 47 tag of what was written ("" = detected), ``languages`` are spoken.
    Raises BadFacts when a value cannot be read.
    """

    id: str
    goal: str = ""
    clarity: str = "idea"
    target_roles: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    skills_wanted: tuple[str, ...] = ()
    help_topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    text_language: str = ""
    time_zone: str = ""
    availability: tuple[Hours, ...] = ()
    degree: str = ""
    previous_field: str = ""
    bio: str = ""
    years_experience: float | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be read, and make lists hashable."""
        _check(self)
        if self.clarity not in CLARITIES:
            raise BadFacts(f"{self.id}: clarity is {self.clarity!r}, not one of {', '.join(CLARITIES)}")


@dataclass(frozen=True, slots=True)
class MentorFacts:
    """What is known about a mentor; fields as in MenteeFacts.

    ``load`` of ``capacity`` places are taken; ``asked`` and ``accepted`` count past requests.
    Raises BadFacts when a value cannot be read.
    """

    id: str
    headline: str = ""
    role_title: str = ""
    organisation: str = ""
    bio: str = ""
    industries: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    help_topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    text_language: str = ""
    time_zone: str = ""
    availability: tuple[Hours, ...] = ()
    degree: str = ""
    previous_field: str = ""
    years_experience: float | None = None
    capacity: int = 2
    load: int = 0
    asked: int = 0
    accepted: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be read, and make lists hashable."""
        _check(self)
        for name in ("capacity", "load", "asked", "accepted"):
            value = getattr(self, name)
            if not isinstance(value, int) or not 0 <= value < LARGEST_COUNT:
                raise BadFacts(f"{self.id}: {name} is {value!r}, not a whole number from 0 to 2^53")
        if self.accepted > self.asked:
            raise BadFacts(f"{self.id}: accepted is {self.accepted}, more than asked, which is {self.asked}")


def minutes_of(clock: str) -> int:
    """Return the minutes since midnight of "HH:MM"; "24:00" is 1440. Raises ValueError."""
    read = _CLOCK.fullmatch(clock)
    total = int(read[1]) * 60 + int(read[2]) if read else -1
    if not 0 <= total <= 1440:
        raise ValueError(clock)
    return total


def _check(facts: MenteeFacts | MentorFacts) -> None:
    if not isinstance(facts.id, str) or not facts.id:
        raise BadFacts(f"id is {facts.id!r}, not a text with at least one character")
    for field in fields(facts):
        value = getattr(facts, field.name)
        if field.name in _LISTS:
            object.__setattr__(facts, field.name, _texts(facts.id, field.name, value))
        elif field.type is str and not isinstance(value, str):
            raise BadFacts(f"{facts.id}: {field.name} is {value!r}, not a text")
    object.__setattr__(facts, "availability", _hours(facts.id, facts.availability))
    _check_years(facts.id, facts.years_experience)
    _check_zone(facts.id, facts.time_zone)


def _texts(person: str, name: str, values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise BadFacts(f"{person}: {name} is one text, not a list of texts")
    texts = _listed(person, name, values)
    for value in texts:
        if not isinstance(value, str):
            raise BadFacts(f"{person}: {name} holds {value!r}, which is not a text")
    return texts


def _listed(person: str, name: str, values: Iterable[Any]) -> tuple[Any, ...]:
    try:
        return tuple(values)
    except TypeError:
        raise BadFacts(f"{person}: {name} is {values!r}, not a list") from None


def _hours(person: str, rules: Iterable[Hours]) -> tuple[Hours, ...]:
    checked = []
    for rule in _listed(person, "availability", rules):
        try:
            weekday, start, end = rule
            # Only what is a whole number: int() would read 2.7 and "3" as days.
            readable = 0 <= index(weekday) <= 6 and minutes_of(start) < minutes_of(end)
        except (TypeError, ValueError, AttributeError):
            readable = False
        if not readable:
            raise BadFacts(f'{person}: availability holds {rule!r}, not (weekday 0-6, "HH:MM", a later "HH:MM")')
        checked.append((index(weekday), start, end))
    return tuple(checked)


def _check_years(person: str, years: float | None) -> None:
    if years is not None and not (isinstance(years, int | float) and 0 <= years <= 100):
        raise BadFacts(f"{person}: years_experience is {years!r}, not a number from 0 to 100")


def _check_zone(person: str, zone: str) -> None:
    if zone:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError) as error:
            raise BadFacts(f"{person}: time_zone is {zone!r}, not an IANA zone") from error
