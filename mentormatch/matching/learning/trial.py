"""Would the learned weights have foretold the choices of mentees they have not seen?"""

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mentormatch.matching.learning.estimate import COOLEST, learned, losses, precision_for, tempered
from mentormatch.matching.learning.pairs import Pairs

Floats = npt.NDArray[np.float64]

FOLDS = 5
#: The share of the loss that a change must save. With few mentees and weights that are right already, one gain in five
#: is larger than its standard error; nearly all of these are smaller than this.
LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Trial:
    """Mean log loss of a held-out mentee under the present and under learned weights; lower is better.

    ``standard_error`` is that of their difference over mentees, each being foretold by the four fifths without them.
    """

    present: float
    learned: float
    standard_error: float

    @property
    def won(self) -> bool:
        """Tell whether the learned weights foretell better beyond chance, and by enough to be worth a change."""
        return self.gain > max(self.standard_error, LEAST * self.present)

    @property
    def gain(self) -> float:
        """Return by how much the learned weights foretell better."""
        return self.present - self.learned


def tried(pairs: Pairs, present: Floats) -> Trial:
    """Return the cross-validated losses; a mentee is held out with all their pairs.

    The present weights are held against the learned ones at the temperature that suits them better, the fitted one or
    the one where the prior stands: the learned ones shall win by their direction, not by their scale.
    """
    fold = _folds(pairs.mentees)
    precision = precision_for(len(pairs.mentees))
    fitted, believed, new = np.zeros(len(fold)), np.zeros(len(fold)), np.zeros(len(fold))
    for held_out in range(FOLDS):
        inside = fold == held_out
        seen, unseen = pairs.of(~inside), pairs.of(inside)
        fitted += losses(unseen, tempered(seen, present))
        believed += losses(unseen, tempered(seen, present, COOLEST))
        new += losses(unseen, learned(seen, present, precision))
    old = min(fitted, believed, key=np.mean)
    error = np.std(old - new, ddof=1) / np.sqrt(len(fold))
    return Trial(float(old.mean()), float(new.mean()), float(error))


def _folds(mentees: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """Return a fold for each mentee, as many in each, by the digest of the id: no order and no luck decides."""
    digests = [hashlib.sha256(mentee.encode("utf8", "surrogatepass")).digest() for mentee in mentees]
    ranks = np.empty(len(mentees), np.int64)
    ranks[sorted(range(len(mentees)), key=digests.__getitem__)] = np.arange(len(mentees))
    return ranks % FOLDS
