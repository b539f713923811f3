"""The mentors that can be ranked, as columns: filled once, changed row by row, asked by array operations."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching.encoder import Encoder
from mentormatch.matching.errors import BadVectors, EncoderMismatch, UnknownMentor
from mentormatch.matching.fold import Fold
from mentormatch.matching.phrases import Phrases
from mentormatch.matching.representation import Representation, representation_for
from mentormatch.matching.rows import SHARED, RowMaker
from mentormatch.matching.shared import SharedHours, SharedLists, SharedYears
from mentormatch.matching.termindex import TermIndex
from mentormatch.matching.types import MentorFacts
from mentormatch.matching.vectors import GoalVectors, MentorVectors, StoredVectors

#: Mentors made into rows together.
BATCH = 500


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
        #: The vectors of each mentor's sentences (k, 512), which reasons quote from; None when nothing is encoded.
        self.sentences: list[npt.NDArray[np.float16] | None] = []
        self._rows: dict[str, int] = {}
        self._maker = RowMaker(representation_for(self.encoder.id))
        self._columns = self._maker.columns()
        stored = vectors or {}
        self.fill((mentor, stored.get(mentor.id)) for mentor in mentors)

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
    def lists(self) -> dict[str, SharedLists]:
        """Return the lists of each field (skills, industries, help_topics, languages) by the numbers in its column."""
        return self._maker.lists

    @property
    def hours(self) -> SharedHours:
        """Return the weekly hours by the numbers in their column."""
        return self._maker.hours

    @property
    def years(self) -> SharedYears:
        """Return the years of work by the numbers in their column."""
        return self._maker.years

    @property
    def fold(self) -> Fold:
        """Return the few axes of the folded columns."""
        return self._maker.fold

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

    def rows_of(self, mentor_ids: Iterable[str]) -> npt.NDArray[np.intp]:
        """Return the present rows of those of these mentors who are here."""
        return np.array([row for row in map(self._rows.get, mentor_ids) if row is not None], np.intp)

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
        return self._maker.written[code] if code >= 0 else ""

    def fill(self, people: Iterable[tuple[MentorFacts, MentorVectors | None]]) -> None:
        """Add or replace many mentors: the same as one by one, in a fifth of the time."""
        mentors = iter(people)
        while some := {facts.id: (facts, vectors) for facts, vectors in islice(mentors, BATCH)}:
            for mentor_id in self._rows.keys() & some.keys():
                self.upsert(*some.pop(mentor_id))
            self._add([facts for facts, _ in some.values()], [self._checked(*pair) for pair in some.values()])
        for name in ("words", "characters"):
            self.term_index(name).settle()

    def upsert(self, facts: MentorFacts, vectors: MentorVectors | None = None) -> None:
        """Add a mentor or replace what is known; encodes when no vectors are given, unless the pool never encodes."""
        vectors = self._checked(facts, vectors)
        row = self._rows.get(facts.id)
        if row is None:
            self._add([facts], [vectors])
            return
        self._release(row)
        self.facts[row], self.sentences[row] = facts, _sentences(vectors)
        for name, values in self._maker.make([facts], [vectors]).items():
            self._columns[name].replace(row, values[0])

    def remove(self, mentor_id: str) -> None:
        """Forget a mentor; the last row takes the place. Raises UnknownMentor."""
        row = self.row(mentor_id)
        self._release(row)
        del self._rows[mentor_id]
        last_facts, last_sentences = self.facts.pop(), self.sentences.pop()
        for column in self._columns.values():
            column.remove(row)
        if row < len(self.facts):
            self.facts[row], self.sentences[row] = last_facts, last_sentences
            self._rows[last_facts.id] = row

    def check(self, vectors: StoredVectors | None, kind: type[StoredVectors] = GoalVectors) -> None:
        """Raise BadVectors unless the vectors are of this kind, EncoderMismatch unless of this pool's encoder."""
        if vectors is not None and not isinstance(vectors, kind):
            raise BadVectors(f"these are {type(vectors).__name__}, not {kind.__name__}")
        if vectors is not None and vectors.encoder_id != self.encoder.id:
            raise EncoderMismatch(f"vectors of encoder {vectors.encoder_id} in a pool of encoder {self.encoder.id}")

    def _checked(self, facts: MentorFacts, vectors: MentorVectors | None) -> MentorVectors | None:
        if vectors is None and self.encode:
            vectors = self.encoder.mentor(facts)
        self.check(vectors, MentorVectors)
        return vectors

    def _add(self, mentors: Sequence[MentorFacts], vectors: Sequence[MentorVectors | None]) -> None:
        if not mentors:
            return
        for name, values in self._maker.make(mentors, vectors).items():
            self._columns[name].extend(values)
        for facts, stored in zip(mentors, vectors, strict=True):
            self._rows[facts.id] = len(self.facts)
            self.facts.append(facts)
            self.sentences.append(_sentences(stored))

    def _release(self, row: int) -> None:
        self._maker.release({name: int(self.rows(name)[row]) for name in SHARED})


def _sentences(vectors: MentorVectors | None) -> npt.NDArray[np.float16] | None:
    # A copy: a view would keep the other parts in memory, which nobody reads again.
    return None if vectors is None else vectors.rows[vectors.places("sentence")].copy()
