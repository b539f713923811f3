"""How facts of a degree are written for a reader."""

from datetime import date, datetime
from urllib.parse import urlsplit

from babel.dates import format_date
from babel.numbers import format_currency
from flask_login import current_user

from mentormatch.core.i18n import _, _n, locale_code, zone
from mentormatch.degrees.models import Degree
from mentormatch.degrees.policy import LEVELS, MODES
from mentormatch.web.context import language_name


def length_of(degree: Degree) -> str:
    """``24 months, 120 ECTS``."""
    months = _n("%(num)d month", "%(num)d months", degree.months) if degree.months else ""
    return ", ".join(part for part in (months, f"{degree.ects} ECTS" if degree.ects else "") if part)


def cost_of(degree: Degree) -> str:
    """``€5,000 (as it was on 3 May 2026)``; empty when it is not known."""
    if degree.cost is None or degree.priced_on is None:
        return ""
    told = _("No tuition fee")
    if degree.cost:
        told = format_currency(
            degree.cost, degree.currency, locale=locale_code(), currency_digits=False, format=_whole(locale_code())
        )
    return _("%(cost)s (as it was on %(day)s)", cost=told, day=dated(degree.priced_on))


def _whole(locale: str) -> str | None:
    """Amounts are stored in whole units: no pennies are shown."""
    return "#,##0\xa0¤" if locale == "it" else "¤#,##0"


def checked_of(degree: Degree) -> str:
    if degree.invented:
        return _("Invented for the demo")
    if degree.checked_on is None:
        return _("Not checked")
    return _("Checked on %(day)s", day=dated(degree.checked_on))


def site_of(link: str) -> str:
    """``www.example.org``: where a link leads."""
    return urlsplit(link).hostname or ""


def dated(at: date | datetime) -> str:
    """``3 May 2026``: facts grow old, so that the year belongs to their day."""
    local = at.astimezone(zone(current_user.time_zone)).date() if isinstance(at, datetime) else at
    return format_date(local, "d MMM y", locale=locale_code())


def compared(degree: Degree) -> list[tuple[str, str]]:
    """The same rows for every degree; what is not known is empty. Content and source stand apart."""
    return [
        (_("Level"), str(LEVELS[degree.level])),
        (_("Where one studies"), str(MODES[degree.mode])),
        (_("Taught in"), language_name(degree.language)),
        (_("Length"), length_of(degree)),
        (_("Cost"), cost_of(degree)),
        (_("Who teaches"), degree.faculty),
        (_("Accreditation"), degree.accreditation),
        (_("Assessment"), degree.assessment),
        (_("Leads to"), ", ".join(degree.roles)),
        (_("Skills"), ", ".join(degree.skills)),
        (_("Facts"), checked_of(degree)),
    ]
