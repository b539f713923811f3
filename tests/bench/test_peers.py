"""Comparing with other solvers, without any of them: how runners are read, how far a peer gets, what is promised."""

import numpy as np
import pytest

from tests.bench.made_cohorts import MadeCohort
from tests.bench.peers import environments
from tests.bench.peers.compare import PEERS, compared, largest
from tests.bench.peers.environments import NAMES, REQUIREMENTS, python_of
from tests.bench.peers.process import HERE, OWN_PYTHON, Answer, Limits, read, run
from tests.bench.rows import broken

COHORT = MadeCohort(np.array([[0.9, 0.1], [0.8, 0.3]], "f4"), np.array([1, 1]))
BEST, WORSE = [(0, 0), (1, 1)], [(0, 1), (1, 0)]
WRITTEN = {"pairs": [[0, 0], [1, 1]], "seconds": 0.5, "megabytes": 3.0, "bound": None, "versions": {"one": "1.0"}}


def names(rows):
    return [row.name for row in broken(rows)]


def runner(folder, lines):
    """Return a runner that does these lines instead of solving; it stands elsewhere, so it finds what they share."""
    path = folder / "run_something.py"
    path.write_text(f"import sys\nsys.path.insert(0, {str(HERE)!r})\nfrom exchange import main\n\n\n{lines}\n")
    return str(path)


def test_what_a_runner_wrote_is_read_with_the_time_of_its_whole_process():
    found = read(WRITTEN, 0, 0.9, "", Limits())
    assert found == Answer(0.9, 0.5, 3.0, BEST, None, {"one": "1.0"})


def test_what_a_runner_wrote_before_it_fell_does_not_count():
    assert read(WRITTEN, 1, 0.9, "Traceback\nValueError: no\n", Limits()).failure == "ValueError"
    assert read({}, 0, 0.9, "", Limits()).failure == "exit code 0 without an answer"
    assert read({}, -24, 9.0, "", Limits(9)).failure == "more than 9 s of CPU"


def test_a_runner_that_raises_is_a_failure_by_name(tmp_path):
    lines = "def solve(scores, capacities):\n    return solve(scores, capacities)\n\n\nmain(solve, ())"
    found = run(OWN_PYTHON, runner(tmp_path, lines), COHORT.save(tmp_path), Limits(30))
    assert found.failure == "RecursionError"
    assert found.pairs == []


def test_a_runner_that_does_not_end_is_ended(tmp_path):
    lines = "def solve(scores, capacities):\n    while True:\n        pass\n\n\nmain(solve, ())"
    assert run(OWN_PYTHON, runner(tmp_path, lines), COHORT.save(tmp_path), Limits(1)).failure == "more than 1 s of CPU"


def test_runners_start_outside_the_repository(tmp_path):
    lines = (
        "from pathlib import Path\nmain(lambda scores, capacities: ([(0, len(list(Path().glob('tests'))))], None), ())"
    )
    assert run(OWN_PYTHON, runner(tmp_path, lines), COHORT.save(tmp_path), Limits(30)).pairs == [(0, 0)]


@pytest.mark.parametrize(("most", "expected"), [(0, None), (10, 10), (39, 30), (40, 40), (99, 50)])
def test_the_largest_cohort_is_found_by_bisection(most, expected):
    tried = []

    def try_out(size):
        tried.append(size)
        return Answer(1.0, failure="too much" if size > most else "")

    assert largest((10, 20, 30, 40, 50), try_out) == (expected, "" if most > 50 else "too much")
    assert len(tried) <= 3


def test_a_peer_with_a_lower_total_and_fifty_times_our_time_breaks_no_promise():
    ours = [Answer(seconds, seconds, pairs=BEST) for seconds in (1.0, 1.1, 9.0)]
    rows = compared(PEERS[0], COHORT, Answer(55.1, 55.0, pairs=WORSE), ours, judged=True)
    assert not broken(rows)
    assert {row.name: row.value for row in rows}["their CPU / ours"] == pytest.approx(55.1 / 1.1)


def test_a_peer_with_a_higher_total_or_in_less_time_breaks_a_promise():
    theirs = Answer(10.0, 10.0, pairs=BEST)
    rows = compared(PEERS[0], COHORT, theirs, [Answer(1.0, 1.0, pairs=WORSE)], judged=True)
    assert names(rows) == ["our total / theirs", "their CPU / ours"]
    assert names(compared(PEERS[0], COHORT, theirs, [Answer(1.0, 1.0, pairs=BEST)], judged=False)) == []


def test_every_peer_has_a_runner_and_exact_versions():
    for peer in PEERS:
        assert (HERE / peer.runner).exists()
        assert peer.environment in NAMES
        lines = (REQUIREMENTS / f"{peer.environment}.txt").read_text().splitlines()
        assert all("==" in line for line in lines)


def test_an_environment_that_is_not_made_says_how_to_make_it(tmp_path, monkeypatch):
    monkeypatch.setattr(environments, "FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError, match="make peers"):
        python_of("matching")
