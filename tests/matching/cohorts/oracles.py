"""Slow and simple answers to compare with: every assignment there is, and two solvers of others."""

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.optimize import LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import coo_array

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def every_assignment(scores: Floats, capacities: Ints, locked: Mapping[int, int]) -> Iterator[list[float]]:
    """The scores of the pairs of each assignment that keeps to scores, capacities and locks."""
    mentees, mentors = scores.shape
    for mates in product(range(mentors + 1), repeat=mentees):
        load = np.bincount(mates, minlength=mentors + 1)[:mentors]
        made = [float(scores[pair]) for pair in enumerate(mates) if pair[1] < mentors]
        if (load <= capacities).all() and np.isfinite(made).all() and locked.items() <= dict(enumerate(mates)).items():
            yield made


def by_brute_force(scores: Floats, capacities: Ints, locked: Mapping[int, int], objective: str) -> tuple[float, ...]:
    """What the best of all assignments reaches, the first criterion first."""
    reach = {
        "total": lambda made: (sum(made),),
        "participation": lambda made: (len(made), sum(made)),
        "worst_off": lambda made: (len(made), min(made, default=0.0), sum(made)),
    }[objective]
    return max(reach(made) for made in every_assignment(scores, capacities, locked))


def total_by_copied_slots(scores: Floats, capacities: Ints) -> float:
    """The highest total by SciPy's dense solver, with one column for each place; scores are above 0 or NaN."""
    slots = np.repeat(np.arange(len(capacities)), capacities)
    worth = np.nan_to_num(scores[:, slots])
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return float(worth[rows, columns].sum())


def by_integer_programme(scores: Floats, capacities: Ints, extra: float = 0.0) -> float:
    """The highest sum of score + ``extra`` over the pairs made, by HiGHS."""
    mentees, mentors = scores.shape
    row, column = np.nonzero(scores > -np.inf)
    if not len(row):
        return 0.0
    pair = np.arange(len(row))
    at_most = coo_array(
        (np.ones(2 * len(row)), (np.concatenate([row, mentees + column]), np.concatenate([pair, pair]))),
        shape=(mentees + mentors, len(row)),
    )
    limits = LinearConstraint(at_most.tocsr(), ub=np.concatenate([np.ones(mentees), capacities]))
    found = milp(-(scores[row, column] + extra), constraints=limits, bounds=(0, 1))
    assert found.success
    return -float(found.fun)


def blocking_pairs(scores: Floats, capacities: Ints, pairs: Mapping[int, int]) -> int:
    """Pairs that would rather have each other, one after the other."""
    held = {j: [scores[i, k] for i, k in pairs.items() if k == j] for j in range(len(capacities))}
    count = 0
    for (i, j), score in np.ndenumerate(scores):
        if score > -np.inf and pairs.get(i) != j:
            wants = i not in pairs or score > scores[i, pairs[i]]
            welcome = len(held[j]) < capacities[j] or any(score > other for other in held[j])
            count += wants and welcome
    return count
