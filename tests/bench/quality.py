"""How well does the baseline rank? Task files with graded relevance, beside plain alternatives in the same run.

A task is ``NAME.json.gz`` in a folder: ``mentors`` (id, current_role, bio, skills, lang) and ``queries`` (profile with
id, goal_text, target_roles, target_skills, lang; ``rel``: grade by mentor id; ``exclude``: ids to leave out). How such
files are made from the public O*NET and ESCO releases stands in docs/bench/tasks.md.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer

from mentormatch.matching import BaselineRanker, Encoder, MenteeFacts, MentorFacts, MentorPool, Ranker
from mentormatch.matching.weights import Parameters

K = 10
#: The same ranker without the corrections for fair attention.
UNCORRECTED = Ranker(replace(Parameters(), hub=0.0, neighbours=0.0, translation=0.0))
Ranked = Callable[[MenteeFacts, set[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Quality:
    """One method on one task: nDCG@10 (graded, exponential), Gini of the first ten, share in the own language.

    ``turns`` is how often each mentor would be shown if all were shown alike; below 2 a Gini says little.
    """

    task: str
    method: str
    ndcg: float
    gini: float
    own_language: float | None
    turns: float


def measure(folder: Path, queries: int) -> list[Quality]:
    """Rank up to ``queries`` students of every task of a folder with every method."""
    return [row for path in sorted(folder.glob("*.json.gz")) for row in _task(path, queries)]


def _task(path: Path, queries: int) -> list[Quality]:
    task = json.loads(gzip.decompress(path.read_bytes()))
    mentors = [_mentor(profile) for profile in task["mentors"]]
    chosen = np.random.default_rng(5).permutation(len(task["queries"]))[: queries or None]
    asked = [task["queries"][place] for place in chosen]
    pool = MentorPool(mentors)
    methods: dict[str, Ranked] = {
        "MentorMatch": lambda mentee, out: _ids(BaselineRanker(), mentee, pool, out),
        "the same without corrections": lambda mentee, out: _ids(UNCORRECTED, mentee, pool, out),
        "TF-IDF (scikit-learn)": _by_words(mentors),
        "sentence vectors of the whole text": _by_meaning(mentors),
    }
    name = path.name.removesuffix(".json.gz")
    return [_judged(name, method, ranked, mentors, asked) for method, ranked in methods.items()]


def _judged(task: str, method: str, ranked: Ranked, mentors: list[MentorFacts], asked: list[dict[str, Any]]) -> Quality:
    language = {mentor.id: mentor.text_language for mentor in mentors}
    shown, scores, own = dict.fromkeys(language, 0), [], []
    for query in asked:
        first = ranked(_mentee(query["profile"]), {str(one) for one in query["exclude"]})[:K]
        scores.append(_ndcg(first, {str(one): float(grade) for one, grade in query["rel"].items()}))
        own.append(np.mean([language[one] == query["profile"].get("lang") for one in first]))
        for one in first:
            shown[one] += 1
    mixed = len(set(language.values())) > 1
    gini = _gini(np.array(sorted(shown.values()), float))
    turns = K * len(asked) / len(mentors)
    return Quality(task, method, float(np.nanmean(scores)), gini, float(np.mean(own)) if mixed else None, turns)


def _ids(ranker: Ranker, mentee: MenteeFacts, pool: MentorPool, out: set[str]) -> list[str]:
    return [one.mentor_id for one in ranker.rank(mentee, pool, top=K + len(out)) if one.mentor_id not in out]


def _by_words(mentors: list[MentorFacts]) -> Ranked:
    words = TfidfVectorizer(sublinear_tf=True)
    matrix = words.fit_transform(map(_text, mentors))
    return lambda mentee, out: _best((matrix @ words.transform([mentee.goal]).T).toarray()[:, 0], mentors, out)


def _by_meaning(mentors: list[MentorFacts]) -> Ranked:
    encoder = Encoder.default()
    vectors = encoder.encode(list(map(_text, mentors)))
    return lambda mentee, out: _best(vectors @ encoder.encode([mentee.goal])[0], mentors, out)


def _best(scores: npt.NDArray[Any], mentors: list[MentorFacts], out: set[str]) -> list[str]:
    order = np.argsort(-scores, kind="stable")[: K + len(out)]
    return [mentors[place].id for place in order if mentors[place].id not in out]


def _text(mentor: MentorFacts) -> str:
    return f"{mentor.role_title}. {mentor.bio} {', '.join(mentor.skills)}"


def _mentor(profile: dict[str, Any]) -> MentorFacts:
    return MentorFacts(
        id=str(profile["id"]),
        role_title=profile.get("current_role") or "",
        bio=profile.get("bio") or "",
        skills=tuple(profile.get("skills") or ()),
        text_language=profile.get("lang") or "",
    )


def _mentee(profile: dict[str, Any]) -> MenteeFacts:
    return MenteeFacts(
        id=str(profile["id"]),
        goal=profile.get("goal_text") or "",
        target_roles=tuple(profile.get("target_roles") or ()),
        skills_wanted=tuple(profile.get("target_skills") or ()),
        text_language=profile.get("lang") or "",
    )


def _ndcg(first: list[str], relevance: dict[str, float]) -> float:
    def gain(grades: list[float]) -> float:
        return sum((2**grade - 1) / np.log2(place + 2) for place, grade in enumerate(grades[:K]))

    ideal = gain(sorted(relevance.values(), reverse=True))
    return gain([relevance.get(one, 0.0) for one in first]) / ideal if ideal else float("nan")


def _gini(ordered: npt.NDArray[Any]) -> float:
    n = len(ordered)
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * ordered.sum())) if ordered.sum() else 0.0
