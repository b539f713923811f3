"""For somebody who is still exploring: different roles among the first, instead of ten of the same."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching.pool import MentorPool

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

#: So many mentors on top of a list are chosen to differ.
FIRST = 10


def penalties(rows: Rows, score: Floats, pool: MentorPool, strength: float) -> Floats:
    """Return what each of these rows gives up for being like someone above, (len(rows),), in [0, strength × score].

    ``score`` are those of these rows. The first are taken one by one, each time the best after ``strength × score ×
    similarity`` to the most similar role already taken (maximal marginal relevance, Carbonell and Goldstein 1998). As
    similarities only grow, the order of the scores that remain is the order in which they were taken.
    """
    roles = pool.rows("role")[rows]
    alike, taken = np.zeros(len(rows)), np.zeros(len(rows), np.bool_)
    by_id = np.argsort([pool.facts[row].id for row in rows], kind="stable")
    for _ in range(min(FIRST, len(rows))):
        left = np.where(taken, -1.0, score * (1 - strength * alike))
        chosen = int(by_id[left[by_id].argmax()])
        taken[chosen] = True
        alike = np.where(taken, alike, np.maximum(alike, roles @ roles[chosen]))
    penalty: Floats = strength * score * alike
    return penalty
