"""What became of a mentor in a mentee's list: the smallest thing the weights are learned from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from mentormatch.matching.errors import BadCases
from mentormatch.matching.weights import BACKGROUND

#: The weights that outcomes may move: the career as a whole, and each feature of the background.
#:
#: These are the terms of the sum that the score is. The five parts inside the career are not among them: they stand
#: behind one calibrated curve, their proportions were fitted on far more expert judgements than a programme has
#: outcomes, and moving them would move the scale of the curve. They keep their proportions.
LEARNED = ("career", *BACKGROUND)


class Outcome(IntEnum):
    """How far it went, from what was only seen to what both praised: a higher one is the better one."""

    SHOWN = 0
    ASKED = 1
    ACCEPTED = 2
    GOOD = 3


@dataclass(frozen=True, slots=True)
class Case:
    """A mentor in a list that a mentee saw, and what became of it.

    ``values`` are those of ``values_behind``, in [0, 1] by feature of LEARNED. ``position`` counts from 1;
    ``propensity`` is the probability with which the mentor was shown at all, as the recommendation told it. Mentors
    are compared within one ``ranking`` of a mentee: name it when a mentee saw several. Raises BadCases.
    """

    mentee: str
    mentor: str
    values: Mapping[str, float]
    outcome: int
    position: int
    propensity: float = 1.0
    ranking: str = ""

    def __post_init__(self) -> None:
        """Refuse what nothing true can be learned from."""
        if not all(isinstance(name, str) for name in (self.mentee, self.mentor, self.ranking)):
            raise BadCases(f"{self}: mentee, mentor and ranking are not all texts")
        self._check_values()
        if self.outcome not in tuple(Outcome):
            raise BadCases(f"{self}: the outcome is {self.outcome!r}, not one of 0, 1, 2, 3")
        if not (isinstance(self.position, int) and self.position >= 1):
            raise BadCases(f"{self}: the position is {self.position!r}, not a whole number from 1 up")
        if not (isinstance(self.propensity, int | float) and 0 < self.propensity <= 1):
            raise BadCases(f"{self}: the propensity is {self.propensity!r}, not above 0 and up to 1")

    def _check_values(self) -> None:
        if not isinstance(self.values, Mapping):
            raise BadCases(f"{self}: the values are {self.values!r}, not numbers by feature")
        for name, value in self.values.items():
            if name not in LEARNED:
                raise BadCases(f"{self}: {name!r} is no learned feature; those are {', '.join(LEARNED)}")
            if not (isinstance(value, int | float) and 0 <= value <= 1):
                raise BadCases(f"{self}: the value of {name} is {value!r}, not a number from 0 to 1")

    def __str__(self) -> str:
        """Return how errors call the case."""
        place = f" in ranking {self.ranking!r}" if self.ranking else ""
        return f"mentor {self.mentor!r} shown to {self.mentee!r}{place}"
