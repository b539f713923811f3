"""Forms of the programme and its cohorts. The service and the database repeat the limits."""

import re
from typing import Any

from wtforms import BooleanField, EmailField, HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional, ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.notifications import words
from mentormatch.programmes.limits import SETTINGS
from mentormatch.programmes.models import EnrolledAs, OpenTo, ReviewMode
from mentormatch.programmes.service.invitations import MOST_USES
from mentormatch.programmes.service.joining import WORDS_MOST
from mentormatch.web.forms import DayField, Form, LineField, TextField, WordsField, clean, options


class ProgrammeForm(Form):
    name = LineField(_l("Name of the programme"), validators=[InputRequired()])
    contact_name = LineField(_l("Person or office to turn to"), validators=[InputRequired()])
    contact_email = EmailField(
        _l("Their address"), [InputRequired(), Length(max=254), Email(check_deliverability=False)]
    )
    registration_open = BooleanField(_l("People may register by themselves"))


class CoordinatorForm(Form):
    email = EmailField(_l("Address of a person with an account"), [InputRequired(), Length(max=254)])


def _number(name: str) -> IntegerField:
    """A setting as a field: its label, its effect, and between which values it makes sense."""
    setting = SETTINGS[name]

    def in_steps(_form: object, field: IntegerField) -> None:
        if field.data is not None and field.data % setting.step:
            raise ValidationError(_("Please give a multiple of %(step)s minutes.", step=setting.step))

    between = NumberRange(setting.least, setting.most)
    return IntegerField(setting.label, [InputRequired(), between, in_steps], description=setting.effect)


class NewCohortForm(Form):
    """What a copy asks for: the rest is as it was."""

    name = LineField(_l("Name"), validators=[InputRequired()], description=_l("Such as Autumn 2026."))
    starts_on = DayField(_l("Starts on"), [Optional()])
    ends_on = DayField(_l("Ends on"), [Optional()])

    def validate_ends_on(self, field: DayField) -> None:
        if field.data and self.starts_on.data and field.data <= self.starts_on.data:
            raise ValidationError(_("A cohort ends after it starts."))

    def values(self) -> dict[str, Any]:
        """The fields of a cohort, without the token."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class CohortForm(NewCohortForm):
    degrees = WordsField(
        _l("Degrees it is for"),
        most=30,
        vocabulary="degree",
        description=_l("With commas; empty: all degrees. Who asks to join must give one of them in the profile."),
    )
    open_to = RadioField(
        _l("Who may ask to join?"),
        choices=options(
            [
                (OpenTo.EVERYBODY.value, _l("Students and alumni")),
                (OpenTo.STUDENTS.value, _l("Students")),
                (OpenTo.ALUMNI.value, _l("Alumni")),
            ]
        ),
        validators=[InputRequired()],
    )
    self_enrolment = BooleanField(
        _l("People may ask to join"), description=_l("You decide about each; without this they need a link from you.")
    )
    review_mode = RadioField(
        _l("When do you look at a pair?"),
        choices=options(
            [
                (ReviewMode.NONE.value, _l("Never")),
                (ReviewMode.BEFORE_MENTOR.value, _l("Before the mentor sees the request")),
                (ReviewMode.AFTER_BOTH.value, _l("After both agree")),
            ]
        ),
        validators=[InputRequired()],
    )
    open_requests_limit = _number("open_requests_limit")
    remind_after_days = _number("remind_after_days")
    close_after_days = _number("close_after_days")
    offer_hold_hours = _number("offer_hold_hours")
    mentor_capacity = _number("mentor_capacity")
    session_minutes = _number("session_minutes")
    buffer_minutes = _number("buffer_minutes")
    notice_hours = _number("notice_hours")
    window_days = _number("window_days")
    sessions_per_week = _number("sessions_per_week")
    no_shows_limit = _number("no_shows_limit")
    no_shows_days = _number("no_shows_days")
    check_in_days = _number("check_in_days")

    def validate_close_after_days(self, field: IntegerField) -> None:
        if (field.data or 0) <= (self.remind_after_days.data or 0):
            raise ValidationError(_("A request closes later than the reminder."))


class InvitationForm(Form):
    enrolled_as = RadioField(
        _l("Who comes by this link?"),
        choices=options([(EnrolledAs.MENTEE.value, _l("Students")), (EnrolledAs.MENTOR.value, _l("Mentors"))]),
        default=EnrolledAs.MENTEE.value,
        validators=[InputRequired()],
    )
    most_uses = IntegerField(_l("How many people at most?"), [InputRequired(), NumberRange(1, MOST_USES)], default=50)
    expires_on = DayField(_l("Last day"), [InputRequired()])
    domain = LineField(
        _l("Only addresses of"), most=200, description=_l("Such as university.example; empty: addresses of any kind.")
    )
    addresses = TextAreaField(
        _l("Only these addresses"),
        [Length(max=40_000)],
        filters=[clean],
        description=_l("One a line. Kept until the link is over."),
    )

    def address_list(self) -> list[str]:
        return [text for text in re.split(r"[\s,;]+", self.addresses.data or "") if text]


class WordsForm(Form):
    """What a cohort adds to a letter; the service says which names may be used."""

    opening = TextField(_l("Below the greeting"), most=words.MOST)
    closing = TextField(_l("At the end"), most=words.MOST)
    deed = HiddenField()


class JoinForm(Form):
    words = TextField(
        _l("A few words"), most=WORDS_MOST, description=_l("What the coordinators should know. They alone read it.")
    )


class DeclineForm(Form):
    reason = TextField(_l("Your reason"), most=WORDS_MOST, validators=[InputRequired()])
