"""The cosines of one goal with mentors: exactly, or on few axes for a first look through a large pool."""

import functools
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mentormatch.matching.fold import FOLDED
from mentormatch.matching.part import Part
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.tables import Tables, compare_shared
from mentormatch.matching.termindex import TermIndex
from mentormatch.matching.vectors import Vectors
from mentormatch.matching.weights import DENSE, Parameters

Floats = npt.NDArray[np.float64]
#: The cosine of each part of the career that can be compared, (n,), NaN where unknown.
Cosines = dict[str, Floats]


class Measures:
    """One mentee beside one pool; what is measured for all mentors at once is kept for the second look."""

    def __init__(self, asked: Question, pool: MentorPool, parameters: Parameters) -> None:
        """Measure nothing yet."""
        self.asked, self.pool, self.parameters = asked, pool, parameters

    @cached_property
    def tables(self) -> Tables:
        """Return what mentors share beside this mentee."""
        return compare_shared(self.asked, self.pool, self.parameters)

    @cached_property
    def usual(self) -> float:
        """Return the share of requests that mentors of this pool accept, held towards 1 where few were asked."""
        return float((self.pool.rows("accepted").sum() + 4) / (self.pool.rows("asked").sum() + 4))

    def exactly(self, part: Part) -> Cosines:
        """Return the cosines along all columns, and those of words and of character n-grams."""
        columns: Cosines = {}
        if self._encoded:
            for name in DENSE:
                wishes = self.asked.wishes if name == "role" else self.asked.wish[None]
                columns[name] = _known(part, name, _nearest(part.column(name), wishes))
        if self.asked.words:
            words, characters = self._indexes
            both = words.cosines(self.asked.word_terms, part.rows)
            both += characters.cosines(self.asked.char_terms, part.rows)
            columns["words"] = np.where(characters.empty()[part.which], np.nan, both / 2)
        return columns

    def roughly(self, part: Part) -> Cosines:
        """Return nearly the same: from the folded vectors, and from the rarest terms alone."""
        columns: Cosines = {}
        if self._encoded:
            profile, role = (_nearest(part.column(name), wishes) for name, wishes in self._folded.items())
            for name, found in zip(DENSE, (profile, role, profile), strict=True):
                columns[name] = _known(part, name, found)
        if self.asked.words:
            empty = self._indexes[1].empty()[part.which]
            columns["words"] = np.where(empty, np.nan, self._rough_words[part.which])
        return columns

    @property
    def _encoded(self) -> bool:
        return len(self.asked.vectors("goal")) > 0

    @property
    def _indexes(self) -> tuple[TermIndex, TermIndex]:
        return self.pool.term_index("words"), self.pool.term_index("characters")

    @cached_property
    def _folded(self) -> dict[str, Vectors]:
        wishes = zip(FOLDED, (self.asked.wish[None], self.asked.wishes), strict=True)
        return {name: self.pool.fold.folded(name, some) for name, some in wishes}

    @cached_property
    def _rough_words(self) -> npt.NDArray[np.float32]:
        words, characters = self._indexes
        both = words.rough_cosines(self.asked.word_terms) + characters.rough_cosines(self.asked.char_terms)
        return both / np.float32(2)


def _nearest(vectors: Vectors, wishes: Vectors) -> Vectors:
    """Return the highest cosine of each vector with any of the wishes, (n,)."""
    # Row by row: a product of matrices could give a row another last digit in other company.
    return functools.reduce(np.maximum, [np.vecdot(vectors, wish) for wish in wishes])


def _known(part: Part, name: str, cosines: Vectors) -> Floats:
    known = part.column("encoded")[:, DENSE.index(name)]
    floats: Floats = cosines.astype(part.dtype)
    if not known.all():
        floats[~known] = np.nan
    return floats
