"""Would the learned weights have foretold the choices of mentees they have not seen?"""

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.learning.estimate import learned, losses, precision_for, tempered
from mentormatch.matching.learning.pairs import Pairs

Floats = npt.NDArray[np.float64]

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """Mean log loss of a held-out mentee under the present and under learned weights; lower is better.

    ``standard_error`` is that of their difference over mentees, each being foretold by the four fifths without them.
    """

    present: float
    learned: float
    standard_error: float

    @property
    def gain(self) -> float:
        """Return by how much the learned weights foretell better."""
        return self.present - self.learned


def tried(pairs: Pairs, present: Floats) -> Trial:
    """Return the cross-validated losses; a mentee is held out with all their pairs."""
    fold = _folds(pairs.mentees)
    precision = precision_for(len(pairs.mentees))
    old, new = np.zeros(len(fold)), np.zeros(len(fold))
    for held_out in range(FOLDS):
        inside = fold == held_out
        seen, unseen = pairs.of(~inside), pairs.of(inside)
        old += losses(unseen, tempered(seen, present))
        new += losses(unseen, learned(seen, present, precision))
    error = float(np.std(old - new, ddof=1)) / np.sqrt(len(fold))
    return Trial(float(old.mean()), float(new.mean()), float(error))


def _folds(mentees: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """Return a fold for each mentee, as many in each, by the digest of the id: no order and no luck decides."""
    digests = [hashlib.sha256(mentee.encode()).digest() for mentee in mentees]
    ranks = np.empty(len(mentees), np.int64)
    ranks[sorted(range(len(mentees)), key=digests.__getitem__)] = np.arange(len(mentees))
    return ranks % FOLDS
