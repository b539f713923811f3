"""A week of hours as the page draws it, and the weekdays in the reader's language."""

from collections.abc import Iterable
from typing import Any

from babel.dates import get_day_names

from mentormatch.core.i18n import _, locale_code
from mentormatch.scheduling import WeeklyRule, write_clock


def weekday_names() -> list[str]:
    """Monday to Sunday, as a heading."""
    names = get_day_names("wide", "stand-alone", locale=locale_code())
    return [names[day].capitalize() for day in range(7)]


def drawn_week(rules: Iterable[WeeklyRule]) -> list[dict[str, Any]]:
    """What the macro ``week`` draws: for each day its label, its hours in words and as spans."""
    by_day: dict[int, list[WeeklyRule]] = {day: [] for day in range(7)}
    for rule in rules:
        by_day[rule.weekday].append(rule)
    names = get_day_names("abbreviated", "stand-alone", locale=locale_code())
    return [
        {
            "label": names[day].capitalize(),
            "text": ", ".join(f"{write_clock(rule.start)}–{write_clock(rule.end)}" for rule in hours) or _("not free"),
            "spans": [(rule.start / 60, rule.end / 60, "free") for rule in hours],
        }
        for day, hours in by_day.items()
    ]
