"""Short phrases that many people share (skills, fields, degrees, topics): each is kept and compared only once."""

import functools
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from mentormatch.matching.termindex import NOTHING, TermIndex
from mentormatch.matching.terms import Terms, char_terms, tokens
from mentormatch.matching.text import phrase as cleaned
from mentormatch.matching.vectors import Vectors

Floats = npt.NDArray[np.float64]

#: So many questions are remembered: 10 MB where there are ten thousand phrases.
MOST_ANSWERS = 128


@functools.lru_cache(maxsize=50_000)
def phrase_terms(phrase: str) -> Terms:
    """Return the character n-grams of a phrase; a phrase of stop words or single letters ("R") is taken whole."""
    return char_terms(tokens(phrase) or phrase.lower().split())


class Phrases:
    """Distinct phrases in use, with their character n-grams and, where one was handed in, their sentence vector.

    A phrase that nobody uses any more leaves no trace, so that the history of a pool cannot change a ranking.
    """

    def __init__(self, width: int) -> None:
        """Start without phrases; their vectors have this width."""
        self.texts: list[str] = []
        self._places: dict[str, int] = {}
        self._users: list[int] = []
        self._free: list[int] = []
        self._index = TermIndex()
        self._vectors, self._encoded = np.zeros((0, width), np.float32), np.zeros(0, np.bool_)
        #: Answers that hold until a phrase comes or goes: many people ask for the same things.
        self._answers: dict[str, Floats] = {}

    def take(self, phrase: str, vector: Vectors | None = None) -> int:
        """Return the number of a phrase, one user more; -1 for an empty one. Case is not a difference."""
        shown = cleaned(phrase)
        key = shown.casefold()
        if not key:
            return -1
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = self._add(shown, phrase_terms(key))
        self._users[place] += 1
        if vector is not None and len(vector):
            self._vectors[place], self._encoded[place] = vector[0], vector[0].any()
        return place

    def release(self, places: Iterable[int]) -> None:
        """Take one user from each of the numbered phrases; -1 is nothing."""
        for place in places:
            if place < 0:
                continue
            self._users[place] -= 1
            if not self._users[place]:
                del self._places[self.texts[place].casefold()]
                self._index.replace(place, NOTHING)
                self._vectors[place], self._encoded[place] = 0, False
                self._free.append(place)
                self._answers.clear()

    def by_characters(self, phrase: str) -> Floats:
        """Return the similarity of a phrase with every phrase here, (k,) in [0, 1]; the same phrase is exactly 1."""
        key = cleaned(phrase).casefold()
        similar = self._answers.get(key)
        if similar is None:
            similar = np.minimum(self._index.cosines(phrase_terms(key)), 1.0)
            if key in self._places:
                similar[self._places[key]] = 1.0
            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            self._answers[key] = similar
        return similar

    def by_meaning(self, phrase: str, vector: Vectors) -> Floats:
        """Return half the cosine of the sentence vectors and half the similarity by characters, (k,).

        Where either has no vector it is the similarity by characters alone.
        """
        characters = self.by_characters(phrase)
        if not len(vector):
            return characters
        known = len(self.texts)
        cosines = np.clip(self._vectors[:known] @ vector[0], 0.0, 1.0)
        return np.where(self._encoded[:known], (cosines + characters) / 2, characters)

    def _add(self, shown: str, terms: Terms) -> int:
        self._answers.clear()
        if self._free:
            place = self._free.pop()
            self.texts[place] = shown
            self._index.replace(place, terms)
            return place
        self.texts.append(shown)
        self._users.append(0)
        self._index.append(terms)
        if len(self.texts) > len(self._vectors):
            more = len(self._vectors) + 16
            self._vectors = np.pad(self._vectors, ((0, more), (0, 0)))
            self._encoded = np.pad(self._encoded, (0, more))
        return len(self.texts) - 1
