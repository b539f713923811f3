"""Middle-sized cohorts against SciPy's dense solver and HiGHS; the same answer in every form of the same input."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csr_array

from mentormatch.matching import solve_assignment
from tests.matching.cohorts.oracles import blocking_pairs, by_integer_programme, total_by_copied_slots


def plain(chance):
    return chance.random((200, 100)), chance.integers(1, 6, 100)


def scarce(chance):
    return chance.random((200, 100)), np.ones(100, np.int64)


def tight(chance):
    return chance.random((200, 100)), np.full(100, 2)


def tied(chance):
    return chance.integers(1, 5, (200, 100)) / 4, chance.integers(0, 3, 100)


def all_equal(chance):
    return np.ones((200, 100)), np.ones(100, np.int64)


def with_holes(chance):
    scores = chance.random((200, 100))
    scores[chance.random(scores.shape) < 0.97] = np.nan
    return scores, chance.integers(0, 4, 100)


def liked_by_all(chance):
    """Every mentee has nearly the same taste."""
    return 0.45 * (chance.random((200, 1)) + chance.random(100)) + 0.1 * chance.random((200, 100)), np.ones(100, int)


COHORTS = (plain, scarce, tight, tied, all_equal, with_holes, liked_by_all)


@pytest.fixture(params=COHORTS, ids=lambda make: make.__name__.replace("_", " "))
def cohort(request):
    return request.param(np.random.default_rng(7))


def test_the_total_is_that_of_two_other_solvers(cohort):
    scores, capacities = cohort
    found = solve_assignment(scores, capacities)
    assert found.total == pytest.approx(total_by_copied_slots(scores, capacities), abs=1e-6)
    assert found.total == pytest.approx(by_integer_programme(scores, capacities), abs=1e-6)
    assert 0 <= found.bound - found.total <= 1e-6


def test_participation_is_that_of_an_integer_programme_and_so_is_its_total(cohort):
    scores, capacities = cohort
    found = solve_assignment(scores, capacities, "participation")
    extra = 1000.0
    assert found.total + extra * found.participation == pytest.approx(
        by_integer_programme(scores, capacities, extra), abs=1e-5
    )
    assert found.bound == found.participation


def test_no_higher_worst_score_lets_as_many_take_part(cohort):
    scores, capacities = cohort
    most = solve_assignment(scores, capacities, "participation")
    found = solve_assignment(scores, capacities, "worst_off")
    assert found.participation == most.participation
    assert most.worst <= found.worst == found.bound
    extra = 1000.0
    kept = np.where(scores >= found.worst, scores, np.nan)
    assert found.total + extra * found.participation == pytest.approx(
        by_integer_programme(kept, capacities, extra), abs=1e-5
    )
    higher = np.where(scores > found.worst, 0.0, np.nan)
    assert by_integer_programme(higher, capacities, 1.0) < found.participation - 0.5


@pytest.mark.parametrize("objective", ["total", "participation", "worst_off"])
@pytest.mark.parametrize("make", [plain, tied, with_holes])
def test_every_form_of_the_same_input_has_the_same_answer(make, objective):
    scores, capacities = make(np.random.default_rng(7))
    found = solve_assignment(scores, capacities, objective)
    assert found == solve_assignment(scores, capacities, objective)
    assert found == solve_assignment(np.where(np.isnan(scores), -np.inf, scores), capacities, objective)
    assert found == solve_assignment(np.asfortranarray(scores), capacities.astype(float), objective)
    row, column = np.nonzero(scores > -np.inf)
    sparse = csr_array((scores[row, column], (row, column)), shape=scores.shape)
    assert found == solve_assignment(sparse, capacities, objective)
    assert found.blocking_pairs == blocking_pairs(scores, capacities, found.pairs)


@pytest.mark.parametrize("dtype", ["f2", "f4", "g", "i4", "u1"])
def test_scores_may_be_of_any_real_type(dtype):
    scores = np.random.default_rng(3).integers(0, 50, (60, 30)).astype(dtype)
    assert solve_assignment(scores, np.ones(30)) == solve_assignment(scores.astype("f8"), np.ones(30))


def test_a_stored_zero_is_allowed_and_an_absent_pair_is_not():
    scores = csr_array(([0.0, 0.5], ([0, 1], [0, 1])), shape=(3, 2))
    found = solve_assignment(scores, [5, 5])
    assert found.pairs == {0: 0, 1: 1}
    assert found.unmatched == {2: "no_allowed_mentor"}


def test_the_size_of_scores_does_not_matter():
    scores = np.random.default_rng(4).random((80, 40))
    usual = solve_assignment(scores, np.ones(40, int))
    for factor in (1e-30, 1e30):
        assert solve_assignment(scores * factor, np.ones(40, int)).pairs == usual.pairs
    shifted = solve_assignment(scores - 1e6, np.ones(40, int), "participation")
    assert shifted.total + 40e6 == pytest.approx(usual.total, abs=1e-4)


def test_a_score_out_of_reach_does_not_make_the_proof_coarse():
    scores = np.random.default_rng(6).random((50, 20))
    scores[:, 0] = 1e15
    scores[0, 1:] = 1e15
    found = solve_assignment(scores, [0, *[1] * 19], forbidden=[(0, column) for column in range(1, 20)])
    assert 0 <= found.bound - found.total <= 1e-6


def test_a_capacity_may_be_larger_than_any_cohort():
    scores = np.random.default_rng(5).random((50, 3))
    assert solve_assignment(scores, [2**52, 10**9, 50]).pairs == dict(enumerate(scores.argmax(axis=1).tolist()))


@pytest.mark.parametrize("objective", ["total", "participation", "worst_off"])
def test_progress_goes_from_nothing_to_all_and_never_back(objective):
    told: list[float] = []
    solve_assignment(*plain(np.random.default_rng(7)), objective, progress=told.append)
    assert told[0] == 0
    assert told[-1] == 1
    assert len(told) > 5
    assert all(one <= other for one, other in pairwise(told))
