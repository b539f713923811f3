"""The three objectives as sums that the optimiser knows, and the bound of what comes first in each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints
from mentormatch.matching.cohorts.assignment import Objective
from mentormatch.matching.cohorts.bottleneck import best_worst
from mentormatch.matching.cohorts.optimum import PRECISION, Aim, Optimum, optimise
from mentormatch.matching.cohorts.progress import Report, part
from mentormatch.matching.cohorts.scores import Scores

#: The range of scores counts as at least this, absolutely and as a share of the largest one.
_SMALLEST, _SHARE = 1e-100, 1e-6


@dataclass(frozen=True)
class Cohort:
    """Mentees to match: ``places`` (mentors,) that there are, ``low`` and ``high`` enclose the allowed scores.

    ``fixed`` are the scores of pairs fixed in advance, which are in none of the rest.
    """

    scores: Scores
    places: Ints
    low: float
    high: float
    fixed: Floats

    @property
    def most(self) -> int:
        """Return a number that the matched cannot exceed."""
        return min(self.scores.shape[0], int(self.places.sum()))


@dataclass(frozen=True)
class Found:
    """The mentor of each mentee (the number of mentors = nobody), and the proved bound of the first criterion."""

    mate: Ints
    bound: float


def highest_total(cohort: Cohort, progress: Report) -> Found:
    """Return the pairs with the highest sum of scores; pairs below 0 are not made, pairs of 0 are."""
    span = max(cohort.high, _SMALLEST)
    # Just enough to have a pair of score 0 rather than none.
    lift = 2 * PRECISION * span
    best = optimise(
        replace(cohort.scores, floor=0.0), cohort.places, Aim(lift, span, cohort.high + lift, span), progress
    )
    bound = float(cohort.places @ best.price + np.maximum(best.gains - lift, 0).sum())
    # What adding up in floating point may have lost.
    bound *= 1 + len(best.gains) * float(np.finfo(np.float64).eps)
    return Found(best.mate, bound + float(cohort.fixed.sum()))


def most_people(cohort: Cohort, progress: Report) -> Found:
    """Return as many pairs as possible, and among these the highest sum of scores."""
    best, unit = _people_first(cohort, progress)
    people = int(np.count_nonzero(best.mate < len(cohort.places)))
    # Every pair brings at least one unit, so no assignment has more pairs than the bound of the sum has units.
    proved = (float(cohort.places @ best.price) + float(best.gains.sum())) / unit
    return Found(best.mate, max(people, int(proved + 1e-6)) + len(cohort.fixed))


def best_for_worst_off(cohort: Cohort, progress: Report) -> Found:
    """Return as many pairs as possible, among these the best worst score, among these the highest sum."""
    best, _ = _people_first(cohort, part(progress, 0.0, 0.4))
    people = int(np.count_nonzero(best.mate < len(cohort.places)))
    worst = float(cohort.fixed.min(initial=np.inf))
    if people:
        worst = min(worst, best_worst(cohort.scores, cohort.places, best.graph.keys, people))
        better = replace(cohort, scores=replace(cohort.scores, floor=worst), low=max(worst, cohort.low))
        best, _ = _people_first(better, part(progress, 0.6, 1.0))
    return Found(best.mate, worst if np.isfinite(worst) else 0.0)


def _people_first(cohort: Cohort, progress: Report) -> tuple[Optimum, float]:
    """Maximise the number of pairs, then the sum, and return the optimum and what a pair brings at least.

    A pair brings its score above the lowest and one unit, which is more than all differences of scores together.
    """
    span = max(cohort.high - cohort.low, _SHARE * max(abs(cohort.low), abs(cohort.high)), _SMALLEST)
    unit = (cohort.most + 1) * span
    top = cohort.high - cohort.low + unit
    aim = Aim(unit - cohort.low, span, top, top + abs(cohort.low))
    return optimise(cohort.scores, cohort.places, aim, progress), unit


#: How each objective is reached.
REACHED: dict[Objective, Callable[[Cohort, Report], Found]] = {
    Objective.TOTAL: highest_total,
    Objective.PARTICIPATION: most_people,
    Objective.WORST_OFF: best_for_worst_off,
}
