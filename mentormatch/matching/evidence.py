"""The plain values behind each feature of one pair: what a reason says is read off here."""

from collections.abc import Callable
from typing import Any, NamedTuple

from mentormatch.matching import text
from mentormatch.matching.background import Seen
from mentormatch.matching.languages import primaries
from mentormatch.matching.overlap import stated
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.terms import same_thing, word_key
from mentormatch.matching.types import MentorFacts

Evidence = dict[str, Any]
#: From this similarity by characters on, a phrase may be the same thing: "Tableau" and "Tableau software".
SAME_THING = 0.6
#: Similarity of goal and role from which the mentor does what the mentee aims for ("Data analyst" and "Data scientist"
#: stand at .74, "Product analyst" at .58, "Software engineer" at .43), and from which it is something close.
SAME_AIM, NEAR_AIM = 0.6, 0.35
#: Similarity of goal and whole profile from which the profile is close to the goal.
NEAR_PROFILE = 0.3
LONGEST_QUOTE = 160


class Pair(NamedTuple):
    """One mentee and one mentor (a row of the pool), and what was measured between the mentee and all mentors."""

    asked: Question
    pool: MentorPool
    seen: Seen
    row: int


def _mentor(pair: Pair) -> MentorFacts:
    return pair.pool.facts[pair.row]


def _role(pair: Pair) -> Evidence:
    similarity = float(pair.seen["role"][pair.row])
    near = "same" if similarity >= SAME_AIM else "near" if similarity >= NEAR_AIM else "other"
    return {"role": text.role_of(pair.pool.facts[pair.row]), "near": near, "similarity": similarity}


def _whole(pair: Pair) -> Evidence:
    similarity = float(pair.seen["whole"][pair.row])
    return {"near": similarity >= NEAR_PROFILE, "similarity": similarity}


def _sentences(pair: Pair) -> Evidence:
    vectors = pair.pool.vectors[pair.row]
    told = text.sentences(pair.pool.facts[pair.row].bio)
    if vectors is None or pair.asked.goal is None or not told:
        return {"sentence": "", "similarity": 0.0}
    similar = vectors.part("sentence") @ pair.asked.goal.part("goal")[0]
    nearest = int(similar.argmax())
    return {"sentence": text.shortened(told[nearest], LONGEST_QUOTE), "similarity": float(similar[nearest])}


def _words(pair: Pair) -> Evidence:
    weights = pair.pool.term_index("words").contributions(pair.asked.word_terms, pair.row)
    named = {word: weights.get(word_key(word), 0.0) for word in pair.asked.words}
    return {"shared": [word for word in sorted(named, key=lambda w: (-named[w], w)) if named[word]][:3]}


def _covered(wanted: tuple[str, ...], feature: str, offered: tuple[str, ...], pair: Pair) -> Evidence:
    best = pair.seen[feature][:, pair.row]
    covered: list[str] = []
    not_covered: list[str] = []
    for name, similar in zip(stated(wanted), best, strict=True):
        same = similar >= SAME_THING and any(same_thing(name, text.phrase(one)) for one in offered)
        (covered if same else not_covered).append(name)
    return {"covered": covered, "not_covered": not_covered}


def _path(pair: Pair) -> Evidence:
    mentor, mentee = pair.pool.facts[pair.row], pair.asked.mentee
    start = text.phrase(mentor.previous_field)
    aim = pair.seen["role"][pair.row] if "role" in pair.seen else 0.0
    return {
        "start": start,
        "role": text.role_of(mentor),
        "same_start": start.casefold() == text.phrase(mentee.previous_field).casefold(),
        "same_aim": bool(aim >= NEAR_AIM),
    }


def _degree(pair: Pair) -> Evidence:
    degree = text.phrase(pair.pool.facts[pair.row].degree)
    return {"degree": degree, "same": degree.casefold() == text.phrase(pair.asked.mentee.degree).casefold()}


def _hours(pair: Pair) -> Evidence:
    minutes, apart = pair.seen["minutes"][pair.row], pair.seen["apart"][pair.row]
    if minutes >= 0:
        return {"minutes": int(minutes)}
    return {"minutes": None, "apart": int(apart)}


def _languages(pair: Pair) -> Evidence:
    return {"shared": sorted(pair.asked.languages & primaries(pair.pool.facts[pair.row].languages))}


def _years(pair: Pair) -> Evidence:
    return {"ahead": float(pair.seen["years"][pair.row])}


EVIDENCE: dict[str, Callable[[Pair], Evidence]] = {
    "role": _role,
    "whole": _whole,
    "sentences": _sentences,
    "words": _words,
    "skills": lambda pair: _covered(pair.asked.mentee.skills_wanted, "skills", _mentor(pair).skills, pair),
    "path": _path,
    "degree": _degree,
    "industries": lambda pair: _covered(pair.asked.mentee.industries, "industries", _mentor(pair).industries, pair),
    "topics": lambda pair: _covered(pair.asked.mentee.help_topics, "topics", _mentor(pair).help_topics, pair),
    "hours": _hours,
    "languages": _languages,
    "years": _years,
}

ADJUSTMENTS = ("hub", "neighbours", "load", "acceptance")


def evidence_of_adjustment(name: str, contribution: float, mentor: MentorFacts) -> Evidence:
    """Return the plain values behind an adjustment."""
    if name == "load":
        return {"load": mentor.load, "capacity": mentor.capacity}
    if name == "acceptance":
        return {"asked": mentor.asked, "accepted": mentor.accepted}
    return {"lower": contribution < 0}
