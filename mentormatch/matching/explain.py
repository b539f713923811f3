"""Which parts made this score: the reasons, generated from the very numbers that were added up."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mentormatch.matching.career import Career
from mentormatch.matching.evidence import ADJUSTMENTS, EVIDENCE, Pair, evidence_of_adjustment
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.recommendation import Kind, Reason
from mentormatch.matching.scoring import Scored
from mentormatch.matching.weights import Parameters

Floats = npt.NDArray[np.float64]
#: A feature, its contribution above a middling candidate, and whether it is known about this mentor.
Share = tuple[str, float, bool]

_ORDER = {"for": 0, "against": 1, "base": 2, "adjustment": 3}
#: Below this an adjustment is no adjustment.
_NEGLIGIBLE = 1e-12


def explain(asked: Question, pool: MentorPool, scored: Scored, row: int, parameters: Parameters) -> list[Reason]:
    """Return the reasons of one mentor's score, weightiest first; their contributions add up to the score."""
    shares = [*_career(scored, row, parameters), *_background(scored, row, parameters)]
    pair = Pair(asked, pool, scored.seen, row)
    reasons = [_reason(pair, name, share) for name, share, known in shares if known]
    reasons += [
        _reason(pair, name, float(column[row]))
        for name, column in scored.adjustments.items()
        if abs(column[row]) > _NEGLIGIBLE
    ]
    base = _base(scored, row, parameters)
    reasons += [Reason("base", "base", base), *_notes(asked, pool, row)]
    not_known = [name for name, _, known in shares if not known]
    if not_known:
        # What is unknown counts like the middle of the list, not like a middling candidate: this is the difference.
        pull = float(scored.unknown[row]) * scored.median + sum(share for _, share, known in shares if not known)
        reasons.append(Reason("unknown", "adjustment", pull, {"features": not_known}))
    return sorted(reasons, key=lambda reason: (_ORDER[reason.kind], -abs(reason.contribution), reason.feature))


def _career(scored: Scored, row: int, parameters: Parameters) -> Iterator[Share]:
    career = scored.career
    if career is None or not career.known[row]:
        yield from ((name, 0.0, False) for name in (career.measured if career else ()))
        return
    slope = scored.career_weight * _slope(career, row, parameters)
    for name, part in career.parts.items():
        known = name not in career.measured or not np.isnan(career.measured[name][row])
        share = slope * float(part[row] - career.typical[name][row])
        if name in career.measured or abs(share) > _NEGLIGIBLE:
            yield name, share, known


def _background(scored: Scored, row: int, parameters: Parameters) -> Iterator[Share]:
    for name, column in scored.background.items():
        known = not np.isnan(column[row])
        value = float(column[row]) if known else 0.0
        yield name, scored.weights[name] * (value - parameters.typical[name]), known


def _base(scored: Scored, row: int, parameters: Parameters) -> float:
    base = sum(weight * parameters.typical[name] for name, weight in scored.weights.items())
    if scored.career and scored.career.known[row]:
        base += scored.career_weight * float(parameters.calibrated(_middling(scored.career, row)))
    return float(base)


def _middling(career: Career, row: int) -> Floats:
    return np.array(sum(float(typical[row]) for typical in career.typical.values()))


def _slope(career: Career, row: int, parameters: Parameters) -> float:
    """Return the slope of the chord of the curve between a middling candidate and this mentor.

    A part's contribution is this slope times its distance from the middling one: the Aumann-Shapley share of a sum
    behind one curve, so that all contributions add up exactly.
    """
    middling = _middling(career, row)
    low, high = parameters.calibrated(np.array([middling, career.total[row]]))
    distance = float(career.total[row] - middling)
    return float(high - low) / distance if abs(distance) > 1e-9 else float(low * (1 - low)) / parameters.width


def _reason(pair: Pair, name: str, contribution: float) -> Reason:
    if name in ADJUSTMENTS:
        evidence = evidence_of_adjustment(name, contribution, pair.pool.facts[pair.row])
        return Reason(name, "adjustment", contribution, evidence)
    kind: Kind = "for" if contribution >= 0 else "against"
    return Reason(name, kind, contribution, EVIDENCE[name](pair))


def _notes(asked: Question, pool: MentorPool, row: int) -> list[Reason]:
    """Return what a reader should know although it moves nothing."""
    notes = []
    written = pool.written_in(row)
    if written and asked.written_in and written != asked.written_in:
        notes.append(Reason("text_language", "adjustment", 0.0, {"language": written}))
    if asked.goal is None and asked.words:
        notes.append(Reason("goal_not_encoded", "adjustment", 0.0))
    elif pool.vectors[row] is None and asked.words:
        notes.append(Reason("not_encoded", "adjustment", 0.0))
    return notes
