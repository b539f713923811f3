"""How attention is spread."""

import pytest

from mentormatch.matching import BaselineRanker, MentorPool, exposure
from tests.matching.people import MENTEE, MENTORS, mentee


def test_shares_are_of_all_places(pool):
    ranker = BaselineRanker()
    lists = {"one": ranker.rank(MENTEE, pool, top=2), "two": ranker.rank(mentee(goal="nurse"), pool, top=2)}
    spread = exposure(lists, pool)
    assert sum(spread.shares.values()) == pytest.approx(1)
    assert sum(spread.by_language.values()) == pytest.approx(1)
    assert set(spread.shares) == {one.id for one in MENTORS}
    assert spread.busiest[1] == max(spread.shares.values())
    assert spread == exposure(lists.values(), pool)
    assert spread.never_shown == sum(not share for share in spread.shares.values()) / len(MENTORS)


def test_everybody_alike_is_even_and_one_alone_is_not(pool):
    everybody = BaselineRanker().rank(MENTEE, MentorPool(MENTORS[:3], encode=False), top=3)
    small = MentorPool(MENTORS[:3], encode=False)
    assert exposure([everybody], small).gini == pytest.approx(0)
    assert exposure([everybody[:1]], small).gini == pytest.approx(2 / 3)


def test_nothing_shown_is_no_error(pool):
    spread = exposure([], pool)
    assert (spread.gini, spread.never_shown) == (0, 1)
    assert spread.busiest == ("", 0)
    assert exposure([], MentorPool()).shares == {}
