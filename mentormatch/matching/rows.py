"""A mentor as one row of a pool: every fact in the form in which it is compared."""

from typing import Any

import numpy as np

from mentormatch.matching import hours, text
from mentormatch.matching.columns import Column, Lists
from mentormatch.matching.languages import primaries, primary
from mentormatch.matching.phrases import Phrases
from mentormatch.matching.representation import NEAREST, Representation, unit
from mentormatch.matching.termindex import TermIndex
from mentormatch.matching.terms import char_terms, tokens, word_terms
from mentormatch.matching.types import MentorFacts
from mentormatch.matching.vectors import MentorVectors, Vectors
from mentormatch.matching.weights import DENSE

LISTED = ("skills", "industries", "help_topics")
NAMED = ("degree", "previous_field")
COUNTS = ("capacity", "load", "asked", "accepted")
#: Names of the dense parts in stored vectors, and their shares in how near a mentor is to all goals alike.
_PARTS, _HUB_SHARES = ("whole", "role", "sentence"), (0.5, 0.25, 0.25)


class RowMaker:
    """Turns facts and vectors into the values of a row; keeps the phrases and languages that rows share."""

    def __init__(self, space: Representation) -> None:
        """Start without phrases, in the space in which vectors are compared."""
        self.space = space
        self.phrases = {name: Phrases(space.width) for name in (*LISTED, *NAMED)}
        self.codes: dict[str, int] = {}
        self._goals = space.goals()

    def columns(self) -> dict[str, Column | Lists | TermIndex]:
        """Return empty columns for the values of ``row``."""
        return {
            **{name: Column(np.float32, self.space.width) for name in DENSE},
            "encoded": Column(np.bool_, len(DENSE)),
            "hub": Column(np.float64),
            **{name: TermIndex() for name in ("words", "characters")},
            **{name: Lists() for name in (*LISTED, "languages")},
            **{name: Column(np.int32) for name in (*NAMED, "text_language")},
            "free": Column(np.uint8, len(hours.WEEKS) * hours.BYTES),
            "has_hours": Column(np.bool_),
            "offsets": Column(np.float64, len(hours.WEEKS)),
            **{name: Column(np.float64) for name in (*COUNTS, "years_experience")},
        }

    def row(self, facts: MentorFacts, vectors: MentorVectors | None) -> dict[str, Any]:
        """Return the value of every column for a mentor; phrases count one user more."""
        words = tokens(text.profile_of(facts))
        told = self._represented(vectors)
        zone = facts.time_zone
        written = vectors.language if vectors else primary(facts.text_language)
        return {
            **self._dense(told),
            "words": word_terms(words),
            "characters": char_terms(words),
            **{name: self._taken(name, getattr(facts, name)) for name in LISTED},
            **{name: self.phrases[name].take(getattr(facts, name), told[name]) for name in NAMED},
            "languages": [self._code(code) for code in sorted(primaries(facts.languages))],
            "text_language": self._code(written) if written else -1,
            "free": hours.free_quarters(facts.availability, zone).ravel() if zone else 0,
            "has_hours": bool(zone and facts.availability),
            "offsets": hours.offsets(zone) if zone else np.nan,
            **{name: getattr(facts, name) for name in COUNTS},
            "years_experience": np.nan if facts.years_experience is None else facts.years_experience,
        }

    def _represented(self, vectors: MentorVectors | None) -> dict[str, Vectors]:
        rows = np.zeros((0, self.space.width), np.float32)
        if vectors is not None:
            rows = self.space.represent(vectors.rows.astype(np.float32))
        return {part: rows[vectors.places(part) if vectors else slice(0)] for part in (*_PARTS, *NAMED)}

    def _dense(self, told: dict[str, Vectors]) -> dict[str, Any]:
        parts = {name: unit(told[part].sum(axis=0)) for name, part in zip(DENSE, _PARTS, strict=True)}
        near = self._goals @ sum(share * parts[name] for name, share in zip(DENSE, _HUB_SHARES, strict=True))
        hub = float(np.sort(near)[-NEAREST:].mean()) if len(near) else 0.0
        return {**parts, "encoded": [bool(vector.any()) for vector in parts.values()], "hub": hub}

    def _taken(self, name: str, phrases: tuple[str, ...]) -> list[int]:
        return [place for place in map(self.phrases[name].take, phrases) if place >= 0]

    def _code(self, language: str) -> int:
        return self.codes.setdefault(language, len(self.codes))
