"""The encoder and a pool of the twelve mentors, made once."""

from collections.abc import Mapping

import pytest
from hypothesis import settings

from mentormatch.matching import Encoder, MentorPool, MentorVectors
from tests.matching.people import MENTORS

#: The first example pays for loading; how long an example takes is no property of the engine.
settings.register_profile("engine", deadline=None)
settings.load_profile("engine")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder.default()


@pytest.fixture(scope="session")
def vectors(encoder: Encoder) -> Mapping[str, MentorVectors]:
    return {mentor.id: encoder.mentor(mentor) for mentor in MENTORS}


@pytest.fixture
def pool(vectors: Mapping[str, MentorVectors]) -> MentorPool:
    return MentorPool(MENTORS, vectors=vectors)
