"""Passes over all pairs at given prices: the best gain of every mentee, and the pairs worth a look."""

from dataclasses import dataclass

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints, ranks
from mentormatch.matching.cohorts.noise import Noise
from mentormatch.matching.cohorts.scores import Scores

#: Pairs kept for each mentee in a pass, and for each mentor in the first one.
WIDTH, DEPTH = 16, 32


@dataclass(frozen=True)
class Seen:
    """The best gain of each mentee over all pairs (-inf without any), and the keys of the pairs that were picked."""

    best: Floats
    keys: Ints


class Scanner:
    """Looks at all pairs, in blocks; gain is score minus price."""

    def __init__(self, scores: Scores) -> None:
        """Prepare for one set of scores."""
        self.scores = scores
        self._noise = Noise(scores.shape[1])

    def scan(self, price: Floats, floor: Floats, tie: float) -> Seen:
        """Pick the WIDTH best pairs of each mentee that gain more than the mentee's floor.

        Gains that differ by less than ``tie`` count as equal.
        """
        best, keys = np.empty(self.scores.shape[0]), [np.empty(0, np.int64)]
        for start, gain in self.scores.blocks():
            gain -= price
            highest = best[start : start + len(gain)]
            highest[:] = np.fmax.reduce(gain, axis=1, initial=-np.inf)
            rows = np.flatnonzero(highest > floor[start : start + len(gain)])
            if len(rows):
                gain = gain[rows] if len(rows) < len(gain) else gain
                keys.append(self._best_of_rows(start + rows, gain, floor[start + rows], tie))
        return Seen(best, np.concatenate(keys))

    def first_look(self, price: Floats, tie: float) -> Ints:
        """Return the keys of pairs to begin with: the best of every mentee and the best of every mentor, above 0."""
        mentors = self.scores.shape[1]
        chosen = [np.empty(0, np.int64)]
        bar, keys, gains = np.zeros(mentors), np.empty(0, np.int64), np.empty(0)
        for start, gain in self.scores.blocks():
            gain -= price
            chosen.append(self._best_of_rows(np.arange(start, start + len(gain)), gain, np.zeros(len(gain)), tie))
            if start == 0:
                bar = np.maximum(_just_below(gain.T, DEPTH), 0)
            place = np.flatnonzero(gain > bar)
            keys = np.concatenate([keys, start * mentors + place])
            gains = np.concatenate([gains, gain.ravel()[place]])
            if len(keys) > 2 * DEPTH * mentors:
                keys, gains = _best_of_columns(keys, gains, bar)
        return np.concatenate([*chosen, _best_of_columns(keys, gains, bar)[0]])

    def _best_of_rows(self, rows: Ints, gain: Floats, floor: Floats, tie: float) -> Ints:
        gain = gain + tie * self._noise.of_rows(rows)
        place = np.flatnonzero(gain > np.maximum(floor, _bar(gain))[:, None])
        row, column = np.divmod(place, gain.shape[1])
        kept = _strongest(row, gain.ravel()[place], WIDTH)
        return rows[row[kept]] * gain.shape[1] + column[kept]


def _best_of_columns(keys: Ints, gains: Floats, bar: Floats) -> tuple[Ints, Floats]:
    """Keep each mentor's DEPTH best pairs, and raise the bar of those who have as many."""
    kept = _strongest(keys % len(bar), gains, DEPTH)
    keys, gains = keys[kept], gains[kept]
    lowest = np.full(len(bar), np.inf)
    np.minimum.at(lowest, keys % len(bar), gains)
    full = np.bincount(keys % len(bar), minlength=len(bar)) >= DEPTH
    bar[full] = lowest[full]
    return keys, gains


def _strongest(owner: Ints, values: Floats, limit: int) -> Ints:
    """Return where the ``limit`` highest values of each owner are."""
    order = np.lexsort((-values, owner))
    return order[ranks(owner[order]) < limit]


def _bar(gain: Floats) -> Floats:
    """Return for each row a number that at least WIDTH of its values pass and few more do.

    The columns are dealt into groups like cards; WIDTH groups have a maximum of at least the WIDTH-th highest.
    """
    groups = 8 * WIDTH
    columns = gain.shape[1]
    if columns < 4 * groups:
        return _just_below(gain, WIDTH)
    dealt = gain[:, : columns - columns % groups].reshape(len(gain), -1, groups)
    return _just_below(np.fmax.reduce(dealt, axis=1), WIDTH)


def _just_below(values: Floats, rank: int) -> Floats:
    """Return a number just below the rank-th highest value of each row; -inf when there are fewer."""
    if values.shape[1] <= rank:
        return np.full(len(values), -np.inf)
    known = np.where(np.isnan(values), -np.inf, values)
    return np.nextafter(np.partition(known, values.shape[1] - rank, axis=1)[:, values.shape[1] - rank], -np.inf)
