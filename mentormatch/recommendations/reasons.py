"""Reasons as lines on a page: which of them are worth a reader's time, with a picture each."""

from collections.abc import Iterable, Mapping
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
#: Three ways to say that two texts are alike; a reader needs one of them.
TEXTS = frozenset({"whole", "sentences", "words"})
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
    told = list(_told(reasons))
    good = [reason for reason in told if reason.kind == "for"]
    rest = [reason for reason in told if reason.kind != "for"]
    return [_line(reason, locale) for reason in [*good[:most], *rest[:against]]]


def stored_reasons(recommendation: Mapping[str, Any]) -> list[Reason]:
    """The reasons kept with a request, so that they can be read again in any language."""
    return [
        Reason(one["feature"], one["kind"], one["contribution"], one["evidence"])
        for one in recommendation.get("reasons", ())
    ]


def _told(reasons: Iterable[Reason]) -> Iterable[Reason]:
    """For, against and notes, without what says the same as a stronger one."""
    texts_told = False
    for reason in reasons:
        if reason.kind in {"base", "adjustment"} and reason.feature not in NOTES:
            continue
        if reason.feature in TEXTS and texts_told:
            continue
        texts_told = texts_told or reason.feature in TEXTS
        yield reason


def _line(reason: Reason, locale: str) -> Line:
    label, detail = reason.label(locale), reason.detail(locale)
    return Line(
        icon=ICONS.get(reason.feature, "info"),
        head=f"{label}:" if detail else label,
        text=detail,
        against=reason.kind != "for",
    )
