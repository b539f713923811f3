"""What goes into learning: the values behind a list, the cases made of them, and the pairs made of those."""

from dataclasses import replace

import numpy as np
import pytest

from mentormatch.matching import (
    BadCases,
    BaselineRanker,
    Case,
    EncoderMismatch,
    Outcome,
    UnknownMentor,
    learn,
    values_behind,
)
from mentormatch.matching.learning.cases import LEARNED
from mentormatch.matching.learning.pairs import CLIP, compared
from mentormatch.matching.weights import BACKGROUND, CAREER
from tests.matching.people import MENTEE, mentee

RANKER = BaselineRanker()
CASE = Case("maya", "ana", {"career": 0.5, "hours": 1.0}, Outcome.ASKED, position=2)


def total(values, weights):
    top = {name: weights[name] for name in BACKGROUND} | {"career": sum(weights[name] for name in CAREER)}
    return sum(top[name] * value for name, value in values.items()) / sum(top[name] for name in values)


@pytest.mark.parametrize("facts", [{}, {"goal": "", "target_roles": ()}, {"degree": "", "availability": ()}])
def test_the_values_add_up_to_the_score_before_its_adjustments(pool, facts):
    asks = mentee(**facts)
    shown = RANKER.rank(asks, pool)
    values = values_behind(RANKER, asks, pool, [one.mentor_id for one in shown])
    for one in shown:
        adjusted = sum(reason.contribution for reason in one.reasons if reason.feature in {"load", "acceptance"})
        assert total(values[one.mentor_id], RANKER.parameters.weights) == pytest.approx(one.score - adjusted)
        assert set(values[one.mentor_id]) <= set(LEARNED)


def test_a_whole_record_can_be_made_from_a_list(pool):
    shown = RANKER.rank(MENTEE, pool, top=6, explore=2, seed=1)
    values = values_behind(RANKER, MENTEE, pool, (one.mentor_id for one in shown))
    cases = [
        Case(MENTEE.id, one.mentor_id, values[one.mentor_id], Outcome(place % 4), place, one.propensity)
        for place, one in enumerate(shown, 1)
    ]
    assert len(compared(cases)) == 13


def test_somebody_exploring_has_no_values_to_learn_from(pool):
    assert values_behind(RANKER, mentee(clarity="exploring"), pool, ["ana"]) == {}


def test_the_values_of_a_stranger_are_refused(pool, encoder):
    with pytest.raises(UnknownMentor, match="nobody"):
        values_behind(RANKER, MENTEE, pool, ["nobody"])
    with pytest.raises(EncoderMismatch):
        values_behind(RANKER, MENTEE, pool, ["ana"], goal=replace(encoder.goal(MENTEE), encoder_id="other"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"values": {"age": 0.5}}, "'age' is no learned feature"),
        ({"values": {"words": 0.5}}, "'words' is no learned feature"),
        ({"values": {"career": float("nan")}}, "career is nan"),
        ({"values": {"career": 1.01}}, r"career is 1\.01"),
        ({"values": {"career": "high"}}, "career is 'high'"),
        ({"outcome": 4}, "outcome is 4"),
        ({"outcome": 1.5}, r"outcome is 1\.5"),
        ({"position": 0}, "position is 0"),
        ({"position": 1.5}, r"position is 1\.5"),
        ({"propensity": 0.0}, r"propensity is 0\.0"),
        ({"propensity": None}, "propensity is None"),
        ({"propensity": 1.1}, r"propensity is 1\.1"),
        ({"propensity": float("nan")}, "propensity is nan"),
    ],
)
def test_a_case_that_cannot_be_is_refused_by_name(wrong, said):
    with pytest.raises(BadCases, match=f"mentor 'ana' shown to 'maya': .*{said}"):
        replace(CASE, **wrong)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"position": 3}, "listed twice"),
        ({"mentor": "bruno"}, "is at position 2 too"),
        ({"mentor": "bruno", "position": 3, "values": {"career": 0.1}}, "differ in hours"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(other, said):
    with pytest.raises(BadCases, match=said):
        learn(RANKER, [CASE, replace(CASE, **other)])


def test_mentors_are_compared_within_a_ranking_and_never_across():
    later = replace(CASE, ranking="in May", outcome=Outcome.GOOD)
    assert len(compared([CASE, later])) == 0
    assert compared([CASE, later]).ignored == 1
    assert len(compared([CASE, later, replace(later, mentor="bruno", outcome=Outcome.SHOWN, position=1)])) == 1


def test_a_pair_is_the_better_minus_the_worse():
    worse = replace(CASE, mentor="bruno", values={"career": 0.7, "hours": 0.4}, outcome=0, position=1)
    pairs = compared([worse, CASE])
    named = dict(zip(LEARNED, pairs.differences[0], strict=False))
    assert named == pytest.approx(dict.fromkeys(LEARNED, 0.0) | {"career": -0.2, "hours": 0.6})
    assert pairs.differences[0, -1] == pytest.approx(-np.log(2))


def test_what_was_rarely_shown_counts_more_but_not_without_end():
    asked, seen, drawn, rare = (
        replace(CASE, mentor=f"m{place}", position=place, outcome=Outcome(place == 1), propensity=propensity)
        for place, propensity in ((1, 1.0), (2, 1.0), (3, 0.5), (4, 0.001))
    )
    weights = compared([asked, seen, drawn, rare]).weights
    assert weights == pytest.approx(np.array([1, 2, CLIP]) / (3 + CLIP))


def test_every_mentee_counts_alike():
    few = [CASE, replace(CASE, mentor="bruno", position=1, outcome=0)]
    many = [replace(CASE, mentee="noor", mentor=f"m{n}", position=n, outcome=n % 2) for n in range(1, 9)]
    pairs = compared([*few, *many])
    assert np.bincount(pairs.owner).tolist() == [1, 16]
    assert np.bincount(pairs.owner, pairs.weights) == pytest.approx([1, 1])


@pytest.mark.parametrize("changes", [{"mentee": 7}, {"mentor": None}, {"ranking": None}, {"values": [0.5]}])
def test_a_case_of_nobody_or_of_nothing_is_refused(changes):
    with pytest.raises(BadCases, match=r"texts|by feature"):
        replace(CASE, **changes)


def test_the_smallest_propensities_and_the_oddest_ids_can_be_learned_from():
    cases = [
        Case(f"\ud800{number}", f"m{place}", {"career": 0.5, "hours": place / 4}, place, place + 1, propensity=1e-300)
        for number in range(20)
        for place in range(3)
    ]
    assert learn(RANKER, cases).mentees == 20
