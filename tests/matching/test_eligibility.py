"""Hard rules: each has a name, excludes whom it says, and nobody else."""

import pytest

from mentormatch.matching import BaselineRanker, MentorPool
from tests.matching.people import MENTEE, mentee, mentor


def refused(asking, *mentors, **changes):
    return BaselineRanker().refused(asking, MentorPool(mentors, encode=False), **changes)


@pytest.mark.parametrize(
    ("capacity", "load", "rule"), [(2, 1, None), (2, 2, "full"), (2, 3, "full"), (0, 0, "full"), (1, 0, None)]
)
def test_a_mentor_without_a_place_is_full(capacity, load, rule):
    assert refused(MENTEE, mentor("ana", capacity=capacity, load=load)).get("ana") == rule


@pytest.mark.parametrize(
    ("mine", "theirs", "rule"),
    [
        (("en",), ("de",), "no_common_language"),
        (("pt-BR",), ("pt-PT",), None),
        (("EN",), ("en-GB",), None),
        ((), ("de",), None),
        (("en",), (), None),
        (("en", "it"), ("it",), None),
    ],
)
def test_two_people_need_a_language_when_both_name_theirs(mine, theirs, rule):
    assert refused(mentee(languages=mine), mentor("ana", languages=theirs)).get("ana") == rule


def test_a_forbidden_pair_is_refused_first_and_not_ranked(pool):
    assert refused(MENTEE, mentor("ana", load=9), forbidden=["ana"]) == {"ana": "forbidden"}
    ranked = BaselineRanker().rank(MENTEE, pool, forbidden=["ana", "someone-else"])
    assert "ana" not in {one.mentor_id for one in ranked}


def test_the_language_of_a_text_is_no_language_spoken():
    assert refused(mentee(languages=("en",)), mentor("carla", languages=("en",), text_language="es")) == {}
