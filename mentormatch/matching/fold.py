"""The dense parts of a mentor on few axes: what a large pool is looked through with before anybody is scored."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mentormatch.matching.representation import Representation
from mentormatch.matching.vectors import Vectors
from mentormatch.matching.weights import WEIGHTS

#: Columns of folded vectors and how many axes each has. 256 of 640 hold 99 % of the variance of the reference goals; in
#: a role, which is a few words, 128 do as well.
FOLDED = {"folded_profile": 256, "folded_role": 128}


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """Orthonormal ``axes`` (width of a representation, k), those that hold most first."""

    axes: Vectors

    @staticmethod
    @functools.cache
    def of(space: Representation) -> "Fold":
        """Return the first principal axes of the reference goals, or fixed random ones where nothing was fitted."""
        goals, most = space.goals(), max(FOLDED.values())
        if len(goals) < most:
            random = np.random.default_rng(0).normal(size=(space.width, most))
            return Fold(np.linalg.qr(random).Q.astype(np.float32))
        # Not centred: what is kept is length, because a similarity is a dot product and no distance.
        _, axes = np.linalg.eigh(goals.T.astype(np.float64) @ goals)
        return Fold(np.ascontiguousarray(axes[:, : -most - 1 : -1], np.float32))

    def mentors(self, parts: Mapping[str, Vectors]) -> dict[str, Vectors]:
        """Return folded parts (n, k): the role, and the profile with its sentences, weighted as they are published.

        Both are compared with the same wish, so that one product stands for two; without sentences it is the profile.
        """
        whole, sentences = parts["whole"], parts["sentences"]
        share = WEIGHTS["sentences"] / (WEIGHTS["whole"] + WEIGHTS["sentences"])
        told = sentences.any(axis=1, keepdims=True)
        profile = np.where(told, np.float32(1 - share) * whole + np.float32(share) * sentences, whole)
        return {
            name: self.folded(name, vectors)
            for name, vectors in (("folded_profile", profile), ("folded_role", parts["role"]))
        }

    def folded(self, name: str, vectors: Vectors) -> Vectors:
        """Return represented vectors (..., width of the representation) on the axes of one column, (..., k)."""
        folded: Vectors = vectors @ self.axes[:, : FOLDED[name]]
        return folded
