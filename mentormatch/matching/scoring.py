"""From measured features to one score: weights, what is unknown, and the corrections, as columns that add up."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.features import Question, measure
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.weights import CAREER, Parameters

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scored:
    """Scores of every mentor of a pool for one mentee, with all their parts.

    ``score = Σ weight × feature (known) + (weight unknown) × median + Σ adjustments``, everything (n,) and in [0, 1].
    """

    weights: dict[str, float]
    features: dict[str, Floats]
    unasked: float
    unknown: Floats
    median: float
    adjustments: dict[str, Floats]
    score: Floats


def score_pool(asked: Question, pool: MentorPool, parameters: Parameters) -> Scored:
    """Score every mentor of the pool, eligible or not, so that a filter never changes a score."""
    features = measure(asked, pool, parameters)
    weights = _weights(features, parameters)
    unasked = 1.0 - sum(weights.values())
    known, unknown = np.zeros(len(pool)), np.zeros(len(pool))
    for name, column in features.items():
        missing = np.isnan(column)
        known += weights[name] * np.where(missing, 0.0, column)
        unknown += weights[name] * missing
    # The median of what is known, nothing counted for what is not: an empty profile can reach it, never pass it.
    median = float(np.median(known)) if len(known) else 0.0
    base = known + (unknown + unasked) * median
    adjustments = _adjustments(base, pool, parameters)
    return Scored(weights, features, unasked, unknown, median, adjustments, base + sum(adjustments.values()))


def _weights(features: dict[str, Floats], parameters: Parameters) -> dict[str, float]:
    """Return the weights of what was asked; the career parts share the weight of those that were not asked."""
    chosen = {name: parameters.weights[name] for name in features}
    career = sum(parameters.weights[name] for name in CAREER)
    asked = sum(chosen[name] for name in CAREER if name in chosen)
    if asked:
        chosen |= {name: chosen[name] * career / asked for name in CAREER if name in chosen}
    return chosen


def _adjustments(base: Floats, pool: MentorPool, parameters: Parameters) -> dict[str, Floats]:
    load = np.minimum(pool.rows("load") / np.maximum(pool.rows("capacity"), 1), 1.0)
    asked, accepted = pool.rows("asked"), pool.rows("accepted")
    accepts = (accepted.sum() + 4) / (asked.sum() + 4)
    refuses = 1 - (accepted + 4 * accepts) / (asked + 4)
    lighter = -parameters.load_penalty * load * base
    return {"load": lighter, "acceptance": -parameters.refusal_penalty * refuses * (base + lighter)}
