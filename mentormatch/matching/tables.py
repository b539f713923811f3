"""What mentors share (phrases, lists, hours, years) beside one mentee: each value is measured once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching import hours
from mentormatch.matching.overlap import coverage, shared_languages
from mentormatch.matching.part import Part
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.text import phrase
from mentormatch.matching.weights import Parameters

Floats = npt.NDArray[np.float64]

#: Features whose values stand in the column of another name.
_COLUMNS = {"path": "previous_field", "topics": "help_topics"}


@dataclass(frozen=True, slots=True)
class Table:
    """One feature of all shared values: as ``measured`` (..., k), and by its curve (k + 1,) with NaN at the end.

    The numbers in ``column`` say which value a mentor has; -1, for none, is the last.
    """

    column: str
    measured: Floats
    curved: Floats

    def spread(self, part: Part) -> Floats:
        """Return the feature of every mentor of a part, (n,), NaN where unknown."""
        spread: Floats = self.curved[part.column(self.column)].astype(part.dtype, copy=False)
        return spread


Tables = dict[str, Table]


def compare_shared(asked: Question, pool: MentorPool, parameters: Parameters) -> Tables:
    """Return the table of every feature that the mentee's facts allow to compare."""
    return {
        name: Table(_COLUMNS.get(name, name), measured, np.append(curved, np.nan))
        for name, measured, curved in (
            *_named(asked, pool, parameters),
            *_covered(asked, pool, parameters),
            *_common(asked, pool, parameters),
        )
    }


_Found = Iterator[tuple[str, Floats, Floats]]


def _named(asked: Question, pool: MentorPool, parameters: Parameters) -> _Found:
    for name, column, curve in (("path", "previous_field", "field"), ("degree", "degree", "degree")):
        said = getattr(asked.mentee, column)
        if phrase(said):
            similar = pool.phrases[column].by_meaning(said, asked.vectors(column))
            yield name, similar, parameters.curve(curve, similar)


def _covered(asked: Question, pool: MentorPool, parameters: Parameters) -> _Found:
    for name, wanted in asked.wanted.items():
        if wanted:
            best = coverage(wanted, pool, _COLUMNS.get(name, name))
            yield name, best, parameters.curve(name, best.mean(axis=0))


def _common(asked: Question, pool: MentorPool, parameters: Parameters) -> _Found:
    mentee = asked.mentee
    if mentee.time_zone:
        minutes, apart = _minutes(asked, pool), _apart(asked, pool)
        near = np.isnan(minutes)
        curved = parameters.curve("hours", minutes)
        curved[near] = parameters.curve("zones", apart[near] / 60)
        yield "hours", np.array([minutes, apart]), curved
    if asked.languages:
        shared = shared_languages(asked, pool)
        yield "languages", shared, parameters.curve("languages", shared)
    if mentee.years_experience is not None:
        ahead = pool.years.rows - mentee.years_experience
        yield "years", ahead, parameters.curve("years", ahead)


def _apart(asked: Question, pool: MentorPool) -> Floats:
    mine = np.array(hours.offsets(asked.mentee.time_zone))
    apart = np.abs(pool.hours.offsets - mine[:, None]).max(axis=0)
    return np.minimum(apart, 1440 - apart)


def _minutes(asked: Question, pool: MentorPool) -> Floats:
    mentee = asked.mentee
    if not mentee.availability:
        return np.full(len(pool.hours), np.nan)
    mine = hours.free_quarters(mentee.availability, mentee.time_zone)
    return np.where(pool.hours.stated, hours.minutes_in_common(mine, pool.hours.free), np.nan)
