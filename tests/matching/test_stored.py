"""Bytes and vectors with a right checksum can still be nonsense; none of it reaches a score."""

import hashlib
import json
import struct

import numpy as np
import pytest

from mentormatch.matching import BadArtefact, BadVectors, BaselineRanker, GoalVectors, MentorPool, MentorVectors, Ranker
from tests.matching.people import MENTEE, mentor

ONE = np.zeros((1, 512), "<f2")


def sealed(head, body=b"", length=None) -> bytes:
    """Stored vectors with a checksum that fits."""
    head = head if isinstance(head, bytes) else json.dumps(head).encode()
    whole = b"MMV1" + struct.pack("<I", len(head) if length is None else length) + head + body
    return whole + hashlib.blake2b(whole, digest_size=16).digest()


@pytest.mark.parametrize(
    "stored",
    [
        sealed(b"", length=2**31),
        sealed(b"{{{", ONE.tobytes()),
        sealed(b"[" * 100_000),
        sealed(["mentor"], ONE.tobytes()),
        sealed(["mentor", "e", "en", 5], ONE.tobytes()),
        sealed(["mentor", "e", "en", ["whole", "role"]], ONE.tobytes()),
        sealed(["mentor", "e", "en", ["whole"]], ONE.tobytes() + b"x"),
        sealed(["mentor", 5, None, [1]], ONE.tobytes()),
        sealed(["mentor", "e", "en", ["whole"]], np.full((1, 512), np.nan, "<f2").tobytes()),
    ],
)
def test_sealed_nonsense_is_refused(stored):
    with pytest.raises(BadVectors):
        MentorVectors.from_bytes(stored)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (np.zeros((1, 100), np.float16), r"\(1, 512\)"),
        (np.zeros((2, 512), np.float16), r"\(1, 512\)"),
        (np.zeros(512, np.float16), r"\(1, 512\)"),
        ([[0.0] * 512], r"\(1, 512\)"),
        (np.full((1, 512), np.inf, np.float16), "'whole'.*not finite"),
    ],
)
def test_rows_that_cannot_be_compared_are_refused(rows, said):
    with pytest.raises(BadVectors, match=said):
        MentorVectors("e", "en", ("whole",), rows)


def test_a_goal_in_the_place_of_a_mentor_is_refused(pool: MentorPool, encoder):
    goal = encoder.goal(MENTEE)
    with pytest.raises(BadVectors, match="GoalVectors, not MentorVectors"):
        pool.upsert(mentor("ana"), goal)
    with pytest.raises(BadVectors, match="MentorVectors, not GoalVectors"):
        BaselineRanker().rank(MENTEE, pool, goal=MentorVectors(goal.encoder_id, "en", (), goal.rows[:0]))
    assert isinstance(goal, GoalVectors)


def signed(*path, value):
    """An artefact with one parameter changed and the digest that belongs to it."""
    whole = json.loads(BaselineRanker().to_artefact())
    inner = whole["parameters"]
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    canonical = json.dumps(whole["parameters"], sort_keys=True, separators=(",", ":"))
    return json.dumps(whole | {"digest": hashlib.sha256(canonical.encode()).hexdigest()}).encode()


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (signed("weights", "hours", value=-1), "weight of hours is -1"),
        (signed("weights", "hours", value=float("nan")), "weight of hours is nan"),
        (signed("weights", "hours", value=10**400), "too large"),
        (signed("weights", "shoe size", value=1), "shoe size"),
        (signed("weights", value=dict.fromkeys(BaselineRanker().parameters.weights, 0)), "all weights are zero"),
        (signed("typical", value={}), "typical"),
        (signed("typical", "hub", value=float("inf")), "typical hub is inf"),
        (signed("curves", value={}), "curves"),
        (signed("curves", "hours", value=[]), "curve of hours"),
        (signed("curves", "hours", value=[[1, 0], [1, 1]]), "curve of hours"),
        (signed("curves", "hours", value=[[0, 0], [1, 50]]), "curve of hours"),
        (signed("bands", value=[]), "bands"),
        (signed("bands", value=[["super", 0.5]]), "bands"),
        (signed("width", value=0), "width is 0"),
        (signed("hub", value=float("nan")), "hub is nan"),
        (signed("load", value=5), "load is 5"),
        (b"[" * 100_000, "no stored ranker"),
    ],
)
def test_a_ranker_that_cannot_rank_is_refused(stored, said):
    with pytest.raises(BadArtefact, match=said):
        Ranker.from_artefact(stored)
