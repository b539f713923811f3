"""From given scores and capacities to an assignment with its proof, its blocking pairs and its reasons."""

from dataclasses import replace
from typing import Any

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints
from mentormatch.matching.cohorts.assignment import Assignment, Objective, objective_named
from mentormatch.matching.cohorts.given import Given, Pairs, checked_range, read_capacities, read_matrix, read_pairs
from mentormatch.matching.cohorts.locks import Names, locked_pairs
from mentormatch.matching.cohorts.objectives import REACHED, Cohort, Found
from mentormatch.matching.cohorts.progress import Progress, Report
from mentormatch.matching.cohorts.review import review
from mentormatch.matching.cohorts.scores import Scores


def solve_assignment(
    scores: Any,
    capacities: Any,
    objective: str = "total",
    locked: Pairs = (),
    forbidden: Pairs = (),
    progress: Report | None = None,
) -> Assignment[int]:
    """Return the best assignment of mentees (rows) to mentors (columns), and a proof of how good it is.

    ``scores`` (mentees, mentors): ndarray of real numbers, NaN or -inf = not allowed, or CSR, absent = not allowed.
    ``capacities`` (mentors,): whole numbers from 0 up. ``objective``: "total", "participation" or "worst_off", see
    Objective. ``locked`` and ``forbidden``: pairs of row and column. ``progress`` is called with fractions from 0 to 1.
    The first criterion is reached up to 2e-9 of the largest score for each mentee; the same input has the same answer.
    Raises BadScores, BadCapacities, BadPairs, InfeasibleLocks and UnknownObjective. That nobody can be matched is no
    error.
    """
    goal, told = objective_named(objective), Progress(progress)
    matrix = read_matrix(scores)
    counts = read_capacities(capacities, matrix.shape[1])
    locks, apart = read_pairs(locked, matrix.shape, "locked"), read_pairs(forbidden, matrix.shape, "forbidden")
    return solve(make_given(matrix, counts, locks, apart, Names()), goal, told)


def make_given(matrix: Any, capacities: Ints, locked: Ints, forbidden: Ints, names: Names) -> Given:
    """Return a checked cohort; raises BadScores and InfeasibleLocks, which calls people by ``names``."""
    keys = np.unique(forbidden[:, 0] * matrix.shape[1] + forbidden[:, 1])
    scores = Scores(matrix, keys, np.zeros(matrix.shape[0], np.bool_))
    checked_range(scores, capacities > 0)
    return Given(scores, capacities, locked_pairs(locked, scores, capacities, names))


def solve(given: Given, objective: Objective, progress: Report) -> Assignment[int]:
    """Return the best assignment of a checked cohort."""
    mentors = len(given.capacities)
    found = _free(given, objective, progress)
    mate = found.mate.copy()
    mate[[*given.locked]] = [*given.locked.values()]
    seated = np.flatnonzero(mate < mentors)
    worth = np.full(len(mate), -np.inf)
    worth[seated] = given.scores.of(seated * mentors + mate[seated])
    seen = review(given, mate, worth, objective)
    progress(1.0)
    total = float(worth[seated].sum())
    return Assignment(
        pairs=dict(zip(seated.tolist(), mate[seated].tolist(), strict=True)),
        unmatched=seen.unmatched,
        total=total,
        participation=len(seated),
        worst=float(worth[seated].min()) if len(seated) else None,
        blocking_pairs=seen.blocking_pairs,
        bound=max(found.bound, total) if objective is Objective.TOTAL else found.bound,
    )


def _free(given: Given, objective: Objective, progress: Report) -> Found:
    """Assign those who are not locked."""
    shut = given.scores.shut.copy()
    shut[[*given.locked]] = True
    places = np.minimum(given.places, len(shut))
    scores = replace(given.scores, shut=shut)
    # Only what can still be paired counts: a score out of reach must not decide which differences matter.
    low, high = checked_range(scores, places > 0)
    cohort = Cohort(scores, places, low, high, _fixed(given))
    return REACHED[objective](cohort, progress)


def _fixed(given: Given) -> Floats:
    keys = [row * given.scores.shape[1] + column for row, column in given.locked.items()]
    return given.scores.of(np.array(keys, np.int64))
