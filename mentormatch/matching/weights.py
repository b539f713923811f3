"""The published numbers of the baseline: weights, curves, typical values, corrections, bands. Nothing is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching.errors import BadWeights

Floats = npt.NDArray[np.float64]
Curve = tuple[tuple[float, float], ...]

#: Parts of the career, compared by meaning and by words; their weighted sum goes through one calibrated curve.
DENSE = ("whole", "role", "sentences")
CAREER = (*DENSE, "words", "skills")
BACKGROUND = ("path", "degree", "industries", "topics", "hours", "languages", "years")
FEATURES = (*CAREER, *BACKGROUND)

#: Share of each feature in the score. Career has 0.70, of which half meaning and half words when no skills are asked:
#: with 0.65, background that says nothing costs a tenth of the ranking's quality, with 0.70 a twentieth.
WEIGHTS: Mapping[str, float] = {
    "whole": 0.140,
    "role": 0.070,
    "sentences": 0.070,
    "words": 0.280,
    "skills": 0.140,
    "path": 0.090,
    "degree": 0.075,
    "industries": 0.020,
    "topics": 0.025,
    "hours": 0.045,
    "languages": 0.015,
    "years": 0.030,
}

#: Piecewise linear curves from what is measured (cosine, share, minutes, years) to the scale on which it is added.
#: Skills go to 0.5 because the cosines beside which they stand hardly pass it.
CURVES: Mapping[str, Curve] = {
    "skills": ((0.2, 0.0), (0.9, 0.5)),
    "path": ((0.0, 0.0), (1.0, 1.0)),
    "field": ((0.15, 0.0), (0.8, 1.0)),
    "degree": ((0.15, 0.1), (0.9, 1.0)),
    "industries": ((0.0, 0.0), (1.0, 1.0)),
    "topics": ((0.0, 0.0), (0.34, 0.5), (0.67, 0.8), (1.0, 1.0)),
    "hours": ((0.0, 0.0), (60.0, 0.6), (180.0, 1.0)),
    "zones": ((0.0, 0.6), (8.0, 0.0)),
    "languages": ((0.0, 0.0), (1.0, 0.8), (2.0, 1.0)),
    "years": ((-5.0, 0.0), (0.0, 0.4), (1.0, 1.0), (8.0, 1.0), (20.0, 0.3)),
}

#: What a middling candidate reaches: a reason counts for a mentor above it and against below.
TYPICAL: Mapping[str, float] = {
    "whole": 0.20,
    "role": 0.35,
    "sentences": 0.20,
    "words": 0.04,
    "skills": 0.15,
    "path": 0.30,
    "degree": 0.45,
    "industries": 0.25,
    "topics": 0.40,
    "hours": 0.25,
    "languages": 0.70,
    "years": 0.55,
    "hub": 0.30,
}

#: Weights beyond this could not be added up.
LARGEST = 1e100

BANDS = (("strong", 0.55), ("good", 0.35), ("possible", 0.0))


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything a linear ranker consists of; ``Parameters()`` is the published baseline."""

    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    curves: Mapping[str, Curve] = field(default_factory=lambda: dict(CURVES))
    typical: Mapping[str, float] = field(default_factory=lambda: dict(TYPICAL))
    bands: tuple[tuple[str, float], ...] = BANDS
    #: The logistic curve of the career. On reference goals one random profile in ten stands at .05 and one in a hundred
    #: at .17, the middle profile of the same group of occupations at .17 too.
    middle: float = 0.15
    width: float = 0.05
    #: Share of the words' weight that goes to meaning when goal and profile are written in different languages.
    translation: float = 0.35
    #: Weight, within meaning, of how near a mentor is to all goals alike.
    hub: float = 0.30
    #: How much a mentor's career moves towards that of similar mentors among the best.
    neighbours: float = 0.33
    #: Weight of the career for somebody who is exploring; background and interests have the rest.
    exploring: float = 0.40
    #: How much a mentor gives up, for somebody who is exploring, for having the very role of someone above.
    variety: float = 0.30
    #: Share of the score that a fully loaded mentor gives up, so that attention spreads.
    load: float = 0.08
    #: Share of the score that a mentor who never accepts gives up.
    acceptance: float = 0.10

    def curve(self, name: str, measured: Floats) -> Floats:
        """Return measured values on the scale of a feature; unknown (NaN) stays unknown."""
        return along(self.curves[name], measured)

    def calibrated(self, career: Floats) -> Floats:
        """Return the career on the 0-1 scale: 1 / (1 + exp(-(career - middle) / width))."""
        return 1.0 / (1.0 + np.exp(-(career - self.middle) / self.width))

    def share(self, names: tuple[str, ...]) -> float:
        """Return the weight of several features together."""
        return sum(self.weights[name] for name in names)

    def band(self, score: float) -> str:
        """Return the name of the band of a final score."""
        return next((name for name, limit in self.bands if score >= limit), self.bands[-1][0])


def along(curve: Curve, measured: Floats) -> Floats:
    """Return the heights of a piecewise linear curve at measured values; it is level before and after its points.

    A line between two points is clipped, which takes a fifth of the time of looking for the piece.
    """
    xs, ys = zip(*curve, strict=True)
    if len(curve) != 2:
        return np.asarray(np.interp(measured, xs, ys), np.float64)
    clipped: Floats = np.clip((measured - xs[0]) / (xs[1] - xs[0]), 0.0, 1.0)
    return ys[0] + (ys[1] - ys[0]) * clipped


def normalised(changes: Mapping[str, float]) -> dict[str, float]:
    """Return the published weights with the given ones replaced, adding up to 1; raises BadWeights."""
    weights: dict[str, Any] = {**WEIGHTS, **changes}
    for name, value in weights.items():
        if name not in WEIGHTS:
            raise BadWeights(f"{name!r} is no feature; features are {', '.join(FEATURES)}")
        if not isinstance(value, int | float) or not 0 <= value <= LARGEST:
            raise BadWeights(f"the weight of {name} is {value!r}, not a number from 0 to {LARGEST:g}")
    total = float(sum(weights.values()))
    if not total:
        raise BadWeights("all weights are zero")
    return {name: float(weights[name]) / total for name in FEATURES}
