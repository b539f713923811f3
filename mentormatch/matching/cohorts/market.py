"""Where an auction of mentors' places stands: who is where, and what a place costs."""

from dataclasses import dataclass

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints
from mentormatch.matching.cohorts.graph import Graph


@dataclass
class Market:
    """Mentees, places and prices; ``mate[i]`` is a mentor, or the number of mentors when mentee ``i`` stays out.

    ``places`` are each mentor's, ``price`` what one of them costs, with staying out for nothing as the last entry;
    ``value`` is what the pair of each mentee is worth in the bidding, 0 for who stays out.
    """

    graph: Graph
    places: Ints
    price: Floats
    mate: Ints
    value: Floats

    @classmethod
    def opened(cls, graph: Graph, places: Ints) -> "Market":
        """Return a market where everybody is out and all prices are 0."""
        mentees, mentors = graph.shape
        return cls(graph, places, np.zeros(mentors + 1), np.full(mentees, mentors), np.zeros(mentees))

    @property
    def out(self) -> int:
        """Return the mark of staying out."""
        return len(self.places)

    @property
    def load(self) -> Ints:
        """Return how many places of each mentor are taken."""
        return np.bincount(self.mate, minlength=self.out + 1)[:-1]

    def gain(self, mentees: Ints) -> Floats:
        """Return what some mentees gain where they are: value minus price."""
        return self.value[mentees] - self.price[self.mate[mentees]]

    def of_mates(self, values: Floats) -> Floats:
        """Return for each mentee the entry of their pair in an array over the graph's pairs; 0 for who is out."""
        found = np.zeros(len(self.mate))
        seated = np.flatnonzero(self.mate < self.out)
        found[seated] = values[self.graph.at(seated, self.mate[seated])]
        return found

    def leave(self, mentees: Ints) -> None:
        """Take mentees out."""
        self.mate[mentees], self.value[mentees] = self.out, 0.0
