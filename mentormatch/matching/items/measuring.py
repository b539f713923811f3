"""How far each thing goes with what a mentee told, part by part: numbers in [0, 1], NaN where nothing is known."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mentormatch.matching import text
from mentormatch.matching.items.pool import ItemPool
from mentormatch.matching.items.words import keys_of
from mentormatch.matching.question import Question
from mentormatch.matching.terms import Terms, word_key

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Curve = tuple[tuple[float, float], ...]

#: Share of each part in a score. What is not known about a thing or a mentee is left out; the others share its part.
WEIGHTS: Mapping[str, float] = {
    "meaning": 0.32,
    "words": 0.18,
    "roles": 0.16,
    "skills": 0.12,
    "topics": 0.10,
    "degrees": 0.05,
    "industries": 0.04,
    "languages": 0.03,
}
#: What a middling thing reaches: a reason counts for a thing above it and against below.
TYPICAL: Mapping[str, float] = {
    "meaning": 0.25,
    "words": 0.10,
    "roles": 0.30,
    "skills": 0.25,
    "topics": 0.30,
    "degrees": 0.40,
    "industries": 0.30,
    "languages": 0.80,
}
#: From what is measured (cosines) to the scale on which it is added.
MEANING: Curve = ((0.05, 0.0), (0.65, 1.0))
WORDS: Curve = ((0.0, 0.0), (0.3, 1.0))
NAMED: Curve = ((0.35, 0.0), (0.9, 1.0))
#: Of several things that are wanted the best one counts so much; the rest is how many of them there are.
BEST = 0.7


class Wanted:
    """A mentee's side: what is wanted by the name of what things tell."""

    def __init__(self, asked: Question) -> None:
        """Take over what was prepared for mentors."""
        mentee = asked.mentee
        self.asked = asked
        self.named: dict[str, list[str]] = {
            "roles": text.stated(mentee.target_roles),
            "skills": asked.wanted["skills"],
            "topics": asked.wanted["topics"],
            "degrees": text.stated((mentee.degree,)),
            "industries": asked.wanted["industries"],
        }

    @cached_property
    def words_by_key(self) -> dict[int, str]:
        """Return the words of the goal by everything that they are found by in its language."""
        keys: dict[int, str] = {}
        for word in self.asked.words:
            for key in keys_of(word, self.asked.written_in):
                keys.setdefault(word_key(key), word)
        return keys

    @cached_property
    def terms(self) -> Terms:
        """Return the same as terms of a question."""
        keys = np.sort(np.fromiter(self.words_by_key, np.uint64, len(self.words_by_key)))
        return Terms(keys, np.ones(len(keys), np.float32))


class Measured:
    """What was measured of every thing of a pool, and what it counts."""

    def __init__(self, asked: Question, pool: ItemPool) -> None:
        """Measure all parts: a few array operations each."""
        self.wanted, self.pool = Wanted(asked), pool
        self.cosines = self._cosines()
        self.similar = {name: self._similar(name) for name in self.wanted.named}
        self.parts: dict[str, Floats] = {
            "meaning": _on(MEANING, self.cosines),
            "words": self._words(),
            **{name: self._covered(name) for name in self.wanted.named},
            "languages": self._languages(),
        }

    def scores(self) -> tuple[Floats, Floats]:
        """Return the scores in [0, 1] and the sum of the weights of what is known; 0 where nothing is."""
        values = np.array([self.parts[name] for name in WEIGHTS])
        known = ~np.isnan(values)
        weights = np.array([*WEIGHTS.values()])
        total = weights @ known
        return (weights @ np.where(known, values, 0.0)) / np.where(total > 0, total, 1.0), total

    def _cosines(self) -> Floats:
        asked = self.wanted.asked
        goal = asked.goal
        if goal is None or not len(goal.part("goal")):
            return np.full(len(self.pool), np.nan)
        # Goal and target roles lie in one space: the nearest of them counts.
        wishes = self.pool.fold.folded("folded_profile", asked.wishes)
        near = (self.pool.column("vectors") @ wishes.T).max(axis=1).astype(np.float64)
        return np.where(self.pool.column("encoded"), near, np.nan)

    def _words(self) -> Floats:
        if not self.wanted.words_by_key:
            return np.full(len(self.pool), np.nan)
        return _on(WORDS, self.pool.words.cosines(self.wanted.terms))

    def _similar(self, name: str) -> Floats:
        """Return for each wanted phrase the best match by characters in each list of things, (wanted, lists + 1)."""
        members, wanted = self.pool.lists[name].across, self.wanted.named[name]
        best = np.zeros((len(wanted), members.shape[1] + 1))
        for place, phrase in enumerate(wanted):
            alike = np.append(self.pool.phrases[name].by_characters(phrase), 0.0)
            best[place, :-1] = alike.take(members, mode="wrap").max(axis=0, initial=0.0)
        return best

    def _covered(self, name: str) -> Floats:
        similar, lists = self.similar[name], self.pool.column(name)
        if not len(similar):
            return np.full(len(self.pool), np.nan)
        named = _on(NAMED, similar)
        told = BEST * named.max(axis=0) + (1 - BEST) * named.mean(axis=0)
        found: Floats = np.where(lists >= 0, told[lists], np.nan)
        return found

    def _languages(self) -> Floats:
        spoken = self.wanted.asked.languages
        if not spoken:
            return np.full(len(self.pool), np.nan)
        reads = np.array([np.nan if not one else float(one in spoken) for one in self.pool.languages])
        found: Floats = reads[self.pool.column("language")]
        return found


def _on(curve: Curve, values: Floats) -> Floats:
    xs, ys = zip(*curve, strict=True)
    found: Floats = np.interp(values, xs, ys)
    return found
