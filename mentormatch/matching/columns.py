"""Growing columns of a pool: one row a mentor, contiguous, so that a ranking is a few array operations."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Column:
    """A fixed-width column of numbers; ``rows`` is the filled part, (n,) or (n, width)."""

    def __init__(self, dtype: npt.DTypeLike, width: int = 0) -> None:
        """Start empty; width 0 is one number a row."""
        self._width = width
        self._block = np.zeros((16, width) if width else 16, dtype)
        self._size = 0

    @property
    def rows(self) -> Array:
        """Return the filled part, not a copy."""
        return self._block[: self._size]

    def append(self, value: Any) -> None:
        """Add a row, doubling the room when it is full."""
        if self._size == len(self._block):
            grown = np.zeros((2 * self._size, *self._block.shape[1:]), self._block.dtype)
            grown[: self._size] = self._block
            self._block = grown
        self._size += 1
        self._block[self._size - 1] = value

    def replace(self, row: int, value: Any) -> None:
        """Overwrite a row."""
        self._block[row] = value

    def remove(self, row: int) -> None:
        """Move the last row into this one."""
        self._size -= 1
        self._block[row] = self._block[self._size]


class Lists:
    """A column of short lists of numbers from 0 up, padded by -1; ``rows`` is int32 (n, longest list)."""

    def __init__(self) -> None:
        """Start empty with room for eight numbers a row."""
        self._column = Column(np.int32, 8)

    @property
    def rows(self) -> npt.NDArray[np.int32]:
        """Return the filled part, padded by -1."""
        return self._column.rows

    def append(self, numbers: Iterable[int]) -> None:
        """Add a row."""
        self._column.append(self._padded(list(numbers)))

    def replace(self, row: int, numbers: Iterable[int]) -> None:
        """Overwrite a row."""
        self._column.replace(row, self._padded(list(numbers)))

    def remove(self, row: int) -> None:
        """Move the last row into this one."""
        self._column.remove(row)

    def _padded(self, numbers: list[int]) -> npt.NDArray[np.int32]:
        width = self._column.rows.shape[1]
        if len(numbers) > width:
            wider = Column(np.int32, max(len(numbers), 2 * width))
            for row in self._column.rows:
                wider.append(np.pad(row, (0, wider.rows.shape[1] - width), constant_values=-1))
            self._column, width = wider, wider.rows.shape[1]
        padded = np.full(width, -1, np.int32)
        padded[: len(numbers)] = numbers
        return padded
