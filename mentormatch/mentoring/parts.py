"""A stored recommendation taken apart, for somebody who is neither of the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mentormatch.core.i18n import locale_code
from mentormatch.mentoring.labels import PARTS
from mentormatch.recommendations.reasons import Line, lines, stored_reasons
from mentormatch.recommendations.score_parts import Part, in_tenths, points

#: The order in which one would add the parts up.
_ORDER = {"base": 0, "for": 1, "against": 2, "adjustment": 3}


@dataclass(frozen=True, slots=True)
class Told:
    """Why a pair was suggested: bars that add up to ``total``, and the sentences that the mentee read."""

    band: str | None
    parts: list[Part]
    total: str
    lines: list[Line]

    @property
    def against(self) -> list[Line]:
        return [line for line in self.lines if line.against]


def told(recommendation: Mapping[str, Any]) -> Told:
    """The recommendation kept with a request or match, in the reader's language; empty parts when none was kept."""
    reasons = stored_reasons(recommendation)
    moving = sorted(
        (reason for reason in reasons if reason.contribution),
        key=lambda reason: (_ORDER[reason.kind], -abs(reason.contribution)),
    )
    tenths = in_tenths([reason.contribution for reason in moving])
    longest = max((abs(reason.contribution) for reason in moving), default=1.0)
    locale = locale_code()
    parts = [
        Part(
            str(PARTS.get(reason.feature, reason.label(locale))),
            abs(reason.contribution) / longest,
            points(number, locale, signed=True),
            against=reason.contribution < 0,
        )
        for reason, number in zip(moving, tenths, strict=True)
    ]
    return Told(recommendation.get("band"), parts, points(sum(tenths), locale), lines(reasons, locale))


def hours_in_common(recommendation: Mapping[str, Any]) -> str:
    """What is known about the hours both are free, in words; "" when nothing is."""
    hours = [reason for reason in stored_reasons(recommendation) if reason.feature == "hours"]
    return hours[0].text(locale_code()) if hours else ""
