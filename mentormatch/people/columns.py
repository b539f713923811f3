"""How each column of a people file is read and written. Reading refuses with a sentence; writing gives it back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_locale_identifier, parse_locale

from mentormatch.accounts.models import RoleName
from mentormatch.accounts.service import normal_email
from mentormatch.core.errors import Invalid
from mentormatch.core.formulas import neutral, typed
from mentormatch.core.i18n import _
from mentormatch.profiles.languages import names
from mentormatch.profiles.models import HelpTopic
from mentormatch.profiles.policy import MOST_PLACES
from mentormatch.scheduling import (
    BadClockTime,
    EndBeforeStart,
    HoursError,
    UnknownDay,
    WeeklyRule,
    format_hours,
    parse_hours,
    zone_names,
)
from mentormatch.web.forms import clean, clean_line

#: What a file calls the roles; alumni who look for a mentor are "student" here too.
ROLES = {
    "student": RoleName.MENTEE,
    "mentor": RoleName.MENTOR,
    "coach": RoleName.COACH,
    "coordinator": RoleName.COORDINATOR,
}
ROLE_WORDS = {role: word for word, role in ROLES.items()}
TOPICS = {topic.value.casefold(): topic.value for topic in HelpTopic}
SEPARATOR = ";"


class Unreadable(ValueError):
    """A cell that cannot be read; the message is a sentence for a person."""


@dataclass(frozen=True)
class Column:
    """``read`` gets a cell that is not empty and raises Unreadable; ``write`` gives the parts of a cell."""

    read: Callable[[str], Any]
    write: Callable[[Any], list[str]] = lambda value: [str(value)]

    def cell(self, value: Any) -> str:
        """``value`` as a cell that no spreadsheet runs; None is an empty one."""
        return "" if value is None else f"{SEPARATOR} ".join(map(neutral, self.write(value)))


def line(most: int = 120) -> Column:
    return Column(lambda cell: _short(clean_line(typed(cell)), most))


def text(most: int = 4000) -> Column:
    return Column(lambda cell: _short(clean(typed(cell)), most))


def words(most: int = 40, each: int = 120) -> Column:
    return Column(lambda cell: _words(cell, most, each), list)


def number(low: int, high: int) -> Column:
    def read(cell: str) -> int:
        if not cell.isascii() or not cell.isdigit() or len(cell) > 9 or not low <= int(cell) <= high:
            raise Unreadable(
                _("“%(text)s” is not a whole number from %(low)d to %(high)d.", text=cell[:40], low=low, high=high)
            )
        return int(cell)

    return Column(read)


def _short(value: str, most: int) -> str:
    if len(value) > most:
        raise Unreadable(_("This has %(n)d characters; at most %(most)d are possible.", n=len(value), most=most))
    return value


def _items(cell: str) -> list[str]:
    return [item for part in cell.split(SEPARATOR) if (item := clean_line(typed(part.strip())))]


def _words(cell: str, most: int, each: int) -> tuple[str, ...]:
    """A list without doubles; of two spellings the first stays."""
    found: dict[str, str] = {}
    for item in _items(cell):
        found.setdefault(item.casefold(), _short(item, each))
    if len(found) > most:
        raise Unreadable(_("These are %(n)d entries; at most %(most)d are possible.", n=len(found), most=most))
    return tuple(found.values())


def _address(cell: str) -> str:
    try:
        return normal_email(_short(typed(cell), 254))
    except Invalid as error:
        raise Unreadable(_("“%(text)s” is not an e-mail address.", text=typed(cell)[:80])) from error


def _roles(cell: str) -> tuple[RoleName, ...]:
    found = {item.casefold() for item in _items(cell)}
    if strange := found - set(ROLES):
        raise Unreadable(
            _(
                "“%(text)s” is not a role that a file can give. There are: %(roles)s.",
                text=", ".join(sorted(strange))[:80],
                roles=", ".join(ROLES),
            )
        )
    return tuple(role for word, role in ROLES.items() if word in found)


@cache
def _english() -> Locale:
    return Locale("en")


def _language(tag: str) -> str:
    """The tag as BCP 47 writes it, ``pt-BR`` for ``pt_br``, when CLDR knows its parts."""
    try:
        language, territory, script, _variant = parse_locale(tag.replace("_", "-"), sep="-")[:4]
    except ValueError:
        language, territory, script = "", None, None
    known = _english()
    if (
        language not in names("en")
        or (territory and territory not in known.territories)
        or (script and script not in known.scripts)
    ):
        raise Unreadable(_("“%(text)s” is not a language code. Write codes such as en, it or pt-BR.", text=tag[:40]))
    return get_locale_identifier((language, territory, script), sep="-")


def _languages(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_language(tag) for tag in _words(cell, 20, 40)))


def _zone(cell: str) -> str:
    if cell not in zone_names():
        raise Unreadable(_("“%(text)s” is not a time zone. Write a name such as Europe/Rome.", text=cell[:40]))
    return cell


def _topics(cell: str) -> tuple[str, ...]:
    wanted = [item.casefold() for item in _items(cell)]
    if strange := [topic for topic in wanted if topic not in TOPICS]:
        raise Unreadable(
            _(
                "“%(text)s” is not a topic. There are: %(topics)s.",
                text=", ".join(strange)[:80],
                topics=", ".join(TOPICS.values()),
            )
        )
    return tuple(TOPICS[topic] for topic in dict.fromkeys(wanted))


def _hours(cell: str) -> tuple[WeeklyRule, ...]:
    try:
        return parse_hours(_short(cell, 1000))
    except UnknownDay as error:
        raise Unreadable(_("“%(text)s” is not a day of the week such as Mon.", text=error.part[:40])) from error
    except BadClockTime as error:
        raise Unreadable(_("“%(text)s” is not a time from 00:00 to 24:00.", text=error.part[:40])) from error
    except EndBeforeStart as error:
        raise Unreadable(_("“%(text)s” must end after it starts, on the same day.", text=error.part[:40])) from error
    except HoursError as error:
        raise Unreadable(
            _(
                "“%(text)s” cannot be read. Write hours like this: Mon 18:00-21:00; Wed 12:00-13:00.",
                text=error.part[:40],
            )
        ) from error


READERS: dict[str, Column] = {
    "email": Column(_address),
    "name": line(),
    "roles": Column(_roles, lambda roles: [ROLE_WORDS[role] for role in roles]),
    "languages": Column(_languages, list),
    "time_zone": Column(_zone),
    "degree": line(),
    "graduation_year": number(1950, 2100),
    "headline": line(160),
    "organisation": line(),
    "role_title": line(),
    "industries": words(),
    "skills": words(),
    "skills_wanted": words(),
    "target_roles": words(),
    "help_topics": Column(_topics, list),
    "goal": text(),
    "bio": text(),
    "previous_field": line(),
    "years_experience": number(0, 70),
    "capacity": number(0, MOST_PLACES),
    "availability": Column(_hours, lambda rules: [format_hours(rules)]),
}
