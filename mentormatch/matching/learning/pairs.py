"""Better minus worse: the cases of each mentee as pairs, because only within one list outcomes can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

import numpy as np
import numpy.typing as npt

from mentormatch.matching.errors import BadCases
from mentormatch.matching.learning.cases import LEARNED, Case

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: A pair that was rarely shown speaks for those that were not, but never louder than this many others: mentors drawn
#: by lot are mostly clear cases, and with 10 they drown the close calls that tell the most.
CLIP = 3.0


@dataclass(frozen=True)
class Pairs:
    """Pairs of mentors with different outcomes, mentee by mentee in the order of their ids.

    ``mentees`` are those with at least one pair, ``owner`` (n,) tells whose each pair is. ``differences`` (n, 9) are
    better minus worse in the values of LEARNED; the last column is ``log(position of the worse / position of the
    better)``. ``weights`` (n,) are 1 / (propensity x propensity), at most CLIP, brought to a sum of 1 for each mentee:
    whoever looked at many mentors says no more than others. ``ignored`` counts mentees without any pair.
    """

    mentees: tuple[str, ...]
    owner: Ints
    differences: Floats
    weights: Floats
    ignored: int

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.owner)

    def of(self, mentees: npt.NDArray[np.bool_]) -> "Pairs":
        """Return the pairs of some mentees; ``mentees`` (len(self.mentees),) tells whose."""
        kept = mentees[self.owner]
        return Pairs(self.mentees, self.owner[kept], self.differences[kept], self.weights[kept], self.ignored)


def compared(cases: Iterable[Case]) -> Pairs:
    """Return the pairs of the cases, whatever their order; raises BadCases when a list contradicts itself."""
    ordered = sorted(cases, key=lambda case: (case.mentee, case.ranking, case.position, case.mentor))
    found = []
    seen = 0
    for mentee, theirs in groupby(ordered, key=lambda case: case.mentee):
        seen += 1
        lists = [tuple(shown) for _, shown in groupby(theirs, key=lambda case: case.ranking)]
        pairs = [pair for shown in lists for pair in _pairs(shown)]
        if pairs:
            found.append((mentee, pairs))
    differences = [_difference(better, worse) for _, pairs in found for better, worse in pairs]
    return Pairs(
        mentees=tuple(mentee for mentee, _ in found),
        owner=np.repeat(np.arange(len(found)), [len(pairs) for _, pairs in found]).astype(np.int64),
        differences=np.array(differences, np.float64).reshape(-1, len(LEARNED) + 1),
        weights=np.concatenate([np.zeros(0), *(_weights(pairs) for _, pairs in found)]),
        ignored=seen - len(found),
    )


def _pairs(shown: tuple[Case, ...]) -> list[tuple[Case, Case]]:
    _check(shown)
    different = [pair for pair in combinations(shown, 2) if pair[0].outcome != pair[1].outcome]
    return [(one, other) if one.outcome > other.outcome else (other, one) for one, other in different]


def _check(shown: tuple[Case, ...]) -> None:
    if len({case.mentor for case in shown}) < len(shown):
        twice = next(case for case in shown if sum(case.mentor == other.mentor for other in shown) > 1)
        raise BadCases(f"{twice}: listed twice; name the ranking of each")
    for before, after in pairwise(shown):
        if before.position == after.position:
            raise BadCases(f"{after}: {before.mentor!r} is at position {after.position} too")
        if before.values.keys() != after.values.keys():
            odd = ", ".join(sorted(before.values.keys() ^ after.values.keys()))
            raise BadCases(f"{after}: has not the same features as {before.mentor!r}; they differ in {odd}")


def _difference(better: Case, worse: Case) -> list[float]:
    values = [better.values.get(name, 0.0) - worse.values.get(name, 0.0) for name in LEARNED]
    return [*values, float(np.log(worse.position / better.position))]


def _weights(pairs: list[tuple[Case, Case]]) -> Floats:
    # The smallest propensities multiply to 0, so the limit comes before the division.
    clipped = np.array([1 / max(better.propensity * worse.propensity, 1 / CLIP) for better, worse in pairs])
    return clipped / clipped.sum()
