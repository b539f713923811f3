"""What a ranking gives: mentors with a score, a band and the reasons that add up to the score."""

from dataclasses import dataclass, field
from typing import Any, Literal

from mentormatch.matching.wording import Wording, word

Kind = Literal["base", "for", "against", "adjustment"]
Band = Literal["strong", "good", "possible"]


# Not frozen: a ranking makes three hundred of them, and freezing one takes three times as long as making it.
@dataclass(slots=True)
class Reason:
    """One part of a score. ``contribution`` is signed; ``evidence`` holds the plain values the words are made from.

    Everything in it is JSON, so it can be stored with a match and read later in any language.
    """

    feature: str
    kind: Kind
    contribution: float
    evidence: dict[str, Any] = field(default_factory=dict)

    def label(self, locale: str = "en") -> str:
        """Return the short name of the reason: "Walked your path"."""
        return self._words(locale).label

    def detail(self, locale: str = "en") -> str:
        """Return what follows the label, or "": "from marketing into data analyst"."""
        return self._words(locale).detail

    def text(self, locale: str = "en") -> str:
        """Return the whole reason: "Walked your path: from marketing into data analyst"."""
        words = self._words(locale)
        return f"{words.label}: {words.detail}" if words.detail else words.label

    def _words(self, locale: str) -> Wording:
        return word(self.feature, self.kind, self.evidence, locale)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A mentor for a mentee. ``score`` is in [0, 1] and the sum of the contributions of ``reasons``.

    ``reasons`` come with the weightiest for the mentor first, then against, then base and adjustments.
    ``propensity`` is the probability with which this mentor was shown (1 unless drawn for exploration).
    """

    mentor_id: str
    score: float
    band: Band
    reasons: tuple[Reason, ...]
    propensity: float = 1.0
