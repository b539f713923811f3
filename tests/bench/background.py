"""Does background mean something? Pairs of mentors with the same career text that differ in one background fact.

The nearer one of each pair must come first, and the reason about that fact must say so in its numbers and words.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from mentormatch.matching import BaselineRanker, MentorPool, Recommendation
from tests.bench import people
from tests.bench.people import DEGREES, FIELDS, LANGUAGES, TOPICS, Facts, pick, some

LEAST_FIRST, OTHERS = 0.95, 60
#: Fields and degrees that somebody would call the same road under another name.
NEAR_FIELDS = {
    "marketing": "digital marketing",
    "law": "legal studies",
    "physics": "applied physics",
    "sales": "retail sales",
}
NEAR_DEGREES = {
    "MSc Applied Data Science & AI": "MSc Data Science",
    "BSc Digital Business": "BSc Business Administration",
}


class Pair(NamedTuple):
    """What the mentee has, and what the nearer and the farther mentor have instead of their usual facts."""

    mentee: Facts
    nearer: Facts
    farther: Facts


def _path(chance: np.random.Generator) -> Pair:
    start = pick(chance, FIELDS)
    nearer = NEAR_FIELDS.get(start, start) if chance.random() < 0.3 else start
    other = pick(chance, tuple(field for field in FIELDS if field != start))
    return Pair({"previous_field": start}, {"previous_field": nearer}, {"previous_field": other})


def _degree(chance: np.random.Generator) -> Pair:
    degree = pick(chance, DEGREES)
    nearer = NEAR_DEGREES.get(degree, degree) if chance.random() < 0.3 else degree
    far = {"BA Fine Arts", "LLB Law", "BSc Nursing", "MEng Civil Engineering"} - {degree}
    return Pair({"degree": degree}, {"degree": nearer}, {"degree": pick(chance, tuple(sorted(far)))})


def _hours(chance: np.random.Generator) -> Pair:
    mine = people.hours(chance)
    day, start, _ = mine[0]
    shared = ((day, start, f"{int(start[:2]) + 1:02d}:00"),)
    free = tuple(day for day in range(7) if day not in {one[0] for one in mine})
    elsewhere = ((int(free[int(chance.integers(len(free)))]), "06:00", "07:00"),)
    zone = {"time_zone": "Europe/Rome"}
    return Pair(
        {"availability": mine, **zone},
        {"availability": shared + elsewhere, **zone},
        {"availability": (*elsewhere, (elsewhere[0][0], "07:00", "08:00")), **zone},
    )


def _topics(chance: np.random.Generator) -> Pair:
    wanted = some(chance, TOPICS, int(chance.integers(1, 4)))
    others = tuple(topic for topic in TOPICS if topic not in wanted)
    covered = int(chance.integers(1, len(wanted) + 1))
    nearer = (*wanted[:covered], *some(chance, others, 3 - covered))
    return Pair({"help_topics": wanted}, {"help_topics": nearer}, {"help_topics": some(chance, others, 3)})


def _languages(chance: np.random.Generator) -> Pair:
    mine, other, third = some(chance, LANGUAGES, 3)
    return Pair({"languages": (mine, other)}, {"languages": (mine, other)}, {"languages": (mine, third)})


def _years(chance: np.random.Generator) -> Pair:
    mine = int(chance.integers(0, 10))
    ahead = mine + int(chance.integers(2, 8))
    other = mine + 25 + int(chance.integers(0, 10)) if chance.random() < 0.5 else max(mine - 5, 0)
    return Pair({"years_experience": mine}, {"years_experience": ahead}, {"years_experience": other})


FACTS: dict[str, Callable[[np.random.Generator], Pair]] = {
    "path": _path, "degree": _degree, "hours": _hours, "topics": _topics, "languages": _languages, "years": _years,
}  # fmt: skip


def measure(pairs: int = 2_000, seed: int = 1) -> dict[str, tuple[float, float]]:
    """Return, for each fact, how often the nearer one came first, and how often a reason named that fact."""
    chance = np.random.default_rng(seed)
    pool = MentorPool([people.mentor(f"m{n}", n, **people.background(chance)) for n in range(OTHERS)])
    won: dict[str, list[tuple[bool, bool]]] = {fact: [] for fact in FACTS}
    for number in range(pairs):
        fact = list(FACTS)[number % len(FACTS)]
        won[fact].append(_judged(pool, fact, FACTS[fact](chance), chance))
    return {fact: tuple(np.mean(judged, axis=0)) for fact, judged in won.items()}


def _judged(pool: MentorPool, fact: str, pair: Pair, chance: np.random.Generator) -> tuple[bool, bool]:
    usual, career = people.background(chance), int(chance.integers(len(people.CAREERS)))
    ids = ("first", "second") if chance.random() < 0.5 else ("second", "first")
    for mentor_id, facts in zip(ids, (pair.nearer, pair.farther), strict=True):
        pool.upsert(people.mentor(mentor_id, career, **{**usual, **facts}))
    asked = people.mentee(
        "asking", int(chance.integers(len(people.GOALS))), **{**people.background(chance), **pair.mentee}
    )
    ranked = BaselineRanker().rank(asked, pool, top=2, only=set(ids))
    return ranked[0].mentor_id == ids[0], _names(ranked, ids[0], fact)


def _names(ranked: list[Recommendation], nearer: str, fact: str) -> bool:
    """Tell whether the reasons about the fact put the nearer one above the other, in words too."""
    said: dict[str, Any] = {}
    for one in ranked:
        said[one.mentor_id] = next((reason for reason in one.reasons if reason.feature == fact), None)
    other = next(mentor_id for mentor_id in said if mentor_id != nearer)
    mine, theirs = said[nearer], said[other]
    if mine is None or not mine.text():
        return False
    return theirs is None or (mine.contribution > theirs.contribution and mine.text() != theirs.text())
