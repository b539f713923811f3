"""The plain values behind each feature of one pair: what a reason says is read off here."""

from collections.abc import Callable
from typing import Any

import numpy as np

from mentormatch.matching import hours, text
from mentormatch.matching.features import Question, coverage
from mentormatch.matching.languages import primaries
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.terms import word_key, word_terms

Evidence = dict[str, Any]
#: From this similarity by characters on, a phrase counts as the same thing: "Tableau" and "Tableau software".
SAME_THING = 0.6
#: From this similarity of the goal and the role on, the mentor does what the mentee aims for.
SAME_AIM = 0.45
LONGEST_QUOTE = 160


def _role(asked: Question, pool: MentorPool, row: int) -> Evidence:
    return {"role": text.role_of(pool.facts[row])}


def _whole(asked: Question, pool: MentorPool, row: int) -> Evidence:
    return {}


def _sentences(asked: Question, pool: MentorPool, row: int) -> Evidence:
    vectors = pool.vectors[row]
    told = text.sentences(pool.facts[row].bio)
    if vectors is None or not told:
        return {"sentence": ""}
    nearest = int((vectors.part("sentence") @ asked.vectors("goal")[0]).argmax())
    sentence = told[nearest]
    return {"sentence": sentence if len(sentence) <= LONGEST_QUOTE else sentence[: LONGEST_QUOTE - 1] + "…"}


def _words(asked: Question, pool: MentorPool, row: int) -> Evidence:
    weights = pool.term_index("words").contributions(word_terms(asked.words), row)
    named = {word: weights.get(word_key(word), 0.0) for word in asked.words}
    return {"shared": [word for word in sorted(named, key=lambda w: (-named[w], w)) if named[word]][:3]}


def _covered(wanted: tuple[str, ...], pool: MentorPool, offered: str, row: int) -> Evidence:
    names = [text.clean(phrase) for phrase in wanted if text.clean(phrase)]
    best = coverage(tuple(names), pool, offered)[:, row]
    return {
        "covered": [name for name, value in zip(names, best, strict=True) if value >= SAME_THING],
        "not_covered": [name for name, value in zip(names, best, strict=True) if not value >= SAME_THING],
    }


def _skills(asked: Question, pool: MentorPool, row: int) -> Evidence:
    return _covered(asked.mentee.skills_wanted, pool, "skills", row)


def _industries(asked: Question, pool: MentorPool, row: int) -> Evidence:
    return _covered(asked.mentee.industries, pool, "industries", row)


def _topics(asked: Question, pool: MentorPool, row: int) -> Evidence:
    return _covered(asked.mentee.help_topics, pool, "help_topics", row)


def _path(asked: Question, pool: MentorPool, row: int) -> Evidence:
    mentor = pool.facts[row]
    wishes = np.concatenate([asked.vectors("goal"), asked.vectors("target")])
    aim = float((wishes @ pool.rows("role")[row]).max()) if len(wishes) else 0.0
    start = text.clean(mentor.previous_field)
    return {
        "start": start,
        "role": text.role_of(mentor),
        "same_start": start.casefold() == text.clean(asked.mentee.previous_field).casefold(),
        "same_aim": aim >= SAME_AIM,
    }


def _degree(asked: Question, pool: MentorPool, row: int) -> Evidence:
    degree = text.clean(pool.facts[row].degree)
    return {"degree": degree, "same": degree.casefold() == text.clean(asked.mentee.degree).casefold()}


def _hours(asked: Question, pool: MentorPool, row: int) -> Evidence:
    mentee, mentor = asked.mentee, pool.facts[row]
    if mentee.availability and mentor.availability:
        one = hours.free_quarters(mentee.availability, mentee.time_zone)
        other = hours.free_quarters(mentor.availability, mentor.time_zone)
        return {"minutes": int(hours.minutes_in_common(one, other[None])[0])}
    return {"minutes": None, "apart": hours.minutes_apart(mentee.time_zone, mentor.time_zone)}


def _languages(asked: Question, pool: MentorPool, row: int) -> Evidence:
    return {"shared": sorted(asked.languages & primaries(pool.facts[row].languages))}


def _years(asked: Question, pool: MentorPool, row: int) -> Evidence:
    return {"ahead": float(pool.rows("years_experience")[row] - (asked.mentee.years_experience or 0))}


EVIDENCE: dict[str, Callable[[Question, MentorPool, int], Evidence]] = {
    "role": _role,
    "whole": _whole,
    "sentences": _sentences,
    "words": _words,
    "skills": _skills,
    "path": _path,
    "degree": _degree,
    "industries": _industries,
    "topics": _topics,
    "hours": _hours,
    "languages": _languages,
    "years": _years,
}
