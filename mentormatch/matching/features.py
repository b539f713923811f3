"""One mentee against every mentor of a pool: each feature as one column of measured values."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mentormatch.matching import hours, text
from mentormatch.matching.languages import primaries
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.terms import char_terms, tokens, word_terms
from mentormatch.matching.types import MenteeFacts
from mentormatch.matching.vectors import DIMENSIONS, GoalVectors, Vectors
from mentormatch.matching.weights import Parameters

Floats = npt.NDArray[np.float64]
_NO_VECTOR = np.zeros((0, DIMENSIONS), np.float32)


@dataclass(frozen=True)
class Question:
    """A mentee's side of every feature, prepared once: texts, vectors, terms, hours."""

    mentee: MenteeFacts
    goal: GoalVectors | None

    def vectors(self, part: str) -> Vectors:
        """Return the rows of one part of the goal's vectors; none when it is not encoded."""
        return self.goal.part(part) if self.goal else _NO_VECTOR

    @cached_property
    def words(self) -> list[str]:
        """Return the words of the goal without stop words."""
        return tokens(text.goal_of(self.mentee))

    @cached_property
    def languages(self) -> frozenset[str]:
        """Return the primary subtags of the languages the mentee speaks."""
        return primaries(self.mentee.languages)


def measure(asked: Question, pool: MentorPool, parameters: Parameters) -> dict[str, Floats]:
    """Return every feature that the mentee's side allows, (n,) in [0, 1]; NaN where the mentor's is unknown."""
    columns = {**_career(asked, pool), **_lists(asked, pool)}
    found = {name: parameters.curve(name, column) for name, column in columns.items()}
    found |= _fields(asked, pool, parameters, found.get("role"))
    found |= _hours(asked, pool, parameters)
    found |= _people(asked, pool, parameters)
    return found


def _career(asked: Question, pool: MentorPool) -> dict[str, Floats]:
    columns: dict[str, Floats] = {}
    goal, targets = asked.vectors("goal"), asked.vectors("target")
    if len(goal):
        encoded = pool.rows("encoded")
        wishes = {"whole": goal, "role": np.concatenate([goal, targets]), "sentences": goal}
        for place, (name, wish) in enumerate(wishes.items()):
            cosines = (pool.rows(name) @ wish.T).max(axis=1).astype(np.float64)
            columns[name] = np.where(encoded[:, place], cosines, np.nan)
    if asked.words:
        words, characters = pool.term_index("words"), pool.term_index("characters")
        both = words.cosines(word_terms(asked.words)) + characters.cosines(char_terms(asked.words))
        columns["words"] = np.where(characters.empty(), np.nan, both / 2)
    return columns


def _lists(asked: Question, pool: MentorPool) -> dict[str, Floats]:
    columns: dict[str, Floats] = {}
    wanted = {"skills": "skills_wanted", "industries": "industries", "topics": "help_topics"}
    for name, field in wanted.items():
        phrases = getattr(asked.mentee, field)
        offered = "help_topics" if name == "topics" else name
        if any(map(text.clean, phrases)):
            columns[name] = coverage(phrases, pool, offered).mean(axis=0)
    return columns


def coverage(wanted: tuple[str, ...], pool: MentorPool, offered: str) -> Floats:
    """Return for each wanted phrase the best match by characters of every mentor, (k, n); NaN without any offer."""
    places = pool.rows(offered)
    best = []
    for phrase in filter(text.clean, wanted):
        similar = np.append(pool.phrases[offered].by_characters(phrase), 0.0)
        best.append(similar[places].max(axis=1))
    none = (places < 0).all(axis=1)
    return np.where(none, np.nan, np.array(best))


def _fields(asked: Question, pool: MentorPool, parameters: Parameters, role: Floats | None) -> dict[str, Floats]:
    columns = {}
    if text.clean(asked.mentee.previous_field):
        similar = _named(asked, pool, "previous_field")
        start = parameters.curve("field", similar)
        towards = np.where(np.isnan(role), 0.5, role) if role is not None else 0.5
        columns["path"] = parameters.curve("path", start * (0.5 + 0.5 * towards))
    if text.clean(asked.mentee.degree):
        columns["degree"] = parameters.curve("degree", _named(asked, pool, "degree"))
    return columns


def _named(asked: Question, pool: MentorPool, name: str) -> Floats:
    similar = pool.phrases[name].by_meaning(getattr(asked.mentee, name), asked.vectors(name))
    return np.append(similar, np.nan)[pool.rows(name)]


def _hours(asked: Question, pool: MentorPool, parameters: Parameters) -> dict[str, Floats]:
    mentee = asked.mentee
    if not mentee.time_zone:
        return {}
    distance = np.abs(pool.rows("offsets") - np.array(hours.offsets(mentee.time_zone))).max(axis=1)
    near = parameters.curve("zones", np.minimum(distance, 1440 - distance) / 60)
    if not mentee.availability:
        return {"hours": near}
    many = pool.rows("free").reshape(len(pool), len(hours.WEEKS), hours.BYTES)
    minutes = hours.minutes_in_common(hours.free_quarters(mentee.availability, mentee.time_zone), many)
    return {"hours": np.where(many.any(axis=(1, 2)), parameters.curve("hours", minutes), near)}


def _people(asked: Question, pool: MentorPool, parameters: Parameters) -> dict[str, Floats]:
    columns = {}
    if asked.languages:
        columns["languages"] = parameters.curve("languages", shared_languages(asked, pool))
    if asked.mentee.years_experience is not None:
        ahead = pool.rows("years_experience") - asked.mentee.years_experience
        columns["years"] = parameters.curve("years", ahead)
    return columns


def shared_languages(asked: Question, pool: MentorPool) -> Floats:
    """Return how many languages each mentor shares with the mentee, (n,); NaN where the mentor states none."""
    spoken = np.zeros(len(pool.codes) + 1)
    spoken[[pool.codes[code] for code in asked.languages if code in pool.codes]] = 1
    places = pool.rows("languages")
    return np.where((places < 0).all(axis=1), np.nan, spoken[places].sum(axis=1))
