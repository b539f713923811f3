"""A few places of a list by lot, so that the record can later tell what the ranking alone never shows."""

from collections.abc import Sequence

import numpy as np

#: Exploration draws from this many mentors below the cut: far enough to learn, near enough to help.
REACH = 100


def explored(ordered: Sequence[int], top: int, places: int, seed: int | None) -> tuple[list[int], list[float]]:
    """Return the first ``top`` rows, the last ``places`` of them drawn from those below, and each one's propensity.

    The order stays the order of scores. Without ``seed`` the draw is that of seed 0, so an answer can be replayed.
    """
    places = max(0, min(places, top, len(ordered) - top))
    sure = list(ordered[: top - places])
    below = ordered[top - places : top - places + REACH]
    if not places:
        return sure, [1.0] * len(sure)
    drawn = sorted(np.random.default_rng(abs(seed or 0)).choice(len(below), places, replace=False).tolist())
    return sure + [below[i] for i in drawn], [1.0] * len(sure) + [places / len(below)] * places
