"""Whom to score: everybody in a small pool; in a large one those who come near the top at a first look."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.formula import score_part
from mentormatch.matching.lot import drawn
from mentormatch.matching.measures import Measures
from mentormatch.matching.part import Part
from mentormatch.matching.pool import MentorPool

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

#: Up to this size everybody is scored.
SMALL = 4096
#: In a larger pool so many of the best at first look are scored, for a list of the usual length.
KEPT = 1000
#: So many of the nearest careers are looked at for neighbours, and so many mentors stand for the pool in its median.
LEADERS, SAMPLE = 400, 500
PIECE = 1 << 14


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Rows of a pool, ascending: who is ``listed`` and who may be among the ``leaders``; and the pool's ``median``.

    The last two depend on the mentee and the pool alone, never on a filter, so that neither does a score.
    """

    listed: Rows
    leaders: Rows
    median: float


def is_large(pool: MentorPool) -> bool:
    """Tell whether a pool is looked through first, instead of scoring everybody."""
    return len(pool) > SMALL


def shortlist(measures: Measures, wanted: Rows, count: int) -> Shortlist:
    """Return who of the rows ``wanted`` is worth scoring for a list of ``count``, by a first look at a large pool."""
    pool = measures.pool
    sample = Part(pool, drawn(pool.rows("lot"), SAMPLE), np.float32)
    median = score_part(measures, sample, measures.roughly(sample)).median
    score, career = np.empty(len(pool), np.float32), np.empty(len(pool), np.float32)
    # In pieces that stay in the processor's cache: the formula goes over every column a few times.
    for start in range(0, len(pool), PIECE):
        piece = Part(pool, slice(start, start + PIECE), np.float32)
        rough = score_part(measures, piece, measures.roughly(piece), median=median)
        score[piece.which] = rough.score
        career[piece.which] = rough.career.total if rough.career else 0.0
    everybody = np.arange(len(pool))
    return Shortlist(_best(score, wanted, max(KEPT, 2 * count)), _best(career, everybody, LEADERS), median)


def _best(score: npt.NDArray[np.float32], rows: Rows, count: int) -> Rows:
    """Return the best of the rows, with all equals of the last: who is taken must not hang on the order of rows."""
    if len(rows) <= count:
        return rows
    own = score[rows]
    return rows[own >= np.partition(own, -count)[-count]]
