"""Places by lot, and variety for those who explore."""

import pytest

from mentormatch.matching import BaselineRanker
from tests.matching.people import MENTEE, mentee


def test_the_last_places_are_drawn_and_the_chance_is_told(pool):
    shown = BaselineRanker().rank(MENTEE, pool, top=5, explore=2, seed=3)
    plain = BaselineRanker().rank(MENTEE, pool, top=100)
    assert [one.mentor_id for one in shown[:3]] == [one.mentor_id for one in plain[:3]]
    assert [one.propensity for one in shown[:3]] == [1, 1, 1]
    assert all(one.propensity == pytest.approx(2 / (len(plain) - 3)) for one in shown[3:])
    assert all("Shown by turns" in one.reasons[-1].text() for one in shown[3:])


def test_a_draw_can_be_replayed_and_others_differ(pool):
    def drawn(seed):
        return [one.mentor_id for one in BaselineRanker().rank(MENTEE, pool, top=4, explore=2, seed=seed)]

    assert drawn(1) == drawn(1)
    assert drawn(None) == drawn(0)
    assert len({tuple(drawn(seed)) for seed in range(12)}) > 3


def test_every_mentor_below_has_the_same_chance(pool):
    plain = [one.mentor_id for one in BaselineRanker().rank(MENTEE, pool, top=100)]
    seen = {
        one.mentor_id for seed in range(80) for one in BaselineRanker().rank(MENTEE, pool, top=3, explore=1, seed=seed)
    }
    assert seen == set(plain)


@pytest.mark.parametrize(("top", "explore", "expected"), [(3, 9, 3), (3, 0, 3), (100, 5, None), (0, 2, 0), (3, -1, 3)])
def test_odd_numbers_of_places(pool, top, explore, expected):
    everybody = len(BaselineRanker().rank(MENTEE, pool, top=100))
    assert len(BaselineRanker().rank(MENTEE, pool, top=top, explore=explore, seed=1)) == (
        everybody if expected is None else expected
    )


def test_who_explores_sees_different_roles_first(pool):
    exploring = mentee(clarity="exploring", goal="Something with data, people or money")
    shown = BaselineRanker().rank(exploring, pool)
    lowered = [one for one in shown if any(reason.feature == "variety" for reason in one.reasons)]
    assert lowered
    assert "similar to someone above" in next(r for r in lowered[0].reasons if r.feature == "variety").text()


def test_background_weighs_more_for_who_explores(pool):
    def degree(clarity):
        ranked = BaselineRanker().rank(mentee(clarity=clarity), pool, only=["ana"])
        return next(reason.contribution for reason in ranked[0].reasons if reason.feature == "degree")

    assert degree("exploring") > degree("idea") == degree("know")


def test_any_whole_number_is_a_seed(pool):
    assert len(BaselineRanker().rank(MENTEE, pool, top=4, explore=2, seed=-7)) == 4
