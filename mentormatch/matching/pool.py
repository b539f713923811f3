"""The mentors that can be ranked, as columns: filled once, changed row by row, asked by array operations."""

from collections.abc import Iterable, Mapping
from typing import Any

from mentormatch.matching.encoder import Encoder
from mentormatch.matching.errors import EncoderMismatch, UnknownMentor
from mentormatch.matching.phrases import Phrases
from mentormatch.matching.representation import Representation, representation_for
from mentormatch.matching.rows import LISTED, NAMED, RowMaker
from mentormatch.matching.termindex import TermIndex
from mentormatch.matching.types import MentorFacts
from mentormatch.matching.vectors import MentorVectors, StoredVectors


class MentorPool:
    """Mentors by id. Rows have no order that matters: a ranking breaks ties by id.

    ``vectors`` are what the application stored; mentors without are encoded by ``encoder`` (the default one when
    none is given) or, with ``encode=False``, ranked by words and background. Whoever changes a pool sees to it that
    nobody ranks with it meanwhile.
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
        self._rows: dict[str, int] = {}
        self._maker = RowMaker(representation_for(self.encoder.id))
        self._columns = self._maker.columns()
        stored = vectors or {}
        for mentor in mentors:
            self.upsert(mentor, stored.get(mentor.id))

    def __len__(self) -> int:
        """Return the number of mentors."""
        return len(self.facts)

    def __contains__(self, mentor_id: object) -> bool:
        """Tell whether a mentor is in the pool."""
        return mentor_id in self._rows

    @property
    def ids(self) -> list[str]:
        """Return the ids of the mentors in the order of rows."""
        return [facts.id for facts in self.facts]

    @property
    def space(self) -> Representation:
        """Return the space in which vectors are compared."""
        return self._maker.space

    @property
    def phrases(self) -> dict[str, Phrases]:
        """Return the phrases of each field that the rows refer to by number."""
        return self._maker.phrases

    @property
    def codes(self) -> dict[str, int]:
        """Return the numbers by which the rows refer to languages."""
        return self._maker.codes

    def get(self, mentor_id: str) -> MentorFacts:
        """Return what is known about a mentor; raises UnknownMentor."""
        return self.facts[self.row(mentor_id)]

    def row(self, mentor_id: str) -> int:
        """Return the present row of a mentor; raises UnknownMentor."""
        if mentor_id not in self._rows:
            raise UnknownMentor(f"there is no mentor {mentor_id!r} in the pool")
        return self._rows[mentor_id]

    def rows(self, name: str) -> Any:
        """Return the filled part of a column, one row a mentor."""
        column = self._columns[name]
        assert not isinstance(column, TermIndex)
        return column.rows

    def term_index(self, name: str) -> TermIndex:
        """Return the index of "words" or "characters"."""
        column = self._columns[name]
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
            for name, value in self._maker.row(facts, vectors).items():
                self._columns[name].append(value)
            return
        self._release(row)
        self.facts[row], self.vectors[row] = facts, vectors
        for name, value in self._maker.row(facts, vectors).items():
            self._columns[name].replace(row, value)

    def remove(self, mentor_id: str) -> None:
        """Forget a mentor; the last row takes the place. Raises UnknownMentor."""
        row = self.row(mentor_id)
        self._release(row)
        del self._rows[mentor_id]
        last_facts, last_vectors = self.facts.pop(), self.vectors.pop()
        for column in self._columns.values():
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
