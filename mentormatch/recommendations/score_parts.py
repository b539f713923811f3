"""A score taken apart: points that a reader can add up and find that they are right."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal

from mentormatch.matching import Reason, Recommendation

#: A score of 1 is written as 100 points, with one decimal.
TENTHS = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the sum as the macro ``bars`` draws it; ``share`` is of the longest bar."""

    label: str
    share: float
    number: str
    against: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """A score as a sum: parts in the order in which one would add them up, the base first, and what they come to."""

    parts: list[Part]
    total: str
    #: What was told beside the sum because it moves nothing.
    notes: list[str]


def taken_apart(recommendation: Recommendation, locale: str) -> Sum:
    """Every part of a recommendation's score, in words and points."""
    moving = sorted((reason for reason in recommendation.reasons if reason.contribution), key=_place)
    still = [reason for reason in recommendation.reasons if not reason.contribution]
    tenths = in_tenths([reason.contribution for reason in moving])
    longest = max((abs(reason.contribution) for reason in moving), default=1.0)
    parts = [
        Part(
            label=reason.text(locale),
            share=abs(reason.contribution) / longest,
            number=points(number, locale, signed=True),
            against=reason.contribution < 0,
        )
        for reason, number in zip(moving, tenths, strict=True)
    ]
    return Sum(parts, total=points(sum(tenths), locale), notes=[reason.text(locale) for reason in still])


def in_tenths(values: Sequence[float]) -> list[int]:
    """Values rounded to tenths of a point so that the rounded ones add up to the rounded sum (largest remainder)."""
    exact = [value * TENTHS for value in values]
    rounded = [math.floor(value) for value in exact]
    missing = round(sum(exact)) - sum(rounded)
    by_remainder = sorted(range(len(exact)), key=lambda place: (rounded[place] - exact[place], place))
    for place in by_remainder[:missing]:
        rounded[place] += 1
    return rounded


def points(tenths: int, locale: str, *, signed: bool = False) -> str:
    """Tenths of a point as a number in the reader's language."""
    return format_decimal(tenths / 10, "+0.0;−0.0" if signed else "0.0", locale=locale)


def _place(reason: Reason) -> tuple[int, float]:
    order = {"base": 0, "for": 1, "against": 2, "adjustment": 3}
    return order[reason.kind], -abs(reason.contribution)
