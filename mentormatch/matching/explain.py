"""Which parts made this score: the reasons, generated from the very numbers that were added up."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mentormatch.matching.career import Career
from mentormatch.matching.evidence import ADJUSTMENTS, EVIDENCE, Pair, evidence_of_adjustment
from mentormatch.matching.formula import Scored
from mentormatch.matching.measures import Measures
from mentormatch.matching.recommendation import Kind, Reason
from mentormatch.matching.weights import Parameters

Floats = npt.NDArray[np.float64]
#: A feature, its contribution above a middling candidate, and whether it is known about this mentor.
Share = tuple[str, float, bool]

_ORDER = {"for": 0, "against": 1, "base": 2, "adjustment": 3}
#: Below this an adjustment is no adjustment.
_NEGLIGIBLE = 1e-12


def explain(measures: Measures, scored: Scored, place: int) -> list[Reason]:
    """Return the reasons of the score at one place, weightiest first; their contributions add up to the score."""
    parameters = measures.parameters
    shares = [*_career(scored, place, parameters), *_background(scored, place, parameters)]
    pair = Pair(measures, scored, place)
    reasons = [_reason(pair, name, share) for name, share, known in shares if known]
    reasons += [
        _reason(pair, name, float(column[place]))
        for name, column in scored.adjustments.items()
        if abs(column[place]) > _NEGLIGIBLE
    ]
    base = _base(scored, place, parameters)
    reasons += [Reason("base", "base", base), *_notes(pair)]
    not_known = [name for name, _, known in shares if not known]
    if not_known:
        # What is unknown counts like the middle of the list, not like a middling candidate: this is the difference.
        pull = float(scored.unknown[place]) * scored.median + sum(share for _, share, known in shares if not known)
        reasons.append(Reason("unknown", "adjustment", pull, {"features": not_known}))
    return sorted(reasons, key=lambda reason: (_ORDER[reason.kind], -abs(reason.contribution), reason.feature))


def _career(scored: Scored, place: int, parameters: Parameters) -> Iterator[Share]:
    career = scored.career
    if career is None or not career.known[place]:
        yield from ((name, 0.0, False) for name in (career.measured if career else ()))
        return
    slope = scored.career_weight * _slope(career, place, parameters)
    for name, part in career.parts.items():
        known = name not in career.measured or not np.isnan(career.measured[name][place])
        share = slope * float(part[place] - career.typical[name][place])
        if name in career.measured or abs(share) > _NEGLIGIBLE:
            yield name, share, known


def _background(scored: Scored, place: int, parameters: Parameters) -> Iterator[Share]:
    for name, column in scored.background.items():
        known = not np.isnan(column[place])
        value = float(column[place]) if known else 0.0
        yield name, scored.weights[name] * (value - parameters.typical[name]), known


def _base(scored: Scored, place: int, parameters: Parameters) -> float:
    base = sum(weight * parameters.typical[name] for name, weight in scored.weights.items())
    if scored.career and scored.career.known[place]:
        base += scored.career_weight * float(parameters.calibrated(_middling(scored.career, place)))
    return float(base)


def _middling(career: Career, place: int) -> Floats:
    return np.array(sum(float(typical[place]) for typical in career.typical.values()))


def _slope(career: Career, place: int, parameters: Parameters) -> float:
    """Return the slope of the chord of the curve between a middling candidate and this mentor.

    A part's contribution is this slope times its distance from the middling one: the Aumann-Shapley share of a sum
    behind one curve, so that all contributions add up exactly.
    """
    middling = _middling(career, place)
    low, high = parameters.calibrated(np.array([middling, career.total[place]]))
    distance = float(career.total[place] - middling)
    return float(high - low) / distance if abs(distance) > 1e-9 else float(low * (1 - low)) / parameters.width


def _reason(pair: Pair, name: str, contribution: float) -> Reason:
    if name in ADJUSTMENTS:
        evidence = evidence_of_adjustment(name, contribution, pair.mentor)
        return Reason(name, "adjustment", contribution, evidence)
    kind: Kind = "for" if contribution >= 0 else "against"
    return Reason(name, kind, contribution, EVIDENCE[name](pair))


def _notes(pair: Pair) -> Iterator[Reason]:
    """Return what a reader should know although it moves nothing."""
    asked, written = pair.asked, pair.pool.written_in(pair.row)
    if written and asked.written_in and written != asked.written_in:
        yield Reason("text_language", "adjustment", 0.0, {"language": written})
    if asked.goal is None and asked.words:
        yield Reason("goal_not_encoded", "adjustment", 0.0)
    elif pair.pool.sentences[pair.row] is None and asked.words:
        yield Reason("not_encoded", "adjustment", 0.0)
