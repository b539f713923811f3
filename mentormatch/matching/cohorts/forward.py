"""The forward half of the auction: mentees bid for places, which raises prices until nobody is waiting."""

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints, heads, ranges, ranks
from mentormatch.matching.cohorts.market import Market

#: So few bidders bid one after the other: below this, array operations cost more than they save.
FEW = 6


class Bidding:
    """Who holds which place, and for which bid. Places of mentor ``j`` stand at ``first[j]`` and after."""

    def __init__(self, market: Market) -> None:
        """Write down who is where; whoever is there would pay today's price."""
        self.market = market
        # One place more than there are pairs is never taken: no need to write down more of them.
        self.places = np.minimum(market.places, np.diff(market.graph.mentors.start) + 1)
        self.first = np.cumsum(self.places) - self.places
        self.holder = np.full(int(self.places.sum()), -1)
        self.bid = np.repeat(market.price[:-1], self.places)
        seated = np.flatnonzero(market.mate < market.out)
        seated = seated[np.argsort(market.mate[seated], kind="stable")]
        self.holder[ranges(self.first, market.load)] = seated

    def run(self, bidders: Ints, tolerance: float) -> None:
        """Let mentees who are out, and all who lose their place by it, bid until each has a place or stays out.

        A bid is the most one would pay rather than take the second best, and the tolerance, which ends price wars.
        """
        while len(bidders) > FEW:
            bidders = self._award(*self._bids(bidders, tolerance))
        waiting = bidders.tolist()
        while waiting:
            outbid = self._bid_alone(waiting.pop(), tolerance)
            if outbid >= 0:
                waiting.append(outbid)

    def _bids(self, bidders: Ints, tolerance: float) -> tuple[Ints, Ints, Floats, Floats]:
        """Return who bids for which mentor, the pair's value and the bid."""
        side = self.market.graph.mentees
        at, counts = side.of(bidders)
        begin = np.cumsum(counts) - counts
        gain = side.value[at] - self.market.price[side.other[at]]
        best = np.maximum.reduceat(gain, begin)
        top = np.flatnonzero(gain == np.repeat(best, counts))
        top = top[heads(np.searchsorted(begin, top, side="right"))]
        gain[top] = 0.0  # Staying out is the second best when nothing else is.
        second = np.maximum(np.maximum.reduceat(gain, begin), 0.0)
        stay = best > 0
        chosen = at[top[stay]]
        value = side.value[chosen]
        return bidders[stay], side.other[chosen], value, value - second[stay] + tolerance

    def _award(self, bidders: Ints, mentor: Ints, value: Floats, bid: Floats) -> Ints:
        """Give places to the highest bids, let the lowest that holds one set the price, and return who lost."""
        self.market.mate[bidders], self.market.value[bidders] = mentor, value
        wanted = np.unique(mentor)
        rooms = self.places[wanted]
        at = ranges(self.first[wanted], rooms)
        held = self.holder[at] >= 0
        who = np.concatenate([self.holder[at[held]], bidders])
        what = np.concatenate([np.repeat(wanted, rooms)[held], mentor])
        price = np.concatenate([self.bid[at[held]], bid])
        order = np.lexsort((who, -price, what))
        who, what, price = who[order], what[order], price[order]
        rank = ranks(what)
        wins = rank < self.places[what]
        self.holder[at] = -1
        place = self.first[what[wins]] + rank[wins]
        self.holder[place], self.bid[place] = who[wins], price[wins]
        last = self.first[wanted] + rooms - 1
        full = self.holder[last] >= 0
        self.market.price[wanted[full]] = self.bid[last[full]]
        lost = np.sort(who[~wins])
        self.market.leave(lost)
        return lost

    def _bid_alone(self, bidder: int, tolerance: float) -> int:
        """Let one mentee bid and return who lost a place by it, or -1."""
        market, side = self.market, self.market.graph.mentees
        pairs = slice(side.start[bidder], side.start[bidder + 1])
        gain = side.value[pairs] - market.price[side.other[pairs]]
        top = int(gain.argmax())
        if gain[top] <= 0:
            return -1
        gain[top] = 0.0
        mentor, value = int(side.other[pairs][top]), side.value[pairs][top]
        market.mate[bidder], market.value[bidder] = mentor, value
        rooms = slice(self.first[mentor], self.first[mentor] + self.places[mentor])
        holders, bids = self.holder[rooms], self.bid[rooms]
        weakest = int(np.where(holders < 0, -np.inf, bids).argmin())
        outbid = int(holders[weakest])
        holders[weakest], bids[weakest] = bidder, value - max(gain.max(), 0.0) + tolerance
        if holders.min() >= 0:
            market.price[mentor] = bids.min()
        if outbid >= 0:
            market.mate[outbid], market.value[outbid] = market.out, 0.0
        return outbid
