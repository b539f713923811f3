"""Things that are not people: guides, events, postings. Found by words and meaning, ranked with reasons."""

from mentormatch.matching.items.asking import Asked, ask
from mentormatch.matching.items.facts import ItemFacts, ItemVectors, encode_items
from mentormatch.matching.items.finding import Hits, find
from mentormatch.matching.items.pool import ItemPool
from mentormatch.matching.items.ranking import Item, rank_items

__all__ = [
    "Asked",
    "Hits",
    "Item",
    "ItemFacts",
    "ItemPool",
    "ItemVectors",
    "ask",
    "encode_items",
    "find",
    "rank_items",
]
