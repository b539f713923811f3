"""Each peer on the largest cohort it can do, against ours on the same input: total and CPU of the whole process."""

import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.made_cohorts import MadeCohort, make_cohort
from tests.bench.peers.environments import make_environments, python_of
from tests.bench.peers.process import OWN_PYTHON, Answer, Limits, run
from tests.bench.rows import Row, at_least

#: Mentees; the largest that a peer can do is searched for among these.
SIZES = (100, 160, 750, 1100, 1500, 1900, 2500, 3500, 5000, 5500, 6000, 6500)
QUICK_SIZES = (100, 160)
LEAST_RATIO = 50.0
#: Our answer is the optimum up to 2e-9 of the largest score for each mentee.
SAME_TOTAL = 1e-8
REPEATS = 3


@dataclass(frozen=True)
class Peer:
    """A solver of others: its environment, its runner, and whether we promised to need a fiftieth of its CPU."""

    name: str
    environment: str
    runner: str
    promised: bool = True


PEERS = (
    Peer("mentor-match", "mentor-match", "run_mentor_match.py"),
    Peer("mentormatch", "mentormatch", "run_mentormatch.py"),
    # It ends at so few people that both are over before anything could be measured but the start of Python.
    Peer("matching", "matching", "run_matching.py", promised=False),
    Peer("matching, recursion limit raised", "matching", "run_matching_deep.py"),
)


def measure_peers(quick: bool, told: Callable[[str], None] = lambda _: None) -> list[Row]:
    """Return the rows of every peer, after installing those that are not there yet.

    When ``quick``, only small cohorts are tried, and how many times less CPU we need is told without a judgement.
    """
    make_environments()
    sizes, rows = QUICK_SIZES if quick else SIZES, []
    for peer in PEERS:
        told(peer.name)
        rows += _rows(peer, sizes, judged=peer.promised and not quick)
    return rows


def largest(sizes: Sequence[int], try_out: Callable[[int], Answer]) -> tuple[int | None, str]:
    """Return the largest size without a failure, by bisection, and why the next one fails ("" at the end)."""
    low, high, failure = -1, len(sizes), ""
    while high - low > 1:
        middle = (low + high) // 2
        why = try_out(sizes[middle]).failure
        low, high, failure = (low, middle, why) if why else (middle, high, failure)
    return (sizes[low] if low >= 0 else None), failure


def compared(peer: Peer, cohort: MadeCohort, theirs: Answer, ours: Sequence[Answer], judged: bool) -> list[Row]:
    """Return the rows of one peer and ours on one cohort; ``judged``: must ours take a fiftieth of the CPU?"""
    versions = ", ".join(f"{package} {version}" for package, version in theirs.versions.items())
    group = f"{peer.name}: {cohort.name}"
    total, own_total = cohort.total(theirs.pairs), min(cohort.total(answer.pairs) for answer in ours)
    seconds = statistics.median(answer.whole_seconds for answer in ours)
    ratio = Row(group, "their CPU / ours", theirs.whole_seconds / seconds, "times")
    share = own_total / total if total else 1.0
    return [
        Row(group, "total, theirs", total, "score", f"{len(theirs.pairs):,} pairs; {versions}"),
        Row(group, "total, ours", own_total, "score", f"{len(ours[0].pairs):,} pairs"),
        at_least(Row(group, "our total / theirs", share, "times"), 1.0 - SAME_TOTAL),
        Row(group, "CPU, theirs", theirs.whole_seconds, "s", f"whole process; solving alone {theirs.seconds:.3f} s"),
        Row(group, "CPU, ours", seconds, "s", f"whole process; solving alone {_solving(ours):.3f} s"),
        at_least(ratio, LEAST_RATIO) if judged else ratio,
    ]


def _rows(peer: Peer, sizes: Sequence[int], judged: bool) -> list[Row]:
    limits = Limits()
    bench = _Bench(peer, limits)
    size, failure = largest(sizes, bench.theirs)
    if size is None:
        raise RuntimeError(f"{peer.name} fails on {sizes[0]} mentees: {failure}")
    ending = f"; the next, {sizes[sizes.index(size) + 1]:,}: {failure}" if failure else ""
    notes = f"of {', '.join(f'{one:,}' for one in sizes)}, within {limits.seconds} s CPU{ending}"
    rows = [Row(peer.name, "largest cohort", size, "mentees", notes)]
    for one in dict.fromkeys((sizes[0], size)):
        rows += compared(peer, make_cohort(one), bench.theirs(one), bench.ours(one), judged and one == size)
    return rows


class _Bench:
    """Runs a peer and ours on cohorts; a peer only once on each."""

    def __init__(self, peer: Peer, limits: Limits) -> None:
        self.peer, self.limits = peer, limits
        self.done: dict[int, Answer] = {}

    def theirs(self, size: int) -> Answer:
        if size not in self.done:
            self.done[size] = self._run(python_of(self.peer.environment), self.peer.runner, size, 1)[0]
        return self.done[size]

    def ours(self, size: int) -> list[Answer]:
        answers = self._run(OWN_PYTHON, "run_ours.py", size, REPEATS)
        for answer in answers:
            if answer.failure:
                raise RuntimeError(f"our own solver fails on {size} mentees: {answer.failure}")
        return answers

    def _run(self, python: Path, runner: str, size: int, repeats: int) -> list[Answer]:
        with tempfile.TemporaryDirectory() as folder:
            path = make_cohort(size).save(Path(folder))
            return [run(python, runner, path, self.limits) for _ in range(repeats)]


def _solving(answers: Sequence[Answer]) -> float:
    return statistics.median(answer.seconds for answer in answers)
