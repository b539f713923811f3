"""Forms of the pages about one's time."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import wtforms
from flask_babel import LazyString
from flask_wtf.file import FileField, FileRequired
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from mentormatch.core.i18n import _, _l, _n
from mentormatch.scheduling import DayHours, WeeklyRule, write_clock
from mentormatch.web.forms import DayField, Form, options, zone_field

QUARTER = 15
MIDNIGHT = 24 * 60
STARTS = options((minute, write_clock(minute)) for minute in range(0, MIDNIGHT, QUARTER))
ENDS = options((minute, write_clock(minute)) for minute in range(QUARTER, MIDNIGHT + QUARTER, QUARTER))
#: What a new stretch of a day offers: an evening, when most people can.
EVENING = (18 * 60, 20 * 60)
#: A calendar of some years; more is somebody's whole life.
BUSY_BYTES = 2 * 1024 * 1024
#: Stretches in a week; nobody needs more, and a form must end somewhere.
MOST = 42


def _ends_later(form: Any, field: Any) -> None:
    if field.data is not None and form.start.data is not None and field.data <= form.start.data:
        raise ValidationError(_("It ends before it begins. Hours past midnight go on the next day."))


class StretchForm(wtforms.Form):
    """One stretch of one weekday, in minutes after midnight."""

    weekday = HiddenField(filters=[lambda value: int(value) if str(value).isdecimal() else None])
    start = SelectField(_l("From"), choices=STARTS, coerce=int)
    end = SelectField(_l("To"), choices=ENDS, coerce=int, validators=[_ends_later])

    def validate_weekday(self, field: Any) -> None:
        NumberRange(0, 6)(self, field)


class WeekForm(Form):
    """The weekly hours as a list of stretches, which buttons add, take away and copy."""

    stretches = FieldList(FormField(StretchForm), max_entries=MOST)

    @classmethod
    def of(cls, rules: Iterable[WeeklyRule], **kwargs: Any) -> "WeekForm":
        """The form with these hours in it, or with what was posted (never with ``formdata=None``)."""
        return cls(data={"stretches": [_stretch(rule.weekday, rule.start, rule.end) for rule in rules]}, **kwargs)

    def on(self, weekday: int) -> list[Any]:
        """The stretches of one day, in the order of the page."""
        return [entry for entry in self.stretches if entry.weekday.data == weekday]

    def rules(self) -> tuple[WeeklyRule, ...]:
        """What has been chosen so far; a stretch that makes no sense is left out."""
        chosen = [(entry.weekday.data, entry.start.data, entry.end.data) for entry in self.stretches]
        return tuple(
            WeeklyRule(weekday, start, end)
            for weekday, start, end in chosen
            if weekday in range(7) and start is not None and end is not None and 0 <= start < end <= MIDNIGHT
        )

    def add(self, weekday: int) -> str:
        """One more stretch of a day: the evening, or an hour after the last one. Returns its name."""
        ends = [entry.end.data for entry in self.on(weekday) if entry.end.data]
        start, end = EVENING
        if ends and max(ends) > start - QUARTER:
            start = min(max(ends) + 60, MIDNIGHT - 60)
            end = start + 60
        self._append(weekday, start, end)
        return str(self.stretches[-1].name) if self.on(weekday) else ""

    def remove(self, name: str) -> str:
        """Take away the stretch with this name; an unknown one takes nothing. Returns the button to add it again."""
        gone = [entry.weekday.data for entry in self.stretches if entry.name == name]
        self.stretches.entries = [entry for entry in self.stretches if entry.name != name]
        return f"add-{gone[0]}" if gone else ""

    def copy_monday(self) -> str:
        """Monday's hours from Monday to Friday. Returns the name of what to look at next."""
        monday = [rule for rule in self.rules() if rule.weekday == 0]
        kept = [entry for entry in self.stretches if entry.weekday.data not in range(1, 5)]
        self.stretches.entries = kept
        for weekday in range(1, 5):
            for rule in monday:
                self._append(weekday, rule.start, rule.end)
        return "add-1"

    def _append(self, weekday: int, start: int, end: int) -> None:
        if len(self.stretches) < MOST:
            self.stretches.append_entry(_stretch(weekday, start, end))


