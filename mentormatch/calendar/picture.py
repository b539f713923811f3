"""The week of hours as the page draws it: names of days, spans, and the same in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel import Locale

from mentormatch.core.i18n import _, locale_code
from mentormatch.scheduling import DayHours, WeeklyRule, merge_rules, write_clock

#: The hours that are drawn even when nobody is free in them.
USUAL = (7, 23)


@dataclass(frozen=True, slots=True)
class Day:
    """One row: ``spans`` are (start, end, kind) in hours."""

    label: str
    text: str
    spans: list[tuple[float, float, str]]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, and from which to which hour they are drawn."""

    days: list[Day]
    first: int
    last: int


def day_names(width: str = "wide") -> list[str]:
    """Monday to Sunday in the reader's language, with a capital as at the start of a line."""
    names = Locale.parse(locale_code()).days["stand-alone"][width]
    return [str(names[weekday]).capitalize() for weekday in range(7)]


def week_of(rules: Iterable[WeeklyRule]) -> Week:
    """The picture of these hours."""
    merged = merge_rules(rules)
    by_day = [[rule.hours for rule in merged if rule.weekday == weekday] for weekday in range(7)]
    days = [
        Day(name, in_words(hours), _spans(hours)) for name, hours in zip(day_names("abbreviated"), by_day, strict=True)
    ]
    first = min([USUAL[0], *(rule.start // 60 for rule in merged)])
    last = max([USUAL[1], *(-(-rule.end // 60) for rule in merged)])
    return Week(days, first, last)


def in_words(hours: Sequence[DayHours]) -> str:
    """``18:00 to 21:00``, or ``not free``."""
    stretches = [_("%(start)s to %(end)s", start=write_clock(start), end=write_clock(end)) for start, end in hours]
    return ", ".join(stretches) or _("not free")


def _spans(hours: Sequence[DayHours]) -> list[tuple[float, float, str]]:
    return [(start / 60, end / 60, "free") for start, end in hours]
