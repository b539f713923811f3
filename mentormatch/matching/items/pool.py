"""Things that can be found and ranked, as columns: words, vectors and shared terms, changed row by row."""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching.columns import Column
from mentormatch.matching.errors import BadVectors, EncoderMismatch, UnknownMentor
from mentormatch.matching.fold import FOLDED, Fold
from mentormatch.matching.items.facts import LISTED, ItemFacts, ItemVectors
from mentormatch.matching.items.spelling import Spelling
from mentormatch.matching.items.words import distinct, keys_of, words_of
from mentormatch.matching.phrases import Phrases
from mentormatch.matching.representation import representation_for, unit
from mentormatch.matching.shared import SharedLists
from mentormatch.matching.termindex import TermIndex
from mentormatch.matching.terms import Terms, word_key
from mentormatch.matching.vectors import DIMENSIONS, Vectors

BATCH = 500
#: The axes on which vectors are kept: of a text of sentences, as of a mentor's profile.
AXES = "folded_profile"
Rows = npt.NDArray[np.intp]


class ItemPool:
    """Things by id. Whoever changes a pool sees to it that nobody asks it meanwhile."""

    def __init__(self, encoder_id: str) -> None:
        """Start empty, for the vectors of one encoder."""
        self.encoder_id = encoder_id
        self.space = representation_for(encoder_id)
        self.fold = Fold.of(self.space)
        self.facts: list[ItemFacts] = []
        self.spelling = Spelling()
        self.titles, self.words = TermIndex(), TermIndex()
        self.phrases = {name: Phrases(0) for name in LISTED}
        self.lists = {name: SharedLists() for name in LISTED}
        #: Numbers of kinds and of languages.
        self.kinds: dict[str, int] = {}
        self.languages: dict[str, int] = {"": 0}
        self._rows: dict[str, int] = {}
        self._columns = {
            "vectors": Column(np.float32, FOLDED[AXES]),
            "encoded": Column(np.bool_),
            "kind": Column(np.int32),
            "language": Column(np.int32),
            **{name: Column(np.int32) for name in LISTED},
        }

    def __len__(self) -> int:
        """Return the number of things."""
        return len(self.facts)

    def __contains__(self, item_id: object) -> bool:
        """Tell whether a thing is in the pool."""
        return item_id in self._rows

    @property
    def ids(self) -> list[str]:
        """Return the ids in the order of rows."""
        return [facts.id for facts in self.facts]

    def column(self, name: str) -> Any:
        """Return the filled part of a column, one row a thing."""
        return self._columns[name].rows

    def rows_of(self, ids: Iterable[str]) -> Rows:
        """Return the present rows of those of these things that are here."""
        return np.array([row for row in map(self._rows.get, ids) if row is not None], np.intp)

    def folded(self, vectors: Vectors) -> Vectors:
        """Return sentence vectors (k, 512) on the axes on which those of the things are kept."""
        return self.fold.folded(AXES, self.space.represent(vectors))

    def fill(self, items: Iterable[tuple[ItemFacts, ItemVectors | None]]) -> None:
        """Add or replace many things."""
        told = iter(items)
        while some := {facts.id: (facts, vectors) for facts, vectors in islice(told, BATCH)}:
            for item_id in self._rows.keys() & some.keys():
                self.remove(item_id)
            self._add([facts for facts, _ in some.values()], [vectors for _, vectors in some.values()])
        self.titles.settle()
        self.words.settle()

    def remove(self, item_id: str) -> None:
        """Forget a thing; the last row takes its place. Raises UnknownMentor."""
        row = self._rows.pop(item_id, None)
        if row is None:
            raise UnknownMentor(f"there is no thing {item_id!r} in the pool")
        gone = self.facts[row]
        self.spelling.remove(_words(gone)[1], gone.language)
        for name in LISTED:
            number = int(self.column(name)[row])
            self.phrases[name].release(self.lists[name].members(number))
            self.lists[name].release(number)
        columns: list[Column | TermIndex] = [*self._columns.values(), self.titles, self.words]
        for column in columns:
            column.remove(row)
        last = self.facts.pop()
        if row < len(self.facts):
            self.facts[row] = last
            self._rows[last.id] = row

    def _add(self, items: Sequence[ItemFacts], vectors: Sequence[ItemVectors | None]) -> None:
        rows, encoded = self._vectors(vectors)
        told = [_words(one) for one in items]
        uses: dict[str, Counter[str]] = defaultdict(Counter)
        for (_, words), one in zip(told, items, strict=True):
            uses[one.language].update(words)
        for language, numbers in uses.items():
            self.spelling.add(numbers, language)
        self.titles.extend([_terms(title, one.language) for (title, _), one in zip(told, items, strict=True)])
        self.words.extend([_terms(words, one.language) for (_, words), one in zip(told, items, strict=True)])
        self._columns["vectors"].extend(rows)
        self._columns["encoded"].extend(encoded)
        self._columns["kind"].extend([self.kinds.setdefault(one.kind, len(self.kinds)) for one in items])
        spoken = self.languages
        self._columns["language"].extend([spoken.setdefault(one.language, len(spoken)) for one in items])
        for name in LISTED:
            self._columns[name].extend([self._listed(name, getattr(one, name)) for one in items])
        for one in items:
            self._rows[one.id] = len(self.facts)
            self.facts.append(one)

    def _vectors(self, vectors: Sequence[ItemVectors | None]) -> tuple[Vectors, npt.NDArray[np.bool_]]:
        stored = np.zeros((len(vectors), DIMENSIONS), np.float32)
        for row, one in enumerate(vectors):
            if one is not None and one.encoder_id != self.encoder_id:
                raise EncoderMismatch(f"vectors of encoder {one.encoder_id} in a pool of encoder {self.encoder_id}")
            if one is not None and not isinstance(one, ItemVectors):
                raise BadVectors(f"these are {type(one).__name__}, not ItemVectors")
            if one is not None and len(one.rows):
                stored[row] = unit(one.rows.astype(np.float32).sum(axis=0))
        encoded: npt.NDArray[np.bool_] = np.asarray(stored.any(axis=1))
        folded: Vectors = self.folded(stored) * encoded[:, None]
        return folded, encoded

    def _listed(self, name: str, phrases: tuple[str, ...]) -> int:
        return self.lists[name].take(place for place in map(self.phrases[name].take, phrases) if place >= 0)


def _words(item: ItemFacts) -> tuple[list[str], list[str]]:
    """Return the distinct words of the title, and of everything that is told."""
    title = distinct(words_of(item.title))
    named = " ".join(name for field in LISTED for name in getattr(item, field))
    return title, distinct([*title, *words_of(f"{item.text} {named}")])


def _terms(words: Sequence[str], language: str) -> Terms:
    keys = frozenset().union(*(_hashed(word, language) for word in words))
    found = np.sort(np.fromiter(keys, np.uint64, len(keys)))
    return Terms(found, np.ones(len(found), np.float32))


@functools.lru_cache(maxsize=200_000)
def _hashed(word: str, language: str) -> frozenset[int]:
    return frozenset(map(word_key, keys_of(word, language)))