def _stretch(weekday: int, start: int, end: int) -> dict[str, int]:
    return {"weekday": weekday, "start": start, "end": end}


class DaysOffForm(Form):
    """A day, or days in a row, on which one cannot meet."""

    first = DayField(_l("First day"), [InputRequired(_l("Choose a day."))])
    last = DayField(_l("Last day"), [Optional()], description=_l("Leave it empty for a single day."))

    def validate_last(self, field: Any) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(_("The last day is before the first."))

    def answers(self) -> tuple[date, date, None, bool]:
        """First and last day, and no hours."""
        return self.first.data, self.last.data or self.first.data, None, False


class OtherHoursForm(Form):
    """A day on which one can meet at other hours than usual."""

    on_date = DayField(_l("Day"), [InputRequired(_l("Choose a day."))])
    start = SelectField(_l("From"), choices=STARTS, coerce=int, default=EVENING[0], validators=[InputRequired()])
    end = SelectField(_l("To"), choices=ENDS, coerce=int, default=EVENING[1], validators=[InputRequired(), _ends_later])

    extra = RadioField(
        _l("These hours are"),
        choices=options([("", _l("instead of the usual ones")), ("extra", _l("besides the usual ones"))]),
        default="",
    )

    def answers(self) -> tuple[date, date, DayHours, bool]:
        """The day twice, as first and last, its hours in minutes, and whether they are extra hours."""
        hours = (self.start.data, self.end.data)
        return self.on_date.data, self.on_date.data, hours, self.extra.data == "extra"


class BusyForm(Form):
    """A calendar file, which is read once and not kept."""

    file = FileField(_l("Calendar file (.ics)"), [FileRequired(_l("Please choose a file."))])
    content: bytes = b""

    def validate_file(self, field: FileField) -> None:
        """Read the file once, and not more of it than is allowed."""
        self.content = field.data.stream.read(BUSY_BYTES + 1)
        if len(self.content) > BUSY_BYTES:
            raise ValidationError(
                _("The file is larger than %(n)d MB. Export only the months ahead.", n=BUSY_BYTES // 1024**2)
            )


def _own(label: Any, values: Iterable[int], write: Callable[[int], str]) -> SelectField:
    """A limit of one's own; the first choice leaves it to the cohort."""
    choices = [("", _l("As the cohort says")), *((str(value), LazyString(write, value)) for value in values)]
    return SelectField(label, choices=options(choices), validators=[Optional()])


def _minutes(value: int) -> str:
    return _("%(n)d minutes", n=value)


def _hours(value: int) -> str:
    return _n("%(num)d hour", "%(num)d hours", value) if value < 48 else _n("%(num)d day", "%(num)d days", value // 24)


def _days(value: int) -> str:
    return _n("%(num)d day", "%(num)d days", value)


class LimitsForm(Form):
    """How one can be booked less freely than the cohort allows."""

    buffer_minutes = _own(_l("Pause after a session"), (15, 30, 45, 60, 90, 120), _minutes)
    notice_hours = _own(_l("Shortest notice"), (12, 24, 36, 48, 72, 96, 168, 336), _hours)
    window_days = _own(_l("Farthest ahead"), (7, 14, 21, 30, 45, 60, 90), _days)
    sessions_per_week = _own(_l("Sessions a week, at most"), (1, 2, 3, 4, 5), str)

    @classmethod
    def of(cls, own: Any, **kwargs: Any) -> "LimitsForm":
        names = ("buffer_minutes", "notice_hours", "window_days", "sessions_per_week")
        held = {name: getattr(own, name, None) for name in names}
        return cls(data={name: "" if value is None else str(value) for name, value in held.items()}, **kwargs)

    def limits(self) -> dict[str, int | None]:
        """What was chosen; None where the cohort decides."""
        names = ("buffer_minutes", "notice_hours", "window_days", "sessions_per_week")
        return {name: int(self[name].data) if self[name].data else None for name in names}


class PreviewForm(wtforms.Form):
    """The place from which one looks at one's own free times."""

    zone = zone_field()
