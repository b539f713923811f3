"""Mentors as rows of a pool: every fact in the form in which it is compared."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching import text
from mentormatch.matching.columns import Column
from mentormatch.matching.fold import FOLDED, Fold
from mentormatch.matching.languages import primaries, primary
from mentormatch.matching.lot import lot
from mentormatch.matching.phrases import Phrases
from mentormatch.matching.representation import NEAREST, Representation, unit
from mentormatch.matching.shared import SharedHours, SharedLists, SharedYears
from mentormatch.matching.termindex import TermIndex
from mentormatch.matching.terms import char_terms, tokens, word_terms
from mentormatch.matching.types import MentorFacts
from mentormatch.matching.vectors import MentorVectors, Vectors
from mentormatch.matching.weights import DENSE

LISTED = ("skills", "industries", "help_topics")
NAMED = ("degree", "previous_field")
#: Columns that hold the numbers of what rows share.
SHARED = (*LISTED, "languages", *NAMED, "hours", "years")
COUNTS = ("capacity", "load", "asked", "accepted")
#: Names of the dense parts in stored vectors, and their shares in how near a mentor is to all goals alike.
_PARTS, _HUB_SHARES = ("whole", "role", "sentence"), (0.5, 0.25, 0.25)
Values = dict[str, Any]


class RowMaker:
    """Turns facts and vectors into the values of rows; keeps the phrases, lists and hours that rows share."""

    def __init__(self, space: Representation) -> None:
        """Start without phrases, in the space in which vectors are compared."""
        self.space, self.fold = space, Fold.of(space)
        self.phrases = {name: Phrases(space.width if name in NAMED else 0) for name in (*LISTED, *NAMED)}
        self.lists = {name: SharedLists() for name in (*LISTED, "languages")}
        self.hours, self.years = SharedHours(), SharedYears()
        #: Numbers of languages, and the languages in the order of their numbers.
        self.codes: dict[str, int] = {}
        self.written: list[str] = []
        self._goals = space.goals()

    def columns(self) -> dict[str, Column | TermIndex]:
        """Return empty columns for the values of ``make``."""
        return {
            **{name: Column(np.float32, self.space.width) for name in DENSE},
            **{name: Column(np.float32, width) for name, width in FOLDED.items()},
            "encoded": Column(np.bool_, len(DENSE)),
            "hub": Column(np.float64),
            **{name: TermIndex() for name in ("words", "characters")},
            **{name: Column(np.int32) for name in (*SHARED, "text_language")},
            **{name: Column(np.float64) for name in COUNTS},
            "lot": Column(np.uint32),
        }

    def make(self, mentors: Sequence[MentorFacts], vectors: Sequence[MentorVectors | None]) -> Values:
        """Return the values of every column for some mentors, one each; what they share counts one user more."""
        told = self._represented(vectors)
        words = [tokens(text.profile_of(facts)) for facts in mentors]
        return {
            **self._dense(told),
            "words": [word_terms(one) for one in words],
            "characters": [char_terms(one) for one in words],
            **{name: [self._listed(name, getattr(facts, name)) for facts in mentors] for name in LISTED},
            **{name: self._named(name, mentors, told) for name in NAMED},
            "languages": [self._spoken(facts.languages) for facts in mentors],
            "text_language": [self._written(facts, one) for facts, one in zip(mentors, vectors, strict=True)],
            "hours": [self.hours.take(facts.availability, facts.time_zone) for facts in mentors],
            **{name: [getattr(facts, name) for facts in mentors] for name in COUNTS},
            "years": [self.years.take(facts.years_experience) for facts in mentors],
            "lot": [lot(facts.id) for facts in mentors],
        }

    def release(self, row: dict[str, int]) -> None:
        """Take one user from everything that a row shares; ``row`` holds its numbers by column."""
        for name in LISTED:
            self.phrases[name].release(self.lists[name].members(row[name]))
        for name in NAMED:
            self.phrases[name].release([row[name]])
        for name, lists in self.lists.items():
            lists.release(row[name])
        self.hours.release(row["hours"])
        self.years.release(row["years"])

    def _represented(self, vectors: Sequence[MentorVectors | None]) -> dict[str, list[Vectors]]:
        stored = [np.zeros((0, 512), np.float16) if one is None else one.rows for one in vectors]
        rows = self.space.represent(np.concatenate(stored).astype(np.float32))
        each = np.split(rows, np.cumsum([len(one) for one in stored])[:-1])
        return {
            part: [rows[one.places(part)] if one else rows for one, rows in zip(vectors, each, strict=True)]
            for part in (*_PARTS, *NAMED)
        }

    def _dense(self, told: dict[str, list[Vectors]]) -> Values:
        parts = {
            name: unit(np.array([rows.sum(axis=0) for rows in told[part]]))
            for name, part in zip(DENSE, _PARTS, strict=True)
        }
        middle = np.sum([share * parts[name] for name, share in zip(DENSE, _HUB_SHARES, strict=True)], axis=0)
        encoded = np.array([vectors.any(axis=1) for vectors in parts.values()]).T
        return {
            **parts,
            **self.fold.mentors(parts),
            "encoded": encoded,
            "hub": self._hub(middle),
        }

    def _hub(self, middle: Vectors) -> npt.NDArray[np.float64]:
        if not len(self._goals):
            return np.zeros(len(middle))
        near = np.partition(middle @ self._goals.T, -NEAREST)[:, -NEAREST:]
        return np.sort(near).astype(np.float64).mean(axis=1)

    def _listed(self, name: str, phrases: tuple[str, ...]) -> int:
        return self.lists[name].take(place for place in map(self.phrases[name].take, phrases) if place >= 0)

    def _named(self, name: str, mentors: Sequence[MentorFacts], told: dict[str, list[Vectors]]) -> list[int]:
        named = self.phrases[name]
        return [named.take(getattr(facts, name), rows) for facts, rows in zip(mentors, told[name], strict=True)]

    def _spoken(self, languages: tuple[str, ...]) -> int:
        return self.lists["languages"].take(map(self._code, sorted(primaries(languages))))

    def _written(self, facts: MentorFacts, vectors: MentorVectors | None) -> int:
        written = vectors.language if vectors else primary(facts.text_language)
        return self._code(written) if written else -1

    def _code(self, language: str) -> int:
        if language not in self.codes:
            self.codes[language] = len(self.written)
            self.written.append(language)
        return self.codes[language]
