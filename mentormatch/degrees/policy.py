"""Rules of degrees that need no database: which facts go together, what is old."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mentormatch.core.i18n import Lazy, _l
from mentormatch.degrees.models import Degree, DegreeStatus, Level, Mode
from mentormatch.profiles.policy import is_meeting_link

#: After so long a degree is to be looked at again.
OLD = timedelta(days=365)
MOST_SIDE_BY_SIDE = 4
MOST = {"key": 80, "name": 120, "provider": 120, "faculty": 600, "accreditation": 600, "assessment": 600,
        "content": 8000, "source": 500, "language": 12}  # fmt: skip
MOST_MONTHS, MOST_ECTS, MOST_COST, MOST_TERMS, TERM_MOST = 120, 600, 1_000_000, 20, 80
CURRENCIES = ("EUR", "GBP", "CHF", "SEK", "DKK", "NOK", "PLN", "CZK", "HUF", "RON", "USD")
#: Lengths by which one may filter, in months.
LENGTHS = (12, 18, 24, 36)
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")

LEVELS: dict[Level, Lazy] = {
    Level.CERTIFICATE: _l("Certificate"),
    Level.BACHELOR: _l("Bachelor"),
    Level.MASTER: _l("Master"),
    Level.DOCTORATE: _l("Doctorate"),
}
MODES: dict[Mode, Lazy] = {
    Mode.ONLINE: _l("Online"),
    Mode.CAMPUS: _l("On campus"),
    Mode.MIXED: _l("Online and on campus"),
}
STATUSES: dict[DegreeStatus, Lazy] = {
    DegreeStatus.DRAFT: _l("Draft"),
    DegreeStatus.PUBLISHED: _l("Published"),
    DegreeStatus.WITHDRAWN: _l("Withdrawn"),
}
#: In the order of a form and of a file.
FACTS = (
    "key", "name", "provider", "level", "mode", "language", "months", "ects", "cost", "currency", "priced_on",
    "content", "faculty", "accreditation", "assessment", "source", "checked_on", "invented", "roles", "skills",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a fact, in a sentence."""

    field: str
    sentence: Lazy


def faults(facts: Mapping[str, Any], today: date) -> list[Wrong]:
    """What cannot be, field by field; ``facts`` hold every name of ``FACTS``."""
    return [Wrong(field, sentence) for wrong, field, sentence in (*_names(facts), *_numbers(facts, today)) if wrong]


def _names(facts: Mapping[str, Any]) -> list[tuple[bool, str, Lazy]]:
    long = [(len(facts[name] or "") > most, name, _l("This is too long.")) for name, most in MOST.items()]
    lists = [
        (len(facts[name]) > MOST_TERMS or any(len(word) > TERM_MOST for word in facts[name]), name,
         _l("These are too many, or one is too long."))
        for name in ("roles", "skills")
    ]  # fmt: skip
    source = facts["source"]
    return [
        (not KEY.fullmatch(facts["key"]), "key", _l("A key is of small letters, numbers and hyphens, as in msc-data.")),
        (not facts["name"], "name", _l("Please name the degree.")),
        (not facts["provider"], "provider", _l("Please say who offers it.")),
        (not LANGUAGE.fullmatch(facts["language"]), "language", _l("A language is a code such as en or it.")),
        (bool(source) and not is_meeting_link(source), "source", _l("This must be a link that begins with https://.")),
        (
            not source and not facts["invented"],
            "source",
            _l("Say where the facts are from, or mark them as invented."),
        ),
        *long,
        *lists,
    ]


def _numbers(facts: Mapping[str, Any], today: date) -> list[tuple[bool, str, Lazy]]:
    months, ects, cost = facts["months"], facts["ects"], facts["cost"]
    number = _l("This number cannot be.")
    ahead = _l("This day is still to come.")
    return [
        (months is None and ects is None, "months", _l("Say how long it takes, in months or in ECTS.")),
        (months is not None and not 1 <= months <= MOST_MONTHS, "months", number),
        (ects is not None and not 1 <= ects <= MOST_ECTS, "ects", number),
        (cost is not None and not 0 <= cost <= MOST_COST, "cost", number),
        (cost is not None and facts["currency"] not in CURRENCIES, "currency", _l("A cost needs its currency.")),
        (cost is not None and facts["priced_on"] is None, "priced_on", _l("A cost needs the day on which it was so.")),
        (bool(facts["priced_on"]) and facts["priced_on"] > today, "priced_on", ahead),
        (bool(facts["checked_on"]) and facts["checked_on"] > today, "checked_on", ahead),
    ]


def as_one_writes(name: str) -> str:
    """The name of a degree without what people write now so and now so."""
    return " ".join(name.split()).casefold()


def is_old(degree: Degree, today: date) -> bool:
    """Whether nobody has looked at its source for a year. What is invented has none."""
    return not degree.invented and (degree.checked_on is None or today - degree.checked_on > OLD)
