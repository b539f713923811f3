"""An auction of mentors' places: prices at which nobody wants to change, up to a tolerance.

Mentees bid for mentors (forward), and mentors with a free place that still has a price lower it until somebody comes
or it costs nothing (reverse): Bertsekas and Castañon, "A forward/reverse auction algorithm for asymmetric assignment
problems", Computational Optimization and Applications 1 (1992), here with several places a mentor, all bids of a round
at once, and the right to stay out.
"""

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints
from mentormatch.matching.cohorts.forward import Bidding
from mentormatch.matching.cohorts.graph import Graph
from mentormatch.matching.cohorts.market import Market
from mentormatch.matching.cohorts.noise import Noise
from mentormatch.matching.cohorts.reverse import lower_prices

#: Noise in the bidding, as a share of the tolerance.
BLUR = 0.3


class Auction:
    """Prices and mates over a graph that may grow between one settling and the next."""

    def __init__(self, graph: Graph, places: Ints) -> None:
        """Open with everybody out and all prices 0. ``places`` are each mentor's, at most the number of mentees."""
        self.market = Market.opened(graph, places)
        self._noise = Noise(graph.shape[1])

    def settle(self, tolerance: float) -> None:
        """Go on from the present prices until nobody can gain more than about the tolerance by changing.

        The total is then within 1.3 tolerances a mentee of the optimum of the graph, whatever was before.
        """
        market = self.market
        present = market.of_mates(market.graph.mentees.worth) - market.price[market.mate]
        restless = np.flatnonzero(present < self.gains() - tolerance)
        market.leave(restless)
        market.graph.blur(self._noise, BLUR * tolerance)
        market.value = market.of_mates(market.graph.mentees.value)
        Bidding(market).run(restless, tolerance)
        lower_prices(market, tolerance)

    def gains(self) -> Floats:
        """Return what each mentee gains at the present prices with the best mentor of the graph, at least 0."""
        return self.market.graph.mentees.best_of_all(self.market.price)
