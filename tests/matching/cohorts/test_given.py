"""What cannot be meant is refused with what and where."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from mentormatch.matching import (
    BadCapacities,
    BadPairs,
    BadScores,
    InfeasibleLocks,
    MatchingError,
    UnknownObjective,
    solve_assignment,
)

SCORES = np.array([[0.1, 0.2], [0.3, np.nan], [0.5, 0.6]])


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        (np.ones(3), r"shape \(3,\)"),
        (np.ones((2, 2, 2)), r"shape \(2, 2, 2\)"),
        (np.ones((2, 2), complex), "complex128"),
        (np.array([["a", "b"]], object), "object"),
        (np.array([["a", "b"]]), "not real numbers"),
        ([[1.0], [1.0, 2.0]], "cannot be read"),
        (np.ma.masked_array(np.ones((1, 2)), [[True, False]]), "masked"),
        (np.array([[0.1, 0.2], [0.3, np.inf]]), "row 1, column 1 is inf"),
        (csr_array(np.array([[0.0, np.inf]])), "row 0, column 1 is inf"),
        (np.array([[1e200, 0.2]]), "row 0, column 0 is 1e"),
    ],
)
def test_scores_that_cannot_be_read(scores, said):
    with pytest.raises(BadScores, match=said):
        solve_assignment(scores, [1, 1])


@pytest.mark.parametrize(
    ("capacities", "said"),
    [
        ([1], r"shape \(1,\).*2 columns"),
        ([[1, 1]], r"shape \(1, 2\)"),
        ([1, -1], "column 1 is -1"),
        ([1.5, 1], "column 0 is 1.5"),
        ([1, np.nan], "column 1 is nan"),
        ([1, np.inf], "column 1 is inf"),
        (["1", "1"], "not whole numbers"),
        ([None, 1], "not whole numbers"),
        ([[1], [1, 2]], "cannot be read"),
    ],
)
def test_capacities_that_cannot_be_read(capacities, said):
    with pytest.raises(BadCapacities, match=said):
        solve_assignment(SCORES, capacities)


@pytest.mark.parametrize("kind", ["locked", "forbidden"])
@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([(3, 0)], "row 3, column 0 is outside of 3 x 2"),
        ([(0, 0), (0, -1)], "row 0, column -1"),
        ([(0, 1, 2)], "not pairs"),
        ([0, 1], "not pairs"),
        ([(0.0, 1.0)], "not pairs"),
        ([(0,), (0, 1)], "not pairs"),
        (None, "not a list of pairs"),
        (7, "not a list of pairs"),
    ],
)
def test_pairs_that_name_nobody(kind, pairs, said):
    with pytest.raises(BadPairs, match=f"{kind} pairs?.*{said}"):
        solve_assignment(SCORES, [1, 1], **{kind: pairs})


@pytest.mark.parametrize(
    ("locked", "forbidden", "said"),
    [
        ([(0, 0), (0, 1)], [], "row 0 is locked with column 0 and column 1"),
        ([(0, 0), (1, 0)], [], "column 0 has 2 locks and places for 1"),
        ([(2, 1)], [(0, 0), (2, 1)], "row 2 is locked with column 1, but this pair is forbidden"),
        ([(1, 1)], [], "row 1 is locked with column 1, but .* not allowed"),
    ],
)
def test_locks_that_contradict(locked, forbidden, said):
    with pytest.raises(InfeasibleLocks, match=said):
        solve_assignment(SCORES, [1, 1], locked=locked, forbidden=forbidden)


def test_the_same_lock_twice_is_one():
    assert solve_assignment(SCORES, [1, 1], locked=[(0, 0), (0, 0)]).pairs == {0: 0, 2: 1}


def test_locks_on_sparse_scores_keep_to_what_is_stored():
    scores = csr_array(([0.0, 0.5], ([0, 1], [0, 1])), shape=(2, 2))
    assert solve_assignment(scores, [1, 1], locked=[(0, 0)]).pairs == {0: 0, 1: 1}
    with pytest.raises(InfeasibleLocks, match="row 0"):
        solve_assignment(scores, [1, 1], locked=[(0, 1)])


def test_an_unknown_objective_is_told_which_there_are():
    with pytest.raises(UnknownObjective, match=r"'best'.*total, participation, worst_off"):
        solve_assignment(SCORES, [1, 1], "best")


def test_every_refusal_is_an_error_of_the_engine():
    for error in (BadScores, BadCapacities, BadPairs, InfeasibleLocks, UnknownObjective):
        assert issubclass(error, MatchingError)


def test_the_input_is_left_as_it_was():
    scores, capacities = SCORES.copy(), np.array([1, 1])
    solve_assignment(scores, capacities, "worst_off", locked=[(0, 0)], forbidden=[(2, 0)])
    np.testing.assert_array_equal(scores, SCORES)
    assert capacities.tolist() == [1, 1]
