"""TF-IDF over the rows of a pool: cosine of one text with every row, by walking only the terms of that text."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching.terms import Keys, Terms

Floats = npt.NDArray[np.float64]
NOTHING = Terms(np.zeros(0, np.uint64), np.zeros(0, np.float32))


class TermIndex:
    """Rows of terms, weighted by ``2 tf / (tf + 1) (1 + ln((1 + n) / (1 + df)))``, n the rows that hold any term.

    Changing a row is cheap; the postings are put together again at the next question.
    """

    def __init__(self) -> None:
        """Start without rows."""
        self._rows: list[Terms] = []
        self._stale = True

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def append(self, terms: Terms) -> None:
        """Add a row at the end."""
        self._rows.append(terms)
        self._stale = True

    def replace(self, row: int, terms: Terms) -> None:
        """Put other terms into a row."""
        self._rows[row] = terms
        self._stale = True

    def remove(self, row: int) -> None:
        """Move the last row into this one."""
        last = self._rows.pop()
        if row < len(self._rows):
            self._rows[row] = last
        self._stale = True

    def terms(self, row: int) -> Terms:
        """Return the terms of a row."""
        return self._rows[row]

    def empty(self) -> npt.NDArray[np.bool_]:
        """Tell for every row whether it holds no term at all."""
        self._refresh()
        return self._lengths == 0

    def cosines(self, query: Terms) -> Floats:
        """Return the cosine of the query with every row, (n,) in [0, 1]; 0 when they share nothing."""
        self._refresh()
        n = len(self._rows)
        places, weights, length = self._weigh(query)
        if not len(places) or not length:
            return np.zeros(n)
        starts, ends = self._starts[places], self._starts[places + 1]
        counts = ends - starts
        picked = np.repeat(starts - np.concatenate([[0], np.cumsum(counts[:-1])]), counts) + np.arange(counts.sum())
        dots = np.bincount(self._owners[picked], self._values[picked] * np.repeat(weights, counts), n)
        return dots / np.maximum(self._norms * length, 1e-12)

    def contributions(self, query: Terms, row: int) -> dict[int, float]:
        """Return how much of the cosine with one row each shared key brings."""
        self._refresh()
        terms = self._rows[row]
        its = np.minimum(np.searchsorted(terms.keys, query.keys), max(len(terms.keys) - 1, 0))
        mine = np.flatnonzero(terms.keys[its] == query.keys) if len(terms.keys) else np.zeros(0, np.intp)
        its = its[mine]
        places = np.searchsorted(self._vocabulary, query.keys[mine])
        rare = self._rarity[places] ** 2
        products = _damped(query.counts[mine]) * _damped(terms.counts[its]) * rare
        return dict(zip(query.keys[mine].tolist(), products.tolist(), strict=True))

    def _weigh(self, query: Terms) -> tuple[npt.NDArray[np.intp], Floats, float]:
        size = len(self._vocabulary)
        if not size:
            return np.zeros(0, np.intp), np.zeros(0), 0.0
        places = np.minimum(np.searchsorted(self._vocabulary, query.keys), size - 1)
        known = self._vocabulary[places] == query.keys
        damped = _damped(query.counts)
        length = float(np.sqrt(((damped[known] * self._rarity[places[known]]) ** 2).sum()))
        places = places[known]
        return places, damped[known] * self._rarity[places] ** 2, length

    def _refresh(self) -> None:
        if not self._stale:
            return
        rows = [*self._rows, NOTHING]
        keys: Keys = np.concatenate([row.keys for row in rows])
        self._lengths = np.fromiter((len(row.keys) for row in self._rows), np.int64, len(self._rows))
        owners = np.repeat(np.arange(len(self._rows)), self._lengths)
        self._vocabulary, places = np.unique(keys, return_inverse=True)
        frequency = np.bincount(places, minlength=len(self._vocabulary))
        self._rarity = 1 + np.log((1 + np.count_nonzero(self._lengths)) / (1 + frequency))
        values = _damped(np.concatenate([row.counts for row in rows]))
        self._norms = np.sqrt(np.bincount(owners, (values * self._rarity[places]) ** 2, len(self._rows)))
        order = np.argsort(places, kind="stable")
        self._owners, self._values = owners[order].astype(np.int32), values[order].astype(np.float32)
        self._starts = np.concatenate([[0], np.cumsum(frequency)])
        self._stale = False


def _damped(counts: npt.NDArray[np.float32]) -> Floats:
    return 2.0 * counts / (counts + 1.0)
