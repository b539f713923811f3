"""Array types of the assignment engine, and two idioms on sorted arrays."""

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def ranges(starts: Ints, counts: Ints) -> Ints:
    """Return start, start + 1, ... for each start, as many as its count, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + counts, counts)


def heads(sorted_keys: npt.NDArray[Any]) -> Flags:
    """Tell which entries of sorted keys are the first of their kind."""
    first = np.ones(len(sorted_keys), np.bool_)
    np.not_equal(sorted_keys[1:], sorted_keys[:-1], out=first[1:])
    return first


def ranks(sorted_owners: npt.NDArray[Any]) -> Ints:
    """Return 0, 1, 2 ... for the entries of each owner, beginning anew with every owner."""
    begin = np.flatnonzero(heads(sorted_owners))
    counts = np.diff(begin, append=len(sorted_owners))
    return np.arange(len(sorted_owners)) - np.repeat(begin, counts)
