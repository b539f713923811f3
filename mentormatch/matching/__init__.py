"""The matching engine: facts about people in, ranked mentors with reasons out. No web, no database, no clock."""

from mentormatch.matching.advice import Advice
from mentormatch.matching.encoder import Encoder
from mentormatch.matching.errors import (
    BadArtefact,
    BadFacts,
    BadVectors,
    BadWeights,
    EncoderMismatch,
    MatchingError,
    UnknownMentor,
)
from mentormatch.matching.exposure import Exposure, exposure
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.rankers import BaselineRanker, Ranker
from mentormatch.matching.recommendation import Reason, Recommendation
from mentormatch.matching.types import MenteeFacts, MentorFacts
from mentormatch.matching.vectors import GoalVectors, MentorVectors

__all__ = [
    "Advice",
    "BadArtefact",
    "BadFacts",
    "BadVectors",
    "BadWeights",
    "BaselineRanker",
    "Encoder",
    "EncoderMismatch",
    "Exposure",
    "GoalVectors",
    "MatchingError",
    "MenteeFacts",
    "MentorFacts",
    "MentorPool",
    "MentorVectors",
    "Ranker",
    "Reason",
    "Recommendation",
    "UnknownMentor",
    "exposure",
]
