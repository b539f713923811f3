"""Reasons as lines on a page: which of them are worth a reader's time, with a picture each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mentormatch.matching import Reason

ICONS = {
    "role": "target",
    "whole": "person",
    "sentences": "speech",
    "words": "search",
    "skills": "star",
    "path": "route",
    "degree": "cap",
    "industries": "bag",
    "topics": "heart",
    "hours": "clock",
    "languages": "globe",
    "years": "arrow",
}
#: Three ways to say that two texts are alike; a reader needs one of them, the most telling first.
TEXTS = ("sentences", "words", "whole")
#: Below this, half a point of 100, a reason is true but not worth a line.
MINOR = 0.005
#: Notes that move no score, but that a reader should know before asking.
NOTES = frozenset({"text_language"})


@dataclass(frozen=True, slots=True)
class Line:
    """One reason as the macro ``reasons`` draws it."""

    icon: str
    head: str
    text: str
    against: bool


def lines(reasons: Iterable[Reason], locale: str, *, most: int | None = None, against: int | None = None) -> list[Line]:
    """Reasons as lines, the strongest first: at most ``most`` that speak for the mentor and ``against`` that do not."""
    told = list(reasons)
    good = [reason for reason in told if reason.kind == "for" and reason.contribution >= MINOR]
    # Who gives some of what was asked for has nothing against them there, though others give more.
    rest = [
        reason
        for reason in told
        if reason.kind == "against" and reason.contribution <= -MINOR and not reason.evidence.get("covered")
    ]
    notes = [reason for reason in told if reason.feature in NOTES]
    # What is said for a mentor about the texts is not taken back by what another comparison says against.
    bad = [reason for reason in rest if reason.feature not in TEXTS or not any(one.feature in TEXTS for one in good)]
    return [
        *(_line(reason, locale) for reason in _without_echoes(good, locale)[:most]),
        *(_line(reason, locale) for reason in [*_without_echoes(bad, locale), *notes][:against]),
    ]


def stored_reasons(recommendation: Mapping[str, Any]) -> list[Reason]:
    """The reasons kept with a request, so that they can be read again in any language."""
    return [
        Reason(one["feature"], one["kind"], one["contribution"], one["evidence"])
        for one in recommendation.get("reasons", ())
    ]


def _without_echoes(reasons: Sequence[Reason], locale: str) -> list[Reason]:
    """The same reasons with one about the texts: the most telling one, where the strongest of them stood."""
    alike = [reason for reason in reasons if reason.feature in TEXTS]
    telling = sorted(alike, key=lambda reason: (not reason.detail(locale), TEXTS.index(reason.feature)))[:1]
    others = [reason for reason in reasons if reason.feature not in TEXTS]
    place = next((place for place, reason in enumerate(reasons) if reason.feature in TEXTS), 0)
    return [*others[:place], *telling, *others[place:]]


def _line(reason: Reason, locale: str) -> Line:
    against = reason.kind != "for"
    label, detail = reason.label(locale), reason.detail(locale)
    return Line(
        icon=ICONS.get(reason.feature, "info"),
        head="" if against else f"{label}:" if detail else label,
        text=reason.text(locale) if against else detail,
        against=against,
    )
