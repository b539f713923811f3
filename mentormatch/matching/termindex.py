"""TF-IDF over the rows of a pool: the cosine of one text with every row, by walking only the terms of that text."""

import numpy as np
import numpy.typing as npt

from mentormatch.matching.postings import Floats, Postings, damped
from mentormatch.matching.terms import Keys, Terms

NOTHING = Terms(np.zeros(0, np.uint64), np.zeros(0, np.float32))
#: Changed rows are kept in a small second file; beyond this number, or an eighth of all, both become one again.
FEW = 32


class TermIndex:
    """Rows of terms, weighted by ``2 tf / (tf + 1) (1 + ln((1 + n) / (1 + df)))``, n the rows that hold any term.

    What changed is indexed at the next question, in a small file of its own. Frequencies are always those of the
    present rows, so that the way a pool came about cannot change a ranking.
    """

    def __init__(self) -> None:
        """Start without rows."""
        self._rows: list[Terms] = []
        self._places: list[int] = []
        self._main, self._recent = Postings([]), Postings([])
        self._main_rows = np.zeros(0, np.intp)
        self._recent_rows = np.zeros(0, np.intp)
        self._lengths = np.zeros(0)
        self._filled = 0
        self._stale = False

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def append(self, terms: Terms) -> None:
        """Add a row at the end."""
        self._rows.append(terms)
        self._places.append(-1)
        self._filled += bool(len(terms.keys))
        self._stale = True

    def replace(self, row: int, terms: Terms) -> None:
        """Put other terms into a row."""
        self._strike(row)
        self._rows[row], self._places[row] = terms, -1
        self._filled += bool(len(terms.keys))
        self._stale = True

    def remove(self, row: int) -> None:
        """Move the last row into this one."""
        self._strike(row)
        last, place = self._rows.pop(), self._places.pop()
        if row < len(self._rows):
            self._rows[row], self._places[row] = last, place
            if place >= 0:
                self._main_rows[place] = row
        self._stale = True

    def empty(self) -> npt.NDArray[np.bool_]:
        """Tell for every row whether it holds no term at all."""
        self._refresh()
        return self._lengths == 0

    def cosines(self, query: Terms) -> Floats:
        """Return the cosine of the query with every row, (n,) in [0, 1]; 0 when they share nothing.

        Terms that no row holds are no part of the query.
        """
        self._refresh()
        rarity, known = self._rarity(query.keys)
        weights = damped(query.counts) * rarity**2
        length = float(np.sqrt((damped(query.counts[known]) ** 2 * rarity[known] ** 2).sum()))
        dots = np.zeros(len(self._rows))
        for postings, rows in ((self._main, self._main_rows), (self._recent, self._recent_rows)):
            places, here = postings.find(query.keys)
            alive = rows >= 0
            dots[rows[alive]] = postings.dots(places, weights[here])[alive]
        return dots / np.maximum(self._lengths * length, 1e-12)

    def contributions(self, query: Terms, row: int) -> dict[int, float]:
        """Return how much each shared key adds to the cosine with one row, on a scale of its own."""
        terms = self._rows[row]
        places = np.searchsorted(terms.keys, query.keys)
        places[places == len(terms.keys)] = 0
        shared = terms.keys[places] == query.keys if len(terms.keys) else np.zeros(len(query.keys), np.bool_)
        rarity, _ = self._rarity(query.keys[shared])
        products = damped(query.counts[shared]) * damped(terms.counts[places[shared]]) * rarity**2
        return dict(zip(query.keys[shared].tolist(), products.tolist(), strict=True))

    def _strike(self, row: int) -> None:
        terms, place = self._rows[row], self._places[row]
        self._filled -= bool(len(terms.keys))
        if place >= 0:
            self._main.strike(terms)
            self._main_rows[place] = -1

    def _rarity(self, keys: Keys) -> tuple[Floats, npt.NDArray[np.bool_]]:
        """Return the rarity of each key over all present rows, and which keys occur in any."""
        frequency = np.zeros(len(keys), np.int64)
        for postings in (self._main, self._recent):
            places, here = postings.find(keys)
            frequency[here] += postings.frequency[places]
        return 1 + np.log((1 + self._filled) / (1 + frequency)), frequency > 0

    def _refresh(self) -> None:
        if not self._stale:
            return
        changed = [row for row, place in enumerate(self._places) if place < 0]
        if len(changed) > max(FEW, len(self._rows) // 8):
            self._main, changed = Postings(self._rows), []
            self._main_rows = np.arange(len(self._rows))
            self._places = list(range(len(self._rows)))
        self._recent = Postings([self._rows[row] for row in changed])
        self._recent_rows = np.array(changed, np.intp)
        self._lengths = np.zeros(len(self._rows))
        for postings, rows in ((self._main, self._main_rows), (self._recent, self._recent_rows)):
            alive = rows >= 0
            self._lengths[rows[alive]] = postings.lengths(self._rarity(postings.keys)[0])[alive]
        self._stale = False
