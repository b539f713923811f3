"""Mentors who do similar work lend each other evidence: one text alone is a noisy witness."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching.part import Part

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

#: Only the best are looked at: there the order matters, and the work does not grow with the pool.
BEST = 100
NEAREST = 8
#: Profiles less similar than this are no neighbours. Two random ones stand at .24, a nearest neighbour at .67.
NEAR = 0.35
#: A mentor with few near neighbours keeps the own value: this much similarity speaks for it.
OWN = 0.5


def smoothed(career: Floats, part: Part, leaders: Rows) -> Floats:
    """Return by how much the career of each of the best differs from that of its neighbours among the best, (n,).

    ``Σ_j s_ij (c_j - c_i) / (OWN + Σ_j s_ij)`` over the NEAREST neighbours j, with ``s = max(0, similarity - NEAR)``.
    The best are found among the ``leaders``, which are places in the part.
    """
    change = np.zeros(len(career))
    best = leaders[_best(career[leaders], part.column("encoded")[leaders, 0])]
    if len(best) < 2:
        return change
    profiles = part.pool.rows("whole")[part.rows[best]]
    near = np.maximum(profiles @ profiles.T - np.float32(NEAR), np.float32(0))
    np.fill_diagonal(near, 0.0)
    if len(best) > NEAREST:
        limit = np.partition(near, -NEAREST, axis=1)[:, -NEAREST, None]
        near[near < limit] = 0.0
    weight = near.sum(axis=1)
    change[best] = (near @ career[best] - weight * career[best]) / (OWN + weight)
    return change


def _best(career: Floats, encoded: npt.NDArray[np.bool_]) -> Rows:
    if len(career) <= BEST:
        return np.flatnonzero(encoded)
    limit = np.partition(career, -BEST)[-BEST]
    best = np.flatnonzero((career >= limit) & encoded)
    # Many equals at the border: none of them is taken, because which ones would depend on the order of rows.
    return best if len(best) <= 2 * BEST else np.flatnonzero((career > limit) & encoded)
