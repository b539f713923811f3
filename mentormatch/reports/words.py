"""Figures in words, the same on the page, in the PDF and in files."""

from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from mentormatch.core.i18n import Lazy, _, _l, _n, locale_code, zone
from mentormatch.mentoring.models import RequestStatus
from mentormatch.reports.figures import Figure
from mentormatch.reports.scope import Scope
from mentormatch.reports.values import FEWEST_ANSWERS, Kind, Value

HEADINGS: dict[str, Lazy] = {
    "student": _l("Student"),
    "mentor": _l("Mentor"),
    "joined_at": _l("Joined"),
    "began_at": _l("Began"),
    "ended_at": _l("Until"),
    "seconds": _l("Days"),
    "told_seconds": _l("Told: days"),
    "status": _l("State"),
    "yes": _l("Counts"),
    "said": _l("Told: share"),
    "number": _l("How many"),
    "part": _l("Taken"),
    "of": _l("Places"),
}
STATUSES: dict[str, Lazy] = {
    RequestStatus.ACCEPTED.value: _l("accepted"),
    RequestStatus.DECLINED.value: _l("declined"),
    RequestStatus.PASSED_ON.value: _l("passed on"),
    RequestStatus.EXPIRED.value: _l("closed in silence"),
}
DAY = 86400
#: The best mark of each mean.
BEST = {"rating": 5}


def percent(number: float) -> str:
    return format_percent(number, "#,##0.#%", locale=locale_code())


def decimal(number: float) -> str:
    return format_decimal(number, "#,##0.0#", locale=locale_code())


def length(seconds: float) -> str:
    """``2.3 days``, or hours while it is less than two days."""
    if seconds < 2 * DAY:
        return _("%(number)s hours", number=format_decimal(seconds / 3600, "#,##0.#", locale=locale_code()))
    return _("%(number)s days", number=format_decimal(seconds / DAY, "#,##0.#", locale=locale_code()))


def headline(figure: Figure, value: Value) -> str:
    """The figure by itself: ``60 %``, ``2.3 days``, ``120``; a dash where there is nothing to say."""
    if value.value is None:
        return "–"
    if figure.kind is Kind.COUNT:
        return format_decimal(value.of, locale=locale_code())
    if figure.kind is Kind.DURATION:
        return length(value.value)
    if figure.kind is Kind.MEAN:
        return _("%(mean)s of %(best)d", mean=decimal(value.value), best=BEST.get(figure.key, 3))
    return decimal(value.value) if figure.kind is Kind.SPREAD else percent(value.value)


def detail(figure: Figure, value: Value) -> str:
    """What stands beside it: of how many, how sure, and what was told."""
    return DETAILS[figure.kind](value)


def _of_share(value: Value) -> str:
    words = [_("%(part)d of %(of)d", part=value.part or 0, of=value.of)]
    if value.low is not None and value.high is not None:
        words.append(_("95%% sure: %(low)s to %(high)s", low=percent(value.low), high=percent(value.high)))
    if value.said is not None:
        words.append(_("told: %(said)s", said=percent(value.said)))
    return "; ".join(words)


def _of_duration(value: Value) -> str:
    counted = value.part or 0
    words = [_n("%(num)d counted", "%(num)d counted", counted)]
    if value.p90 is not None:
        words.insert(0, _("half within that time, 90%% within %(time)s", time=length(value.p90)))
    if value.of > counted:
        words.append(_n("%(num)d not yet", "%(num)d not yet", value.of - counted))
    return "; ".join(words)


def _of_mean(value: Value) -> str:
    if value.value is None and value.of:
        return _n("%(num)d answer, shown from %(least)d on", "%(num)d answers, shown from %(least)d on", value.of,
                  least=FEWEST_ANSWERS)  # fmt: skip
    return _n("%(num)d answer", "%(num)d answers", value.of)


def _of_spread(value: Value) -> str:
    none = value.of - (value.part or 0)
    words = _n("%(num)d mentor, %(none)d of them with none", "%(num)d mentors, %(none)d of them with none", value.of,
               none=none)  # fmt: skip
    return words if value.of else _("nothing counted yet")


DETAILS: dict[Kind, Any] = {
    Kind.COUNT: lambda _value: "",
    Kind.SHARE: _of_share,
    Kind.ROOM: _of_share,
    Kind.DURATION: _of_duration,
    Kind.MEAN: _of_mean,
    Kind.SPREAD: _of_spread,
}


def bins(figure: Figure, value: Value) -> list[dict[str, Any]]:
    """The rows of a figure's picture, as the macro ``bars`` draws them; the longest bar is the largest number."""
    longest = max((number for _end, number in value.bins), default=0) or 1
    return [
        {"label": _end_words(figure, end, before), "share": number / longest, "number": number}
        for (end, number), before in zip(value.bins, [None, *(end for end, _number in value.bins)], strict=False)
    ]


def _end_words(figure: Figure, end: int | None, before: int | None) -> str:
    if figure.kind is Kind.DURATION:
        if end is None:
            return _n("more than %(num)d day", "more than %(num)d days", before or 0)
        if before is None:
            return _n("up to %(num)d day", "up to %(num)d days", end)
        return _n("%(before)d to %(num)d day", "%(before)d to %(num)d days", end, before=before)
    if figure.key == "exposure":
        return str(end) if end is not None else _("%(num)d and more", num=(before or 0) + 1)
    if end is None:
        return _("%(num)d students and more", num=(before or 0) + 1)
    return _n("%(num)d student", "%(num)d students", end)


def written(column: str, value: Any, scope: Scope) -> str:
    """A cell of the rows behind a figure, for a reader."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return day(value.astimezone(zone(scope.zone)).date())
    if column in {"seconds", "told_seconds"}:
        return decimal(value / DAY)
    if column == "yes":
        return _("yes") if value else _("no")
    if column == "said":
        return percent(value)
    return str(STATUSES.get(value, value)) if column == "status" else str(value)


def day(at: date) -> str:
    return format_date(at, "d MMM y", locale=locale_code())


def span(scope: Scope) -> str:
    """The days of a report in words."""
    if scope.first and scope.last:
        return _("%(first)s to %(last)s", first=day(scope.first), last=day(scope.last))
    if scope.first:
        return _("since %(first)s", first=day(scope.first))
    return _("until %(last)s", last=day(scope.last)) if scope.last else _("the whole time")
