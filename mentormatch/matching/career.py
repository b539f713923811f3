"""How near a mentor's career is to what a mentee aims for: weighted parts that add up to one number."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.neighbours import smoothed
from mentormatch.matching.overlap import coverage, stated
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.weights import DENSE, Parameters

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Career:
    """The parts of the career of every mentor of a pool, all (n,).

    ``measured`` are plain values (NaN = unknown), ``parts`` weighted ones on the scale of cosines, ``typical`` what a
    middling candidate has there; ``total = Σ parts``. ``known`` tells who has anything to compare, ``seen`` is what the
    evidence is read from (skills: (wanted, n)).
    """

    measured: dict[str, Floats]
    parts: dict[str, Floats]
    typical: dict[str, Floats]
    total: Floats
    known: npt.NDArray[np.bool_]
    seen: dict[str, Floats]


def compare_careers(asked: Question, pool: MentorPool, parameters: Parameters) -> Career | None:
    """Compare the goal with every mentor; None when the mentee says nothing about a career."""
    measured = _measured(asked, pool)
    seen = dict(measured)
    wanted = stated(asked.mentee.skills_wanted)
    if wanted:
        seen["skills"] = coverage(wanted, pool, "skills")
        measured["skills"] = parameters.curve("skills", seen["skills"].mean(axis=0))
    if not measured:
        return None
    weights = _weights(set(measured), asked, pool, parameters)
    parts, typical = {}, {}
    for name, column in measured.items():
        typical[name] = weights[name] * parameters.typical[name]
        parts[name] = np.where(np.isnan(column), typical[name], weights[name] * column)
    if "whole" in measured:
        hub = -parameters.hub * np.sum([weights[name] for name in DENSE], axis=0)
        parts["hub"], typical["hub"] = hub * pool.rows("hub"), hub * parameters.typical["hub"]
    total = np.sum(list(parts.values()), axis=0)
    parts["neighbours"] = parameters.neighbours * smoothed(total, pool)
    typical["neighbours"] = np.zeros(len(pool))
    known = ~np.all([np.isnan(column) for column in measured.values()], axis=0)
    return Career(measured, parts, typical, total + parts["neighbours"], known, seen)


def _measured(asked: Question, pool: MentorPool) -> dict[str, Floats]:
    columns: dict[str, Floats] = {}
    if len(asked.vectors("goal")):
        encoded = pool.rows("encoded")
        for place, name in enumerate(DENSE):
            wish = asked.wishes if name == "role" else asked.wish[None]
            cosines = np.maximum.reduce([pool.rows(name) @ one for one in wish])
            columns[name] = np.where(encoded[:, place], cosines.astype(np.float64), np.nan)
    if asked.words:
        words, characters = pool.term_index("words"), pool.term_index("characters")
        both = words.cosines(asked.word_terms) + characters.cosines(asked.char_terms)
        columns["words"] = np.where(characters.empty(), np.nan, both / 2)
    return columns


def _weights(names: set[str], asked: Question, pool: MentorPool, parameters: Parameters) -> dict[str, Floats]:
    """Return the weight of each part for every mentor; they add up to 1.

    Words count less across languages, where they hardly meet; for a mentor who is not encoded they stand for meaning.
    """
    total = parameters.share(tuple(names)) or 1.0
    share = {name: np.full(len(pool), parameters.weights[name] / total) for name in names}
    meaning = parameters.share(tuple(names.intersection(DENSE))) / total
    if not meaning or "words" not in names:
        return share
    code = pool.codes.get(asked.written_in, -1)
    written = pool.rows("text_language")
    foreign = (written >= 0) & (written != code) & bool(asked.written_in)
    encoded = pool.rows("encoded")[:, 0]
    moved = np.where(encoded, np.where(foreign, parameters.translation * share["words"], 0.0), -meaning)
    share["words"] = share["words"] - moved
    for name in names.intersection(DENSE):
        share[name] = share[name] * (1 + moved / meaning)
    return share
