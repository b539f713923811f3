"""The pairs under consideration: a sparse graph of mentees and mentors, readable from both sides."""

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints, ranges
from mentormatch.matching.cohorts.noise import Noise


class Side:
    """The pairs sorted by one side: those of ``x`` stand at ``start[x]`` to ``start[x + 1]``.

    ``worth`` is what a pair brings, ``value`` the same with a little noise, for bidding.
    """

    def __init__(self, own: Ints, other: Ints, worth: Floats, size: int) -> None:
        """Take pairs that are sorted by ``own``, which counts up to ``size``."""
        self.own, self.other, self.worth, self.value = own, other, worth, worth
        self.start = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(own, minlength=size), out=self.start[1:])

    def of(self, who: Ints) -> tuple[Ints, Ints]:
        """Return the places of all pairs of ``who``, one after the other, and how many each of them has."""
        counts = self.start[who + 1] - self.start[who]
        return ranges(self.start[who], counts), counts

    def best_of_all(self, price: Floats) -> Floats:
        """Return for everyone the highest worth minus the other side's price; 0 when nothing is above 0."""
        best = np.zeros(len(self.start) - 1)
        some = np.flatnonzero(np.diff(self.start))
        if len(some):
            best[some] = np.maximum.reduceat(self.worth - price[self.other], self.start[some])
        return np.maximum(best, 0, out=best)


class Graph:
    """Pairs without repetition, by mentee and by mentor. ``keys`` are mentee x mentors + mentor, ascending."""

    def __init__(self, shape: tuple[int, int], keys: Ints, worth: Floats) -> None:
        """Take pairs in any order; a pair that comes twice counts once."""
        self.shape = shape
        self.keys, first = np.unique(keys, return_index=True)
        worth = worth[first]
        mentee, mentor = np.divmod(self.keys, max(shape[1], 1))
        by_mentor = np.argsort(mentor, kind="stable")
        self.mentees = Side(mentee, mentor, worth, shape[0])
        self.mentors = Side(mentor[by_mentor], mentee[by_mentor], worth[by_mentor], shape[1])

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.keys)

    def at(self, mentee: Ints, mentor: Ints) -> Ints:
        """Return where pairs of the graph stand on the side of mentees."""
        return np.searchsorted(self.keys, mentee * self.shape[1] + mentor)

    def joined(self, keys: Ints, worth: Floats) -> "Graph":
        """Return the graph with more pairs."""
        return Graph(self.shape, np.concatenate([self.keys, keys]), np.concatenate([self.mentees.worth, worth]))

    def blur(self, noise: Noise, amount: float) -> None:
        """Let every pair's value be its worth and noise from 0 to ``amount``."""
        self.mentees.value = self.mentees.worth + amount * noise.of(self.mentees.own, self.mentees.other)
        self.mentors.value = self.mentors.worth + amount * noise.of(self.mentors.other, self.mentors.own)
