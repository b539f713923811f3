"""Languages: the translating functions, the shipped languages, and dates as a person writes them."""

from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta, get_timezone_location
from babel.units import format_unit
from flask_babel import get_locale, gettext, lazy_gettext, ngettext

#: Code and own name of each shipped language; the first is the language of the source.
LANGUAGES = {"en": "English", "it": "Italiano"}
#: Units of sizes of files, each 1024 of the one before.
SIZES = ("byte", "kilobyte", "megabyte", "gigabyte")


class Lazy(Protocol):
    """A text that is translated when it is printed."""

    def __str__(self) -> str: ...


_ = gettext
_n = ngettext
_l = lazy_gettext


def locale_code() -> str:
    """The language of the present reader, ``en`` outside a request."""
    found = get_locale()
    return str(found) if found else "en"


def best_language(wanted: str | None) -> str | None:
    """The shipped language for a tag such as ``it-CH``, or None."""
    primary = (wanted or "").replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else None


def zone(name: str | None) -> ZoneInfo:
    return ZoneInfo(name or "UTC")


def moment(at: datetime, zone_name: str, *, locale: str | None = None) -> str:
    """``Tuesday 24 November, 19:00`` in the reader's zone and language."""
    code = locale or locale_code()
    return f"{day(at, zone_name, locale=code)}, {clock_time(at, zone_name, locale=code)}"


def day(at: datetime | date, zone_name: str = "UTC", *, locale: str | None = None) -> str:
    """Weekday, day and month, without the year that everybody knows."""
    local = at.astimezone(zone(zone_name)).date() if isinstance(at, datetime) else at
    return format_date(local, "EEEE d MMMM", locale=locale or locale_code())


def short_day(at: datetime | date, zone_name: str = "UTC", *, locale: str | None = None) -> str:
    local = at.astimezone(zone(zone_name)).date() if isinstance(at, datetime) else at
    return format_date(local, "EEE d MMM", locale=locale or locale_code())


def clock_time(at: datetime | time, zone_name: str = "UTC", *, locale: str | None = None) -> str:
    """Hours and minutes on the 24-hour clock, which all five languages of the product understand."""
    local = at.astimezone(zone(zone_name)).time() if isinstance(at, datetime) else at
    return format_time(local, "HH:mm", locale=locale or locale_code())


def offset_label(at: datetime, zone_name: str) -> str:
    """``UTC+1``: shown where a clock change or another zone could mislead."""
    return format_datetime(at.astimezone(zone(zone_name)), "'UTC'XXX", locale="en").replace("UTCZ", "UTC")


def ago(at: datetime, now: datetime, *, locale: str | None = None) -> str:
    """``3 days``: the length of time between the two, rounded to the largest unit; a minute at least."""
    return format_timedelta(abs(now - at), threshold=1.2, granularity="minute", locale=locale or locale_code())


def file_size(size: int, *, locale: str | None = None) -> str:
    """``1.4 MB`` for bytes, with the reader's words and comma; a megabyte is 1024² bytes, as in the limits."""
    power = next((p for p in range(len(SIZES)) if round(size / 1024**p, 1) < 1024), len(SIZES) - 1)
    unit, code = f"digital-{SIZES[power]}", locale or locale_code()
    return format_unit(size / 1024**power, unit, length="short", format="#,##0.#", locale=code)


def zone_city(zone_name: str, *, locale: str | None = None) -> str:
    """``Rome`` for ``Europe/Rome``, in the reader's language."""
    return get_timezone_location(zone_name, locale=Locale.parse(locale or locale_code()), return_city=True)


def as_utc(local: datetime, zone_name: str) -> datetime:
    """A wall-clock time without zone, meant in ``zone_name``, as an instant."""
    return local.replace(tzinfo=zone(zone_name)).astimezone(UTC)


def as_instant(text: str) -> datetime:
    """An instant from ISO text, as letters and stored lists carry it."""
    return datetime.fromisoformat(text).astimezone(UTC)
