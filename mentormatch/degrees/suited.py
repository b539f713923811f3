"""In which order somebody reads a list: first what suits what they told of themselves, with reasons, then by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from mentormatch.accounts.models import Person
from mentormatch.degrees import queries
from mentormatch.degrees.models import Degree
from mentormatch.profiles.queries import profile_of
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


def own_degree(reader: Person) -> list[Degree]:
    """The degrees of the catalogue that are called as theirs: nobody is told to begin what they have begun."""
    profile = profile_of(reader.id)
    return queries.named(profile.degree) if profile else []


def ordered(reader: Person, kind: str, ids: Sequence[int], sort: str, *, but: Collection[int] = ()) -> Order:
    """``ids`` come by name, and stay so when ``sort`` is "name" or nothing speaks for any of them. Of ``but`` none
    comes first."""
    if not ids:
        return Order([])
    found = suggested(reader, kind, MOST_SUITED, only=ids)
    reasons = {one.subject_id: one.reasons for one in found if one.reasons and one.subject_id not in but}
    if sort == "name":
        return Order(list(ids), is_chosen=bool(reasons))
    first = set(reasons)
    return Order([*reasons, *(number for number in ids if number not in first)], reasons, bool(reasons))
