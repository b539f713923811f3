"""The rankers keep the contract; weights and artefacts that make no sense are refused."""

import json
import os
import subprocess
import sys

import pytest

from mentormatch.matching import BadArtefact, BadWeights, BaselineRanker, Ranker
from tests.matching.people import MENTEE
from tests.matching.ranker_contract import RankerContract


class TestBaseline(RankerContract):
    @pytest.fixture
    def ranker(self) -> Ranker:
        return BaselineRanker()


class TestOtherWeights(RankerContract):
    @pytest.fixture
    def ranker(self) -> Ranker:
        return BaselineRanker(weights={"hours": 0.3, "words": 0.0, "degree": 0.0})


class TestFromArtefact(RankerContract):
    @pytest.fixture
    def ranker(self) -> Ranker:
        return Ranker.from_artefact(BaselineRanker(weights={"skills": 0.4}).to_artefact())


def test_the_nearest_mentors_come_first(pool):
    ranked = [one.mentor_id for one in BaselineRanker().rank(MENTEE, pool)]
    assert ranked[0] == "ana"
    assert ranked.index("dieter") < 4
    assert ranked[-1] in {"carla", "greta", "ines", "leo"}


@pytest.mark.parametrize(
    "weights", [{"shoe size": 0.1}, {"hours": -0.1}, {"hours": float("nan")}, {"hours": "much"}, {"hours": 10**400}]
)
def test_weights_that_make_no_sense_are_refused(weights):
    with pytest.raises(BadWeights, match=next(iter(weights))):
        BaselineRanker(weights=weights)


def test_all_weights_zero_are_refused():
    with pytest.raises(BadWeights, match="zero"):
        BaselineRanker(weights=dict.fromkeys(BaselineRanker().parameters.weights, 0.0))


def test_a_weight_of_zero_silences_a_feature(pool):
    quiet = BaselineRanker(weights={"degree": 0.0}).rank(MENTEE, pool)
    assert all(reason.contribution == 0 for one in quiet for reason in one.reasons if reason.feature == "degree")


def test_a_flipped_byte_is_noticed():
    stored = BaselineRanker().to_artefact()
    damaged = stored.replace(b"0.075", b"0.076", 1)
    assert damaged != stored
    with pytest.raises(BadArtefact, match="damaged"):
        Ranker.from_artefact(damaged)


def test_another_format_is_refused():
    with pytest.raises(BadArtefact, match="format"):
        Ranker.from_artefact(BaselineRanker().to_artefact().replace(b"linear-1", b"linear-9"))


@pytest.mark.parametrize("stored", [b"", b"{}", b"[1, 2]", b"\x80\x04.", b"null"])
def test_what_is_no_artefact_is_refused(stored):
    with pytest.raises(BadArtefact):
        Ranker.from_artefact(stored)


def test_an_artefact_is_readable_json():
    stored = json.loads(BaselineRanker().to_artefact())
    assert stored["parameters"]["weights"]["path"] == pytest.approx(0.09)


def test_a_digest_names_the_parameters():
    assert BaselineRanker().digest == BaselineRanker().digest != BaselineRanker(weights={"hours": 0.5}).digest


def test_every_process_has_the_same_last_digit():
    program = (
        "from mentormatch.matching import *; from tests.matching.people import *\n"
        "for one in BaselineRanker().rank(MENTEE, MentorPool(MENTORS)): print(one.mentor_id, one.score.hex())"
    )
    # The first two differed while the weights were added up in the order of a set.
    told = {
        subprocess.check_output([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    }
    assert len(told) == 1
