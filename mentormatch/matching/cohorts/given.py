"""What is given, checked: scores, capacities, pairs fixed in advance and pairs kept apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, issparse

from mentormatch.matching.cohorts.arrays import Flags, Ints
from mentormatch.matching.cohorts.scores import Scores
from mentormatch.matching.errors import BadCapacities, BadPairs, BadScores

#: Scores beyond this could not be added up.
LARGEST = 1e100

Pairs = Iterable[tuple[int, int]] | Mapping[int, int] | npt.NDArray[Any]


@dataclass(frozen=True)
class Given:
    """A cohort to assign: ``capacities`` (mentors,), ``locked`` {row: column}, scores without forbidden pairs."""

    scores: Scores
    capacities: Ints
    locked: dict[int, int]

    @property
    def places(self) -> Ints:
        """Return the places of each mentor that locks leave."""
        return self.capacities - np.bincount(
            np.array([*self.locked.values()], np.int64), minlength=self.scores.shape[1]
        )


def read_matrix(scores: Any) -> Any:
    """Return scores as a two-dimensional ndarray or as CSR without duplicates; raises BadScores."""
    if isinstance(scores, np.ma.MaskedArray):
        raise BadScores("scores are a masked array, whose mask would be lost; write NaN for what is not allowed")
    try:
        matrix = csr_matrix(scores) if issparse(scores) else np.asarray(scores)
    except ValueError as wrong:
        raise BadScores(f"scores cannot be read as a matrix: {wrong}") from None
    if matrix.ndim != 2:
        raise BadScores(f"scores have the shape {matrix.shape}, not (mentees, mentors)")
    if matrix.dtype.kind not in "fiu":
        raise BadScores(f"scores are of type {matrix.dtype}, not real numbers")
    if not isinstance(matrix, np.ndarray) and not matrix.has_canonical_format:
        matrix = matrix.copy()
        matrix.sum_duplicates()
    return matrix


def checked_range(scores: Scores, open_mentors: Flags) -> tuple[float, float]:
    """Return the lowest and the highest score of an allowed pair with an open mentor; (0, 0) when there is none.

    Raises BadScores when any allowed pair has a score that could not be added up.
    """
    low, high = np.inf, -np.inf
    for start, block in scores.blocks():
        block[np.isneginf(block)] = np.nan
        for row, column in np.argwhere(np.abs(block) > LARGEST)[:1].tolist():
            raise BadScores(f"the score of row {start + row}, column {column} is {block[row, column]}")
        lowest = np.fmin.reduce(block, axis=0, initial=np.inf)[open_mentors]
        highest = np.fmax.reduce(block, axis=0, initial=-np.inf)[open_mentors]
        low, high = lowest.min(initial=low), highest.max(initial=high)
    return (float(low), float(high)) if low <= high else (0.0, 0.0)


def read_capacities(capacities: Any, mentors: int) -> Ints:
    """Return capacities as whole numbers from 0 up, (mentors,); raises BadCapacities."""
    try:
        given = np.asarray(capacities)
    except ValueError as wrong:
        raise BadCapacities(f"capacities cannot be read: {wrong}") from None
    if given.shape != (mentors,):
        raise BadCapacities(f"capacities have the shape {given.shape}, but the scores have {mentors} columns")
    if mentors and given.dtype.kind not in "fiu":
        raise BadCapacities(f"capacities are of type {given.dtype}, not whole numbers")
    wrong_ones = np.flatnonzero(~((given >= 0) & (given < 2**53) & (given == np.floor(given))))
    if len(wrong_ones):
        place = int(wrong_ones[0])
        raise BadCapacities(f"the capacity of column {place} is {given[place]}, not a whole number from 0 up")
    return given.astype(np.int64)


def listed_pairs(pairs: Any, kind: str) -> list[Any]:
    """Return what a collection or a mapping of pairs holds; ``kind`` names them in BadPairs."""
    try:
        return list(pairs.items() if isinstance(pairs, Mapping) else pairs)
    except TypeError:
        raise BadPairs(f"the {kind} pairs are {pairs!r}, not a list of pairs") from None


def read_pairs(pairs: Pairs, shape: tuple[int, int], kind: str) -> Ints:
    """Return pairs of row and column, (pairs, 2); ``kind`` names them in BadPairs."""
    given = listed_pairs(pairs, kind)
    try:
        numbers = np.asarray(given)
    except ValueError:
        numbers = np.empty(0)
    if not given:
        return np.empty((0, 2), np.int64)
    if numbers.shape != (len(given), 2) or numbers.dtype.kind not in "iu":
        raise BadPairs(f"the {kind} pairs are not pairs of row and column: {given[:3]}")
    outside = np.flatnonzero(((numbers < 0) | (numbers >= np.array(shape))).any(axis=1))
    if len(outside):
        row, column = numbers[outside[0]].tolist()
        raise BadPairs(f"the {kind} pair of row {row}, column {column} is outside of {shape[0]} x {shape[1]} scores")
    return numbers.astype(np.int64)
