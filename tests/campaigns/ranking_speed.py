"""How fast one mentee's ranking is in pools of made-up mentors: CPU beside the encoding of the goal.

    python -m tests.campaigns.ranking_speed [--sizes 1000,10000,100000]

For every size it builds a pool from stored vectors and measures building, ranking (whole score, words, reasons of the
first 20), the look through a large pool beside one product of its own matrices with a vector, how much of the exact
first 20 that look keeps, a change of one mentor, the ranking right after it, and a Python loop over objects that does
the whole score. Times are CPU milliseconds of this process, each the best of several runs. Exits with 1 when a figure
misses its limit by more than half.
"""

import argparse
import dataclasses
import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: one thread, as in a web worker

import numpy as np

from mentormatch.matching import BaselineRanker, GoalVectors, MenteeFacts, MentorPool
from mentormatch.matching.fold import FOLDED
from mentormatch.matching.measures import Measures
from mentormatch.matching.question import Question
from mentormatch.matching.selection import candidates
from mentormatch.matching.shortlist import is_large, shortlist
from tests.bench.rows import Row, at_least, at_most, broken
from tests.campaigns.made_up_pool import MadeUp
from tests.campaigns.naive_ranking import ranked, row

MENTEES, RUNS, TOP = 20, 5, 20
#: The loop over objects looks at so many mentors; its time grows with their number.
LOOPED = 1000
#: A figure may miss its limit by this factor before the campaign fails: other programs share the machine.
NOISE = 1.5
SIZES = (1_000, 10_000, 100_000)
RANKING = {1_000: 3.0, 10_000: 12.0, 100_000: 60.0}
MOST_UPSERT, MOST_LOOK, LEAST_RECALL, LEAST_GAIN = 1.0, 1.5, 0.99, 100.0

Asked = list[tuple[MenteeFacts, GoalVectors]]


class Table:
    """Figures with what was promised of them, printed as they come."""

    def __init__(self) -> None:
        """Start without figures."""
        self.rows: list[Row] = []
        self.group = ""

    def add(
        self,
        name: str,
        value: float,
        unit: str = "",
        most: float | None = None,
        least: float | None = None,
        noise: float = NOISE,
    ) -> None:
        """Take and print a figure; a promised one may miss its limit by the factor ``noise``."""
        row = Row(self.group, name, value, unit)
        if most is not None:
            row = at_most(row, most, noise)
        if least is not None:
            row = at_least(row, least, noise)
        self.rows.append(row)
        _say(f"  {name:44s} {value:10.2f} {unit:6s} {row.promise}{'' if row.kept else ': not kept'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    rows = measure(tuple(int(size) for size in parser.parse_args().sizes.split(",")))
    sys.exit(1 if broken(rows) else 0)


def measure(sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Return the figures of pools of these sizes."""
    people, table = MadeUp(), Table()
    asked = people.mentees(MENTEES)
    for size in sizes:
        table.group = f"{size:,} mentors"
        _say(table.group)
        _measure(size, people, asked, table)
    return table.rows


def _measure(size: int, people: MadeUp, asked: Asked, table: Table) -> None:
    pool = _built(size, people, table)
    ranker = BaselineRanker()
    everyone = _each(asked, lambda mentee, goal: ranker.rank(mentee, pool, top=TOP, goal=goal))
    table.add("ranking with reasons", everyone, "ms", most=RANKING.get(size))
    if is_large(pool):
        _look(pool, asked, ranker, table)
    _changes(pool, people, asked, ranker, table)
    if size == 10_000:
        table.add("times a Python loop over objects", _loop(pool, people, asked) / everyone, least=LEAST_GAIN)


def _built(size: int, people: MadeUp, table: Table) -> MentorPool:
    pool, spent, before = MentorPool(encode=False), 0.0, _resident()
    for start in range(0, size, 5_000):
        some = list(people.mentors(min(5_000, size - start), first=start))
        started = time.process_time()
        pool.fill(some)
        spent += time.process_time() - started
        del some
    gc.collect()
    table.add("building from stored vectors", spent, "s")
    table.add("memory", _resident() - before, "MB")
    return pool


def _look(pool: MentorPool, asked: Asked, ranker: BaselineRanker, table: Table) -> None:
    questions = [Question(mentee, goal, pool.space) for mentee, goal in asked]

    def look(question: Question) -> None:
        shortlist(Measures(question, pool, ranker.parameters), candidates(question, pool), TOP)

    spent = sum(_best(lambda question=question: look(question)) for question in questions) / len(questions)
    matrices = [(pool.rows(name), np.ones(width, np.float32)) for name, width in FOLDED.items()]
    read = _best(lambda: [matrix @ vector for matrix, vector in matrices])
    table.add("first look through the pool", spent, "ms")
    table.add("one product of its matrices with a vector", read, "ms")
    table.add("one sum over its matrices", _best(lambda: [matrix.sum() for matrix, _ in matrices]), "ms")
    table.add("first look / product", spent / read, most=MOST_LOOK if len(pool) >= 100_000 else None)
    kept = [_recall(pool, ranker, mentee, goal) for mentee, goal in asked]
    table.add(f"recall of the exact first {TOP}", float(np.mean(kept)), "", least=LEAST_RECALL, noise=1.0)


def _recall(pool: MentorPool, ranker: BaselineRanker, mentee: MenteeFacts, goal: GoalVectors) -> float:
    exact = np.nan_to_num(ranker.scores([mentee], pool, {mentee.id: goal})[0], nan=-1.0)
    limit = np.partition(exact, -TOP)[-TOP]
    found = [pool.row(one.mentor_id) for one in ranker.rank(mentee, pool, top=TOP, goal=goal)]
    return float((exact[found] >= limit - 1e-6).mean())


def _changes(pool: MentorPool, people: MadeUp, asked: Asked, ranker: BaselineRanker, table: Table) -> None:
    mentee, goal = asked[0]
    changed = [
        (dataclasses.replace(facts, id=pool.ids[row]), new) for row, (facts, new) in enumerate(people.mentors(40))
    ]
    in_a_row, one_by_one = changed[: 3 * len(changed) // 4], changed[3 * len(changed) // 4 :]
    upserts = [_spent(lambda change=change: pool.upsert(*change)) for change in in_a_row]
    rankings = []
    for change in one_by_one:
        pool.upsert(*change)
        rankings.append(_spent(lambda: ranker.rank(mentee, pool, top=TOP, goal=goal)))
    table.add("change of one mentor, middle of 30 in a row", float(np.median(upserts)), "ms", most=MOST_UPSERT)
    table.add("ranking right after a change", min(rankings), "ms")


def _loop(pool: MentorPool, people: MadeUp, asked: Asked) -> float:
    rows = [row(facts, vectors) for facts, vectors in people.mentors(LOOPED)]
    return _each(asked[:5], lambda mentee, goal: ranked(mentee, goal, rows), runs=2) * len(pool) / LOOPED


def _each(asked: Asked, work: Callable[[MenteeFacts, GoalVectors], object], runs: int = RUNS) -> float:
    return sum(_best(lambda one=one: work(*one), runs) for one in asked) / len(asked)


def _best(work: Callable[[], object], runs: int = RUNS) -> float:
    return min(_spent(work) for _ in range(runs))


def _spent(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def _resident() -> float:
    """Return the memory of this process in MB; 0 where the system does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if told.exists() else 0.0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
