"""The benchmark of cohorts: what it makes up, and what it makes of answers."""

import numpy as np
import pytest

from tests.bench.cohorts import against_dense, judged
from tests.bench.made_cohorts import MadeCohort, make_cohort
from tests.bench.peers.process import OWN_PYTHON, Answer, Limits, run
from tests.bench.rows import broken

SMALL = MadeCohort(np.array([[0.9, 0.1], [0.8, 0.3]], "f4"), np.array([1, 1]))
BEST, WORSE = [(0, 0), (1, 1)], [(0, 1), (1, 0)]


def names(rows):
    return [row.name for row in broken(rows)]


def answer(pairs, seconds=0.1, bound=1.2, megabytes=5.0):
    return Answer(seconds, seconds, megabytes, pairs, bound)


def test_the_same_cohort_is_made_every_time():
    one, other = make_cohort(60), make_cohort(60)
    assert one.scores.shape == (60, 30)
    assert np.array_equal(one.scores, other.scores)
    assert one.scores.min() >= 0
    assert one.scores.max() <= 1
    assert set(one.capacities.tolist()) <= {1, 2, 3, 4, 5}
    assert make_cohort(60, scarce=True).capacities.tolist() == [1] * 30


def test_a_total_counts_only_pairs_that_keep_the_rules():
    assert SMALL.total(BEST) == pytest.approx(1.2)
    assert SMALL.total([]) == 0
    with pytest.raises(ValueError, match="twice"):
        SMALL.total([(0, 0), (0, 1)])
    with pytest.raises(ValueError, match="beyond capacity"):
        SMALL.total([(0, 0), (1, 0)])


def test_an_answer_with_its_proof_in_time_breaks_no_promise():
    assert not broken(judged(SMALL, [answer(BEST)], seconds=0.3))


def test_every_broken_promise_is_named():
    rows = judged(SMALL, [answer(WORSE, seconds=0.5, megabytes=2000)], seconds=0.3)
    assert names(rows) == ["proved gap", "CPU", "memory beside the input"]


def test_time_is_judged_with_a_half_more_for_noise():
    assert not broken(judged(SMALL, [answer(BEST, seconds=0.44)], seconds=0.3))
    assert names(judged(SMALL, [answer(BEST, seconds=0.46)], seconds=0.3)) == ["CPU"]


def test_a_lower_total_than_the_dense_solver_breaks_a_promise():
    assert not broken(against_dense(SMALL, [answer(BEST)], answer(BEST)))
    assert names(against_dense(SMALL, [answer(WORSE)], answer(BEST))) == ["our total / SciPy's"]


def test_both_solvers_of_our_own_environment_run_as_processes_and_agree(tmp_path):
    cohort = make_cohort(60)
    path = cohort.save(tmp_path)
    ours, dense = (run(OWN_PYTHON, name, path, Limits(60)) for name in ("run_ours.py", "run_scipy.py"))
    assert ours.failure == dense.failure == ""
    assert cohort.total(ours.pairs) == pytest.approx(cohort.total(dense.pairs), rel=1e-8)
    assert cohort.total(ours.pairs) <= ours.bound + 1e-9
    assert 0 < ours.seconds < ours.whole_seconds
    assert "scipy" in dense.versions
