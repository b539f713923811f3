"""How near a mentor's career is to what a mentee aims for: weighted parts that add up to one number."""

import functools
import operator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.measures import Cosines, Measures
from mentormatch.matching.neighbours import smoothed
from mentormatch.matching.part import Part
from mentormatch.matching.question import Question
from mentormatch.matching.weights import CAREER, DENSE, Parameters

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Career:
    """The parts of the career of every mentor of a part, all (n,).

    ``measured`` are plain values (NaN = unknown), ``parts`` weighted ones on the scale of cosines, ``typical`` what a
    middling candidate has there; ``total = Σ parts``. ``known`` tells who has anything to compare.
    """

    measured: dict[str, Floats]
    parts: dict[str, Floats]
    typical: dict[str, Floats]
    total: Floats
    known: npt.NDArray[np.bool_]


def compare_careers(measures: Measures, part: Part, cosines: Cosines, leaders: Rows | None) -> Career | None:
    """Compare the goal with every mentor of the part; None when the mentee says nothing about a career.

    ``leaders`` are the places of those among whom neighbours lend each other evidence, None for nobody.
    """
    asked, parameters, measured = measures.asked, measures.parameters, dict(cosines)
    if "skills" in measures.tables:
        measured["skills"] = measures.tables["skills"].spread(part)
    if not measured:
        return None
    weights = _weights(set(measured), asked, part, parameters)
    missing = {name: np.isnan(column) for name, column in measured.items()}
    parts, typical = {}, {}
    for name, column in measured.items():
        typical[name] = weights[name] * parameters.typical[name]
        parts[name] = weights[name] * column
        if missing[name].any():
            parts[name][missing[name]] = typical[name][missing[name]]
    if "whole" in measured:
        hub = -parameters.hub * functools.reduce(operator.add, [weights[name] for name in DENSE])
        parts["hub"], typical["hub"] = hub * part.floats("hub"), hub * parameters.typical["hub"]
    total = functools.reduce(operator.add, parts.values())
    if leaders is not None:
        parts["neighbours"] = parameters.neighbours * smoothed(total, part, leaders)
        typical["neighbours"] = np.zeros(len(part))
        total = total + parts["neighbours"]
    known = ~functools.reduce(operator.and_, missing.values())
    return Career(measured, parts, typical, total, known)


def _weights(names: set[str], asked: Question, part: Part, parameters: Parameters) -> dict[str, Floats]:
    """Return the weight of each part for every mentor; they add up to 1.

    Words count less across languages, where they hardly meet; for a mentor who is not encoded they stand for meaning.
    """
    total = parameters.share(_of(names, CAREER)) or 1.0
    share: dict[str, Floats] = {
        name: np.full(len(part), parameters.weights[name] / total, part.dtype) for name in names
    }
    meaning = parameters.share(_of(names, DENSE)) / total
    if not meaning or "words" not in names:
        return share
    code = part.pool.codes.get(asked.written_in, -1)
    written = part.column("text_language")
    foreign = (written >= 0) & (written != code) & bool(asked.written_in)
    encoded = part.column("encoded")[:, 0]
    if encoded.all() and not foreign.any():
        return share
    moved = np.where(encoded, np.where(foreign, parameters.translation * share["words"], 0.0), -meaning)
    share["words"] = share["words"] - moved
    for name in names.intersection(DENSE):
        share[name] = share[name] * (1 + moved / meaning)
    return share


def _of(names: set[str], features: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the features, in their order: the order of a set differs between processes, and so would sums."""
    return tuple(name for name in features if name in names)
