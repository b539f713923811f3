"""From career and background to one score: weights, what is unknown, adjustments, as columns that add up."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.background import Seen, compare_backgrounds
from mentormatch.matching.career import Career, compare_careers
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.weights import BACKGROUND, CAREER, Parameters

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scored:
    """Scores of every mentor of a pool for one mentee, with all their parts, (n,) unless said otherwise.

    ``score = career_weight curve(career) + Σ weight background + unknown median + Σ adjustments``: weights add up to
    1, every term is in [0, 1], so the score is. ``unknown`` is the weight of what is not known about a mentor.
    """

    career: Career | None
    career_weight: float
    background: dict[str, Floats]
    weights: dict[str, float]
    unknown: Floats
    median: float
    adjustments: dict[str, Floats]
    score: Floats
    seen: Seen

    def brought_by(self, name: str) -> Floats:
        """Return what one background feature brings to each score, (n,)."""
        column = self.background[name]
        return self.weights[name] * np.where(np.isnan(column), self.median, column)


def score_pool(asked: Question, pool: MentorPool, parameters: Parameters) -> Scored:
    """Score every mentor of the pool, eligible or not, so that a filter never changes a score."""
    exploring = asked.mentee.clarity == "exploring"
    career = compare_careers(asked, pool, parameters)
    role = career.measured.get("role") if career else None
    background, seen = compare_backgrounds(asked, pool, parameters, role)
    seen |= career.seen if career else {}
    career_weight, weights = _weights(career is not None, background, exploring, parameters)
    known, unknown = np.zeros(len(pool)), np.zeros(len(pool))
    if career:
        known += career_weight * np.where(career.known, parameters.calibrated(career.total), 0.0)
        unknown += career_weight * ~career.known
    for name, column in background.items():
        missing = np.isnan(column)
        known += weights[name] * np.where(missing, 0.0, column)
        unknown += weights[name] * missing
    # The median of what is known, nothing counted for what is not: an empty profile can reach it, never pass it.
    median = float(np.median(known)) if len(known) else 0.0
    base = known + unknown * median
    adjustments = _adjustments(base, pool, parameters)
    score = base + np.sum(list(adjustments.values()), axis=0)
    return Scored(career, career_weight, background, weights, unknown, median, adjustments, score, seen)


def _weights(
    career: bool, background: dict[str, Floats], exploring: bool, parameters: Parameters
) -> tuple[float, dict[str, float]]:
    """Return the weights of what the mentee's facts allow to compare; together they are 1."""
    asked = {name: parameters.weights[name] for name in BACKGROUND if name in background}
    career_weight = parameters.share(CAREER) if career else 0.0
    if exploring and career_weight and parameters.share(BACKGROUND):
        wider = (1 - parameters.exploring) / parameters.share(BACKGROUND)
        career_weight, asked = parameters.exploring, {name: weight * wider for name, weight in asked.items()}
    total = (career_weight + sum(asked.values())) or 1.0
    return career_weight / total, {name: weight / total for name, weight in asked.items()}


def _adjustments(base: Floats, pool: MentorPool, parameters: Parameters) -> dict[str, Floats]:
    load = np.minimum(pool.rows("load") / np.maximum(pool.rows("capacity"), 1), 1.0)
    asked, accepted = pool.rows("asked"), pool.rows("accepted")
    # Smoothed towards the whole pool, so that one refusal says little: (accepted + 4 p) / (asked + 4).
    usual = (accepted.sum() + 4) / (asked.sum() + 4)
    refuses = 1 - (accepted + 4 * usual) / (asked + 4)
    lighter = -parameters.load * load * base
    return {"load": lighter, "acceptance": -parameters.acceptance * refuses * (base + lighter)}
