"""A last look at all pairs: who would rather have each other, and why somebody has no mentor."""

from dataclasses import dataclass

import numpy as np

from mentormatch.matching.cohorts.arrays import Flags, Floats, Ints
from mentormatch.matching.cohorts.assignment import Objective, Unmatched
from mentormatch.matching.cohorts.given import Given


@dataclass(frozen=True)
class Review:
    """What the last look found."""

    blocking_pairs: int
    unmatched: dict[int, Unmatched]


def review(given: Given, mate: Ints, worth: Floats, objective: Objective) -> Review:
    """Count blocking pairs and give everybody without a mentor (``mate`` = number of mentors) a reason.

    ``worth`` (mentees,) are the scores of the pairs.
    """
    blocking = 0
    unmatched: dict[int, Unmatched] = {}
    out = mate == len(given.capacities)
    mine = np.where(out, -np.inf, worth)
    least = _least_welcome(given.capacities, mate, mine)
    available = given.places > 0
    lowest = 0.0 if objective is Objective.TOTAL else -np.inf
    for start, block in given.scores.blocks():
        rows = slice(start, start + len(block))
        blocking += int(np.count_nonzero((block > mine[rows, None]) & (block > least)))
        alone = np.flatnonzero(out[rows])
        unmatched |= zip((start + alone).tolist(), _reasons(block[alone], available, lowest), strict=True)
    return Review(blocking, unmatched)


def _least_welcome(capacities: Ints, mate: Ints, mine: Floats) -> Floats:
    """Return what a mentee must score above to be taken: the lowest present score, -inf when there is room."""
    mentors = len(capacities)
    least = np.full(mentors + 1, np.inf)
    np.minimum.at(least, mate, mine)
    room = np.bincount(mate, minlength=mentors + 1)[:-1] < capacities
    return np.where(room, -np.inf, least[:-1])


def _reasons(scores: Floats, available: Flags, lowest: float) -> list[Unmatched]:
    allowed = scores > -np.inf
    reached = allowed & available
    reasons = np.full(len(scores), Unmatched.OTHERS_GAIN_MORE, object)
    reasons[~(reached & (scores >= lowest)).any(axis=1)] = Unmatched.NEGATIVE_SCORES
    reasons[~reached.any(axis=1)] = Unmatched.NO_PLACES_LEFT
    reasons[~allowed.any(axis=1)] = Unmatched.NO_ALLOWED_MENTOR
    return list(reasons)
