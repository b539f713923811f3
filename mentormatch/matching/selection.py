"""Which mentors may be listed for a mentee, and the best of them in order."""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from mentormatch.matching.eligibility import broken_rules
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question

Rows = npt.NDArray[np.intp]


def candidates(
    asked: Question, pool: MentorPool, only: Collection[str] | None = None, forbidden: Collection[str] = ()
) -> Rows:
    """Return the rows that no hard rule excludes; with ``only`` just those of these ids."""
    excluded = np.zeros(len(pool), np.bool_)
    for broken in broken_rules(asked, pool, forbidden).values():
        excluded |= broken
    if only is not None:
        others = np.ones(len(pool), np.bool_)
        others[pool.rows_of(only)] = False
        excluded |= others
    return np.flatnonzero(~excluded)


def best(rows: Rows, score: npt.NDArray[np.float64], pool: MentorPool, count: int) -> list[int]:
    """Return the rows with the highest scores (those of ``score``, row by row), best first, ties by id.

    At least ``count``, more when the last of them has equals; all when ``count`` is 0.
    """
    if 0 < count < len(rows):
        enough = score >= np.partition(score, -count)[-count]
        rows, score = rows[enough], score[enough]
    by_row = dict(zip(rows.tolist(), score.tolist(), strict=True))
    return sorted(by_row, key=lambda row: (-by_row[row], pool.facts[row].id))
