"""From people to an assignment: the ranker's scores, the pool's free places, ids on both sides."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching.cohorts.arrays import Ints
from mentormatch.matching.cohorts.assignment import Assignment, Unmatched, objective_named
from mentormatch.matching.cohorts.given import listed_pairs
from mentormatch.matching.cohorts.locks import Names
from mentormatch.matching.cohorts.progress import Progress, Report, part
from mentormatch.matching.cohorts.solve import make_given, solve
from mentormatch.matching.eligibility import FULL, broken_rules
from mentormatch.matching.errors import BadFacts, BadPairs
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.rankers import Ranker
from mentormatch.matching.types import MenteeFacts
from mentormatch.matching.vectors import GoalVectors

#: Mentees scored between two reports of progress.
_BATCH = 100
#: Share of the work that is scoring.
_SCORING = 0.8

IdPairs = Collection[tuple[str, str]] | Mapping[str, str]


def assign(
    mentees: Iterable[MenteeFacts],
    pool: MentorPool,
    ranker: Ranker,
    objective: str = "total",
    locked: IdPairs = (),
    forbidden: IdPairs = (),
    progress: Report | None = None,
    goals: Mapping[str, GoalVectors] | None = None,
) -> Assignment[str]:
    """Return the best assignment of mentees to the free places (capacity - load) of the pool's mentors, by id.

    Hard rules hold, and nobody is matched with themself. ``locked`` and ``forbidden`` are pairs of mentee id and
    mentor id; forbidden pairs with somebody who is not here mean nothing. ``goals`` are stored vectors by mentee id.
    The rest is as in ``solve_assignment``. Raises BadFacts for two mentees with one id, BadPairs and UnknownMentor for
    locks of somebody who is not here, InfeasibleLocks, UnknownObjective and EncoderMismatch.
    """
    goal, told, people = objective_named(objective), Progress(progress), list(mentees)
    rows = _rows(people)
    fixed = _numbers([(_row(rows, mentee), pool.row(mentor)) for mentee, mentor in _pairs(locked, "locked")])
    apart = [(mentee, mentor) for mentee, mentor in _pairs(forbidden, "forbidden") if mentee in rows and mentor in pool]
    apart += [(mentee, mentee) for mentee in rows if mentee in pool]
    matrix = _scores(people, pool, ranker, goals, part(told, 0.0, _SCORING))
    places = np.maximum(pool.rows("capacity") - pool.rows("load"), 0).astype(np.int64)
    kept_apart = _numbers([(rows[mentee], pool.row(mentor)) for mentee, mentor in apart])
    given = make_given(matrix, places, fixed, kept_apart, _names(people, pool, ranker))
    found = solve(given, goal, part(told, _SCORING, 1.0))
    ids = pool.ids
    return Assignment(
        {people[row].id: ids[column] for row, column in found.pairs.items()},
        {people[row].id: _told(reason, people[row], pool, apart) for row, reason in found.unmatched.items()},
        found.total,
        found.participation,
        found.worst,
        found.blocking_pairs,
        found.bound,
    )


def _rows(people: Sequence[MenteeFacts]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for row, mentee in enumerate(people):
        if rows.setdefault(mentee.id, row) != row:
            raise BadFacts(f"two mentees have the id {mentee.id!r}")
    return rows


def _row(rows: Mapping[str, int], mentee_id: str) -> int:
    if mentee_id not in rows:
        raise BadPairs(f"a locked pair names {mentee_id!r}, who is no mentee of this cohort")
    return rows[mentee_id]


def _pairs(pairs: IdPairs, kind: str) -> Iterator[tuple[str, str]]:
    for pair in listed_pairs(pairs, kind):
        if not (isinstance(pair, tuple | list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)):
            raise BadPairs(f"the {kind} pair {pair!r} is not a mentee id and a mentor id")
        yield pair[0], pair[1]


def _numbers(pairs: list[tuple[int, int]]) -> Ints:
    return np.array(pairs, np.int64).reshape(-1, 2)


def _scores(
    people: Sequence[MenteeFacts],
    pool: MentorPool,
    ranker: Ranker,
    goals: Mapping[str, GoalVectors] | None,
    progress: Report,
) -> npt.NDArray[Any]:
    """Return the ranker's scores of everybody, filled in batches."""
    matrix = np.empty((len(people), len(pool)), np.float32)
    for start in range(0, len(people), _BATCH):
        some = people[start : start + _BATCH]
        matrix[start : start + len(some)] = ranker.scores(some, pool, goals)
        progress((start + len(some)) / len(people))
    return matrix


def _told(reason: Unmatched, mentee: MenteeFacts, pool: MentorPool, apart: Sequence[tuple[str, str]]) -> Unmatched:
    """Return the reason in people's terms: a full mentor has no score, as a mentor who is not allowed has none."""
    if reason is not Unmatched.NO_ALLOWED_MENTOR:
        return reason
    forbidden = {mentor for one, mentor in apart if one == mentee.id}
    rules = broken_rules(Question(mentee, None, pool.space), pool, forbidden)
    only_full = rules.pop(FULL) & ~np.logical_or.reduce(list(rules.values()))
    return Unmatched.NO_PLACES_LEFT if only_full.any() else reason


def _names(people: Sequence[MenteeFacts], pool: MentorPool, ranker: Ranker) -> Names:
    ids = pool.ids

    def reason(row: int, column: int) -> str:
        rule = ranker.refused(people[row], pool).get(ids[column], "no score")
        return f"a hard rule is against it: {rule}"

    return Names(lambda row: f"mentee {people[row].id!r}", lambda column: f"mentor {ids[column]!r}", reason)
