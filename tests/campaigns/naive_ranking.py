"""The whole score as one would write it first: a Python loop over objects, one mentor after the other.

It weighs what the engine weighs, by the engine's own weights and curves: three cosines, words and character n-grams by
TF-IDF, coverage of skills, industries and topics, path, degree, hours, languages, years, load. Objects hold what rows
of a table hold, with vectors already decoded and terms already counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mentormatch.matching import GoalVectors, MenteeFacts, MentorFacts, MentorVectors
from mentormatch.matching.text import profile_of
from mentormatch.matching.weights import CURVES, WEIGHTS

Terms = dict[str, float]


@dataclass
class Row:
    """A mentor as an object-relational mapper would give it."""

    facts: MentorFacts
    vectors: dict[str, Any]
    words: Terms
    grams: Terms
    phrases: dict[str, list[set[str]]]
    hours: set[int]


def row(facts: MentorFacts, stored: MentorVectors) -> Row:
    """Return one mentor, everything counted beforehand."""
    vectors = {part: stored.part(part).sum(axis=0) for part in ("whole", "role", "sentence")}
    told = profile_of(facts).lower().split()
    phrases = {name: [grams(one) for one in getattr(facts, name)] for name in ("skills", "industries", "help_topics")}
    return Row(facts, vectors, Counter(told), Counter(grams(" ".join(told))), phrases, quarters(facts))


def grams(text: str) -> set[str]:
    """Return the character n-grams of a text."""
    padded = f" {text.lower()} "
    return {padded[i : i + n] for n in (3, 4, 5) for i in range(len(padded) - n + 1)}


def quarters(facts: MentorFacts | MenteeFacts) -> set[int]:
    """Return the free quarter-hours of a week, as if all zones were one."""
    free = ((day, int(start[:2]), int(end[:2])) for day, start, end in facts.availability)
    return {day * 96 + quarter for day, start, end in free for quarter in range(start * 4, end * 4)}


def ranked(asked: MenteeFacts, goal: GoalVectors, rows: Iterable[Row], top: int = 20) -> list[tuple[float, str]]:
    """Return the best mentors with their scores, best first."""
    wish = goal.part("goal")[0]
    words = Counter(f"{asked.goal} {' '.join(asked.target_roles)}".lower().split())
    letters, free = Counter(grams(" ".join(words))), quarters(asked)
    wanted = {
        "skills": [grams(one) for one in asked.skills_wanted],
        "industries": [grams(one) for one in asked.industries],
        "help_topics": [grams(one) for one in asked.help_topics],
    }
    scored = []
    for one in rows:
        if one.facts.load >= one.facts.capacity or not set(asked.languages) & set(one.facts.languages):
            continue
        career = sum(
            WEIGHTS[name] * float(one.vectors[part] @ wish)
            for name, part in (("whole", "whole"), ("role", "role"), ("sentences", "sentence"))
        )
        career += WEIGHTS["words"] * (cosine(words, one.words) + cosine(letters, one.grams)) / 2
        background = _background(asked, one, wanted, free)
        scored.append(((0.7 / (1 + np.exp(-(career - 0.15) / 0.05)) + background), one.facts.id))
    return sorted(scored, reverse=True)[:top]


def _background(asked: MenteeFacts, one: Row, wanted: dict[str, list[set[str]]], free: set[int]) -> float:
    total = 0.0
    for name, offered in one.phrases.items():
        best = [max((alike(want, have) for have in offered), default=0.0) for want in wanted[name]]
        total += WEIGHTS[{"help_topics": "topics"}.get(name, name)] * sum(best) / max(len(best), 1)
    total += WEIGHTS["path"] * alike(grams(asked.previous_field), grams(one.facts.previous_field))
    total += WEIGHTS["degree"] * alike(grams(asked.degree), grams(one.facts.degree))
    total += WEIGHTS["hours"] * curve("hours", 15 * len(free & one.hours))
    total += WEIGHTS["languages"] * curve("languages", len(set(asked.languages) & set(one.facts.languages)))
    total += WEIGHTS["years"] * curve("years", (one.facts.years_experience or 0) - (asked.years_experience or 0))
    return total * (1 - 0.08 * one.facts.load / max(one.facts.capacity, 1))


def cosine(one: Terms, other: Terms) -> float:
    """Return the cosine of two counts of terms."""
    shared = sum(weight * other.get(term, 0.0) for term, weight in one.items())
    lengths = sum(weight * weight for weight in one.values()) * sum(weight * weight for weight in other.values())
    return shared / lengths**0.5 if lengths else 0.0


def alike(one: set[str], other: set[str]) -> float:
    """Return the share of common n-grams (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def curve(name: str, measured: float) -> float:
    """Return a measured value on the published scale."""
    xs, ys = zip(*CURVES[name], strict=True)
    return float(np.interp(measured, xs, ys))
