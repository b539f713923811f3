"""An inverted file: for each term the rows that hold it, so that a question touches only its own terms."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mentormatch.matching.terms import Keys, Terms

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


class Postings:
    """The terms of some rows, numbered from 0; rows can be struck out but not changed."""

    def __init__(self, rows: Sequence[Terms]) -> None:
        """Sort the terms of the rows by key."""
        lengths = np.fromiter((len(row.keys) for row in rows), np.int64, len(rows))
        keys: Keys = np.concatenate([row.keys for row in rows]) if rows else np.zeros(0, np.uint64)
        counts = np.concatenate([row.counts for row in rows]) if rows else np.zeros(0, np.float32)
        order = np.argsort(keys, kind="stable")
        self.size = len(rows)
        self.keys, starts, held = np.unique(keys[order], return_index=True, return_counts=True)
        self._starts, self._held = starts, held
        self._owners = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)[order]
        self._values = damped(counts[order]).astype(np.float32)
        #: How many rows that are not struck out hold each key.
        self.frequency = held.copy()

    def strike(self, row: Terms) -> None:
        """Count the terms of a row no longer; the caller ignores the row itself."""
        self.frequency[self.find(row.keys)[0]] -= 1

    def find(self, keys: Keys) -> tuple[Places, npt.NDArray[np.bool_]]:
        """Return the places of those keys that occur here, and which of the keys these are."""
        if not len(self.keys):
            return np.zeros(0, np.intp), np.zeros(len(keys), np.bool_)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys[places] == keys
        return places[known], known

    def dots(self, places: Places, weights: Floats) -> Floats:
        """Return the sum of weight × damped count over the terms at these places for every row, (size,)."""
        held = self._held[places]
        ends = np.cumsum(held)
        picked = np.repeat(self._starts[places] - ends + held, held) + np.arange(ends[-1] if len(ends) else 0)
        sums = np.bincount(self._owners[picked], self._values[picked] * np.repeat(weights, held), self.size)
        return sums.astype(np.float64)

    def lengths(self, rarity: Floats) -> Floats:
        """Return the length of each row's vector of damped count × rarity, (size,)."""
        squares = self._values.astype(np.float64) ** 2 * np.repeat(rarity**2, self._held)
        return np.sqrt(np.bincount(self._owners, squares, self.size).astype(np.float64))


def damped(counts: npt.NDArray[np.float32]) -> Floats:
    """Return 2 tf / (tf + 1): a second mention says less than the first."""
    return 2.0 * counts.astype(np.float64) / (counts + 1.0)
