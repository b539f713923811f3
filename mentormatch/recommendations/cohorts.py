"""A whole cohort at once: the engine's assignment of everybody who waits, with the reasons of every pair."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mentormatch.matching import Assignment, MentorPool, Ranker, solve_assignment
from mentormatch.recommendations import service
from mentormatch.recommendations.facts import MenteeRecord, mentee_records
from mentormatch.recommendations.pool import live_pool
from mentormatch.recommendations.ranking import live_ranker

Pairs = Collection[tuple[int, int]]
Progress = Callable[[float], None]
#: Where the work stands after scoring and after solving; the rest are the reasons.
SCORED, SOLVED = 0.6, 0.7
#: People read by one statement, scored and explained between two reports of progress.
READ, SCORED_AT_ONCE, EXPLAINED_AT_ONCE = 500, 50, 25


@dataclass(frozen=True, slots=True)
class Proposed:
    """A pair, its score, and the recommendation as it is stored with a match."""

    mentee_id: int
    mentor_id: int
    score: float
    recommendation: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the engine proposes; ``unmatched`` has its code for everybody without a mentor, by id."""

    ranker: str
    pairs: list[Proposed]
    unmatched: dict[int, str]
    total: float
    worst: float | None
    bound: float
    blocking_pairs: int


@dataclass(frozen=True, slots=True)
class _Cohort:
    """Who waits, in the rows of a matrix of scores, and who may be given, in its columns (rows of the pool)."""

    records: list[MenteeRecord]
    mentor_ids: list[int]
    pool: MentorPool

    def numbers(self, pairs: Pairs) -> list[tuple[int, int]]:
        """Pairs of ids as pairs of row and column, without those of somebody who is not here."""
        rows = {record.person_id: row for row, record in enumerate(self.records)}
        columns = {number: column for column, number in enumerate(self.mentor_ids)}
        return [(rows[one], columns[other]) for one, other in pairs if one in rows and other in columns]


def propose(
    mentees: Mapping[int, str],
    places: Mapping[int, int],
    *,
    objective: str,
    together: Pairs = (),
    apart: Pairs = (),
    progress: Progress = lambda share: None,
) -> Proposal:
    """Assign ``mentees`` (and the language of each) to free ``places`` of mentors, both by id.

    Scores are those of the lists that mentees see, whatever the cohort. ``progress`` hears the share of the work that
    is done. Raises InfeasibleLocks when the pairs to be put together contradict each other, places or hard rules.
    """
    ranker = live_ranker()
    records = [record for some in _some([*mentees], READ) for record in mentee_records(some)]
    with live_pool().fresh() as pool:
        cohort = _Cohort(records, [number for number in sorted(places) if str(number) in pool], pool)
        scores = _scores(ranker, cohort, progress)
        themselves = [(number, number) for number in mentees]
        found = solve_assignment(
            scores,
            [places[number] for number in cohort.mentor_ids],
            objective,
            locked=cohort.numbers(together),
            forbidden=cohort.numbers([*apart, *themselves]),
            progress=lambda share: progress(SCORED + (SOLVED - SCORED) * share),
        )
        pairs = list(_explained(ranker, cohort, found, mentees, progress))
    unmatched = {records[row].person_id: str(reason) for row, reason in found.unmatched.items()}
    return Proposal(ranker.digest, pairs, unmatched, found.total, found.worst, found.bound, found.blocking_pairs)


def _scores(ranker: Ranker, cohort: _Cohort, progress: Progress) -> npt.NDArray[np.float32]:
    columns = [cohort.pool.row(str(number)) for number in cohort.mentor_ids]
    scores = np.empty((len(cohort.records), len(columns)), np.float32)
    done = 0
    for some in _some(cohort.records, SCORED_AT_ONCE):
        goals = {record.facts.id: record.goal for record in some if record.goal}
        matrix = ranker.scores([record.facts for record in some], cohort.pool, goals)
        scores[done : done + len(some)] = matrix[:, columns]
        done += len(some)
        progress(SCORED * done / len(cohort.records))
    return scores


def _explained(
    ranker: Ranker, cohort: _Cohort, found: Assignment[int], languages: Mapping[int, str], progress: Progress
) -> Iterator[Proposed]:
    for done, (row, column) in enumerate(found.pairs.items()):
        if done % EXPLAINED_AT_ONCE == 0:
            progress(SOLVED + (1 - SOLVED) * done / len(found.pairs))
        record, mentor_id = cohort.records[row], cohort.mentor_ids[column]
        (best,) = ranker.rank(record.facts, cohort.pool, top=1, only={str(mentor_id)}, goal=record.goal)
        said = service.as_stored(best, None, languages[record.person_id])
        yield Proposed(record.person_id, mentor_id, best.score, said)


def _some(things: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]
