"""People into pairs: hard rules, free places and ids."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from mentormatch.matching import (
    BadFacts,
    BadPairs,
    BaselineRanker,
    InfeasibleLocks,
    MentorPool,
    UnknownMentor,
    UnknownObjective,
    assign,
    solve_assignment,
)
from tests.matching.people import MENTEE, MENTORS, mentee

COHORT = (
    MENTEE,
    mentee(id="nora", goal="I want to work as a nurse with children", target_roles=("Nurse",), languages=("es",)),
    mentee(id="otto", goal="Ich möchte Datenanalyst werden", languages=("de",)),
    mentee(id="pia", goal="Voglio scrivere software", target_roles=("Software engineer",), languages=("it",)),
    mentee(id="quim", languages=("ca",)),
)
RANKER = BaselineRanker()


@pytest.fixture(scope="module")
def people(vectors) -> MentorPool:
    return MentorPool(MENTORS, vectors=vectors)


@pytest.mark.parametrize("objective", ["total", "participation", "worst_off"])
def test_it_is_the_assignment_of_the_rankers_scores(people, objective):
    found = assign(COHORT, people, RANKER, objective)
    free = [max(one.capacity - one.load, 0) for one in people.facts]
    expected = solve_assignment(RANKER.scores(COHORT, people), free, objective)
    assert found.pairs == {COHORT[row].id: people.ids[column] for row, column in expected.pairs.items()}
    assert found.unmatched == {COHORT[row].id: reason for row, reason in expected.unmatched.items()}
    assert (found.total, found.worst, found.bound) == (expected.total, expected.worst, expected.bound)
    assert (found.participation, found.blocking_pairs) == (expected.participation, expected.blocking_pairs)


def test_rules_hold_and_who_has_nobody_is_told_why(people):
    found = assign(COHORT, people, RANKER)
    assert found.pairs["nora"] in {"carla", "ines"}
    assert found.pairs["otto"] == "dieter"
    assert "jan" not in found.pairs.values()
    strangers = [one for one in MENTORS if one.languages and "ca" not in one.languages]
    alone = assign(COHORT[4:], MentorPool(strangers, encode=False), RANKER)
    assert alone.unmatched == {"quim": "no_allowed_mentor"}


def test_full_mentors_are_another_reason_than_none_that_is_allowed(vectors):
    full = [replace(one, load=one.capacity) for one in MENTORS]
    pool = MentorPool(full, vectors=vectors)
    assert assign(COHORT, pool, RANKER).unmatched == dict.fromkeys((one.id for one in COHORT), "no_places_left")
    strangers = [one for one in full if one.languages and "ca" not in one.languages]
    alone = assign(COHORT[4:], MentorPool(strangers, encode=False), RANKER)
    assert alone.unmatched == {"quim": "no_allowed_mentor"}
    apart = [("maya", one.id) for one in full]
    assert assign([mentee(id="maya")], pool, RANKER, forbidden=apart).unmatched == {"maya": "no_allowed_mentor"}


def test_nobody_is_matched_with_themself(people):
    self_taught = mentee(id="ana", languages=("en",))
    assert assign([self_taught], people, RANKER).pairs["ana"] != "ana"
    with pytest.raises(InfeasibleLocks, match=r"'ana'.*forbidden"):
        assign([self_taught], people, RANKER, locked=[("ana", "ana")])


def test_locks_and_forbidden_pairs_are_kept(people):
    found = assign(COHORT, people, RANKER, locked={"maya": "hugo"}, forbidden=[("otto", "dieter"), ("else", "who")])
    assert found.pairs["maya"] == "hugo"
    assert found.pairs.get("otto") != "dieter"


def test_a_lock_against_a_rule_names_both_people_and_the_rule(people):
    with pytest.raises(InfeasibleLocks, match=r"mentee 'maya' is locked with mentor 'jan', but .*full"):
        assign(COHORT, people, RANKER, locked=[("maya", "jan")])
    with pytest.raises(InfeasibleLocks, match=r"'otto'.*'kim'.*no_common_language"):
        assign(COHORT, people, RANKER, locked=[("otto", "kim")])


def test_more_locks_than_places_name_the_mentor(people):
    fixed = [("maya", "ana"), ("pia", "ana"), ("otto", "leo"), ("quim", "leo"), ("nora", "leo")]
    with pytest.raises(InfeasibleLocks, match="mentor 'leo' has 3 locks and places for 2"):
        assign(COHORT, people, RANKER, locked=fixed)


def test_people_who_are_not_here_cannot_be_locked(people):
    with pytest.raises(BadPairs, match="'nobody'"):
        assign(COHORT, people, RANKER, locked=[("nobody", "ana")])
    with pytest.raises(UnknownMentor, match="'nobody'"):
        assign(COHORT, people, RANKER, locked=[("maya", "nobody")])


def test_the_same_mentee_twice_is_refused(people):
    with pytest.raises(BadFacts, match="'maya'"):
        assign([MENTEE, MENTEE], people, RANKER)


def test_a_wrong_objective_is_refused_before_the_work(people):
    with pytest.raises(UnknownObjective):
        assign(COHORT, people, RANKER, "everything")


def test_stored_goals_are_used(people, encoder):
    goals = {one.id: encoder.goal(one) for one in COHORT}
    assert assign(COHORT, people, RANKER, goals=goals) == assign(COHORT, people, RANKER)


def test_progress_covers_scoring_and_matching(people):
    told: list[float] = []
    assign(COHORT, people, RANKER, progress=told.append)
    assert (told[0], told[-1]) == (0, 1)
    assert all(one <= other for one, other in pairwise(told))
    assert any(np.isclose(told, 0.8))


def test_nobody_at_all_is_no_error(people):
    assert assign([], people, RANKER).pairs == {}
    assert assign(COHORT, MentorPool(), RANKER).unmatched == dict.fromkeys(
        (one.id for one in COHORT), "no_allowed_mentor"
    )


@pytest.mark.parametrize("kind", ["locked", "forbidden"])
@pytest.mark.parametrize("pairs", [[("maya",)], ["ab"], [(0, 1)], [("maya", ["ana"])], None, "maya"])
def test_what_are_no_pairs_of_ids_is_refused(people, kind, pairs):
    with pytest.raises(BadPairs, match=kind):
        assign(COHORT, people, RANKER, **{kind: pairs})
