"""What was learned: a verdict, the ranker to propose, and the evidence for both."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mentormatch.matching.learning.trial import Trial
from mentormatch.matching.rankers import Ranker


class Verdict(StrEnum):
    """What the outcomes allow."""

    #: The learned weights foretell mentees they have not seen clearly better.
    ADOPT = "adopt"
    #: They do not, so the present weights stay.
    KEEP = "keep"
    #: Too few mentees: nothing was learned.
    REFUSED = "refused"


@dataclass(frozen=True)
class Lesson:
    """A proposal; whether it goes live is decided elsewhere.

    ``ranker`` has the learned weights when the verdict is ADOPT and is the present ranker otherwise. ``changes`` are
    learned minus present weights by feature, adopted or not, empty when refused. ``trial`` holds the losses, None when
    refused. ``mentees`` and ``pairs`` were learned from, ``ignored`` mentees had no two mentors with different
    outcomes. ``present`` is the digest of the ranker that was held against the outcomes, ``temperature`` the log odds
    that one whole point of its score is worth.
    """

    verdict: Verdict
    reason: str
    ranker: Ranker
    present: str
    changes: Mapping[str, float]
    trial: Trial | None
    temperature: float | None
    mentees: int
    pairs: int
    ignored: int
