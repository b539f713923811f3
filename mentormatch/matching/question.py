"""A mentee's side of every feature, prepared once a ranking: texts, vectors, terms, languages."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mentormatch.matching import text
from mentormatch.matching.languages import primaries, primary
from mentormatch.matching.representation import Representation, unit
from mentormatch.matching.terms import Terms, char_terms, tokens, word_key, word_terms
from mentormatch.matching.types import MenteeFacts
from mentormatch.matching.vectors import DIMENSIONS, GoalVectors, Vectors

_NO_VECTOR = np.zeros((0, DIMENSIONS), np.float32)


@dataclass(frozen=True)
class Question:
    """A mentee, the stored vectors of the goal (None when it is not encoded), and the space to compare in."""

    mentee: MenteeFacts
    goal: GoalVectors | None
    space: Representation

    @property
    def exploring(self) -> bool:
        """Tell whether the mentee does not know the goal yet."""
        return self.mentee.clarity == "exploring"

    @cached_property
    def wishes(self) -> Vectors:
        """Return the represented goal and target roles, (1 + targets, width); no row when nothing is encoded."""
        return np.concatenate([self.vectors("goal"), self.vectors("target")])

    @cached_property
    def wish(self) -> Vectors:
        """Return the direction between the goal and the mean of the target roles, (width,): a lead-in fades in it."""
        goal, targets = self.vectors("goal"), self.vectors("target")
        both = goal[0] + targets.mean(axis=0) if len(targets) else goal[0]
        return unit(both)

    @cached_property
    def written(self) -> Vectors:
        """Return the goal's sentence vector as it is stored, (512,); raises IndexError when it is not encoded."""
        return (self.goal.part("goal") if self.goal else _NO_VECTOR)[0]

    @cached_property
    def words(self) -> list[str]:
        """Return the words of the goal and of the target roles that it does not contain, without stop words."""
        goal = text.goal_of(self.mentee)
        roles = [role for role in map(text.phrase, self.mentee.target_roles) if role.lower() not in goal.lower()]
        return tokens(". ".join([goal, *roles]))

    @cached_property
    def word_terms(self) -> Terms:
        """Return single words and pairs."""
        return word_terms(self.words)

    @cached_property
    def words_by_key(self) -> dict[int, str]:
        """Return the single words by their keys."""
        return {word_key(word): word for word in self.words}

    @cached_property
    def char_terms(self) -> Terms:
        """Return character n-grams."""
        return char_terms(self.words)

    @cached_property
    def wanted(self) -> dict[str, list[str]]:
        """Return what the mentee wants a mentor to offer, by the name of what is offered."""
        mentee = self.mentee
        said = {"skills": mentee.skills_wanted, "industries": mentee.industries, "topics": mentee.help_topics}
        return {name: text.stated(phrases) for name, phrases in said.items()}

    @cached_property
    def written_in(self) -> str:
        """Return the primary subtag of the goal's language, or ""."""
        return self.goal.language if self.goal else primary(self.mentee.text_language)

    @cached_property
    def languages(self) -> frozenset[str]:
        """Return the primary subtags of the languages the mentee speaks."""
        return primaries(self.mentee.languages)

    @cached_property
    def _represented(self) -> Vectors:
        return self.space.represent(self.goal.rows.astype(np.float32) if self.goal else _NO_VECTOR)

    def vectors(self, part: str) -> Vectors:
        """Return the represented rows of one part of the goal's vectors; none when it is not encoded."""
        return self._represented[self.goal.places(part) if self.goal else slice(0)]
