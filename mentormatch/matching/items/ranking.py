"""Things ranked for a mentee, with reasons that add up to the score."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from mentormatch.matching import text
from mentormatch.matching.evidence import NEAR_PROFILE, SAME_THING, Evidence
from mentormatch.matching.items.measuring import TYPICAL, WEIGHTS, Measured
from mentormatch.matching.items.pool import ItemPool
from mentormatch.matching.items.words import exactly, folded
from mentormatch.matching.question import Question
from mentormatch.matching.recommendation import Reason
from mentormatch.matching.terms import same_thing, word_key
from mentormatch.matching.types import MenteeFacts
from mentormatch.matching.vectors import GoalVectors

_ORDER = {"for": 0, "against": 1, "base": 2}


@dataclass(frozen=True, slots=True)
class Item:
    """A thing for a mentee. ``score`` is in [0, 1] and the sum of the contributions of ``reasons``."""

    item_id: str
    score: float
    reasons: tuple[Reason, ...]


def rank_items(
    mentee: MenteeFacts,
    goal: GoalVectors | None,
    pool: ItemPool,
    *,
    kind: str | None = None,
    only: Collection[str] | None = None,
    top: int = 5,
) -> list[Item]:
    """Return the best things of a kind, and of ``only``, best first. Nothing is random: ties go by id."""
    if not len(pool) or (kind is not None and kind not in pool.kinds):
        return []
    measured = Measured(Question(mentee, goal, pool.space), pool)
    scores, totals = measured.scores()
    wanted = np.ones(len(pool), np.bool_) if only is None else np.zeros(len(pool), np.bool_)
    if only is not None:
        wanted[pool.rows_of(only)] = True
    if kind is not None:
        wanted &= pool.column("kind") == pool.kinds[kind]
    rows = np.flatnonzero(wanted)
    if len(rows) > top:
        limit = np.partition(scores[rows], -top)[-top] if top else np.inf
        rows = rows[scores[rows] >= limit]
    best = sorted(rows.tolist(), key=lambda row: (-scores[row], pool.facts[row].id))[:top]
    shared = pool.words.contributions(measured.wanted.terms, np.array(best, np.intp))
    return [
        Item(pool.facts[row].id, float(scores[row]), _reasons(measured, row, float(totals[row]), keys))
        for row, keys in zip(best, shared, strict=True)
    ]


def _reasons(measured: Measured, row: int, total: float, shared: dict[int, float]) -> tuple[Reason, ...]:
    """Return what each part brings above a middling thing; with the start, that is the score."""
    known = {name: float(part[row]) for name, part in measured.parts.items() if not np.isnan(part[row])}
    if not known:
        return (Reason("item_base", "base", 0.0),)
    start = sum(WEIGHTS[name] * TYPICAL[name] for name in known) / total
    found = [Reason("item_base", "base", start)]
    for name, value in known.items():
        share = WEIGHTS[name] * (value - TYPICAL[name]) / total
        evidence = _evidence(name, measured, row, shared)
        found.append(Reason(f"item_{name}", "for" if share >= 0 else "against", share, evidence))
    found.sort(key=lambda reason: (_ORDER[reason.kind], -abs(reason.contribution), reason.feature))
    return tuple(found)


def _evidence(name: str, measured: Measured, row: int, shared: dict[int, float]) -> Evidence:
    item, wanted = measured.pool.facts[row], measured.wanted
    if name == "meaning":
        cosine = float(measured.cosines[row])
        return {"near": cosine >= NEAR_PROFILE, "similarity": cosine}
    if name == "words":
        weights: dict[str, float] = {}
        same_language = item.language == wanted.asked.written_in
        for key, weight in shared.items():
            word = wanted.words_by_key[key]
            # A stem of another language may belong to another word.
            if same_language or key == word_key(exactly(folded(word))):
                weights[word] = max(weights.get(word, 0.0), weight)
        return {"shared": sorted(weights, key=lambda word: (-weights[word], word))[:3]}
    if name == "languages":
        return {"language": item.language, "reads": item.language in wanted.asked.languages}
    similar = measured.similar[name][:, measured.pool.column(name)[row]].tolist()
    offered = [text.phrase(one) for one in getattr(item, name)]
    covered: list[str] = []
    not_covered: list[str] = []
    for phrase, alike in zip(wanted.named[name], similar, strict=True):
        same = alike >= SAME_THING and any(same_thing(phrase, one) for one in offered)
        (covered if same else not_covered).append(phrase)
    return {"covered": covered, "not_covered": not_covered, "offered": offered[:3]}
