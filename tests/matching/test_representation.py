"""What is fitted is described, undamaged, and not fitted on what is measured."""

import gzip
import json
import os
import re
from pathlib import Path

import numpy as np
import pytest

from mentormatch.matching import Encoder
from mentormatch.matching.fit import left_out
from mentormatch.matching.representation import FITTED, plain, representation_for, unit

DESCRIBED = json.loads((FITTED / "representation.json").read_text("utf8"))


def test_the_source_and_the_making_are_named():
    assert "ESCO 1.2.0" in DESCRIBED["source"] and "CC BY 4.0" in DESCRIBED["source"]
    assert DESCRIBED["made_by"] == "python -m mentormatch.matching.fit"
    assert len(DESCRIBED["occupations"]) > 900


def test_represented_vectors_are_units_and_nothing_stays_nothing(encoder):
    space = representation_for(encoder.id)
    vectors = space.represent(encoder.encode(["Data analyst", "Nurse"]))
    assert vectors.shape == (2, space.width)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert not unit(np.zeros((1, 512), np.float32)).any()


def test_one_occupation_in_two_languages_is_nearer_than_two_in_one(encoder):
    space = representation_for(encoder.id)
    one, same, other = space.represent(encoder.encode(["analista dati", "data analyst", "analista politico"]))
    assert one @ same > one @ other + 0.2


def test_an_encoder_to_which_nothing_is_fitted_is_taken_as_it_is():
    space = representation_for("another-encoder")
    assert space.width == plain().width == 512
    assert len(space.goals()) == 0


def test_nothing_is_fitted_on_what_is_measured():
    folder = os.environ.get("RANKING_TASKS")
    if not folder:
        pytest.skip("RANKING_TASKS names no folder of ranking tasks")
    measured = {one.rsplit("/", 1)[-1] for one in left_out(Path(folder))}
    assert measured
    assert measured.isdisjoint(DESCRIBED["occupations"])


def test_ids_of_tasks_are_left_out(tmp_path):
    task = {"mentors": [{"id": "a"}], "queries": [{"profile": {"id": "b"}}]}
    (tmp_path / "task.json.gz").write_bytes(gzip.compress(json.dumps(task).encode()))
    assert left_out(tmp_path) == {"a", "b"}


def test_ids_are_those_of_the_public_classification():
    assert all(re.fullmatch(r"[0-9a-f-]{36}", one) for one in DESCRIBED["occupations"])
    assert Encoder.default().id.startswith(DESCRIBED["encoder"])
