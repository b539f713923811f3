"""Which parts made a score: the reasons, generated from the very numbers that were added up."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
import numpy.typing as npt

from mentormatch.matching.career import Career
from mentormatch.matching.evidence import EVIDENCE, Pair, evidence_of_adjustment, pairs
from mentormatch.matching.formula import Scored
from mentormatch.matching.measures import Measures
from mentormatch.matching.recommendation import Reason
from mentormatch.matching.weights import Parameters

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

_ORDER = {"for": 0, "against": 1, "base": 2, "adjustment": 3}
#: Below this an adjustment is no adjustment.
_NEGLIGIBLE = 1e-12


@dataclass(frozen=True, slots=True)
class Shares:
    """What one feature brings to some scores above a middling candidate, and about whom it is known."""

    name: str
    brought: list[float]
    known: list[bool]


def explain(measures: Measures, scored: Scored, where: Places) -> list[list[Reason]]:
    """Return the reasons of the scores at these places, the weightiest first; they add up to the score."""
    shares = [*_career(scored, where, measures.parameters), *_background(scored, where, measures.parameters)]
    bases, unknown = _bases(scored, where, measures.parameters), (scored.unknown[where] * scored.median).tolist()
    features = [one for one in shares if one.name in EVIDENCE]
    adjusted = [(one.name, one.brought) for one in shares if one.name not in EVIDENCE]
    adjusted += [(name, column[where].tolist()) for name, column in scored.adjustments.items()]
    found = []
    for number, pair in enumerate(pairs(measures, scored, where)):
        reasons, missing = [Reason("base", "base", bases[number]), *_notes(pair)], []
        for one in features:
            if one.known[number]:
                share = one.brought[number]
                reasons.append(Reason(one.name, "for" if share >= 0 else "against", share, EVIDENCE[one.name](pair)))
            else:
                missing.append(one)
        for name, column in adjusted:
            share = column[number]
            if abs(share) > _NEGLIGIBLE:
                evidence = evidence_of_adjustment(name, share, pair.mentor)
                reasons.append(Reason(name, "adjustment", share, evidence))
        if missing:
            # What is unknown counts like the middle of the list, not like a middling candidate: the difference.
            pull = unknown[number] + sum(one.brought[number] for one in missing)
            reasons.append(Reason("unknown", "adjustment", pull, {"features": [one.name for one in missing]}))
        reasons.sort(key=_weight)
        found.append(reasons)
    return found


def _weight(reason: Reason) -> tuple[int, float, str]:
    return _ORDER[reason.kind], -abs(reason.contribution), reason.feature


def _career(scored: Scored, where: Places, parameters: Parameters) -> Iterator[Shares]:
    career = scored.career
    if career is None:
        return
    any_known = career.known[where]
    slope = np.where(any_known, scored.career_weight * _slopes(career, where, parameters), 0.0)
    for name, part in career.parts.items():
        brought = slope * (part[where] - career.typical[name][where])
        if name in career.measured:
            known = any_known & ~np.isnan(career.measured[name][where])
            yield Shares(name, brought.tolist(), known.tolist())
        else:
            yield Shares(name, brought.tolist(), [True] * len(where))


def _background(scored: Scored, where: Places, parameters: Parameters) -> Iterator[Shares]:
    for name, column in scored.background.items():
        known = ~np.isnan(column[where])
        brought = scored.weights[name] * (np.where(known, column[where], 0.0) - parameters.typical[name])
        yield Shares(name, brought.tolist(), known.tolist())


def _bases(scored: Scored, where: Places, parameters: Parameters) -> list[float]:
    typical = sum(weight * parameters.typical[name] for name, weight in scored.weights.items())
    base = np.full(len(where), typical, np.float64)
    if scored.career:
        middling = scored.career_weight * parameters.calibrated(_middling(scored.career, where))
        base += np.where(scored.career.known[where], middling, 0.0)
    bases: list[float] = base.tolist()
    return bases


def _middling(career: Career, where: Places) -> Floats:
    return np.sum([typical[where] for typical in career.typical.values()], axis=0)


def _slopes(career: Career, where: Places, parameters: Parameters) -> Floats:
    """Return the slopes of the chords of the curve between a middling candidate and these mentors.

    A part's contribution is this slope times its distance from the middling one: the Aumann-Shapley share of a sum
    behind one curve, so that all contributions add up exactly.
    """
    middling = _middling(career, where)
    low, high = parameters.calibrated(middling), parameters.calibrated(career.total[where])
    distance = career.total[where] - middling
    apart = np.abs(distance) > 1e-9
    return np.where(apart, (high - low) / np.where(apart, distance, 1.0), low * (1 - low) / parameters.width)


def _notes(pair: Pair) -> Iterator[Reason]:
    """Return what a reader should know although it moves nothing."""
    asked, written = pair.asked, pair.pool.written_in(pair.row)
    by_meaning = not isnan(pair.cosines.get("whole", nan))
    if by_meaning and written and asked.written_in and written != asked.written_in:
        yield Reason("text_language", "adjustment", 0.0, {"language": written})
    if asked.goal is None and asked.words:
        yield Reason("goal_not_encoded", "adjustment", 0.0)
    elif pair.pool.sentences[pair.row] is None and asked.words:
        yield Reason("not_encoded", "adjustment", 0.0)
