"""Short phrases that many people share (skills, fields, degrees, topics): each is kept and compared only once."""

import functools
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from mentormatch.matching.termindex import NOTHING, TermIndex
from mentormatch.matching.terms import Terms, char_terms, tokens
from mentormatch.matching.text import phrase as cleaned
from mentormatch.matching.vectors import Vectors

Floats = npt.NDArray[np.float64]
#: A phrase without letters of case, and the sentence vector it came with in half precision, or nothing.
_Key = tuple[str, bytes]

#: So many questions are remembered: 10 MB where there are ten thousand phrases.
MOST_ANSWERS = 128
_UNTOLD: Vectors = np.zeros((0, 0), np.float32)


@functools.lru_cache(maxsize=50_000)
def phrase_terms(phrase: str) -> Terms:
    """Return the character n-grams of a phrase; a phrase of stop words or single letters ("R") is taken whole."""
    return char_terms(tokens(phrase) or phrase.lower().split())


class Phrases:
    """Distinct phrases in use, with their character n-grams and, where one was handed in, their sentence vector.

    A phrase that nobody uses any more leaves no trace, and one that came with another vector (or none: letters of case
    and the encoder's last digit make a difference) is another one, so that the history of a pool cannot change a
    ranking.
    """

    def __init__(self, width: int) -> None:
        """Start without phrases; their vectors have this width."""
        self._keys: list[_Key] = []
        self._places: dict[_Key, int] = {}
        #: The numbers of a phrase, with whatever vector.
        self._alike: dict[str, set[int]] = defaultdict(set)
        self._users: list[int] = []
        self._free: list[int] = []
        self._index = TermIndex()
        self._vectors, self._encoded = np.zeros((0, width), np.float32), np.zeros(0, np.bool_)
        #: Answers that hold until a phrase comes or goes: many people ask for the same things.
        self._answers: dict[str, Floats] = {}

    def take(self, phrase: str, vector: Vectors | None = None) -> int:
        """Return the number of a phrase, one user more; -1 for an empty one. Case is not a difference."""
        folded = cleaned(phrase).casefold()
        if not folded:
            return -1
        told = vector if vector is not None else _UNTOLD
        key = (folded, told[:1].astype(np.float16).tobytes())
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = self._add(key)
            if len(told):
                self._vectors[place], self._encoded[place] = told[0], told[0].any()
        self._users[place] += 1
        return place

    def release(self, places: Iterable[int]) -> None:
        """Take one user from each of the numbered phrases; -1 is nothing."""
        for place in places:
            if place < 0:
                continue
            self._users[place] -= 1
            if not self._users[place]:
                key = self._keys[place]
                del self._places[key]
                self._alike[key[0]].discard(place)
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
            similar[[*self._alike.get(key, ())]] = 1.0
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
        known = len(self._keys)
        cosines = np.clip(self._vectors[:known] @ vector[0], 0.0, 1.0)
        return np.where(self._encoded[:known], (cosines + characters) / 2, characters)

    def _add(self, key: _Key) -> int:
        self._answers.clear()
        terms = phrase_terms(key[0])
        place = self._free.pop() if self._free else len(self._keys)
        self._alike[key[0]].add(place)
        if place < len(self._keys):
            self._keys[place] = key
            self._index.replace(place, terms)
            return place
        self._keys.append(key)
        self._users.append(0)
        self._index.append(terms)
        if len(self._keys) > len(self._vectors):
            more = len(self._vectors) + 16
            self._vectors = np.pad(self._vectors, ((0, more), (0, 0)))
            self._encoded = np.pad(self._encoded, (0, more))
        return len(self._keys) - 1
