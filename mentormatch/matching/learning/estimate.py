"""Logistic regression on pairs, held near the present weights by a Gaussian prior and never below zero."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mentormatch.matching.learning.pairs import Pairs

Floats = npt.NDArray[np.float64]

#: How strongly the prior holds each weight: the inverse of its variance, on the scale of log odds. Below MANY mentees
#: the chance of a few choices is larger than what hand-set weights are usually wrong by.
STRONG, LIGHT, MANY = 10.0, 1.0, 100
#: Where the prior stands at the least: a mentor better by a band (0.2) is chosen with odds of 2 to 1. Where the score
#: explains less of the outcomes, its direction would otherwise count for nothing and noise would decide.
COOLEST = 4.0
#: Outcomes that the present weights explain without an error have no finite temperature: it ends here.
HOTTEST = 100.0


def precision_for(mentees: int) -> float:
    """Return the precision of the prior for outcomes of so many mentees."""
    return STRONG if mentees < MANY else LIGHT


def tempered(pairs: Pairs, present: Floats, coolest: float = 0.0) -> Floats:
    """Return the present weights (8,) times the one temperature that fits the outcomes, then the weight of the place.

    (9,). What the place in the list alone explains is estimated beside the features, so that it is no merit of theirs.
    """
    columns = np.column_stack([pairs.differences[:, :-1] @ present, pairs.differences[:, -1]])
    limits = ((coolest, HOTTEST), (0.0, HOTTEST))
    temperature, place = estimated(columns, pairs.weights, np.array([coolest, 0.0]), 0.0, limits)
    return np.append(temperature * present, place)


def learned(pairs: Pairs, present: Floats, precision: float) -> Floats:
    """Return the weights and that of the place, (9,), on the scale of log odds: never below 0, near the present ones.

    ``precision`` says how near.
    """
    centre = tempered(pairs, present, COOLEST)
    return estimated(pairs.differences, pairs.weights, centre, precision, [(0.0, None)] * len(centre))


def estimated(
    differences: Floats,
    weights: Floats,
    centre: Floats,
    precision: float,
    limits: Sequence[tuple[float | None, float | None]],
) -> Floats:
    """Return the most probable β within its limits under a Gaussian prior, (k,).

    It minimises ``Σ weight log(1 + exp(-difference β)) + precision/2 |β - centre|²`` with ``differences`` (n, k),
    ``weights`` (n,), ``centre`` and ``limits`` (k,). Convex, and the steps of L-BFGS-B depend on the numbers alone.
    """

    from scipy.optimize import minimize  # a third of a second that only who learns shall pay

    def loss(beta: Floats) -> tuple[float, Floats]:
        margin, gap = differences @ beta, beta - centre
        value = weights @ np.logaddexp(0.0, -margin) + precision / 2 * (gap @ gap)
        return float(value), precision * gap - (weights * np.exp(-np.logaddexp(0.0, margin))) @ differences

    exact = {"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1000}
    return np.asarray(minimize(loss, centre, jac=True, method="L-BFGS-B", bounds=limits, options=exact).x)


def losses(pairs: Pairs, beta: Floats) -> Floats:
    """Return the loss of each mentee of ``pairs.mentees``, the weighted mean over their pairs; 0 for those without."""
    each = pairs.weights * np.logaddexp(0.0, -(pairs.differences @ beta))
    return np.bincount(pairs.owner, each, minlength=len(pairs.mentees)).astype(np.float64)
