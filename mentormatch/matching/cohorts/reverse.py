"""The reverse half of the auction: mentors with a free place lower their price until somebody comes."""

import numpy as np

from mentormatch.matching.cohorts.arrays import Floats, Ints, heads, ranks
from mentormatch.matching.cohorts.market import Market


def lower_prices(market: Market, tolerance: float) -> None:
    """Let mentors with a free place lower its price until it is taken or costs nothing; nobody loses a place."""
    load = market.load
    idle = np.flatnonzero((load < market.places) & (market.price[:-1] > 0))
    while len(idle):
        mentee, mentor, value = _offers(market, idle, market.places[idle] - load[idle], tolerance)
        left = market.mate[mentee]
        market.mate[mentee], market.value[mentee] = mentor, value
        load += np.bincount(mentor, minlength=market.out)
        load -= np.bincount(left, minlength=market.out + 1)[:-1]
        idle = np.union1d(idle, left[left < market.out])
        idle = idle[(load[idle] < market.places[idle]) & (market.price[idle] > 0)]


def _offers(market: Market, idle: Ints, rooms: Ints, tolerance: float) -> tuple[Ints, Ints, Floats]:
    """Lower the prices of idle mentors to what fills their rooms; return who comes, to whom, and the pair's value.

    The new price is just below what the first mentee who finds no room would pay, so nobody else would gain.
    """
    side = market.graph.mentors
    at, counts = side.of(idle)
    owner = np.repeat(np.arange(len(idle)), counts)
    offer = side.value[at] - market.gain(side.other[at])
    offer[market.mate[side.other[at]] == idle[owner]] = 0.0
    # Offers of nothing change no price; the rest go by height, equals by mentee.
    some = np.flatnonzero(offer > 0)
    some = some[np.lexsort((-offer[some], owner[some]))]
    offer, owner, mentee, value = offer[some], owner[some], side.other[at[some]], side.value[at[some]]
    counts = np.bincount(owner, minlength=len(idle))
    rank = ranks(owner)
    lowest = np.zeros(len(idle))
    more = counts > rooms
    next_in_line = (np.cumsum(counts) - counts + rooms)[more]
    lowest[more] = np.maximum(offer[next_in_line] - tolerance, 0.0)
    market.price[idle] = np.minimum(lowest, market.price[idle])
    gain = value - market.price[idle[owner]]
    comes = (rank < rooms[owner]) & (gain - tolerance / 2 >= market.gain(mentee))
    return _best_offers(mentee[comes], idle[owner[comes]], value[comes], gain[comes])


def _best_offers(mentee: Ints, mentor: Ints, value: Floats, gain: Floats) -> tuple[Ints, Ints, Floats]:
    """Keep for each mentee the offer with the highest gain, the first mentor's when equal."""
    order = np.lexsort((mentor, -gain, mentee))
    kept = order[heads(mentee[order])]
    return mentee[kept], mentor[kept], value[kept]
