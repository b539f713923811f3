"""The matching engine: facts about people in, ranked mentors with reasons out. No web, no database, no clock."""

from mentormatch.matching.advice import Advice
from mentormatch.matching.cohorts.assignment import Assignment, Objective, Unmatched
from mentormatch.matching.cohorts.people import assign
from mentormatch.matching.cohorts.solve import solve_assignment
from mentormatch.matching.encoder import Encoder
from mentormatch.matching.errors import (
    BadArtefact,
    BadCapacities,
    BadFacts,
    BadPairs,
    BadScores,
    BadVectors,
    BadWeights,
    EncoderMismatch,
    InfeasibleLocks,
    MatchingError,
    UnknownMentor,
    UnknownObjective,
)
from mentormatch.matching.exposure import Exposure, exposure
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.rankers import BaselineRanker, Ranker
from mentormatch.matching.recommendation import Reason, Recommendation
from mentormatch.matching.types import MenteeFacts, MentorFacts
from mentormatch.matching.vectors import GoalVectors, MentorVectors

__all__ = [
    "Advice",
    "Assignment",
    "BadArtefact",
    "BadCapacities",
    "BadFacts",
    "BadPairs",
    "BadScores",
    "BadVectors",
    "BadWeights",
    "BaselineRanker",
    "Encoder",
    "EncoderMismatch",
    "Exposure",
    "GoalVectors",
    "InfeasibleLocks",
    "MatchingError",
    "MenteeFacts",
    "MentorFacts",
    "MentorPool",
    "MentorVectors",
    "Objective",
    "Ranker",
    "Reason",
    "Recommendation",
    "UnknownMentor",
    "UnknownObjective",
    "Unmatched",
    "assign",
    "exposure",
    "solve_assignment",
]
