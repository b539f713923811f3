"""What an assignment of a cohort is: the pairs, who stays without a mentor and why, and how good it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from mentormatch.matching.errors import UnknownObjective

Key = TypeVar("Key", int, str)


class Objective(StrEnum):
    """What counts, the first thing first; the total decides among equals."""

    #: The highest sum of scores. A pair with a negative score is never made.
    TOTAL = "total"
    #: As many people as possible.
    PARTICIPATION = "participation"
    #: As many people as possible (nobody is left out to raise the minimum), then the best worst score.
    WORST_OFF = "worst_off"


class Unmatched(StrEnum):
    """Why a mentee has no mentor. Each is checked against the scores and places, not guessed."""

    #: No mentor is allowed for this mentee.
    NO_ALLOWED_MENTOR = "no_allowed_mentor"
    #: No allowed mentor has a place, apart from those that pairs fixed in advance take.
    NO_PLACES_LEFT = "no_places_left"
    #: With the objective "total": every allowed mentor with a place has a negative score.
    NEGATIVE_SCORES = "negative_scores"
    #: Every place this mentee could take goes to somebody else, which serves the objective at least as well.
    OTHERS_GAIN_MORE = "others_gain_more"


@dataclass(frozen=True)
class Assignment(Generic[Key]):
    """Pairs {mentee: mentor}, {mentee: reason} for everybody else, and how good that is.

    ``total`` is the sum of the scores of the pairs, ``participation`` their number, ``worst`` the lowest of their
    scores (None without pairs). ``blocking_pairs`` counts the allowed pairs that would rather have each other: the
    mentee has nobody or scores higher with this mentor, and the mentor has a free place or scores higher with this
    mentee than with one of theirs. ``bound`` is proved: no assignment whatsoever that keeps the locks has a higher
    total, participation or worst score (at the highest participation), whichever the objective names; 0 for the
    worst score of nobody.
    """

    pairs: dict[Key, Key]
    unmatched: dict[Key, Unmatched]
    total: float
    participation: int
    worst: float | None
    blocking_pairs: int
    bound: float


def objective_named(name: str) -> Objective:
    """Return the objective of this name; raises UnknownObjective."""
    try:
        return Objective(name)
    except ValueError:
        raise UnknownObjective(f"there is no objective {name!r}, only {', '.join(Objective)}") from None
