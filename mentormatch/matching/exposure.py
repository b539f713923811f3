"""How attention is spread over the mentors by a set of rankings."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from mentormatch.matching.pool import MentorPool
from mentormatch.matching.recommendation import Recommendation


class Exposure(NamedTuple):
    """Spread of attention; every share is of all places shown.

    ``shares`` by mentor id (0 for those never shown), ``gini`` in [0, 1) (0 = even), ``never_shown`` the share of
    mentors in no list, ``busiest`` the id and share of the most shown (the first by id; "" when nobody was shown),
    ``by_language`` shares by profile language.
    """

    shares: dict[str, float]
    gini: float
    never_shown: float
    busiest: tuple[str, float]
    by_language: dict[str, float]


def exposure(
    rankings: Mapping[str, Iterable[Recommendation]] | Iterable[Iterable[Recommendation]],
    pool: MentorPool,
    only: Collection[str] | None = None,
) -> Exposure:
    """Return how the places of the rankings are spread over the pool, or over those of its mentors in ``only``.

    Gini is ``Σ (2 i - n - 1) x_i / (n Σ x)`` over the counts in rising order.
    """
    lists = rankings.values() if isinstance(rankings, Mapping) else rankings
    shown = Counter(one.mentor_id for ranking in lists for one in ranking)
    counted = [row for row, mentor in enumerate(pool.facts) if only is None or mentor.id in only]
    counts = {pool.facts[row].id: shown[pool.facts[row].id] for row in counted}
    total = max(sum(counts.values()), 1)
    shares = {mentor_id: count / total for mentor_id, count in counts.items()}
    by_language: dict[str, float] = {}
    for row in counted:
        language = pool.written_in(row)
        by_language[language] = by_language.get(language, 0.0) + shares[pool.facts[row].id]
    first_by_id = sorted(mentor_id for mentor_id, share in shares.items() if share)
    busiest = max(first_by_id, key=shares.__getitem__, default="")
    never = sum(not count for count in counts.values()) / max(len(counts), 1)
    return Exposure(shares, _gini(list(counts.values())), never, (busiest, shares.get(busiest, 0.0)), by_language)


def _gini(counts: list[int]) -> float:
    ordered = np.sort(np.array(counts, np.float64))
    n = len(ordered)
    total = ordered.sum()
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total)) if total else 0.0
