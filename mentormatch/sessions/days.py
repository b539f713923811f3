"""Open times as the page offers them: seven days at a time, in the reader's zone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date

from mentormatch.core import i18n

DAYS = 7


@dataclass(frozen=True)
class DaysPage:
    """A strip of days with their free times; ``earlier`` and ``later`` are first days of other strips, or None."""

    days: list[dict[str, Any]]
    earlier: str | None
    later: str | None
    has_any: bool


def days_page(times: list[datetime], zone_name: str, *, first: str | None) -> DaysPage:
    """Seven days from ``first`` (ISO date), or from the first free day."""
    by_day: dict[date, list[datetime]] = defaultdict(list)
    for at in times:
        by_day[at.astimezone(i18n.zone(zone_name)).date()].append(at)
    if not by_day:
        return DaysPage([], None, None, has_any=False)
    start = max(_read(first) or min(by_day), min(by_day))
    shown = [start + timedelta(days=offset) for offset in range(DAYS)]
    before = [day for day in by_day if day < start]
    after = [day for day in by_day if day > shown[-1]]
    return DaysPage(
        [_day(day, by_day.get(day, []), zone_name) for day in shown],
        max(min(before), start - timedelta(days=DAYS)).isoformat() if before else None,
        min(after).isoformat() if after else None,
        has_any=True,
    )


def _read(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _day(day: date, times: list[datetime], zone_name: str) -> dict[str, Any]:
    locale = i18n.locale_code()
    label = i18n.day(day)
    return {
        "key": day.isoformat(),
        "weekday": format_date(day, "EEE", locale=locale),
        "number": day.day,
        "label": label,
        "slots": [_slot(at, label, times, zone_name) for at in times],
    }


def _slot(at: datetime, label: str, times: list[datetime], zone_name: str) -> dict[str, str]:
    """A time with its offset where the day has two, as on the night when clocks change."""
    text = i18n.clock_time(at, zone_name)
    offsets = {time.astimezone(i18n.zone(zone_name)).utcoffset() for time in times}
    note = i18n.offset_label(at, zone_name) if len(offsets) > 1 else ""
    return {"value": at.isoformat(), "text": text, "label": f"{label}, {text} {note}".strip(), "note": note}
