"""The matching engine: facts about people in, ranked mentors with reasons out. No web, no database, no clock."""

from mentormatch.matching.advice import Advice
from mentormatch.matching.cohorts.assignment import Assignment, Objective, Unmatched
from mentormatch.matching.cohorts.people import assign
from mentormatch.matching.cohorts.solve import solve_assignment
from mentormatch.matching.encoder import Encoder
from mentormatch.matching.errors import (
    BadArtefact,
    BadCapacities,
    BadCases,
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
from mentormatch.matching.learning.cases import Case, Outcome
from mentormatch.matching.learning.learn import learn
from mentormatch.matching.learning.lesson import Lesson, Verdict
from mentormatch.matching.learning.values import values_behind
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
    "BadCases",
    "BadFacts",
    "BadPairs",
    "BadScores",
    "BadVectors",
    "BadWeights",
    "BaselineRanker",
    "Case",
    "Encoder",
    "EncoderMismatch",
    "Exposure",
    "GoalVectors",
    "InfeasibleLocks",
    "Lesson",
    "MatchingError",
    "MenteeFacts",
    "MentorFacts",
    "MentorPool",
    "MentorVectors",
    "Objective",
    "Outcome",
    "Ranker",
    "Reason",
    "Recommendation",
    "UnknownMentor",
    "UnknownObjective",
    "Unmatched",
    "Verdict",
    "assign",
    "exposure",
    "learn",
    "solve_assignment",
    "values_behind",
]
