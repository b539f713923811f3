"""Rankers: a mentee and a pool in, ranked mentors with reasons out; the same question always has the same answer."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import cast

import numpy as np
import numpy.typing as npt

from mentormatch.matching import artefact
from mentormatch.matching.advice import Advice, advise
from mentormatch.matching.eligibility import broken_rules
from mentormatch.matching.explain import explain
from mentormatch.matching.exploration import REACH, explored
from mentormatch.matching.formula import Scored
from mentormatch.matching.measures import Measures
from mentormatch.matching.pool import MentorPool
from mentormatch.matching.question import Question
from mentormatch.matching.recommendation import Band, Reason, Recommendation
from mentormatch.matching.scoring import score_listed, score_pool
from mentormatch.matching.selection import best, candidates
from mentormatch.matching.types import MenteeFacts
from mentormatch.matching.variety import penalties
from mentormatch.matching.vectors import GoalVectors
from mentormatch.matching.weights import Parameters, normalised


class Ranker:
    """A linear ranker: published parameters, no state. Its artefact is JSON and its digest names it."""

    def __init__(self, parameters: Parameters) -> None:
        """Rank by the given parameters."""
        self.parameters = parameters

    @staticmethod
    def from_artefact(stored: bytes) -> "Ranker":
        """Return the ranker of stored bytes; raises BadArtefact when they are damaged or of another format."""
        return Ranker(artefact.load(stored))

    def to_artefact(self) -> bytes:
        """Return the ranker as JSON with its own digest; reading it cannot run code."""
        return artefact.dump(self.parameters)

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the parameters in hex: two rankers with the same digest rank alike."""
        return artefact.digest(self.parameters)

    def rank(
        self,
        mentee: MenteeFacts,
        pool: MentorPool,
        top: int = 20,
        only: Collection[str] | None = None,
        goal: GoalVectors | None = None,
        explore: int = 0,
        seed: int | None = None,
        forbidden: Collection[str] = (),
    ) -> list[Recommendation]:
        """Return the best ``top`` mentors that no rule excludes, best first, ties by id.

        ``only`` keeps some mentors without changing a score; ``goal`` are stored vectors of this mentee; the last
        ``explore`` places are drawn with ``seed`` from the mentors below. Raises EncoderMismatch.
        """
        asked = self._question(mentee, pool, goal)
        count = top + (REACH if explore > 0 else 0)
        measures = Measures(asked, pool, self.parameters)
        rows, scored = score_listed(measures, candidates(asked, pool, only, forbidden), count)
        score = scored.score[scored.places(rows)]
        given_up = np.zeros(len(rows))
        if asked.exploring:
            given_up = penalties(rows, score, pool, self.parameters.variety)
        listed = best(rows, score - given_up, pool, count)
        shown, propensities = explored(listed, max(top, 0), explore, seed)
        penalty: list[float] = given_up[np.searchsorted(rows, shown)].tolist()
        return self._recommendations(measures, scored, shown, penalty, propensities)

    def refused(self, mentee: MenteeFacts, pool: MentorPool, forbidden: Collection[str] = ()) -> dict[str, str]:
        """Return the mentors that a hard rule excludes, by id, with the name of the first rule."""
        rules = broken_rules(Question(mentee, None, pool.space), pool, forbidden)
        told: dict[str, str] = {}
        for name, excluded in rules.items():
            for row in np.flatnonzero(excluded):
                told.setdefault(pool.facts[row].id, name)
        return told

    def scores(
        self,
        mentees: Sequence[MenteeFacts],
        pool: MentorPool,
        goals: Mapping[str, GoalVectors] | None = None,
    ) -> npt.NDArray[np.float32]:
        """Return the scores of ``rank`` in bulk: float32 (n_mentees, n_mentors), NaN where a hard rule forbids.

        Columns are in the pool's order (``pool.ids``). ``goals`` are stored vectors by mentee id.
        """
        matrix = np.full((len(mentees), len(pool)), np.nan, np.float32)
        for line, mentee in enumerate(mentees):
            asked = self._question(mentee, pool, (goals or {}).get(mentee.id))
            rows = candidates(asked, pool)
            matrix[line, rows] = score_pool(asked, pool, self.parameters).score[rows]
        return matrix

    def advice(
        self,
        mentee: MenteeFacts,
        pool: MentorPool,
        goal: GoalVectors | None = None,
        only: Collection[str] | None = None,
    ) -> list[Advice]:
        """Return what is missing in the profile, and the fact that the first five (of ``only``) hang on most."""
        asked = self._question(mentee, pool, goal)
        measures = Measures(asked, pool, self.parameters)
        rows, scored = score_listed(measures, candidates(asked, pool, only), 0)
        return advise(asked, pool, scored, rows)

    def _question(self, mentee: MenteeFacts, pool: MentorPool, goal: GoalVectors | None) -> Question:
        if goal is None and pool.encode:
            goal = pool.encoder.goal(mentee)
        pool.check(goal)
        return Question(mentee, goal, pool.space)

    def _recommendations(
        self,
        measures: Measures,
        scored: Scored,
        shown: Sequence[int],
        penalties: Sequence[float],
        propensities: Sequence[float],
    ) -> list[Recommendation]:
        places = scored.places(np.array(shown, np.intp))
        explained = explain(measures, scored, places)
        found = []
        for row, place, reasons, penalty, propensity in zip(
            shown, places, explained, penalties, propensities, strict=True
        ):
            if penalty:
                reasons.append(Reason("variety", "adjustment", -penalty))
            if propensity < 1:
                reasons.append(Reason("exploration", "adjustment", 0.0, {"propensity": propensity}))
            score = float(scored.score[place]) - penalty
            band = cast(Band, self.parameters.band(score))
            found.append(Recommendation(measures.pool.facts[row].id, score, band, tuple(reasons), propensity))
        return found


class BaselineRanker(Ranker):
    """The ranker that is always available: published weights, any of which may be replaced by name."""

    def __init__(self, weights: Mapping[str, float] | None = None) -> None:
        """Use the published weights; raises BadWeights when a given one is unknown or no number from 0 up."""
        super().__init__(Parameters(weights=normalised(weights or {})))
