"""An inverted file that grows in place: for each term who holds it, so that a question touches only its own terms."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from mentormatch.matching.vocabulary import Ids

Floats = npt.NDArray[np.float64]
#: A number (a term or a holder) in the low 24 bits and a count in the high 8.
Packed = npt.NDArray[np.uint32]

NUMBER, COUNT_BITS, MOST = np.uint32(0xFFFFFF), np.uint32(24), 255
#: Share of a term's list that is left free when it is laid out, so that most additions find room.
SPARE = 8


def packed(numbers: Ids, counts: npt.NDArray[np.float32]) -> Packed:
    """Return numbers below 2 ** 24 and counts (at most MOST count) in one word each."""
    return numbers.astype(np.uint32) | (np.minimum(counts, MOST).astype(np.uint32) << COUNT_BITS)


def numbers_of(words: Packed) -> Ids:
    """Return the numbers of packed words."""
    return (words & NUMBER).view(np.int32)


def damped(counts: npt.NDArray[np.float32]) -> Floats:
    """Return 2 tf / (tf + 1): a second mention says less than the first."""
    return 2.0 * counts.astype(np.float64) / (counts + 1.0)


#: The damped count by its number, so that a list of counts is one look-up.
DAMPED = damped(np.arange(MOST + 1, dtype=np.float32))


class Postings:
    """For each term (numbered from 0) the holders that have it, in a list with room to grow; nothing is taken out.

    A holder that is gone leaves its entries; the caller ignores the holder, and lays everything out again in time.
    """

    def __init__(self) -> None:
        """Start without terms."""
        self._words: Packed = np.zeros(0, np.uint32)
        self._starts = np.zeros(0, np.int64)
        self._sizes: Ids = np.zeros(0, np.int32)
        self._room: Ids = np.zeros(0, np.int32)
        self._end = 0

    def lay_out(self, holders: Sequence[Packed], terms: int) -> None:
        """Forget everything and take in holders 0, 1, ... with their packed terms, all below ``terms``."""
        lengths = np.fromiter(map(len, holders), np.int64, len(holders))
        words = np.concatenate(holders) if len(holders) else np.zeros(0, np.uint32)
        by_holder = csr_array(
            ((words >> COUNT_BITS).astype(np.uint8), numbers_of(words), np.append(0, lengths.cumsum())),
            shape=(len(holders), terms),
        )
        by_term = by_holder.tocsc()
        self._sizes = np.diff(by_term.indptr).astype(np.int32)
        self._room = self._sizes + self._sizes // SPARE + 1
        self._starts = np.cumsum(self._room, dtype=np.int64) - self._room
        self._end = int(self._room.sum())
        self._words = np.zeros(self._end + self._end // SPARE, np.uint32)
        shift = np.repeat(self._starts - by_term.indptr[:-1], self._sizes)
        self._words[shift + np.arange(len(shift))] = packed(by_term.indices, by_term.data)

    def add(self, terms: Ids, holder: int, held: Packed) -> bool:
        """Add a holder to its terms; False when there is no room left and everything has to be laid out again."""
        self._widen(int(terms.max(initial=-1)) + 1)
        full = terms[self._sizes[terms] == self._room[terms]]
        if len(full) and not self._move(full):
            return False
        self._words[self._starts[terms] + self._sizes[terms]] = np.uint32(holder) | (held & ~NUMBER)
        self._sizes[terms] += 1
        return True

    def held(self, terms: Ids) -> int:
        """Return how many entries a walk over these terms looks at."""
        return int(self._sizes[terms[terms < len(self._sizes)]].sum())

    def sums(self, terms: Ids, weights: Floats, holders: int) -> Floats:
        """Return the sum of weight × damped count over these terms for every holder, (holders,)."""
        known = terms < len(self._starts)
        terms, weights = terms[known], weights[known]
        starts, sizes = self._starts[terms], self._sizes[terms]
        ends = (starts + sizes).tolist()
        lists = [self._words[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]
        words = np.concatenate(lists) if lists else np.zeros(0, np.uint32)
        values = DAMPED[words >> COUNT_BITS] * np.repeat(weights, sizes)
        return np.bincount(numbers_of(words), values, holders).astype(np.float64, copy=False)

    def _widen(self, terms: int) -> None:
        more = terms - len(self._starts)
        if more > 0:
            more = max(more, len(self._starts) // SPARE)
            self._starts = np.append(self._starts, np.zeros(more, np.int64))
            self._sizes = np.append(self._sizes, np.zeros(more, np.int32))
            self._room = np.append(self._room, np.zeros(more, np.int32))

    def _move(self, terms: Ids) -> bool:
        """Move full lists to the end of the file, where they get more room."""
        sizes = self._sizes[terms]
        room = sizes + sizes // SPARE + 1
        if self._end + int(room.sum()) > len(self._words):
            return False
        starts = self._end + np.cumsum(room, dtype=np.int64) - room
        within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        old = np.repeat(self._starts[terms], sizes) + within
        self._words[np.repeat(starts, sizes) + within] = self._words[old]
        self._starts[terms], self._room[terms] = starts, room
        self._end += int(room.sum())
        return True
