"""Groups in words and in pictures."""

from typing import Any

from mentormatch.core.i18n import _, _n
from mentormatch.reports import words
from mentormatch.reports.groups import EVERYBODY, FEWEST, OTHERS, Comparison, Group
from mentormatch.reports.values import Kind
from mentormatch.web.context import language_name


def name_of(way: str, group: Group) -> str:
    """The group for a reader."""
    if group.name == OTHERS:
        return _("Others")
    if group.name == EVERYBODY:
        return _("Everybody together")
    if not group.name:
        return _("Not known")
    return language_name(group.name) if way == "language" else group.name


def measure(comparison: Comparison, number: float) -> str:
    if comparison.figure.kind is Kind.SHARE:
        return words.percent(number)
    return words.length(number) if comparison.figure.kind is Kind.DURATION else words.decimal(number)


def interval(comparison: Comparison, group: Group) -> str:
    """Where the truth lies with 95 %, and of how many people it is said."""
    low, high = measure(comparison, group.low), measure(comparison, group.high)
    return _n("%(low)s to %(high)s; %(num)d person", "%(low)s to %(high)s; %(num)d people", group.people,
              low=low, high=high)  # fmt: skip


def merged_words(comparison: Comparison) -> str:
    """What is told of groups that are too small to stand alone."""
    if not comparison.groups:
        return _("Too few people to compare: fewer than %(least)d.", least=FEWEST)
    if comparison.groups[0].name == EVERYBODY:
        return _("No two groups of at least %(least)d people each.", least=FEWEST)
    if not comparison.merged:
        return ""
    return _n("“Others” is %(num)d group with fewer than %(least)d people or joined to them.",
              "“Others” are %(num)d groups with fewer than %(least)d people or joined to them.", comparison.merged,
              least=FEWEST)  # fmt: skip


def picture(comparison: Comparison) -> list[dict[str, Any]]:
    """For each group the places of low, value and high on a line from 0 to 100."""
    longest = 1.0 if comparison.figure.kind is Kind.SHARE else max((one.high for one in comparison.groups), default=0)
    scale = 100 / (longest or 1.0)
    return [
        {name: round(getattr(group, name) * scale, 1) for name in ("low", "value", "high")}
        for group in comparison.groups
    ]
