"""The week as a grid of half hours that one ticks, beside the rows: one truth, the weekly hours, drawn in two ways."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mentormatch.calendar.picture import USUAL
from mentormatch.scheduling import WeeklyRule, merge_rules, write_clock

CELL = 30
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Row:
    """One half hour of all days: its clock time, and whether each day is free in it."""

    label: str
    start: int
    free: list[bool]


def rows_of(rules: Iterable[WeeklyRule], *, whole_day: bool) -> list[Row]:
    """The half hours that are drawn: the usual ones and any in which somebody is free, or the whole day."""
    merged = merge_rules(rules)
    first = 0 if whole_day else min([USUAL[0] * 60, *(rule.start // 60 * 60 for rule in merged)])
    last = DAY if whole_day else max([USUAL[1] * 60, *(rule.end for rule in merged)])
    return [
        Row(write_clock(start), start, [bool(_inside(merged, weekday, start)) for weekday in range(7)])
        for start in range(first, last, CELL)
    ]


def ticked(rules: Iterable[WeeklyRule], cells: Collection[str], drawn: Collection[int]) -> tuple[WeeklyRule, ...]:
    """The weekly hours after the grid was sent: ``cells`` are ``day:minute``, ``drawn`` the half hours it showed.

    A cell that is as it was keeps its hours to the quarter; hours outside the grid stay.
    """
    before = merge_rules(rules)
    wanted: list[WeeklyRule] = []
    for weekday in range(7):
        for start in range(0, DAY, CELL):
            had = _inside(before, weekday, start)
            if start not in drawn or (had and f"{weekday}:{start}" in cells):
                wanted.extend(had)
            elif f"{weekday}:{start}" in cells:
                wanted.append(WeeklyRule(weekday, start, start + CELL))
    return merge_rules(wanted)


def _inside(rules: Iterable[WeeklyRule], weekday: int, start: int) -> list[WeeklyRule]:
    """The parts of the rules that lie in one cell."""
    cut = ((max(rule.start, start), min(rule.end, start + CELL)) for rule in rules if rule.weekday == weekday)
    return [WeeklyRule(weekday, first, last) for first, last in cut if first < last]
