"""Fixed noise that tells equals apart: without it, everyone runs to the same few mentors at once."""

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints

#: So many mentees have noise of their own, then it repeats. A prime, as is the step between them.
_ROWS, _STEP = 4099, 2_654_435_761


class Noise:
    """A number in [0, 1) for each pair of mentee and mentor, the same at every run."""

    def __init__(self, mentors: int) -> None:
        """Draw one table; a mentee reads it from a place of their own."""
        self._table = np.random.default_rng(20_000).random(_ROWS + mentors)
        self._windows = np.lib.stride_tricks.sliding_window_view(self._table, max(mentors, 1))

    def of(self, mentee: Ints, mentor: Ints) -> Floats:
        """Return the noise of some pairs."""
        return self._table[mentee * _STEP % _ROWS + mentor]

    def of_rows(self, mentees: Ints) -> Floats:
        """Return the noise of some mentees with every mentor, (mentees, mentors)."""
        return self._windows[mentees * _STEP % _ROWS]
