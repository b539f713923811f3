"""The plain values behind each feature of one pair: what a reason says is read off here."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching import text
from mentormatch.matching.formula import Scored
from mentormatch.matching.languages import primaries
from mentormatch.matching.measures import Measures
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
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


@dataclass(frozen=True, slots=True)
class Pair:
    """One mentee and one mentor: what was measured between them, by feature, as plain numbers and lists."""

    asked: Question
    pool: MentorPool
    row: int
    mentor: MentorFacts
    cosines: dict[str, float]
    seen: dict[str, Any]


def pairs(measures: Measures, scored: Scored, where: npt.NDArray[np.intp]) -> Iterator[Pair]:
    """Yield the pairs of the mentee and the mentors at these places."""
    pool, rows = measures.pool, scored.rows[where]
    measured = scored.career.measured if scored.career else {}
    cosines = {name: column[where].tolist() for name, column in measured.items()}
    seen = {}
    for name, table in measures.tables.items():
        values = table.measured[..., pool.rows(table.column)[rows]] if table.measured.shape[-1] else np.empty(len(rows))
        seen[name] = np.moveaxis(values, -1, 0).tolist()
    if "sentences" in measured:
        seen["sentences"] = _similar_sentences(measures.asked, pool, rows)
    if "words" in measured:
        seen["words"] = pool.term_index("words").contributions(measures.asked.word_terms, rows)
    for number, row in enumerate(rows.tolist()):
        near = {name: column[number] for name, column in cosines.items()}
        its = {name: column[number] for name, column in seen.items()}
        yield Pair(measures.asked, pool, row, pool.facts[row], near, its)


def _role(pair: Pair) -> Evidence:
    similarity = pair.cosines["role"]
    near = "same" if similarity >= SAME_AIM else "near" if similarity >= NEAR_AIM else "other"
    return {"role": text.role_of(pair.mentor), "near": near, "similarity": similarity}


def _whole(pair: Pair) -> Evidence:
    similarity = pair.cosines["whole"]
    return {"near": similarity >= NEAR_PROFILE, "similarity": similarity}


def _similar_sentences(asked: Question, pool: MentorPool, rows: npt.NDArray[np.intp]) -> list[list[float]]:
    """Return for each row the similarity of the goal with every sentence that is encoded."""
    vectors = [pool.sentences[row] for row in rows.tolist()]
    some = [one for one in vectors if one is not None]
    similar = np.vecdot(np.concatenate(some).astype(np.float32), asked.written).tolist() if some else []
    ends = [*itertools.accumulate(0 if one is None else len(one) for one in vectors)]
    return [similar[start:end] for start, end in itertools.pairwise([0, *ends])]


def _sentences(pair: Pair) -> Evidence:
    similar = pair.seen["sentences"]
    if not similar:
        return {"sentence": "", "similarity": 0.0}
    told, highest = text.sentences(pair.mentor.bio), max(similar)
    # Vectors of another text than the present one: which sentence they stand for is not known, so none is quoted.
    quote = text.shortened(told[similar.index(highest)], LONGEST_QUOTE) if len(told) == len(similar) else ""
    return {"sentence": quote, "similarity": highest}


def _words(pair: Pair) -> Evidence:
    words = pair.asked.words_by_key
    named = {words[key]: share for key, share in pair.seen["words"].items() if key in words}
    return {"shared": sorted(named, key=lambda word: (-named[word], word))[:3]}


def _covered(feature: str, offered: tuple[str, ...], pair: Pair) -> Evidence:
    covered: list[str] = []
    not_covered: list[str] = []
    for name, similar in zip(pair.asked.wanted[feature], pair.seen[feature], strict=True):
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
        "same_aim": pair.cosines.get("role", 0.0) >= NEAR_AIM,
    }


def _degree(pair: Pair) -> Evidence:
    degree = text.phrase(pair.mentor.degree)
    return {"degree": degree, "same": degree.casefold() == text.phrase(pair.asked.mentee.degree).casefold()}


def _hours(pair: Pair) -> Evidence:
    minutes, apart = pair.seen["hours"]
    if minutes >= 0:
        return {"minutes": int(minutes)}
    return {"minutes": None, "apart": int(apart)}


def _languages(pair: Pair) -> Evidence:
    return {"shared": sorted(pair.asked.languages & primaries(pair.mentor.languages))}


def _years(pair: Pair) -> Evidence:
    return {"ahead": pair.seen["years"]}


EVIDENCE: dict[str, Callable[[Pair], Evidence]] = {
    "role": _role,
    "whole": _whole,
    "sentences": _sentences,
    "words": _words,
    "skills": lambda pair: _covered("skills", pair.mentor.skills, pair),
    "path": _path,
    "degree": _degree,
    "industries": lambda pair: _covered("industries", pair.mentor.industries, pair),
    "topics": lambda pair: _covered("topics", pair.mentor.help_topics, pair),
    "hours": _hours,
    "languages": _languages,
    "years": _years,
}


def evidence_of_adjustment(name: str, contribution: float, mentor: MentorFacts) -> Evidence:
    """Return the plain values behind an adjustment."""
    if name == "load":
        return {"load": mentor.load, "capacity": mentor.capacity}
    if name == "acceptance":
        return {"asked": mentor.asked, "accepted": mentor.accepted}
    return {"lower": contribution < 0}
