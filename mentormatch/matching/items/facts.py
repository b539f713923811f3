"""What is known about a thing, and the vectors of its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mentormatch.matching import text
from mentormatch.matching.encoder import Encoder
from mentormatch.matching.languages import detect, primary
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
    """Parts: title, and whole (title and text); people ask in words as few as a title's."""

    kind: ClassVar[str] = "item"


def encode_items(items: Sequence[ItemFacts], encoder: Encoder) -> list[ItemVectors]:
    """Return the vectors of some things: some 7 ms each. What has no words has no row."""
    parts = [_written(one) for one in items]
    rows = encoder.encode([text.calm(words) for told in parts for words in told.values()]).astype(np.float16)
    ends = np.cumsum([len(told) for told in parts])
    return [
        ItemVectors(encoder.id, primary(one.language) or detect(" ".join(told.values())), tuple(told), its)
        for one, told, its in zip(items, parts, np.split(rows, ends[:-1]), strict=True)
    ]


def _written(item: ItemFacts) -> dict[str, str]:
    whole = text.clean(f"{item.title}. {item.text}"[: 2 * ENCODED])[:ENCODED]
    told = {"title": text.clean(item.title)[:ENCODED], "whole": whole if item.text else ""}
    return {name: words for name, words in told.items() if text.has_words(words)}
