"""Rules of the figures, each said on the page beside it."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from mentormatch.mentoring.models import Decided

#: The warning of a rubber stamp: over this share of the last so many cases approved faster than anybody can read.
LAST_CASES, TOO_MANY, TOO_FAST = 100, 0.98, 5.0
#: The best mentors of a list, whom a student sees first.
FIRST_FIVE = 5


class Place(enum.StrEnum):
    """Where the ranker had the mentor that a decision was for."""

    FIRST = "first"
    FIVE = "five"
    LOWER = "lower"
    NONE = "none"


def place_class(place: int | None) -> Place:
    if place is None:
        return Place.NONE
    if place == 1:
        return Place.FIRST
    return Place.FIVE if place <= FIRST_FIVE else Place.LOWER


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last cases of a coordinator say: how many of them there are, and how many were approved at once."""

    cases: int
    at_once: int

    @property
    def warns(self) -> bool:
        """Fewer cases than LAST_CASES say nothing. A case whose time is not known counts as looked at."""
        return self.cases >= LAST_CASES and self.at_once > TOO_MANY * self.cases


def stamp(last: Iterable[tuple[str, float | None]]) -> Stamp:
    """The stamp of (decision, seconds), the newest LAST_CASES of one coordinator."""
    cases = list(last)[:LAST_CASES]
    at_once = [one for one in cases if one[0] == Decided.APPROVED and one[1] is not None and one[1] < TOO_FAST]
    return Stamp(len(cases), len(at_once))
