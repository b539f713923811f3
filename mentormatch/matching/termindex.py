"""TF-IDF over the rows of a pool: the cosine of one text with every row, by walking only the terms of that text."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from mentormatch.matching.columns import Column
from mentormatch.matching.postings import COUNT_BITS, DAMPED, Floats, Packed, Postings, damped, numbers_of, packed
from mentormatch.matching.terms import Keys, Terms
from mentormatch.matching.vocabulary import Ids, Vocabulary

Rows = npt.NDArray[np.intp]
NOTHING = Terms(np.zeros(0, np.uint64), np.zeros(0, np.float32))
DAMPED_SQUARES = DAMPED**2
#: Holders that may be gone before the postings are laid out again.
FEW = 1024
#: Entries of the postings that a first look walks: a few for each row.
WALKED, WALKED_LEAST = 2, 50_000


class TermIndex:
    """Rows of terms, weighted by ``2 tf / (tf + 1) (1 + ln((1 + n) / (1 + df)))``, n the rows that hold any term.

    A change touches only the terms of the row that changed. Frequencies are always those of the present rows, so that
    the way a pool came about cannot change a ranking.
    """

    def __init__(self) -> None:
        """Start without rows."""
        self._vocabulary, self._postings = Vocabulary(), Postings()
        self._frequency = np.zeros(0, np.int32)
        self._held: list[Packed] = []
        #: The holder that stands for each row in the postings: a row with other terms is another holder.
        self._holders, self._next = Column(np.int32), 0
        self._sizes, self._filled = Column(np.int32), 0
        self._norms = Column(np.float32)
        #: Lengths of the rows, and the version of the frequencies by which each was measured.
        self._lengths, self._measured, self._version = Column(np.float64), Column(np.int64), 1
        self._squares = (0, np.zeros(0), 0.0)
        self._settled = True

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._held)

    def extend(self, rows: Sequence[Terms]) -> None:
        """Add rows at the end, many at once; they go into the postings at the next question, or by ``settle``."""
        if (self._settled and len(rows) <= len(self) // 8) or len(rows) < 2:
            for terms in rows:
                self.append(terms)
        else:
            self._take_in(rows)
            self._settled = False

    def append(self, terms: Terms) -> None:
        """Add a row at the end."""
        self._hold(self._packed(terms))
        self._enter(len(self._held) - 1)

    def settle(self) -> None:
        """Put into the postings what came many at once; a question does it too."""
        if not self._settled:
            self._lay_out()

    def replace(self, row: int, terms: Terms) -> None:
        """Put other terms into a row."""
        held = self._packed(terms)
        if np.array_equal(held, self._held[row]):
            return
        self._count(self._held[row], -1)
        self._count(held, 1)
        self._held[row] = held
        self._sizes.replace(row, len(held))
        self._norms.replace(row, _norm(held))
        self._enter(row)

    def remove(self, row: int) -> None:
        """Move the last row into this one."""
        self._count(self._held[row], -1)
        last = self._held.pop()
        if row < len(self._held):
            self._held[row] = last
        for column in (self._holders, self._sizes, self._norms, self._lengths, self._measured):
            column.remove(row)

    def empty(self) -> npt.NDArray[np.bool_]:
        """Tell for every row whether it holds no term at all."""
        return self._sizes.rows == 0

    def cosines(self, query: Terms, rows: Rows | None = None) -> Floats:
        """Return the cosine of the query with these rows (all when None), (n,) in [0, 1]; 0 when they share nothing.

        Terms that no row holds are no part of the query.
        """
        self.settle()
        rows = np.arange(len(self)) if rows is None else rows
        _, ids, weights, length = self._weighed(query)
        if len(rows) < len(self) and self._sizes.rows[rows].sum() < self._postings.held(ids):
            spread = np.zeros(len(self._frequency))
            spread[ids] = weights
            dots = self._matrix(rows, DAMPED) @ spread
        else:
            dots = self._postings.sums(ids, weights, self._next)[self._holders.rows[rows]]
        cosines: Floats = dots / np.maximum(self.lengths(rows) * length, 1e-12)
        return cosines

    def rough_cosines(self, query: Terms) -> npt.NDArray[np.float32]:
        """Return nearly the cosine with every row, (n,): by the rarest terms, as if all terms of a row were as rare."""
        self.settle()
        _, ids, weights, length = self._weighed(query)
        frequency = self._frequency[ids]
        order = np.argsort(frequency, kind="stable")
        few = order[frequency[order].cumsum() <= WALKED * len(self) + WALKED_LEAST]
        dots = self._postings.sums(ids[few], weights[few], self._next)[self._holders.rows]
        lengths = self._norms.rows * np.float32(self._squared_rarity()[1] * length)
        return np.asarray(dots.astype(np.float32) / np.maximum(lengths, np.float32(1e-12)), np.float32)

    def lengths(self, rows: Rows) -> Floats:
        """Return the lengths of these rows; only those that were not measured since the last change are measured."""
        stale = rows[self._measured.rows[rows] != self._version]
        if len(stale):
            squares = self._squared_rarity()[0]
            self._lengths.rows[stale] = np.sqrt(self._matrix(stale, DAMPED_SQUARES) @ squares)
            self._measured.rows[stale] = self._version
        lengths: Floats = self._lengths.rows[rows]
        return lengths

    def contributions(self, query: Terms, rows: Rows) -> list[dict[int, float]]:
        """Return for each row how much each shared key adds to its cosine with the query, on a scale of its own."""
        keys, ids, weights, _ = self._weighed(query)
        found: list[dict[int, float]] = [{} for _ in rows]
        if len(ids) and len(rows):
            words = np.concatenate([self._held[row] for row in rows.tolist()])
            owners = np.repeat(np.arange(len(rows)), self._sizes.rows[rows])
            order = np.argsort(ids)
            places = order[np.searchsorted(ids[order], numbers_of(words)).clip(max=len(ids) - 1)]
            hits = np.flatnonzero(ids[places] == numbers_of(words))
            shares = weights[places[hits]] * DAMPED[words[hits] >> COUNT_BITS]
            for owner, key, share in zip(
                owners[hits].tolist(), keys[places[hits]].tolist(), shares.tolist(), strict=True
            ):
                found[owner][key] = share
        return found

    def _packed(self, terms: Terms) -> Packed:
        ids = self._vocabulary.take(terms.keys)
        more = len(self._vocabulary) - len(self._frequency)
        if more > 0:
            self._frequency = np.append(self._frequency, np.zeros(more + len(self._frequency) // 8, np.int32))
        return packed(ids, terms.counts)

    def _take_in(self, rows: Sequence[Terms]) -> None:
        """Number the terms of many rows at once, which costs a fifth of doing it row by row."""
        keys = np.concatenate([terms.keys for terms in rows])
        counts = np.concatenate([terms.counts for terms in rows])
        distinct, places = np.unique(keys, return_inverse=True)
        self._packed(Terms(distinct, np.ones(len(distinct), np.float32)))
        words = packed(self._vocabulary.find(distinct)[places], counts)
        sizes = np.array([len(terms.keys) for terms in rows])
        held = [one.copy() for one in np.split(words, np.cumsum(sizes)[:-1])]
        self._frequency += np.bincount(numbers_of(words), minlength=len(self._frequency)).astype(np.int32)
        self._filled += int(np.count_nonzero(sizes))
        self._version += 1
        self._rows_more(held)

    def _hold(self, held: Packed) -> None:
        self._count(held, 1)
        self._rows_more([held])

    def _rows_more(self, held: Sequence[Packed]) -> None:
        self._held.extend(held)
        self._sizes.extend([*map(len, held)])
        self._norms.extend([*map(_norm, held)])
        for column, value in ((self._holders, -1), (self._lengths, 0), (self._measured, 0)):
            column.extend(np.full(len(held), value))

    def _enter(self, row: int) -> None:
        """Put a row into the postings as a new holder."""
        held = self._held[row]
        if not self._settled:
            return
        gone = self._next - len(self)
        if gone > len(self) + FEW or not self._postings.add(numbers_of(held), self._next, held):
            self._lay_out()
            return
        self._holders.replace(row, self._next)
        self._next += 1

    def _lay_out(self) -> None:
        self._postings.lay_out(self._held, len(self._vocabulary))
        self._next = len(self)
        self._holders.rows[:] = np.arange(len(self))
        self._settled = True

    def _count(self, held: Packed, step: int) -> None:
        self._frequency[numbers_of(held)] += step
        self._filled += step * bool(len(held))
        self._version += 1

    def _weighed(self, query: Terms) -> tuple[Keys, Ids, Floats, float]:
        """Return the keys of a query that some row holds, their numbers and weights, and the length of the query."""
        counts, ids = damped(query.counts), self._vocabulary.find(query.keys)
        rarity = self._rarity(ids)
        known = rarity > 0
        weights = counts[known] * rarity[known] ** 2
        return query.keys[known], ids[known], weights, float(np.sqrt((counts[known] * weights).sum()))

    def _matrix(self, rows: Rows, value: Floats) -> csr_array:
        """Return these rows as a matrix (rows, terms) of the values of their counts."""
        words = np.concatenate([self._held[row] for row in rows.tolist()])
        ends = np.append(0, self._sizes.rows[rows].cumsum(dtype=np.int64))
        return csr_array((value[words >> COUNT_BITS], numbers_of(words), ends), shape=(len(rows), len(self._frequency)))

    def _rarity(self, ids: Ids) -> Floats:
        """Return the rarity of numbered terms over all present rows, 0 for those that no row holds."""
        frequency = np.where(ids < 0, 0, self._frequency[ids]) if len(self._frequency) else np.zeros(len(ids))
        return np.where(frequency > 0, 1 + np.log((1 + self._filled) / (1 + frequency)), 0.0)

    def _squared_rarity(self) -> tuple[Floats, float]:
        """Return the squared rarity of every term, and the root of its mean over all terms of all rows."""
        version, squares, usual = self._squares
        if version != self._version:
            most = int(self._frequency.max(initial=0))
            by_frequency = (1 + np.log((1 + self._filled) / (1 + np.arange(most + 1)))) ** 2
            squares = by_frequency[self._frequency]
            usual = float(np.sqrt(squares @ self._frequency / max(int(self._frequency.sum()), 1)))
            self._squares = (self._version, squares, usual)
        return squares, usual


def _norm(held: Packed) -> float:
    return float(np.sqrt(DAMPED_SQUARES[held >> COUNT_BITS].sum()))
