"""Cohorts made up for benchmarks: as many as you like, always the same ones."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

TASTES = 12
NOISE = 0.2


@dataclass(frozen=True)
class MadeCohort:
    """Scores float32 from 0 to 1 (mentees, mentors) and capacities (mentors,)."""

    scores: npt.NDArray[np.float32]
    capacities: npt.NDArray[np.int64]

    @property
    def name(self) -> str:
        """Return what a table calls this cohort."""
        mentees, mentors = self.scores.shape
        scarce = ", scarce seats" if self.capacities.sum() < mentees else ""
        return f"{mentees:,} mentees, {mentors:,} mentors{scarce}"

    def save(self, folder: Path) -> Path:
        """Write an .npz of ``scores`` and ``capacities``, and return its path."""
        path = folder / "cohort.npz"
        np.savez(path, scores=self.scores, capacities=self.capacities)
        return path

    def total(self, pairs: list[tuple[int, int]]) -> float:
        """Return the sum of the scores of pairs; ValueError where somebody is matched more often than they may be."""
        mentees, mentors = np.array(pairs, np.int64).reshape(-1, 2).T
        if len(np.unique(mentees)) < len(mentees):
            raise ValueError("a mentee is matched twice")
        if (np.bincount(mentors, minlength=len(self.capacities)) > self.capacities).any():
            raise ValueError("a mentor is matched beyond capacity")
        return float(self.scores[mentees, mentors].sum(dtype=np.float64))


def make_cohort(mentees: int, scarce: bool = False) -> MadeCohort:
    """Return a cohort with half as many mentors, whose scores come from hidden tastes and a fifth of noise.

    Mentors have 1 to 5 places, or one each when seats are ``scarce``: then half of the mentees stay unmatched.
    """
    chance = np.random.default_rng(mentees)
    mentors = mentees // 2
    tastes = chance.normal(size=(mentees, TASTES)).astype("f4")
    gifts = chance.normal(size=(mentors, TASTES)).astype("f4")
    scores = tastes @ gifts.T
    low, high = scores.min(), scores.max()
    scores -= low
    scores *= (1 - NOISE) / (high - low)
    for start in range(0, mentees, 1000):
        block = scores[start : start + 1000]
        block += NOISE * chance.random(block.shape, dtype="f4")
    places = chance.integers(1, 6, mentors)
    return MadeCohort(scores, np.ones(mentors, np.int64) if scarce else places)
