"""The encoder and a pool of the twelve mentors, made once."""

from collections.abc import Mapping

import pytest

from mentormatch.matching import Encoder, MentorPool, MentorVectors
from tests.matching.people import MENTORS


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder.default()


@pytest.fixture(scope="session")
def vectors(encoder: Encoder) -> Mapping[str, MentorVectors]:
    return {mentor.id: encoder.mentor(mentor) for mentor in MENTORS}


@pytest.fixture
def pool(vectors: Mapping[str, MentorVectors]) -> MentorPool:
    return MentorPool(MENTORS, vectors=vectors)
