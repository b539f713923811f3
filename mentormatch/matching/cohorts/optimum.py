"""The best assignment over all pairs, with the proof: prices at which no pair whatsoever would gain.

The auction runs on a sparse graph of promising pairs. After each settling a pass over all pairs, at the prices found,
gives an upper bound by weak duality and the pairs that were missing; they join, and the tolerance falls.
"""

from dataclasses import dataclass

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints
from mentormatch.matching.cohorts.auction import Auction
from mentormatch.matching.cohorts.graph import Graph
from mentormatch.matching.cohorts.progress import Report
from mentormatch.matching.cohorts.scan import Scanner, Seen
from mentormatch.matching.cohorts.scores import Scores

#: Differences below this share of the range of scores do not matter.
PRECISION = 1e-9
#: The tolerance falls by this factor from one settling to the next.
STEP = 5.0
#: While the tolerance can still fall, so small a share of mentees may miss a pair: the next settling has it.
FEW_MISSED = 0.01


@dataclass(frozen=True)
class Aim:
    """What is maximised: the sum of score + ``lift`` over the pairs made, where that is above 0.

    ``span`` is the range of scores that matters, ``top`` the highest score + lift, ``size`` the largest number that
    occurs in the sums, which limits how fine a difference can be told.
    """

    lift: float
    span: float
    top: float
    size: float

    @property
    def finest(self) -> float:
        """Return the tolerance at which the search ends."""
        return max(PRECISION * self.span, 64 * float(np.spacing(self.size)))


@dataclass(frozen=True)
class Optimum:
    """Who goes where (the number of mentors = nowhere), the price of each mentor's places, and what proves it.

    ``gains`` is each mentee's best score + lift - price over all pairs, at least 0; ``graph`` the pairs looked at.
    """

    mate: Ints
    price: Floats
    gains: Floats
    graph: Graph


def optimise(scores: Scores, places: Ints, aim: Aim, progress: Report) -> Optimum:
    """Return an assignment whose sum of score + lift is within 2 x ``aim.finest`` a mentee of the optimum."""
    # A mentor without places is at no price for sale.
    shut = np.where(places > 0, 0.0, np.inf) - aim.lift
    scanner = Scanner(scores)
    keys = scanner.first_look(shut, aim.span / 10)
    auction = Auction(Graph(scores.shape, keys, scores.of(keys) + aim.lift), places)
    tolerance = coarsest = max(aim.top, aim.span) / 10
    again = False
    while True:
        auction.settle(tolerance)
        progress(np.log(coarsest / tolerance) / np.log(coarsest / aim.finest))
        gains = auction.gains()
        seen = scanner.scan(auction.market.price[:-1] + shut, _floor(gains, tolerance, again, aim), tolerance)
        missed = _join(auction, scores, seen, aim.lift) and int((seen.best > gains + tolerance).sum())
        if not missed and tolerance <= aim.finest:
            break
        again = missed > FEW_MISSED * len(gains) or tolerance <= aim.finest
        tolerance = tolerance if again else max(tolerance / STEP, aim.finest)
    market = auction.market
    return Optimum(market.mate, market.price[:-1], np.maximum(seen.best, 0), market.graph)


def _floor(gains: Floats, tolerance: float, again: bool, aim: Aim) -> Floats:
    """Return how much a pair must gain to join: missed ones only, or also near ones while much is still moving."""
    if again or 1e-3 * aim.span < tolerance <= aim.span:
        return np.maximum(gains - tolerance, 0.0)
    return gains + tolerance


def _join(auction: Auction, scores: Scores, seen: Seen, lift: float) -> bool:
    """Let pairs join the graph; tell whether any was new."""
    before = len(auction.market.graph)
    if len(seen.keys):
        auction.market.graph = auction.market.graph.joined(seen.keys, scores.of(seen.keys) + lift)
    return len(auction.market.graph) > before
