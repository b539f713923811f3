"""From profiles to an assignment: the pool is filled, everybody scored by the whole formula, and the cohort solved.

Vectors count as stored, as in the application; here they are made up from the texts, since encoding is timed elsewhere.
"""

import time
import zlib
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from mentormatch.matching import BaselineRanker, Encoder, MenteeFacts, MentorFacts, MentorPool, assign
from mentormatch.matching.vectors import DIMENSIONS
from tests.bench import people
from tests.bench.made_cohorts import TASTES
from tests.bench.rows import Row, at_most

MENTEES, QUICK_MENTEES = 5000, 500
MOST_SECONDS, NOISE = 60.0, 1.5
LARGEST_GAP = 1e-4


class MadeUpModel:
    """A sentence model of random vectors, always the same for the same text, with a few directions that matter."""

    def __init__(self) -> None:
        self.directions = np.random.default_rng(3).normal(size=(TASTES, DIMENSIONS))

    def encode(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Return unit vectors, float32 (len(texts), 512)."""
        return np.array([self._vector(text) for text in texts], np.float32)

    def _vector(self, text: str) -> npt.NDArray[np.float64]:
        chance = np.random.default_rng(zlib.crc32(text.encode()))
        vector = chance.normal(size=TASTES) @ self.directions + chance.normal(size=DIMENSIONS)
        return vector / np.linalg.norm(vector)


def measure(quick: bool) -> list[Row]:
    """Return CPU and proof of assigning 5,000 mentees to half as many mentors, or a tenth of them when ``quick``."""
    mentees, mentors = _people(QUICK_MENTEES if quick else MENTEES)
    encoder = Encoder(MadeUpModel())
    vectors = {mentor.id: encoder.mentor(mentor) for mentor in mentors}
    goals = {mentee.id: encoder.goal(mentee) for mentee in mentees}
    started = time.process_time()
    pool = MentorPool(mentors, encoder, vectors)
    filled = time.process_time()
    found = assign(mentees, pool, BaselineRanker(), goals=goals)
    ended = time.process_time()
    group = f"from profiles: {len(mentees):,} mentees, {len(mentors):,} mentors"
    gap = max(found.bound - found.total, 0.0) / found.total
    return [
        Row(group, "total", found.total, "score", f"{found.participation:,} pairs"),
        at_most(Row(group, "proved gap", gap, "of the total"), LARGEST_GAP),
        at_most(
            Row(group, "CPU with scoring", ended - started, "s", f"of it filling the pool {filled - started:.1f} s"),
            MOST_SECONDS,
            NOISE,
        ),
    ]


def _people(count: int) -> tuple[list[MenteeFacts], list[MentorFacts]]:
    chance = np.random.default_rng(count)
    mentees = [people.mentee(f"s{number}", number, **people.background(chance)) for number in range(count)]
    mentors = [
        people.mentor(f"m{number}", number, capacity=int(chance.integers(1, 6)), **people.background(chance))
        for number in range(count // 2)
    ]
    # Nobody writes what somebody else wrote.
    told = [replace(one, goal=f"{one.goal} {one.id}") for one in mentees]
    return told, [replace(one, bio=f"{one.bio} {one.id}") for one in mentors]
