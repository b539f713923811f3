"""What every template may use besides its own values."""

from typing import Any

from babel import Locale
from babel.numbers import format_decimal, format_percent
from flask import Flask, current_app, request
from flask_login import current_user

from mentormatch.core import i18n
from mentormatch.core.clock import now
from mentormatch.core.i18n import LANGUAGES, locale_code
from mentormatch.web import markdown
from mentormatch.web.assets import THEMES


def reader_locale() -> str:
    """The reader's choice wins over the account's, the account's over the browser's."""
    if not request:
        return "en"
    chosen = request.cookies.get("locale")
    if chosen in LANGUAGES:
        return chosen
    if current_user.is_authenticated:
        return i18n.best_language(current_user.locale) or "en"
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def reader_zone() -> str:
    return current_user.time_zone if current_user.is_authenticated else "UTC"


def share(app: Flask) -> None:
    """Give templates the reader, the place and the ways to write times."""

    @app.context_processor
    def _shared() -> dict[str, Any]:
        zone = reader_zone()
        chosen = request.cookies.get("theme") if request else None
        return {
            "person": current_user if current_user.is_authenticated else None,
            "place": f"{i18n.zone_city(zone)}, {i18n.clock_time(now(), zone)}" if current_user.is_authenticated else "",
            "zone": zone,
            "now": now(),
            "locale_code": locale_code(),
            "text_direction": Locale.parse(locale_code()).text_direction,
            "languages": list(LANGUAGES.items()),
            "theme": chosen if chosen in THEMES else "auto",
            "is_dev": current_app.extensions["settings"].env == "dev",
        }

    for name in ("moment", "day", "short_day", "clock_time"):
        app.add_template_filter(_in_readers_zone(getattr(i18n, name)), name)
    app.add_template_filter(lambda at: i18n.ago(at, now()), "ago")
    app.add_template_filter(i18n.file_size, "file_size")
    app.add_template_filter(markdown.html, "markdown")
    app.add_template_filter(lambda tag: language_name(tag), "language_name")
    app.add_template_filter(lambda share: format_percent(share, locale=locale_code()), "percent")
    app.add_template_filter(lambda number: format_decimal(number, "#,##0.00", locale=locale_code()), "decimal")


def language_name(tag: str) -> str:
    """``Italian`` for ``it``, in the reader's language; the tag itself when nobody has a name for it."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale_code()) or tag
    except (ValueError, LookupError):
        return tag


def _in_readers_zone(write: Any) -> Any:
    def written(at: Any, zone_name: str | None = None) -> str:
        return write(at, zone_name or reader_zone())

    return written
