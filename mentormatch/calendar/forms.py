"""Forms of the hours page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import wtforms
from wtforms import DateField, FieldList, FormField, HiddenField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.scheduling import DayHours, WeeklyRule, write_clock
from mentormatch.web.forms import Form, options

QUARTER = 15
MIDNIGHT = 24 * 60
STARTS = options((minute, write_clock(minute)) for minute in range(0, MIDNIGHT, QUARTER))
ENDS = options((minute, write_clock(minute)) for minute in range(QUARTER, MIDNIGHT + QUARTER, QUARTER))
#: What a new stretch of a day offers: an evening, when most people can.
EVENING = (18 * 60, 20 * 60)
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

    first = DateField(_l("First day"), [InputRequired(_l("Choose a day."))])
    last = DateField(_l("Last day"), [Optional()], description=_l("Leave it empty for a single day."))

    def validate_last(self, field: Any) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(_("The last day is before the first."))

    def answers(self) -> tuple[date, date, None]:
        """First and last day, and no hours."""
        return self.first.data, self.last.data or self.first.data, None


class OtherHoursForm(Form):
    """A day on which one can meet at other hours than usual."""

    on_date = DateField(_l("Day"), [InputRequired(_l("Choose a day."))])
    start = SelectField(_l("From"), choices=STARTS, coerce=int, default=EVENING[0], validators=[InputRequired()])
    end = SelectField(_l("To"), choices=ENDS, coerce=int, default=EVENING[1], validators=[InputRequired(), _ends_later])

    def answers(self) -> tuple[date, date, DayHours]:
        """The day twice, as first and last, and its hours in minutes."""
        return self.on_date.data, self.on_date.data, (self.start.data, self.end.data)
