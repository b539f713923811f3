"""How good, how fast and how frugal is the assignment of whole cohorts?

    python -m tests.bench.cohorts [--quick] [--peers]

Every solver runs in a process of its own on the same file of scores. Exits with 1 when a promise is not kept.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is imported: one thread, as in a web worker

from rich.console import Console
from rich.table import Table

from tests.bench import profiles
from tests.bench.made_cohorts import MadeCohort, make_cohort
from tests.bench.peers.compare import SAME_TOTAL, measure_peers
from tests.bench.peers.process import OWN_PYTHON, Answer, Limits, run
from tests.bench.rows import Row, at_least, at_most, broken

LIMITS = Limits(seconds=600)
LARGEST_GAP = 1e-4
MOST_MEGABYTES = 1000.0
NOISE = 1.5


@dataclass(frozen=True)
class Size:
    """A cohort to measure: CPU seconds promised, how often it is solved, and whether SciPy's dense solver joins in."""

    mentees: int
    seconds: float
    repeats: int
    dense: bool


SIZES = (Size(1000, 0.3, 3, True), Size(5000, 3.0, 3, True), Size(20_000, 60.0, 1, False))


def measure(quick: bool, told: Callable[[str], None] = lambda _: None) -> list[Row]:
    """Return the rows of every size, with ample and with scarce seats, and from profiles; ``quick``: no large ones."""
    rows: list[Row] = []
    for size in SIZES[:2] if quick else SIZES:
        for scarce in (False, True):
            cohort = make_cohort(size.mentees, scarce)
            told(cohort.name)
            rows += _rows(cohort, size)
    told("from profiles")
    return rows + profiles.measure(quick)


def _rows(cohort: MadeCohort, size: Size) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = cohort.save(Path(folder))
        ours = [run(OWN_PYTHON, "run_ours.py", path, LIMITS) for _ in range(size.repeats)]
        dense = [run(OWN_PYTHON, "run_scipy.py", path, LIMITS)] if size.dense else []
    for answer in (*ours, *dense):
        if answer.failure:
            raise RuntimeError(f"{cohort.name}: {answer.failure}")
    rows = judged(cohort, ours, size.seconds)
    return rows + (against_dense(cohort, ours, dense[0]) if dense else [])


def judged(cohort: MadeCohort, answers: list[Answer], seconds: float) -> list[Row]:
    """Return what our answers on one cohort come to; ``seconds``: of CPU, promised."""
    total = min(cohort.total(answer.pairs) for answer in answers)
    bound = max(answer.bound or float("inf") for answer in answers)
    runs = f"median of {len(answers)}" if len(answers) > 1 else ""
    return [
        Row(cohort.name, "total", total, "score", f"{len(answers[0].pairs):,} pairs"),
        at_most(Row(cohort.name, "proved gap", max(bound - total, 0.0) / total, "of the total"), LARGEST_GAP),
        at_most(Row(cohort.name, "CPU", _median_seconds(answers), "s", runs), seconds, NOISE),
        at_most(Row(cohort.name, "memory beside the input", _most_megabytes(answers), "MB"), MOST_MEGABYTES),
    ]


def against_dense(cohort: MadeCohort, ours: list[Answer], dense: Answer) -> list[Row]:
    """Return what SciPy's dense solver needs and finds on the same cohort."""
    total, own = cohort.total(dense.pairs), min(cohort.total(answer.pairs) for answer in ours)
    ratio = dense.seconds / _median_seconds(ours)
    versions = ", ".join(f"{package} {version}" for package, version in dense.versions.items())
    return [
        Row(cohort.name, "SciPy's dense solver: total", total, "score", versions),
        at_least(Row(cohort.name, "our total / SciPy's", own / total, "times"), 1.0 - SAME_TOTAL),
        Row(cohort.name, "SciPy's dense solver: CPU", dense.seconds, "s"),
        Row(cohort.name, "SciPy's CPU / ours", ratio, "times"),
        Row(cohort.name, "SciPy's dense solver: memory beside the input", dense.megabytes, "MB"),
    ]


def _median_seconds(answers: list[Answer]) -> float:
    return statistics.median(answer.seconds for answer in answers)


def _most_megabytes(answers: list[Answer]) -> float:
    return max(answer.megabytes for answer in answers)


def table(rows: list[Row]) -> Table:
    """Return the rows as a table for the terminal."""
    drawn = Table("on", "what", "value", "unit", "promised", "notes")
    for group in dict.fromkeys(row.group for row in rows):
        for row in (row for row in rows if row.group == group):
            promise = row.promise + ("" if row.kept else ": NOT KEPT")
            drawn.add_row(row.group, row.name, f"{row.value:,.6g}", row.unit, promise, row.notes)
        drawn.add_section()
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="leave out the largest cohorts")
    parser.add_argument(
        "--peers", action="store_true", help="against other solvers too, installed in environments of their own"
    )
    wanted = parser.parse_args()
    console, progress = Console(), Console(stderr=True)
    rows = measure(wanted.quick, progress.print)
    if wanted.peers:
        rows += measure_peers(wanted.quick, progress.print)
    console.print(table(rows))
    sys.exit(1 if broken(rows) else 0)


if __name__ == "__main__":
    main()
