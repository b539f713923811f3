"""The mentors that can be ranked, as columns: filled once, changed row by row, asked by array operations."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from mentormatch.matching import hours, text
from mentormatch.matching.columns import Column, Lists
from mentormatch.matching.encoder import Encoder
from mentormatch.matching.errors import EncoderMismatch, UnknownMentor
from mentormatch.matching.languages import primaries, primary
from mentormatch.matching.phrases import Phrases
from mentormatch.matching.representation import NEAREST, representation_for, unit
from mentormatch.matching.termindex import TermIndex
from mentormatch.matching.terms import char_terms, tokens, word_terms
from mentormatch.matching.types import MentorFacts
from mentormatch.matching.vectors import MentorVectors, StoredVectors, Vectors
from mentormatch.matching.weights import DENSE

LISTED = ("skills", "industries", "help_topics")
#: Names of these parts in stored vectors, and their shares in how near a mentor is to all goals alike.
_PARTS, _HUB_SHARES = ("whole", "role", "sentence"), (0.5, 0.25, 0.25)
NAMED = ("degree", "previous_field")
NUMBERS = ("years_experience", "capacity", "load", "asked", "accepted")


class MentorPool:
    """Mentors by id. Rows have no order that matters: a ranking breaks ties by id.

    ``vectors`` are what the application stored; mentors without are encoded by ``encoder`` (the default one when
    none is given) or, with ``encode=False``, ranked by words and background.
    """

    def __init__(
        self,
        mentors: Iterable[MentorFacts] = (),
        encoder: Encoder | None = None,
        vectors: Mapping[str, MentorVectors] | None = None,
        encode: bool = True,
    ) -> None:
        """Fill the pool; raises EncoderMismatch when vectors come from different encoders."""
        self.encode = encode
        self.encoder = encoder or Encoder.default()
        self.facts: list[MentorFacts] = []
        self.vectors: list[MentorVectors | None] = []
        self.space = representation_for(self.encoder.id)
        self._goals = self.space.goals()
        self.phrases = {name: Phrases(self.space.width) for name in (*LISTED, *NAMED)}
        self.codes: dict[str, int] = {}
        self.columns = _columns(self.space.width)
        self._rows: dict[str, int] = {}
        stored = vectors or {}
        for mentor in mentors:
            self.upsert(mentor, stored.get(mentor.id))

    def __len__(self) -> int:
        """Return the number of mentors."""
        return len(self.facts)

    def __contains__(self, mentor_id: object) -> bool:
        """Tell whether a mentor is in the pool."""
        return mentor_id in self._rows

    def get(self, mentor_id: str) -> MentorFacts:
        """Return what is known about a mentor; raises UnknownMentor."""
        return self.facts[self.row(mentor_id)]

    def row(self, mentor_id: str) -> int:
        """Return the present row of a mentor; raises UnknownMentor."""
        if mentor_id not in self._rows:
            raise UnknownMentor(f"there is no mentor {mentor_id!r} in the pool")
        return self._rows[mentor_id]

    def rows(self, name: str) -> Any:
        """Return the filled part of a column."""
        column = self.columns[name]
        assert not isinstance(column, TermIndex)
        return column.rows

    def term_index(self, name: str) -> TermIndex:
        """Return the index of "words" or "characters"."""
        column = self.columns[name]
        assert isinstance(column, TermIndex)
        return column

    def written_in(self, row: int) -> str:
        """Return the primary subtag of the language a profile is written in, or ""."""
        code = int(self.rows("text_language")[row])
        return next((language for language, number in self.codes.items() if number == code), "")

    def upsert(self, facts: MentorFacts, vectors: MentorVectors | None = None) -> None:
        """Add a mentor or replace what is known; encodes when no vectors are given, unless the pool never encodes."""
        if vectors is None and self.encode:
            vectors = self.encoder.mentor(facts)
        self.check(vectors)
        row = self._rows.get(facts.id)
        if row is None:
            self._rows[facts.id] = len(self.facts)
            self.facts.append(facts)
            self.vectors.append(vectors)
            for name, value in self._values(facts, vectors).items():
                self.columns[name].append(value)
            return
        self._release(row)
        self.facts[row], self.vectors[row] = facts, vectors
        for name, value in self._values(facts, vectors).items():
            self.columns[name].replace(row, value)

    def remove(self, mentor_id: str) -> None:
        """Forget a mentor; the last row takes the place. Raises UnknownMentor."""
        row = self.row(mentor_id)
        self._release(row)
        del self._rows[mentor_id]
        last_facts, last_vectors = self.facts.pop(), self.vectors.pop()
        for column in self.columns.values():
            column.remove(row)
        if row < len(self.facts):
            self.facts[row], self.vectors[row] = last_facts, last_vectors
            self._rows[last_facts.id] = row

    def check(self, vectors: StoredVectors | None) -> None:
        """Raise EncoderMismatch unless the vectors come from this pool's encoder."""
        if vectors is not None and vectors.encoder_id != self.encoder.id:
            raise EncoderMismatch(f"vectors of encoder {vectors.encoder_id} in a pool of encoder {self.encoder.id}")

    def _release(self, row: int) -> None:
        for name in LISTED:
            self.phrases[name].release(self.rows(name)[row].tolist())
        for name in NAMED:
            self.phrases[name].release([int(self.rows(name)[row])])

    def _values(self, facts: MentorFacts, vectors: MentorVectors | None) -> dict[str, Any]:
        words = tokens(text.profile_of(facts))
        zone = facts.time_zone
        written = vectors.language if vectors else primary(facts.text_language)
        return {
            **self._dense(vectors),
            "words": word_terms(words),
            "characters": char_terms(words),
            **{name: self._take(name, getattr(facts, name)) for name in LISTED},
            **{name: self._name(name, getattr(facts, name), vectors) for name in NAMED},
            "languages": [self._code(code) for code in sorted(primaries(facts.languages))],
            "text_language": self._code(written) if written else -1,
            "free": hours.free_quarters(facts.availability, zone).ravel() if zone else 0,
            "has_hours": bool(zone and facts.availability),
            "offsets": hours.offsets(zone) if zone else np.nan,
            **{name: getattr(facts, name) for name in NUMBERS if name != "years_experience"},
            "years_experience": np.nan if facts.years_experience is None else facts.years_experience,
        }

    def _dense(self, vectors: MentorVectors | None) -> dict[str, Any]:
        parts = {name: self._mean(vectors, part) for name, part in zip(DENSE, _PARTS, strict=True)}
        near = self._goals @ sum(share * parts[name] for name, share in zip(DENSE, _HUB_SHARES, strict=True))
        hub = float(np.sort(near)[-NEAREST:].mean()) if len(near) else 0.0
        return {**parts, "encoded": [bool(vector.any()) for vector in parts.values()], "hub": hub}

    def _mean(self, vectors: MentorVectors | None, part: str) -> Vectors:
        if vectors is None:
            return np.zeros(self.space.width, np.float32)
        return unit(self.space.represent(vectors.part(part)).sum(axis=0))

    def _take(self, name: str, phrases: Iterable[str]) -> list[int]:
        return [place for place in map(self.phrases[name].take, phrases) if place >= 0]

    def _name(self, name: str, phrase: str, vectors: MentorVectors | None) -> int:
        return self.phrases[name].take(phrase, self.space.represent(vectors.part(name)) if vectors else None)

    def _code(self, language: str) -> int:
        return self.codes.setdefault(language, len(self.codes))


def _columns(width: int) -> dict[str, Column | Lists | TermIndex]:
    return {
        **{name: Column(np.float32, width) for name in DENSE},
        "encoded": Column(np.bool_, len(DENSE)),
        "hub": Column(np.float64),
        **{name: TermIndex() for name in ("words", "characters")},
        **{name: Lists() for name in (*LISTED, "languages")},
        **{name: Column(np.int32) for name in (*NAMED, "text_language")},
        "free": Column(np.uint8, len(hours.WEEKS) * hours.BYTES),
        "has_hours": Column(np.bool_),
        "offsets": Column(np.float64, len(hours.WEEKS)),
        **{name: Column(np.float64) for name in NUMBERS},
    }
