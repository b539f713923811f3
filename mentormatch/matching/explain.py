"""Which parts made this score: the reasons, generated from the very numbers that were added up."""

from collections.abc import Callable
from typing import Any

import numpy as np

from mentormatch.matching.evidence import EVIDENCE
from mentormatch.matching.features import Question
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.recommendation import Kind, Reason
from mentormatch.matching.scoring import Scored
from mentormatch.matching.weights import Parameters

_ORDER = {"for": 0, "against": 1, "base": 2, "adjustment": 3}
#: Reasons are told only when they move the score; notes are told although they do not.
_NEGLIGIBLE = 1e-12


def explain(asked: Question, pool: MentorPool, scored: Scored, row: int, parameters: Parameters) -> list[Reason]:
    """Return the reasons of one mentor's score, weightiest first; their contributions add up to the score."""
    base, unknown = scored.unasked * scored.median, scored.unknown[row] * scored.median
    reasons, not_known = [], []
    for name, column in scored.features.items():
        typical = scored.weights[name] * parameters.typical[name]
        base += typical
        if np.isnan(column[row]):
            unknown -= typical
            not_known.append(name)
            continue
        contribution = float(scored.weights[name] * column[row] - typical)
        kind: Kind = "for" if contribution >= 0 else "against"
        reasons.append(Reason(name, kind, contribution, EVIDENCE[name](asked, pool, row)))
    reasons.append(Reason("base", "base", float(base)))
    reasons += _adjustments(asked, pool, scored, row)
    if not_known:
        encoded = pool.vectors[row] is not None
        evidence = {"features": not_known, "not_encoded": not encoded}
        reasons.append(Reason("unknown", "adjustment", float(unknown), evidence))
    return sorted(reasons, key=lambda reason: (_ORDER[reason.kind], -abs(reason.contribution), reason.feature))


def _adjustments(asked: Question, pool: MentorPool, scored: Scored, row: int) -> list[Reason]:
    mentor = pool.facts[row]
    evidence: dict[str, Callable[[], dict[str, Any]]] = {
        "load": lambda: {"load": mentor.load, "capacity": mentor.capacity},
        "acceptance": lambda: {"asked": mentor.asked, "accepted": mentor.accepted},
    }
    reasons = [
        Reason(name, "adjustment", float(column[row]), evidence[name]())
        for name, column in scored.adjustments.items()
        if abs(column[row]) > _NEGLIGIBLE
    ]
    written = pool.written_in(row)
    if asked.goal and written and asked.goal.language and written != asked.goal.language:
        reasons.append(Reason("text_language", "adjustment", 0.0, {"language": written}))
    if asked.goal is None and asked.words:
        reasons.append(Reason("goal_not_encoded", "adjustment", 0.0))
    return reasons
