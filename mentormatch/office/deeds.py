"""How the audit trail speaks of a deed: one sentence, and who of those concerned may read it.

A service of the office says its own deeds (``about.Service.deeds``); the others stand in ``trail.words``.
"""

import enum
from dataclasses import dataclass

from mentormatch.core.i18n import Lazy


class Told(enum.StrEnum):
    """Who reads of a deed on the page about themselves: everybody it concerns, whoever did it, or nobody there.

    Coordinators and admins read of all, but not of what concerns themselves and is not told to everybody.
    """

    ALL = "all"
    DOER = "doer"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Deed:
    sentence: Lazy
    told: Told = Told.ALL


def done(sentence: Lazy) -> Deed:
    """A deed that only whoever did it reads about."""
    return Deed(sentence, Told.DOER)


def hidden(sentence: Lazy) -> Deed:
    """A deed that no page tells those whom it concerns."""
    return Deed(sentence, Told.NOBODY)
