"""Small cohorts against every assignment there is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentormatch.matching import Assignment, Unmatched, solve_assignment
from tests.matching.cohorts.oracles import blocking_pairs, by_brute_force

OBJECTIVES = ("total", "participation", "worst_off")
#: Many equals and some odd ones; None is not allowed.
SCORES = st.one_of(st.none(), st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0]), st.floats(-1, 1, width=32))


@st.composite
def cohorts(draw: st.DrawFn):
    """Scores, capacities, locks that hold and forbidden pairs, up to 5 x 4."""
    mentees, mentors = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    cells = draw(st.lists(SCORES, min_size=mentees * mentors, max_size=mentees * mentors))
    scores = np.array([np.nan if one is None else one for one in cells]).reshape(mentees, mentors)
    capacities = np.array(draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors)), np.int64)
    pairs = st.tuples(st.integers(0, mentees - 1), st.integers(0, mentors - 1))
    forbidden = draw(st.lists(pairs, max_size=3)) if scores.size else []
    locked: dict[int, int] = {}
    for row, column in draw(st.lists(pairs, max_size=2)) if scores.size else []:
        room = list(locked.values()).count(column) < capacities[column]
        if room and row not in locked and (row, column) not in forbidden and scores[row, column] > -np.inf:
            locked[row] = column
    return scores, capacities, locked, forbidden


def allowed(scores, forbidden):
    kept = scores.copy()
    for pair in forbidden:
        kept[pair] = np.nan
    return kept


def reached(found: Assignment[int], objective: str) -> tuple[float, ...]:
    worst = 0.0 if found.worst is None else found.worst
    first = {"total": (), "participation": (found.participation,), "worst_off": (found.participation, worst)}
    return (*first[objective], found.total)


@pytest.mark.parametrize("objective", OBJECTIVES)
@given(cohort=cohorts())
@settings(max_examples=50)
def test_nothing_is_better_and_the_bound_says_so(objective, cohort):
    scores, capacities, locked, forbidden = cohort
    found = solve_assignment(scores, capacities, objective, locked, forbidden)
    best = by_brute_force(allowed(scores, forbidden), capacities, locked, objective)
    assert reached(found, objective) == pytest.approx(best, abs=1e-7)
    first = best[1] if objective == "worst_off" else best[0]
    assert -1e-12 <= found.bound - first <= 1e-7


@pytest.mark.parametrize("objective", OBJECTIVES)
@given(cohort=cohorts())
@settings(max_examples=25)
def test_it_is_an_assignment_and_what_it_says_about_itself_is_true(objective, cohort):
    scores, capacities, locked, forbidden = cohort
    found = solve_assignment(scores, capacities, objective, locked, forbidden)
    kept = allowed(scores, forbidden)
    made = [kept[pair] for pair in found.pairs.items()]
    assert np.isfinite(made).all()
    assert (np.bincount([*found.pairs.values()], minlength=len(capacities)) <= capacities).all()
    assert locked.items() <= found.pairs.items()
    assert found.total == pytest.approx(sum(made))
    assert found.participation == len(made)
    assert found.worst == min(made, default=None)
    assert found.blocking_pairs == blocking_pairs(kept, capacities, found.pairs)
    assert found.pairs.keys() | found.unmatched.keys() == set(range(len(scores)))
    assert not found.pairs.keys() & found.unmatched.keys()


@pytest.mark.parametrize("objective", OBJECTIVES)
@given(cohort=cohorts())
@settings(max_examples=25)
def test_every_reason_is_true(objective, cohort):
    scores, capacities, locked, forbidden = cohort
    found = solve_assignment(scores, capacities, objective, locked, forbidden)
    kept = allowed(scores, forbidden)
    beside_locks = capacities - np.bincount([*locked.values()], minlength=len(capacities))
    free = capacities - np.bincount([*found.pairs.values()], minlength=len(capacities))
    for row, reason in found.unmatched.items():
        mentors = np.flatnonzero(kept[row] > -np.inf)
        open_ones = mentors[beside_locks[mentors] > 0]
        wanted = open_ones[kept[row, open_ones] >= 0] if objective == "total" else open_ones
        assert {
            Unmatched.NO_ALLOWED_MENTOR: not len(mentors),
            Unmatched.NO_PLACES_LEFT: len(mentors) and not len(open_ones),
            Unmatched.NEGATIVE_SCORES: len(open_ones) and not len(wanted),
            Unmatched.OTHERS_GAIN_MORE: len(wanted) and not free[wanted].any(),
        }[reason]


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (3, 2)])
def test_a_cohort_in_which_nobody_can_be_matched_is_no_error(objective, shape):
    found = solve_assignment(np.full(shape, np.nan), np.ones(shape[1]), objective)
    assert (found.pairs, found.total, found.participation, found.worst, found.bound) == ({}, 0, 0, None, 0)
    assert found.unmatched == dict.fromkeys(range(shape[0]), Unmatched.NO_ALLOWED_MENTOR)


def test_nobody_is_left_out_to_raise_the_worst_score():
    scores = np.array([[0.9, 0.1], [0.7, np.nan]])
    found = solve_assignment(scores, [1, 1], "worst_off")
    assert (found.pairs, found.worst) == ({0: 1, 1: 0}, pytest.approx(0.1))
    assert solve_assignment(scores, [1, 1], "total").pairs == {0: 0}
    assert solve_assignment(scores, [1, 1], "participation").pairs == {0: 1, 1: 0}


def test_the_total_makes_pairs_of_zero_and_none_below():
    found = solve_assignment(np.array([[0.0, -0.1], [-0.2, -0.1]]), [1, 1])
    assert found.pairs == {0: 0}
    assert found.unmatched == {1: Unmatched.NEGATIVE_SCORES}


def test_an_assignment_can_be_locked_as_it_is():
    scores = np.random.default_rng(1).random((6, 4))
    found = solve_assignment(scores, [2, 1, 1, 1])
    assert solve_assignment(scores, [2, 1, 1, 1], locked=found.pairs).pairs == found.pairs
