"""Weights learned from outcomes: what is found when it is there, and what is left alone when it is not."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from sklearn.linear_model import LogisticRegression

from mentormatch.matching import BadWeights, BaselineRanker, Ranker, Verdict, learn
from mentormatch.matching.learning.cases import LEARNED
from mentormatch.matching.learning.estimate import COOLEST, estimated, learned, tempered
from mentormatch.matching.learning.pairs import compared
from mentormatch.matching.weights import CAREER, FEATURES, WEIGHTS, Parameters
from tests.matching.choices import PLANTED, PUBLISHED, chosen, ndcg, pools, top_weights

RANKER = BaselineRanker()


def outcomes(seed, mentees, wanted=PLANTED, **how):
    chance = np.random.default_rng(seed)
    return chosen(chance, pools(chance, mentees), wanted, **how)


@pytest.fixture(scope="module")
def many():
    return outcomes(1, 400)


@pytest.fixture(scope="module")
def lesson(many):
    return learn(RANKER, many)


def test_what_four_hundred_mentees_go_by_is_found(lesson):
    assert lesson.verdict is Verdict.ADOPT
    assert lesson.trial.gain > 3 * lesson.trial.standard_error
    unseen = pools(np.random.default_rng(2), 150)
    before, after = (ndcg(unseen, top_weights(ranker), PLANTED) for ranker in (RANKER, lesson.ranker))
    assert before < 0.7
    assert after > 0.9
    assert np.abs(top_weights(lesson.ranker) - PLANTED).max() < 0.1


def test_a_place_high_in_the_list_is_no_merit_of_the_features():
    biased = learn(RANKER, outcomes(3, 400, by_place=1.0))
    assert biased.verdict is Verdict.ADOPT
    assert np.abs(top_weights(biased.ranker) - PLANTED).max() < 0.1
    by_place_alone = [learn(RANKER, outcomes(seed, 60, certainty=0.0, by_place=1.0)) for seed in range(20)]
    assert sum(one.verdict is Verdict.ADOPT for one in by_place_alone) <= 1


def test_nothing_is_learned_from_nineteen_mentees():
    lesson = learn(RANKER, outcomes(1, 19))
    assert lesson.verdict is Verdict.REFUSED
    assert lesson.reason == "19 mentees with outcomes that can be compared are too few; 20 are needed"
    assert (lesson.mentees, lesson.changes, lesson.trial, lesson.temperature) == (19, {}, None, None)
    assert lesson.ranker is RANKER
    assert learn(RANKER, []).verdict is Verdict.REFUSED


def test_mentees_whose_mentors_all_fared_alike_do_not_make_up_the_number():
    silent = [replace(case, mentee=f"silent {case.mentee}", outcome=1) for case in outcomes(2, 30)]
    lesson = learn(RANKER, [*silent, *outcomes(1, 19)])
    assert (lesson.verdict, lesson.mentees, lesson.ignored) == (Verdict.REFUSED, 19, 30)


@pytest.mark.parametrize("mentees", [30, 110])
def test_outcomes_by_chance_change_nothing(mentees):
    lessons = [learn(RANKER, outcomes(seed, mentees, certainty=0.0)) for seed in range(40 if mentees < 100 else 20)]
    assert sum(one.verdict is Verdict.ADOPT for one in lessons) <= 0.05 * len(lessons)


def test_weights_that_are_right_already_stay_to_the_last_byte():
    lesson = learn(RANKER, outcomes(1, 200, PUBLISHED))
    assert lesson.verdict is Verdict.KEEP
    assert "not foretold clearly better" in lesson.reason
    assert lesson.ranker.to_artefact() == RANKER.to_artefact()
    assert any(lesson.changes.values())


@pytest.mark.parametrize("seed", range(4))
def test_a_few_mentees_move_the_weights_a_little(seed):
    cases = outcomes(seed, 25)
    assert sum(map(abs, learn(RANKER, cases).changes.values())) < 0.25
    pairs = compared(cases)
    held, free = (learned(pairs, PUBLISHED, precision)[:-1] for precision in (10.0, 1e-6))
    moved, carried_away = (np.abs(beta / beta.sum() - PUBLISHED).sum() for beta in (held, free))
    assert moved < carried_away / 3


def test_no_weight_is_ever_negative():
    against_career = 1 - PUBLISHED
    against_career[0] = -2.0
    for mentees in (20, 60, 150):
        lesson = learn(RANKER, outcomes(mentees, mentees, against_career))
        weights = np.array([WEIGHTS[name] + change for name, change in lesson.changes.items()])
        assert weights.min() >= -1e-9
        assert weights.sum() == pytest.approx(1)
        assert min(lesson.ranker.parameters.weights.values()) >= 0


def test_outcomes_against_every_feature_change_nothing():
    worse_is_better = [
        replace(case, values=dict.fromkeys(LEARNED, 1 - case.values["career"])) for case in outcomes(1, 300)
    ]
    lesson = learn(RANKER, worse_is_better)
    assert (lesson.verdict, lesson.reason) == (Verdict.KEEP, "the outcomes speak for no other weights")
    assert lesson.ranker is RANKER
    assert not any(lesson.changes.values())


def test_the_order_of_the_cases_does_not_matter(many, lesson):
    shuffled = [many[i] for i in np.random.default_rng(5).permutation(len(many))]
    again = learn(RANKER, iter(shuffled))
    assert again.ranker.to_artefact() == lesson.ranker.to_artefact()
    assert replace(again, ranker=RANKER) == replace(lesson, ranker=RANKER)


def test_what_is_proposed_is_a_ranker_like_any_other(lesson):
    stored = Ranker.from_artefact(lesson.ranker.to_artefact())
    assert stored.digest == lesson.ranker.digest != lesson.present == RANKER.digest
    assert sum(stored.parameters.weights.values()) == pytest.approx(1, abs=1e-12)
    assert replace(stored.parameters, weights=dict(WEIGHTS)) == RANKER.parameters
    for name in FEATURES:
        assert stored.parameters.weights[name] == pytest.approx(WEIGHTS[name] + lesson.changes[name], abs=2e-6)


def test_the_parts_of_the_career_keep_their_proportions(lesson):
    parts = np.array([[ranker.parameters.weights[name] for name in CAREER] for ranker in (RANKER, lesson.ranker)])
    assert parts[1] / parts[1].sum() == pytest.approx(parts[0] / parts[0].sum(), abs=1e-4)


def test_learning_goes_on_from_what_was_learned(lesson):
    chance = np.random.default_rng(9)
    present = top_weights(lesson.ranker)
    again = learn(lesson.ranker, chosen(chance, pools(chance, 200), PLANTED, present=present))
    assert again.present == lesson.ranker.digest
    assert sum(map(abs, again.changes.values())) < sum(map(abs, lesson.changes.values())) / 3


def test_a_ranker_without_career_learns_the_background():
    ranker = BaselineRanker(weights=dict.fromkeys(CAREER, 0.0))
    cases = [replace(case, values=case.values | {"career": 0.05}) for case in outcomes(1, 200)]
    lesson = learn(ranker, cases)
    assert lesson.verdict is Verdict.ADOPT
    assert all(lesson.ranker.parameters.weights[name] == 0 for name in CAREER)
    assert sum(lesson.ranker.parameters.weights.values()) == pytest.approx(1)


def test_a_ranker_of_zeros_has_nothing_to_stay_near(many):
    with pytest.raises(BadWeights, match="zero"):
        learn(Ranker(Parameters(weights=dict.fromkeys(FEATURES, 0.0))), many)


def test_without_a_centre_the_estimate_is_that_of_scikit_learn(many):
    pairs = compared(many)
    wanted = pairs.differences[:, :6]
    found = estimated(wanted, pairs.weights, np.zeros(6), 0.5, [(0.0, None)] * 6)
    peer = LogisticRegression(C=2.0, fit_intercept=False, tol=1e-10, max_iter=10_000)
    sides = np.repeat([1, 0], len(pairs))
    peer.fit(np.concatenate([wanted, -wanted]), sides, sample_weight=np.tile(pairs.weights / 2, 2))
    assert found == pytest.approx(peer.coef_[0], abs=1e-4)
    assert found.min() > 0.5


def test_around_a_centre_no_step_that_is_allowed_makes_the_loss_smaller(many):
    pairs = compared(many[:480])
    precision = 3.0
    centre = tempered(pairs, PUBLISHED, COOLEST)
    found = learned(pairs, PUBLISHED, precision)

    def loss(beta):
        chances = 1 / (1 + np.exp(-(pairs.differences * beta).sum(axis=1)))
        return -(pairs.weights * np.log(chances)).sum() + precision / 2 * ((beta - centre) ** 2).sum()

    slope = approx_fprime(found, loss, 1e-6)
    assert np.abs(slope[found > 0]).max() < 1e-3
    assert (slope[found == 0] > -1e-3).all()
    assert (found == 0).any()
    assert (found > 0).sum() >= 5
