"""Some mentors of a pool, or all of them, seen as columns: whatever is measured is measured of a part."""

from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching.pool import MentorPool

Rows = npt.NDArray[np.intp]


class Part:
    """The mentors in some rows of a pool, in their order; no value of a mentor depends on who else is looked at."""

    def __init__(self, pool: MentorPool, rows: slice | Rows = slice(None), dtype: npt.DTypeLike = np.float64) -> None:
        """Look at these rows, of which a slice is a view and a list of rows is a copy, and reckon in ``dtype``."""
        self.pool, self.which, self.dtype = pool, rows, dtype
        self.rows = np.arange(*rows.indices(len(pool))) if isinstance(rows, slice) else rows

    def __len__(self) -> int:
        """Return the number of mentors."""
        return len(self.rows)

    def column(self, name: str) -> Any:
        """Return a column, one row a mentor."""
        return self.pool.rows(name)[self.which]

    def floats(self, name: str) -> Any:
        """Return a column in the precision of this part."""
        return self.column(name).astype(self.dtype, copy=False)
