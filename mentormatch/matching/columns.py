"""Growing columns of a pool: one row a mentor, contiguous, so that a ranking is a few array operations."""

from collections.abc import Sequence
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
        """Add a row."""
        self.extend([value])

    def extend(self, values: Sequence[Any] | Array) -> None:
        """Add many rows, doubling the room when it is full."""
        size = self._size + len(values)
        if size > len(self._block):
            # Room that is not filled yet is memory that is not taken yet: zeros are pages nobody has touched.
            grown = np.zeros((max(size, 2 * len(self._block)), *self._block.shape[1:]), self._block.dtype)
            grown[: self._size] = self.rows
            self._block = grown
        if len(values):
            self._block[self._size : size] = values
        self._size = size

    def put(self, row: int, value: Any) -> None:
        """Overwrite a row, or add the next one."""
        if row == self._size:
            self.append(value)
        else:
            self._block[row] = value

    def replace(self, row: int, value: Any) -> None:
        """Overwrite a row."""
        self._block[row] = value

    def remove(self, row: int) -> None:
        """Move the last row into this one."""
        self._size -= 1
        self._block[row] = self._block[self._size]
