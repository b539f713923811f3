"""How the register of what is kept speaks: what each entry says, and the words that many entries share.

A service of the office says its own entries (``about.Service.kept``); the others stand in ``privacy.register``.
"""

import enum
from dataclasses import dataclass, field
from typing import Any

from mentormatch.core.i18n import Lazy, _l


class Theme(enum.StrEnum):
    """The parts of the page, and the files of the download."""

    ACCOUNT = "account"
    PROFILE = "profile"
    MATCHES = "matches"
    WORDS = "words"
    TIME = "time"
    CONCERNS = "concerns"
    LETTERS = "letters"
    SERVICES = "services"
    RECORDS = "records"


class Seen(enum.StrEnum):
    YOU = "you"
    OTHER = "other"
    COHORT = "cohort"
    STAFF = "staff"
    COORDINATORS = "coordinators"
    ADMINS = "admins"
    NOBODY = "nobody"


class Why(enum.StrEnum):
    SIGN_IN = "sign_in"
    MATCHING = "matching"
    MENTORING = "mentoring"
    MEETING = "meeting"
    SERVICE = "service"
    TELLING = "telling"
    SAFETY = "safety"
    RUNNING = "running"


class Kept(enum.StrEnum):
    ACCOUNT = "account"
    OTHER = "other"
    DAYS = "days"
    LETTERS = "letters"
    INSTALLATION = "installation"


class Erased(enum.StrEnum):
    """``emptied``: a row without anything about the person stays, since others refer to it; ``stays``: it stays for the
    other party without the name, but for what ``neutral`` says."""

    DELETED = "deleted"
    EMPTIED = "emptied"
    STAYS = "stays"
    LAPSES = "lapses"
    NOT_YOURS = "not_yours"


@dataclass(frozen=True)
class Entry:
    """What is said of one table. Every column stands in ``exported`` or in ``withheld``, names between spaces."""

    theme: Theme
    what: Lazy
    why: Why
    seen: tuple[Seen, ...]
    kept: Kept
    erased: Erased
    exported: str = ""
    #: Secrets, keys of ours, and what others wrote in confidence: never in the download.
    withheld: str = ""
    #: Which rows are a person's: columns with their number, or ``column>table`` for rows of those rows.
    mine: str = ""
    #: A column with their number that makes a row theirs only when another one is filled.
    only_when: dict[str, str] = field(default_factory=dict)
    #: Columns that are exported only to the person in another one; ``-column``: to the one who is not in it.
    own: dict[str, str] = field(default_factory=dict)
    #: What replaces a person's own words when they leave, by the column that says whose they are.
    neutral: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Columns with their words that the other party keeps.
    stays: str = ""

    @property
    def columns(self) -> list[str]:
        return self.exported.split() + self.withheld.split()


THEMES: dict[Theme, Lazy] = {
    Theme.ACCOUNT: _l("Your account"),
    Theme.PROFILE: _l("Your profile, goal and offer"),
    Theme.MATCHES: _l("Requests and matches"),
    Theme.WORDS: _l("What you write and share in a match"),
    Theme.TIME: _l("Your time and your sessions"),
    Theme.CONCERNS: _l("Concerns"),
    Theme.LETTERS: _l("Letters"),
    Theme.SERVICES: _l("Services of the career office"),
    Theme.RECORDS: _l("Records of what was done"),
}
SEEN: dict[Seen, Lazy] = {
    Seen.YOU: _l("you"),
    Seen.OTHER: _l("the other one of your request or match"),
    Seen.COHORT: _l("students of your cohort, when you are a mentor"),
    Seen.STAFF: _l("staff of the service that you use"),
    Seen.COORDINATORS: _l("coordinators of your cohort"),
    Seen.ADMINS: _l("admins"),
    Seen.NOBODY: _l("nobody on any page"),
}
WHY: dict[Why, Lazy] = {
    Why.SIGN_IN: _l("so that you, and nobody else, can sign in"),
    Why.MATCHING: _l("to find mentors and students who fit"),
    Why.MENTORING: _l("to do mentoring together"),
    Why.MEETING: _l("to meet at a time that suits both"),
    Why.SERVICE: _l("to give you the service that you ask for"),
    Why.TELLING: _l("to tell you what has happened"),
    Why.SAFETY: _l("to help when something is wrong"),
    Why.RUNNING: _l("to run the service safely"),
}
KEPT: dict[Kept, Lazy] = {
    Kept.ACCOUNT: _l("as long as your account"),
    Kept.OTHER: _l("as long as the account of either of you"),
    Kept.DAYS: _l("for hours or days, then it is forgotten by itself"),
    Kept.LETTERS: _l("what a letter said is emptied after 30 days"),
    Kept.INSTALLATION: _l("as long as the programme runs"),
}
ERASED: dict[Erased, Lazy] = {
    Erased.DELETED: _l("deleted with your account"),
    Erased.EMPTIED: _l("emptied; a row that says nothing about you stays"),
    Erased.STAYS: _l("stays for the other one without your name"),
    Erased.LAPSES: _l("lapses by itself"),
    Erased.NOT_YOURS: _l("not about one person"),
}


ALONE, NOBODY = (Seen.YOU,), (Seen.NOBODY,)


def ours(what: object, columns: str) -> Entry:
    """A table of the installation, about nobody."""
    return Entry(Theme.RECORDS, what, Why.RUNNING, (Seen.ADMINS,), Kept.INSTALLATION, Erased.NOT_YOURS,
                 withheld=columns)  # fmt: skip
