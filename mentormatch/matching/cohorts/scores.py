"""Scores of all pairs, dense or sparse, read in blocks of rows so that no second copy is ever made."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mentormatch.matching.cohorts.arrays import Flags, Floats, Ints

#: Numbers in a block: 4 MB as float64, which stays in the processor's cache.
BLOCK = 1 << 19


@dataclass(frozen=True)
class Scores:
    """Read access to scores (mentees, mentors). In a block, NaN or -inf is a pair that is not allowed.

    ``matrix`` is an ndarray or a CSR without duplicates, ``forbidden`` keys mentee x mentors + mentor, ascending.
    Rows that are ``shut`` and scores below ``floor`` are read as not allowed.
    """

    matrix: Any
    forbidden: Ints
    shut: Flags
    floor: float = -np.inf

    @property
    def shape(self) -> tuple[int, int]:
        """Return the number of mentees and of mentors."""
        return int(self.matrix.shape[0]), int(self.matrix.shape[1])

    def blocks(self) -> Iterator[tuple[int, Floats]]:
        """Yield the first row and the scores of each block, float64, yours until the next one."""
        rows, columns = self.shape
        height = max(1, min(rows, BLOCK // max(columns, 1)))
        buffer = np.empty((height, columns))
        for start in range(0, rows, height):
            stop = min(start + height, rows)
            yield start, self._fill(buffer[: stop - start], start, stop)

    def of(self, keys: Ints) -> Floats:
        """Return the scores of allowed pairs by key, float64."""
        if not len(keys):
            return np.empty(0)
        mentee, mentor = np.divmod(keys, self.shape[1])
        return np.asarray(self.matrix[mentee, mentor], np.float64).ravel()

    def row(self, row: int) -> Floats:
        """Return the scores of one mentee, float64."""
        return self._fill(np.empty((1, self.shape[1])), row, row + 1)[0]

    def _fill(self, block: Floats, start: int, stop: int) -> Floats:
        if isinstance(self.matrix, np.ndarray):
            block[...] = self.matrix[start:stop]
        else:
            self._scatter(block, start, stop)
        if len(self.forbidden):
            low, high = np.searchsorted(self.forbidden, (start * self.shape[1], stop * self.shape[1]))
            block.reshape(-1)[self.forbidden[low:high] - start * self.shape[1]] = np.nan
        block[self.shut[start:stop]] = np.nan
        if self.floor > -np.inf:
            block[block < self.floor] = np.nan
        return block

    def _scatter(self, block: Floats, start: int, stop: int) -> None:
        block[...] = np.nan
        pointers = self.matrix.indptr[start : stop + 1]
        pairs = slice(pointers[0], pointers[-1])
        row = np.repeat(np.arange(stop - start), np.diff(pointers))
        block[row, self.matrix.indices[pairs]] = self.matrix.data[pairs]
