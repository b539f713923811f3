"""Which things a question finds: by their words, the title before the rest, and by their meaning."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.items.asking import Asked
from mentormatch.matching.items.pool import ItemPool
from mentormatch.matching.vectors import Vectors

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

#: Shares of a score: words of the title, words of all that is told, meaning.
TITLE, WORDS, MEANING = 0.35, 0.35, 0.3
#: From this cosine on a thing is found although it shares no word with the question.
ALIKE = 0.45
#: A thing with fewer words of the question than this share of what the best one has is not what was looked for.
FEW_WORDS = 0.25


@dataclass(frozen=True, slots=True)
class Hits:
    """Rows of a pool, best first, with their scores in [0, 1]."""

    rows: Rows
    scores: Floats


def find(asked: Asked, pool: ItemPool, vector: Vectors | None = None) -> Hits:
    """Return everything that is found. ``vector`` is the sentence vector (512,) of what was typed."""
    if not len(pool):
        return Hits(np.zeros(0, np.intp), np.zeros(0))
    named = TITLE * pool.titles.cosines(asked.terms) + WORDS * pool.words.cosines(asked.terms)
    found, scores = named > FEW_WORDS * named.max(), named
    if vector is not None:
        cosines = (pool.column("vectors") @ pool.folded(vector[None])[0]).astype(np.float64)
        scores = named + MEANING * np.clip(cosines, 0.0, 1.0)
        found = found | (cosines >= ALIKE)
    rows = np.flatnonzero(found)
    # Equal scores stand in the order of ids, not in that of rows, which tells who came when.
    order = sorted(rows.tolist(), key=lambda row: (-scores[row], pool.facts[row].id)) if len(rows) < 500 else None
    sorted_rows = np.array(order, np.intp) if order is not None else rows[np.argsort(-scores[rows], kind="stable")]
    return Hits(sorted_rows, scores[sorted_rows])
