"""What a reader finds for some words: only what they may see now, best first."""

import functools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mentormatch.accounts.models import Person
from mentormatch.matching import Encoder
from mentormatch.matching.items import ItemPool, ask, find
from mentormatch.matching.vectors import Vectors
from mentormatch.office.queries import is_on
from mentormatch.search.kinds import KINDS, Kind, Shown
from mentormatch.search.pool import live_items
from mentormatch.search.reading import subject_of

#: Nobody types more to find something.
LONGEST = 200
#: Results on a page; of so many things of each kind it is asked whether the reader may see them.
PAGE, MOST_OF_A_KIND = 20, 200


@dataclass(frozen=True, slots=True)
class Result:
    """Something that was found, as the reader may see it now."""

    kind: Kind
    subject_id: int
    shown: Shown
    language: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """One page of ``total`` results. ``kinds`` and ``languages`` count what is found with the other filter alone.

    ``corrected``: what was probably meant, where a word is written nowhere. ``unfiltered``: how many there are without
    filters.
    """

    words: str
    results: list[Result]
    total: int
    kinds: dict[str, int]
    languages: dict[str, int]
    unfiltered: int
    corrected: str
    next_offset: int | None


def kinds_for(reader: Person) -> dict[str, Kind]:
    """The kinds of things that somebody may find at all, in the order of pages."""
    return {
        name: kind
        for name, kind in KINDS.items()
        if (not kind.service or is_on(kind.service)) and any(reader.is_(role) for role in kind.roles)
    }


def search(
    reader: Person, words: str, *, kind: str = "", language: str = "", offset: int = 0, limit: int = PAGE
) -> Found:
    """What is found for these words, best first; nothing for no words, or for a kind or language nobody knows."""
    words = " ".join(words.split())[:LONGEST]
    if not words:
        return Found("", [], 0, {}, {}, 0, "", None)
    with live_items().fresh() as pool:
        named, corrected = _named(words, pool, kinds_for(reader))
    everything = _visible(reader, named)
    of_kind = [one for one in everything if not kind or one.kind.name == kind]
    in_language = [one for one in everything if not language or one.language == language]
    both = [one for one in of_kind if not language or one.language == language]
    return Found(
        words=words,
        results=both[offset : offset + limit],
        total=len(both),
        kinds=_counted((one.kind.name for one in in_language), KINDS),
        languages=dict(Counter(one.language for one in of_kind if one.language).most_common()),
        unfiltered=len(everything),
        # What nothing shows that this reader may see is not suggested to them either.
        corrected=corrected if everything else "",
        next_offset=offset + limit if len(both) > offset + limit else None,
    )


def visible_in(reader: Person, ids: Iterable[str]) -> dict[str, Shown]:
    """What of these things of the pool a reader may see, by their names there."""
    by_kind: dict[str, list[int]] = {}
    for one in ids:
        kind, number = subject_of(one)
        by_kind.setdefault(kind, []).append(number)
    kinds = kinds_for(reader)
    return {
        f"{name}:{number}": shown
        for name, numbers in by_kind.items()
        if name in kinds
        for number, shown in kinds[name].visible(reader, numbers).items()
    }


def _named(words: str, pool: ItemPool, kinds: dict[str, Kind]) -> tuple[list[tuple[str, str, float]], str]:
    """The names, languages and scores of what is found, best first, at most so many of each kind."""
    some_encoded = bool(pool.column("encoded").any())
    asked = ask(words, pool.spelling, is_word if some_encoded else None)
    hits = find(asked, pool, encoded(asked.corrected or words, pool.encoder_id) if some_encoded else None)
    left = {pool.kinds[name]: MOST_OF_A_KIND for name in kinds if name in pool.kinds}
    found, numbers = [], pool.column("kind")
    for row, kind, score in zip(hits.rows.tolist(), numbers[hits.rows].tolist(), hits.scores.tolist(), strict=True):
        if left.get(kind, 0):
            left[kind] -= 1
            facts = pool.facts[row]
            found.append((facts.id, facts.language, score))
    return found, asked.corrected


def _visible(reader: Person, named: list[tuple[str, str, float]]) -> list[Result]:
    shown = visible_in(reader, [one for one, _, _ in named])
    found = []
    for one, language, score in named:
        if one in shown:
            kind, number = subject_of(one)
            found.append(Result(KINDS[kind], number, shown[one], language, score))
    return found


def _counted(names: Iterable[str], order: Iterable[str]) -> dict[str, int]:
    counts = Counter(names)
    return {name: counts[name] for name in order if counts[name]}


@functools.lru_cache(maxsize=4096)
def is_word(word: str) -> bool:
    return Encoder.default().is_word(word)


@functools.lru_cache(maxsize=512)
def encoded(words: str, _encoder_id: str) -> Vectors:
    """The vector of what somebody typed, the one text that a page encodes: some 3 ms."""
    vector: Vectors = Encoder.default().encode([words])[0]
    return vector
