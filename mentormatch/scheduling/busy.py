"""A calendar file in, the stretches in which its owner is busy out: when, never what.

A calendar is read in two steps. Its lines are sorted first, by plain text: events that are over, free or cancelled, and
rules that repeat within a day, are left out before anything is unfolded. What is left goes through the libraries, which
a hostile file can keep at work for hours: call `busy_times` where it may be stopped (see `reading`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.cal import Component

from mentormatch.scheduling.errors import NoCalendar, TooManyEvents
from mentormatch.scheduling.intervals import Interval, intersect, merge

#: Nobody has so many stretches ahead; a file that claims it is not worth reading.
MOST_TIMES = 2000
#: Events that are left after those that are over were taken out.
MOST_EVENTS = 2000

_FOLD = re.compile(r"\r?\n[ \t]")
_DAY = re.compile(r"^(DTSTART|DTEND|RECURRENCE-ID)[^:\n]*:(\d{8})", re.MULTILINE)
_REPEATS = re.compile(r"^(RRULE|RDATE|RECURRENCE-ID)[;:]", re.MULTILINE)
_WITHIN_A_DAY = re.compile(r"^RRULE[^\n]*(FREQ=(SECONDLY|MINUTELY|HOURLY)|BYSECOND|BYMINUTE|BYHOUR)", re.M | re.I)
_UNTIL = re.compile(r"^RRULE[^\n]*UNTIL=(\d{8})", re.MULTILINE | re.IGNORECASE)
_TAKES_NO_TIME = re.compile(
    r"^(TRANSP[^:\n]*:\s*TRANSPARENT|STATUS[^:\n]*:\s*CANCELLED|X-MICROSOFT-CDO-BUSYSTATUS[^:\n]*:\s*FREE)",
    re.MULTILINE | re.IGNORECASE,
)
#: Our own sessions come back in the file of a calendar that reads them; they take their time already.
_OURS = re.compile(r"^UID[^:\n]*:[^\n]*@mentormatch\s*$", re.MULTILINE)
#: Instances of a rule are counted from its first day, so that one may not lie in antiquity.
_OLDEST = "19700101"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Busy:
    """Stretches in order, apart from each other; how many events said nothing that could be read."""

    times: tuple[Interval, ...]
    left_out: int


def busy_times(content: bytes, zone: ZoneInfo, within: Interval) -> Busy:
    """Give the stretches of `within` that the events of a calendar file take, repeating ones included.

    Days without a time, and times without a zone, are those of `zone`. Raises `NoCalendar` for what is none,
    `TooManyEvents` beyond `MOST_EVENTS` or `MOST_TIMES`.
    """
    text = _FOLD.sub("", content.decode("utf-8-sig", errors="replace").replace("\0", ""))
    if "BEGIN:VCALENDAR" not in text.upper():
        raise NoCalendar("the file")
    kept = [event for event in _blocks(text, "VEVENT") if _matters(event, within)]
    readable = [event for event in kept if not _WITHIN_A_DAY.search(event) and not _is_ancient(event)]
    if len(readable) > MOST_EVENTS:
        raise TooManyEvents(len(readable))
    zones = "\n".join(_blocks(text, "VTIMEZONE"))
    times, unread = _expand(readable, zones, zone, within)
    found = intersect(merge(times), [within])
    if len(found) > MOST_TIMES:
        raise TooManyEvents(len(found))
    return Busy(found, len(kept) - len(readable) + unread)


def _blocks(text: str, name: str) -> Iterator[str]:
    """Each block of this name, without what is nested in an event: an alarm takes no time."""
    inside: list[str] = []
    depth = 0
    for line in text.splitlines():
        word = line.strip().upper()
        if depth or word == f"BEGIN:{name}":
            depth += word.startswith("BEGIN:")
            if depth == 1 or name == "VTIMEZONE":
                inside.append(line.strip())
            depth -= word.startswith("END:")
            if not depth:
                yield "\n".join(inside)
                inside = []


def _matters(event: str, within: Interval) -> bool:
    """Whether an event could take time of `within`, as far as its text tells without being understood.

    A cancelled or free instance of a series still matters: it takes the place of one that is not.
    """
    repeats = _REPEATS.search(event) is not None
    if _OURS.search(event) or (not repeats and _TAKES_NO_TIME.search(event)):
        return False
    days = [day for _, day in _DAY.findall(event)]
    first, last = _written(within.start - 2 * DAY), _written(within.end + 2 * DAY)
    if not days or min(days) > last:
        return False
    ends = _UNTIL.search(event)
    if repeats:
        return not ends or ends[1] >= first or "RECURRENCE-ID" in event
    # Without an end in its text an event may last for long ("DURATION"), but hardly for a year.
    return max(days) >= (first if len(days) > 1 else _written(within.start - 366 * DAY))


def _is_ancient(event: str) -> bool:
    return _REPEATS.search(event) is not None and min(day for _, day in _DAY.findall(event)) < _OLDEST


def _written(at: datetime) -> str:
    return f"{at:%Y%m%d}"


def _expand(events: list[str], zones: str, zone: ZoneInfo, within: Interval) -> tuple[list[Interval], int]:
    """Instances as intervals, and how many events could not be read; series are kept with the changes to them."""
    found: list[Interval] = []
    unread = 0
    for series in _by_series(events):
        try:
            calendar = Calendar.from_ical("\r\n".join(["BEGIN:VCALENDAR", zones, *series, "END:VCALENDAR", ""]))
            instances = recurring_ical_events.of(calendar).between(within.start - DAY, within.end + DAY)
            found.extend(time for instance in instances if (time := _time_of(instance, zone)) is not None)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):  # whatever a file can hold
            unread += len(series)
    return found, unread


def _by_series(events: list[str]) -> list[list[str]]:
    """Events of one UID together; those that stand alone in one heap, which is read at once."""
    alone: list[str] = []
    series: dict[str, list[str]] = {}
    for event in events:
        uid = re.search(r"^UID[^:\n]*:(.*)$", event, re.MULTILINE)
        if uid and _REPEATS.search(event):
            series.setdefault(uid[1], []).append(event)
        else:
            alone.append(event)
    return [*([event] for event in alone), *series.values()]


def _time_of(instance: Component, zone: ZoneInfo) -> Interval | None:
    if _TAKES_NO_TIME.search(instance.to_ical().decode()):
        return None
    start, end = (_instant(instance.decoded(name), zone) for name in ("DTSTART", "DTEND"))
    return Interval(start, end) if start < end else None


def _instant(at: date | datetime, zone: ZoneInfo) -> datetime:
    local = at if isinstance(at, datetime) else datetime.combine(at, time(0))
    return (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
