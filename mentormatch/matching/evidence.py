"""The plain values behind each feature of one pair: what a reason says is read off here."""

from collections.abc import Callable
from typing import Any

import numpy as np

from mentormatch.matching import text
from mentormatch.matching.formula import Scored
from mentormatch.matching.languages import primaries
from mentormatch.matching.measures import Measures
from mentormatch.matching.overlap import stated
from mentormatch.matching.terms import same_thing
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


class Pair:
    """One mentee and the mentor at one place of what was scored."""

    def __init__(self, measures: Measures, scored: Scored, place: int) -> None:
        """Look at one place."""
        self.asked, self.pool = measures.asked, measures.pool
        self.row = int(scored.rows[place])
        self.mentor = self.pool.facts[self.row]
        self._tables = measures.tables
        self._cosines = scored.career.measured if scored.career else {}
        self._place = place

    def cosine(self, name: str) -> float:
        """Return the cosine of one part of the career; 0 when it was not measured."""
        return float(self._cosines[name][self._place]) if name in self._cosines else 0.0

    def seen(self, name: str) -> Any:
        """Return what was measured of the value that the mentor shares with others, (...)."""
        table = self._tables[name]
        return table.measured[..., self.pool.rows(table.column)[self.row]]


def _role(pair: Pair) -> Evidence:
    similarity = pair.cosine("role")
    near = "same" if similarity >= SAME_AIM else "near" if similarity >= NEAR_AIM else "other"
    return {"role": text.role_of(pair.mentor), "near": near, "similarity": similarity}


def _whole(pair: Pair) -> Evidence:
    similarity = pair.cosine("whole")
    return {"near": similarity >= NEAR_PROFILE, "similarity": similarity}


def _sentences(pair: Pair) -> Evidence:
    vectors = pair.pool.sentences[pair.row]
    told = text.sentences(pair.mentor.bio)
    if vectors is None or pair.asked.goal is None or not told:
        return {"sentence": "", "similarity": 0.0}
    similar = vectors.astype(np.float32) @ pair.asked.written
    nearest = int(similar.argmax())
    return {"sentence": text.shortened(told[nearest], LONGEST_QUOTE), "similarity": float(similar[nearest])}


def _words(pair: Pair) -> Evidence:
    weights = pair.pool.term_index("words").contributions(pair.asked.word_terms, pair.row)
    named = {word: weights[key] for word, key in pair.asked.word_keys if key in weights}
    return {"shared": sorted(named, key=lambda word: (-named[word], word))[:3]}


def _covered(wanted: tuple[str, ...], feature: str, offered: tuple[str, ...], pair: Pair) -> Evidence:
    best = pair.seen(feature).tolist()
    covered: list[str] = []
    not_covered: list[str] = []
    for name, similar in zip(stated(wanted), best, strict=True):
        same = similar >= SAME_THING and any(same_thing(name, text.phrase(one)) for one in offered)
        (covered if same else not_covered).append(name)
    return {"covered": covered, "not_covered": not_covered}


def _path(pair: Pair) -> Evidence:
    mentor, mentee = pair.mentor, pair.asked.mentee
    start = text.phrase(mentor.previous_field)
    return {
        "start": start,
        "role": text.role_of(mentor),
        "same_start": start.casefold() == text.phrase(mentee.previous_field).casefold(),
        "same_aim": pair.cosine("role") >= NEAR_AIM,
    }


def _degree(pair: Pair) -> Evidence:
    degree = text.phrase(pair.mentor.degree)
    return {"degree": degree, "same": degree.casefold() == text.phrase(pair.asked.mentee.degree).casefold()}


def _hours(pair: Pair) -> Evidence:
    minutes, apart = pair.seen("hours")
    if minutes >= 0:
        return {"minutes": int(minutes)}
    return {"minutes": None, "apart": int(apart)}


def _languages(pair: Pair) -> Evidence:
    return {"shared": sorted(pair.asked.languages & primaries(pair.mentor.languages))}


def _years(pair: Pair) -> Evidence:
    return {"ahead": float(pair.seen("years"))}


EVIDENCE: dict[str, Callable[[Pair], Evidence]] = {
    "role": _role,
    "whole": _whole,
    "sentences": _sentences,
    "words": _words,
    "skills": lambda pair: _covered(pair.asked.mentee.skills_wanted, "skills", pair.mentor.skills, pair),
    "path": _path,
    "degree": _degree,
    "industries": lambda pair: _covered(pair.asked.mentee.industries, "industries", pair.mentor.industries, pair),
    "topics": lambda pair: _covered(pair.asked.mentee.help_topics, "topics", pair.mentor.help_topics, pair),
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
