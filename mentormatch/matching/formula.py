"""From career and background to one score: weights, what is unknown, adjustments, as columns that add up."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.background import compare_backgrounds
from mentormatch.matching.career import Career, compare_careers
from mentormatch.matching.measures import Cosines, Measures
from mentormatch.matching.part import Part
from mentormatch.matching.weights import BACKGROUND, CAREER, Parameters

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Scored:
    """Scores of the mentors of a part for one mentee, with everything they consist of, (n,) unless said otherwise.

    ``score = career_weight curve(career) + Σ weight background + unknown median + Σ adjustments``: weights add up to
    1, every term is in [0, 1], so the score is. ``unknown`` is the weight of what is not known about a mentor.
    ``rows`` are those of the pool, ascending.
    """

    rows: Rows
    career: Career | None
    career_weight: float
    background: dict[str, Floats]
    weights: dict[str, float]
    unknown: Floats
    median: float
    adjustments: dict[str, Floats]
    score: Floats

    def brought_by(self, name: str) -> Floats:
        """Return what one background feature brings to each score, (n,)."""
        column = self.background[name]
        return self.weights[name] * np.where(np.isnan(column), self.median, column)

    def places(self, rows: Rows) -> Rows:
        """Return where these rows of the pool stand here."""
        return np.searchsorted(self.rows, rows)


def score_part(
    measures: Measures,
    part: Part,
    cosines: Cosines,
    leaders: Rows | None = None,
    median: float | None = None,
) -> Scored:
    """Score every mentor of a part by cosines that were measured for it.

    ``leaders`` are the places of those among whom neighbours lend each other evidence (nobody when None), ``median`` is
    that of the pool, or None when the part stands for the pool.
    """
    asked, parameters = measures.asked, measures.parameters
    career = compare_careers(measures, part, cosines, leaders)
    role = career.measured.get("role") if career else None
    background = compare_backgrounds(measures.tables, part, parameters, role)
    career_weight, weights = _weights(career is not None, background, asked.exploring, parameters)
    known, unknown = np.zeros(len(part), part.dtype), np.zeros(len(part), part.dtype)
    if career:
        known += career_weight * np.where(career.known, parameters.calibrated(career.total), 0.0)
        unknown += career_weight * ~career.known
    for name, column in background.items():
        missing = np.isnan(column)
        if missing.any():
            unknown += weights[name] * missing
            column = np.where(missing, 0.0, column)
        known += weights[name] * column
    if median is None:
        # The median of what is known, nothing counted for what is not: an empty profile can reach it, never pass it.
        median = float(np.median(known)) if len(known) else 0.0
    base = known + unknown * median
    adjustments = _adjustments(base, part, measures)
    score = base + sum(adjustments.values())
    return Scored(part.rows, career, career_weight, background, weights, unknown, median, adjustments, score)


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


def _adjustments(base: Floats, part: Part, measures: Measures) -> dict[str, Floats]:
    parameters = measures.parameters
    load = np.minimum(part.floats("load") / np.maximum(part.floats("capacity"), 1), 1.0)
    # Smoothed towards the whole pool, so that one refusal says little: (accepted + 4 p) / (asked + 4).
    refuses = 1 - (part.floats("accepted") + 4 * measures.usual) / (part.floats("asked") + 4)
    lighter = -parameters.load * load * base
    return {"load": lighter, "acceptance": -parameters.acceptance * refuses * (base + lighter)}
