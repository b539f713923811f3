"""The best worst score: the highest threshold at which as many people can still be matched.

A threshold search with maximum flows (Gabow and Tarjan, "Algorithms for two bottleneck optimization problems", 1988)
on a sparse graph. The minimum cut says which pairs of all would allow a higher threshold; they join the graph, and
when there is none the cut is the proof (König's theorem).
"""

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from mentormatch.matching.cohorts.arrays import Flags, Ints
from mentormatch.matching.cohorts.graph import Graph
from mentormatch.matching.cohorts.scan import Scanner
from mentormatch.matching.cohorts.scores import Scores


def best_worst(scores: Scores, places: Ints, keys: Ints, people: int) -> float:
    """Return the highest score such that ``people`` mentees can be matched with that score or a higher one.

    ``keys`` are pairs to begin with, among which so many can be matched.
    """
    graph = Graph(scores.shape, keys, scores.of(keys))
    scanner, threshold = Scanner(scores), -np.inf
    while True:
        threshold = _highest(graph, places, people, threshold)
        mentees, mentors = _cut(graph, places, threshold)
        # Only a pair from inside the cut to outside of it, above the threshold, could let more people in.
        price = np.where(mentors | (places == 0), np.inf, 0.0)
        missing = scanner.scan(price, np.where(mentees, threshold, np.inf), 0.0).keys
        if not len(missing):
            return threshold
        graph = graph.joined(missing, scores.of(missing))


def _highest(graph: Graph, places: Ints, people: int, known: float) -> float:
    """Return the highest worth in the graph at which so many can be matched; ``known`` is low enough."""
    levels = np.unique(graph.mentees.worth[graph.mentees.worth > known])
    low, high = -1, len(levels)
    while high - low > 1:
        middle = (low + high) // 2
        if _flow(graph, places, graph.mentees.worth >= levels[middle])[0] >= people:
            low = middle
        else:
            high = middle
    return float(levels[low]) if low >= 0 else known


def _cut(graph: Graph, places: Ints, threshold: float) -> tuple[Flags, Flags]:
    """Return the mentees and mentors inside the minimum cut of the pairs above the threshold."""
    _, residual = _flow(graph, places, graph.mentees.worth > threshold)
    inside = np.zeros(residual.shape[0], np.bool_)
    inside[breadth_first_order(residual, 0, return_predecessors=False)] = True
    mentees = graph.shape[0]
    return inside[1 : mentees + 1], inside[mentees + 1 : -1]


def _flow(graph: Graph, places: Ints, kept: Flags) -> tuple[int, csr_array]:
    """Return how many can be matched by the pairs that are kept, and what capacity is left where.

    The nodes are a source, the mentees, the mentors and a sink.
    """
    mentees, mentors = graph.shape
    left, right = 1 + np.arange(mentees), 1 + mentees + np.arange(mentors)
    start = np.concatenate([np.zeros(mentees, np.int64), 1 + graph.mentees.own[kept], right])
    end = np.concatenate([left, 1 + mentees + graph.mentees.other[kept], np.full(mentors, mentees + mentors + 1)])
    room = np.concatenate([np.ones(mentees + int(kept.sum()), np.int64), places]).astype(np.int32)
    network = coo_array((room, (start, end)), shape=(mentees + mentors + 2,) * 2).tocsr()
    network.indices, network.indptr = network.indices.astype(np.int32), network.indptr.astype(np.int32)
    found = maximum_flow(network, 0, mentees + mentors + 1)
    residual = network - found.flow
    residual.eliminate_zeros()
    return int(found.flow_value), residual
