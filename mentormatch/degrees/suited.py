"""In which order somebody reads a list: first what suits what they told of themselves, with reasons, then by name."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mentormatch.accounts.models import Person
from mentormatch.suggestions.queries import suggested

#: So many at most stand before the order of names begins.
MOST_SUITED = 50


@dataclass(frozen=True, slots=True)
class Order:
    """Numbers in the order in which they are read. ``reasons`` of those that come first, by their number."""

    ids: list[int]
    reasons: dict[int, list[str]] = field(default_factory=dict)
    #: Whether there is another order to choose.
    is_chosen: bool = False


def ordered(reader: Person, kind: str, ids: Sequence[int], sort: str) -> Order:
    """``ids`` come by name, and stay so when ``sort`` is "name" or nothing speaks for any of them."""
    if not ids:
        return Order([])
    found = suggested(reader, kind, 1 if sort == "name" else MOST_SUITED, only=ids)
    reasons = {one.subject_id: one.reasons for one in found if one.reasons}
    if sort == "name":
        return Order(list(ids), is_chosen=bool(reasons))
    first = set(reasons)
    return Order([*reasons, *(number for number in ids if number not in first)], reasons, bool(reasons))
