"""What is known about a thing, and the vector of its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mentormatch.matching import text
from mentormatch.matching.encoder import Encoder
from mentormatch.matching.vectors import StoredVectors

#: The beginning of a text says what it is about; encoding time grows with length.
ENCODED = 1_000
#: Fields with shared terms, in the order in which they are compared.
LISTED = ("roles", "skills", "industries", "degrees", "topics")


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One guide, event, posting. ``language`` is a primary subtag, "" when unknown; an empty list is unknown, too."""

    id: str
    kind: str
    title: str
    text: str = ""
    language: str = ""
    roles: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ItemVectors(StoredVectors):
    """The vector of title and text, under the name "whole"."""

    kind: ClassVar[str] = "item"


def encode_items(items: Sequence[ItemFacts], encoder: Encoder) -> list[ItemVectors]:
    """Return the vectors of some things: some 5 ms each. What has no words has no row."""
    told = [text.clean(f"{one.title}. {one.text}"[: 2 * ENCODED])[:ENCODED] for one in items]
    written = [place for place, words in enumerate(told) if text.has_words(words)]
    rows = encoder.encode([text.calm(told[place]) for place in written]).astype("float16")
    found = dict(zip(written, rows, strict=True))
    return [
        ItemVectors(encoder.id, one.language, ("whole",), found[place][None])
        if place in found
        else ItemVectors(encoder.id, one.language, (), rows[:0])
        for place, one in enumerate(items)
    ]
