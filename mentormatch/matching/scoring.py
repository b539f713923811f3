"""The scores of one mentee with the mentors of a pool: of those on a shortlist, or of all."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching.formula import Scored, score_part
from mentormatch.matching.measures import Measures
from mentormatch.matching.part import Part
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.shortlist import is_large, shortlist
from mentormatch.matching.weights import Parameters

Rows = npt.NDArray[np.intp]


def score_listed(measures: Measures, wanted: Rows, count: int) -> tuple[Rows, Scored]:
    """Return which of the rows ``wanted`` may come first in a list of ``count``, and the scores of those and others."""
    if not is_large(measures.pool):
        return wanted, score_all(measures)
    chosen = shortlist(measures, wanted, count)
    taken = np.zeros(len(measures.pool), np.bool_)
    taken[chosen.listed] = taken[chosen.leaders] = True
    part = Part(measures.pool, np.flatnonzero(taken))
    leaders = np.searchsorted(part.rows, chosen.leaders)
    return chosen.listed, score_part(measures, part, measures.exactly(part), leaders, chosen.median)


def score_all(measures: Measures) -> Scored:
    """Score every mentor of the pool, eligible or not: place and row are one."""
    everybody = Part(measures.pool)
    cosines = measures.exactly(everybody)
    if not is_large(measures.pool):
        return score_part(measures, everybody, cosines, everybody.rows)
    chosen = shortlist(measures, everybody.rows[:0], 0)
    return score_part(measures, everybody, cosines, chosen.leaders, chosen.median)


def score_pool(asked: Question, pool: MentorPool, parameters: Parameters) -> Scored:
    """Score every mentor of the pool for a mentee: place and row are one."""
    return score_all(Measures(asked, pool, parameters))
