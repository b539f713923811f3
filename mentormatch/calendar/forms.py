"""The week as it is typed: pairs of clock times for each day. Read by hand, since the number of pairs is open."""

from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import DateField, StringField
from wtforms.validators import InputRequired, ValidationError

from mentormatch.core.clock import now
from mentormatch.core.i18n import _, _l
from mentormatch.scheduling import SchedulingError, WeeklyRule, read_clock, write_clock
from mentormatch.web.forms import Form

DAY_MINUTES = 24 * 60
#: More pairs on one day than anybody's week has.
MOST_A_DAY = 8


@dataclass
class TypedDay:
    """One weekday of the form: the pairs as typed, and what is wrong with them."""

    weekday: int
    pairs: list[tuple[str, str]]
    error: str = ""


@dataclass
class TypedWeek:
    """The whole form. ``rules`` holds what could be read."""

    days: list[TypedDay]
    rules: list[WeeklyRule] = field(default_factory=list)

    @property
    def is_fine(self) -> bool:
        return not any(day.error for day in self.days)


def week_of(rules: tuple[WeeklyRule, ...]) -> TypedWeek:
    """The form filled with the present hours."""
    pairs: dict[int, list[tuple[str, str]]] = {weekday: [] for weekday in range(7)}
    for rule in rules:
        pairs[rule.weekday].append((write_clock(rule.start), write_clock(rule.end % DAY_MINUTES)))
    return TypedWeek([TypedDay(weekday, pairs[weekday]) for weekday in range(7)], list(rules))


def read_week(form: MultiDict[str, str]) -> TypedWeek:
    """The form as posted; each day with a fault carries a sentence and keeps what was typed."""
    week = TypedWeek([])
    for weekday in range(7):
        starts, ends = form.getlist(f"from-{weekday}"), form.getlist(f"to-{weekday}")
        pairs = [(start.strip(), end.strip()) for start, end in zip(starts, ends, strict=False)][:MOST_A_DAY]
        day = TypedDay(weekday, [pair for pair in pairs if any(pair)])
        for start, end in day.pairs:
            try:
                week.rules.append(_rule(weekday, start, end))
            except ValueError as error:
                day.error = str(error)
        week.days.append(day)
    return week


def _rule(weekday: int, start: str, end: str) -> WeeklyRule:
    begins, ends = minutes(start, end)
    return WeeklyRule(weekday, begins, ends)


def minutes(start: str, end: str) -> tuple[int, int]:
    """Minutes of the day of a pair such as ("18:00", "21:00"); an end of 00:00 is midnight.

    ValueError says what is wrong, in words for the person who typed it.
    """
    if not start or not end:
        raise ValueError(_("Please give both a beginning and an end."))
    try:
        begins, ends = read_clock(start), read_clock(end) or DAY_MINUTES
    except SchedulingError as error:
        raise ValueError(_("Please write times such as 18:00.")) from error
    if begins >= ends:
        raise ValueError(_("The end comes after the beginning, on the same day."))
    if begins % 15 or ends % 15:
        raise ValueError(_("Please use quarter hours, such as 18:15."))
    return begins, ends


class ExceptionForm(Form):
    """A day off, or a day with other hours when both times are given."""

    on_date = DateField(_l("Day"), [InputRequired(_l("Please choose a day."))])
    start = StringField(_l("From"), description=_l("Leave both times empty for a whole day off."))
    end = StringField(_l("To"))

    #: Minutes of the day, once validated; None is a day off.
    hours: tuple[int, int] | None = None

    def validate_on_date(self, field: DateField) -> None:
        today = now().date()
        if field.data is not None and not date(today.year - 1, 12, 31) < field.data < date(today.year + 2, 1, 1):
            raise ValidationError(_("Please choose a day from now on."))

    def validate_end(self, field: StringField) -> None:
        start, end = (self.start.data or "").strip(), (field.data or "").strip()
        if not start and not end:
            return
        try:
            self.hours = minutes(start, end)
        except ValueError as error:
            raise ValidationError(str(error)) from error
