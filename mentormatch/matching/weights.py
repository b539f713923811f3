"""The published numbers of the baseline: weights, transforms, typical values, corrections, bands. Nothing hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching.errors import BadWeights

Floats = npt.NDArray[np.float64]
Curve = tuple[tuple[float, float], ...]

CAREER = ("whole", "role", "sentences", "words", "skills")
BACKGROUND = ("path", "degree", "industries", "topics", "hours", "languages", "years")
FEATURES = (*CAREER, *BACKGROUND)

WEIGHTS: Mapping[str, float] = {
    "whole": 0.1300,
    "role": 0.0650,
    "sentences": 0.0650,
    "words": 0.2600,
    "skills": 0.1300,
    "path": 0.1050,
    "degree": 0.0875,
    "industries": 0.0250,
    "topics": 0.0275,
    "hours": 0.0525,
    "languages": 0.0175,
    "years": 0.0350,
}

#: Piecewise linear, monotone curves from what is measured to 0-1. Cosines live in a narrow band: without the
#: stretch, background, which fills 0-1, would drown them.
CURVES: Mapping[str, Curve] = {
    "whole": ((0.0, 0.0), (0.5, 1.0)),
    "role": ((0.0, 0.0), (0.5, 1.0)),
    "sentences": ((0.0, 0.0), (0.5, 1.0)),
    "words": ((0.0, 0.0), (0.5, 1.0)),
    "skills": ((0.2, 0.0), (0.9, 1.0)),
    "path": ((0.0, 0.0), (1.0, 1.0)),
    "field": ((0.15, 0.0), (0.8, 1.0)),
    "degree": ((0.15, 0.0), (0.9, 1.0)),
    "industries": ((0.0, 0.0), (1.0, 1.0)),
    "topics": ((0.0, 0.0), (0.34, 0.5), (0.67, 0.8), (1.0, 1.0)),
    "hours": ((0.0, 0.0), (60.0, 0.6), (180.0, 1.0)),
    "zones": ((0.0, 0.6), (8.0, 0.0)),
    "languages": ((0.0, 0.0), (1.0, 0.8), (2.0, 1.0)),
    "years": ((-5.0, 0.0), (0.0, 0.4), (1.0, 1.0), (8.0, 1.0), (20.0, 0.3)),
}

#: What a random pair reaches: a reason counts for a mentor above it and against below.
TYPICAL: Mapping[str, float] = {
    "whole": 0.15,
    "role": 0.15,
    "sentences": 0.15,
    "words": 0.05,
    "skills": 0.1,
    "path": 0.15,
    "degree": 0.3,
    "industries": 0.2,
    "topics": 0.4,
    "hours": 0.3,
    "languages": 0.7,
    "years": 0.6,
}

BANDS = (("strong", 0.45), ("good", 0.30), ("possible", 0.0))


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything a linear ranker consists of; ``Parameters()`` is the published baseline."""

    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    curves: Mapping[str, Curve] = field(default_factory=lambda: dict(CURVES))
    typical: Mapping[str, float] = field(default_factory=lambda: dict(TYPICAL))
    bands: tuple[tuple[str, float], ...] = BANDS
    #: Share of the score that a fully loaded mentor gives up, so that attention spreads.
    load_penalty: float = 0.08
    #: Share of the score that a mentor who never accepts gives up.
    refusal_penalty: float = 0.10

    def curve(self, name: str, measured: Floats) -> Floats:
        """Return the measured values on the 0-1 scale of a feature; unknown (NaN) stays unknown."""
        xs, ys = zip(*self.curves[name], strict=True)
        return np.asarray(np.interp(measured, xs, ys), np.float64)

    def band(self, score: float) -> str:
        """Return the name of the band of a final score."""
        return next(name for name, limit in self.bands if score >= limit)


def normalised(changes: Mapping[str, float]) -> dict[str, float]:
    """Return the published weights with the given ones replaced, adding up to 1; raises BadWeights."""
    weights: dict[str, Any] = {**WEIGHTS, **changes}
    for name, value in weights.items():
        if name not in WEIGHTS:
            raise BadWeights(f"{name!r} is no feature; features are {', '.join(FEATURES)}")
        if not isinstance(value, int | float) or not np.isfinite(value) or value < 0:
            raise BadWeights(f"the weight of {name} is {value!r}, not a number from 0 up")
    total = float(sum(weights.values()))
    if not total:
        raise BadWeights("all weights are zero")
    return {name: float(weights[name]) / total for name in FEATURES}
