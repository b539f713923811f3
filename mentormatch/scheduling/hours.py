"""Weekly hours on the wall clock, and their written form `Mon 18:00-21:00; Wed 12:00-13:00`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mentormatch.scheduling.errors import BadClockTime, EndBeforeStart, UnknownDay, UnreadableHours

#: Minutes after midnight on the wall clock: start and end of one stretch of a day. An end of 1440 is 24:00.
DayHours = tuple[int, int]

MINUTES_A_DAY = 24 * 60
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Spreadsheets like to turn a hyphen into a dash; all of them mean "until".
_WRITTEN = re.compile(r"(?P<day>[^\W\d]+)\.?\s+(?P<start>[\d:]+)\s*[-–—]\s*(?P<end>[\d:]+)")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class WeeklyRule:
    """Hours that come back every week: weekday 0 = Monday, start and end in minutes after midnight, end at most 1440.

    Raises `UnknownDay`, `BadClockTime` or `EndBeforeStart`.
    """

    weekday: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.weekday not in range(7):
            raise UnknownDay(self.weekday)
        check_hours((self.start, self.end))

    @classmethod
    def of(cls, weekday: int, start: str, end: str) -> "WeeklyRule":
        """Make a rule from clock texts: `WeeklyRule.of(0, "18:00", "21:00")`."""
        return cls(weekday, read_clock(start), read_clock(end))

    @property
    def hours(self) -> DayHours:
        """Start and end alone, without the day."""
        return self.start, self.end

    def as_tuple(self) -> tuple[int, str, str]:
        """Give the form that facts about people use: `(0, "18:00", "21:00")`."""
        return self.weekday, write_clock(self.start), write_clock(self.end)


def check_hours(hours: DayHours) -> None:
    """Refuse what is not a stretch of one day: `BadClockTime` or `EndBeforeStart`."""
    for minute in hours:
        if not 0 <= minute <= MINUTES_A_DAY:
            raise BadClockTime(minute)
    if hours[1] <= hours[0]:
        raise EndBeforeStart("-".join(map(write_clock, hours)))


def read_clock(text: str) -> int:
    """Read `18:00` as minutes after midnight; `24:00` is the end of the day; else `BadClockTime`."""
    if not (found := _CLOCK.fullmatch(text)):
        raise BadClockTime(text)
    hour, minute = int(found[1]), int(found[2])
    if minute > 59 or 60 * hour + minute > MINUTES_A_DAY:
        raise BadClockTime(text)
    return 60 * hour + minute


def write_clock(minute: int) -> str:
    """Write minutes after midnight as `18:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def merge_rules(rules: Iterable[WeeklyRule]) -> tuple[WeeklyRule, ...]:
    """Give the fewest rules with the same hours, in order of the week; each stays on its day."""
    merged: list[WeeklyRule] = []
    for rule in sorted(rules):
        last = merged[-1] if merged else None
        if last and rule.weekday == last.weekday and rule.start <= last.end:
            merged[-1] = WeeklyRule(last.weekday, last.start, max(last.end, rule.end))
        else:
            merged.append(rule)
    return tuple(merged)


def parse_hours(text: str) -> tuple[WeeklyRule, ...]:
    """Read `Mon 18:00-21:00; Wed 12:00-13:00`, merged and in order; nothing written means no hours.

    Raises a `HoursError` whose `part` is the piece that cannot be read: `UnreadableHours`, `UnknownDay`,
    `BadClockTime` or `EndBeforeStart`.
    """
    return merge_rules(_parse_rule(part.strip()) for part in text.split(";") if part.strip())


def format_hours(rules: Iterable[WeeklyRule]) -> str:
    """Write rules in the form that `parse_hours` reads."""
    return "; ".join(
        f"{DAYS[rule.weekday][:3]} {write_clock(rule.start)}-{write_clock(rule.end)}" for rule in merge_rules(rules)
    )


def _parse_rule(part: str) -> WeeklyRule:
    if not (found := _WRITTEN.fullmatch(part)):
        raise UnreadableHours(part)
    day = found["day"].capitalize()
    weekday = next((number for number, name in enumerate(DAYS) if day in (name, name[:3])), None)
    if weekday is None:
        raise UnknownDay(found["day"])
    start, end = read_clock(found["start"]), read_clock(found["end"])
    if end <= start:
        raise EndBeforeStart(part)
    return WeeklyRule(weekday, start, end)
