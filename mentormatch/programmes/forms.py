"""Forms of the programme and its cohorts. The database repeats the limits that matter."""

from typing import Any

from wtforms import BooleanField, EmailField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional, ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.programmes.models import ReviewMode
from mentormatch.web.forms import DayField, Form, LineField


class ProgrammeForm(Form):
    name = LineField(_l("Name of the programme"), validators=[InputRequired()])
    contact_name = LineField(_l("Person or office to turn to"), validators=[InputRequired()])
    contact_email = EmailField(
        _l("Their address"), [InputRequired(), Length(max=254), Email(check_deliverability=False)]
    )
    registration_open = BooleanField(_l("People may register by themselves"))


class CoordinatorForm(Form):
    email = EmailField(_l("Address of a person with an account"), [InputRequired(), Length(max=254)])


def _quarters(_form: object, field: IntegerField) -> None:
    if field.data is not None and field.data % 15:
        raise ValidationError(_("Please give a multiple of 15 minutes."))


class CohortForm(Form):
    name = LineField(_l("Name"), validators=[InputRequired()], description=_l("Such as Autumn 2026."))
    starts_on = DayField(_l("Starts on"), [Optional()])
    ends_on = DayField(_l("Ends on"), [Optional()])
    review_mode = RadioField(
        _l("When do you look at a pair?"),
        choices=[
            SelectChoice(ReviewMode.NONE.value, _l("Never")),
            SelectChoice(ReviewMode.BEFORE_MENTOR.value, _l("Before the mentor sees the request")),
            SelectChoice(ReviewMode.AFTER_BOTH.value, _l("After both agree")),
        ],
    )
    open_requests_limit = IntegerField(
        _l("Open requests per student"), [InputRequired(), NumberRange(1, 10)], description=_l("Usually 3.")
    )
    remind_after_days = IntegerField(_l("Remind the mentor after days"), [InputRequired(), NumberRange(1, 60)])
    close_after_days = IntegerField(_l("Close a request after days"), [InputRequired(), NumberRange(2, 90)])
    session_minutes = IntegerField(
        _l("Length of a session in minutes"), [InputRequired(), NumberRange(15, 180), _quarters]
    )
    buffer_minutes = IntegerField(
        _l("Pause after a session in minutes"), [InputRequired(), NumberRange(0, 60), _quarters]
    )
    notice_hours = IntegerField(_l("Shortest notice in hours"), [InputRequired(), NumberRange(0, 168)])
    window_days = IntegerField(_l("Book at most days ahead"), [InputRequired(), NumberRange(7, 180)])
    sessions_per_week = IntegerField(_l("Sessions per mentor a week"), [InputRequired(), NumberRange(1, 20)])
    no_shows_limit = IntegerField(
        _l("Missed sessions that pause booking"), [InputRequired(), NumberRange(1, 10)], description=_l("Usually 2.")
    )
    no_shows_days = IntegerField(
        _l("Days for which a missed session counts"),
        [InputRequired(), NumberRange(7, 365)],
        description=_l("Usually 90."),
    )

    def validate_close_after_days(self, field: IntegerField) -> None:
        if (field.data or 0) <= (self.remind_after_days.data or 0):
            raise ValidationError(_("A request closes later than the reminder."))

    def validate_ends_on(self, field: DayField) -> None:
        if field.data and self.starts_on.data and field.data <= self.starts_on.data:
            raise ValidationError(_("A cohort ends after it starts."))

    def values(self) -> dict[str, Any]:
        """The fields of a cohort, without the token."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}
