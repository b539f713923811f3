"""Pairs fixed in advance: they must be possible together, whoever is assigned around them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mentormatch.matching.cohorts.arrays import Ints
from mentormatch.matching.cohorts.scores import Scores
from mentormatch.matching.errors import InfeasibleLocks


@dataclass(frozen=True)
class Names:
    """How errors call a mentee, a mentor, and the reason why a pair is not allowed."""

    mentee: Callable[[int], str] = "row {}".format
    mentor: Callable[[int], str] = "column {}".format
    reason: Callable[[int, int], str] = "{0}, {1} is not allowed by the scores".format


def locked_pairs(pairs: Ints, scores: Scores, capacities: Ints, names: Names) -> dict[int, int]:
    """Return locks {row: column}; raises InfeasibleLocks when they contradict each other, the rules or capacities."""
    locked: dict[int, int] = {}
    for row, column in pairs.tolist():
        if locked.setdefault(row, column) != column:
            both = f"{names.mentor(locked[row])} and {names.mentor(column)}"
            raise InfeasibleLocks(f"{names.mentee(row)} is locked with {both}")
        why = _refusal(scores, row, column, names)
        if why:
            raise InfeasibleLocks(f"{names.mentee(row)} is locked with {names.mentor(column)}, but {why}")
    load = np.bincount(np.array([*locked.values()], np.int64), minlength=len(capacities))
    for column in np.flatnonzero(load > capacities).tolist():
        raise InfeasibleLocks(f"{names.mentor(column)} has {load[column]} locks and places for {capacities[column]}")
    return locked


def _refusal(scores: Scores, row: int, column: int, names: Names) -> str:
    """Return why a pair cannot be, or "" when it can."""
    key = row * scores.shape[1] + column
    place = int(np.searchsorted(scores.forbidden, key))
    if place < len(scores.forbidden) and scores.forbidden[place] == key:
        return "this pair is forbidden"
    return "" if scores.row(row)[column] > -np.inf else names.reason(row, column)
