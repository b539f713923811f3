"""Forms of mentoring. Lengths are repeated by the service; what needs the database is passed in as choices."""

from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.mentoring.labels import DECLINE_REASONS
from mentormatch.mentoring.policy import MOST_TIMES, NOTE_LEAST, NOTE_MOST, WORDS_LEAST, WORDS_MOST
from mentormatch.web.forms import Form, TextField, options


def _words(label: Any, missing: Any) -> TextField:
    return TextField(label, most=WORDS_MOST, validators=[InputRequired(missing), Length(min=WORDS_LEAST)])


class AskForm(Form):
    """The note to a mentor, and times one could meet. Which times are free is the service's word."""

    #: Typed for another mentor and only shown here: nothing is asked yet.
    carried = False
    #: Who read the note before, when an earlier request was passed on.
    read_by = ""
    note = TextField(
        _l("Your note"),
        most=NOTE_MOST,
        validators=[
            InputRequired(_l("Please write a few sentences: the mentor decides by them.")),
            Length(min=NOTE_LEAST, message=_l("Please write a little more: at least %(n)d characters.", n=NOTE_LEAST)),
        ],
    )
    proposed_times = SelectMultipleField(_l("Times that would suit you"), validate_choice=False)

    def validate_proposed_times(self, field: SelectMultipleField) -> None:
        if len(field.data or ()) > MOST_TIMES:
            raise ValidationError(_("Please propose at most %(most)d times.", most=MOST_TIMES))


class AcceptForm(Form):
    starts_at = RadioField(_l("First session"), validators=[Optional()], validate_choice=False)


class DeclineForm(Form):
    reason = RadioField(
        _l("Reason"),
        choices=options((reason.value, label) for reason, label in DECLINE_REASONS.items()),
        validators=[InputRequired(_l("Please choose a reason: it helps the student to go on."))],
    )
    words = TextField(_l("A few words, if you like"), most=WORDS_MOST)


def _number(text: str) -> int:
    """The number of somebody who was chosen; 0, which nobody has, for anything else that is posted."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


class PassOnForm(Form):
    """Whom the student should ask instead. Who can be suggested is the service's word."""

    colleague = SelectField(
        _l("Colleague"),
        coerce=_number,
        choices=(),
        validate_choice=False,
        validators=[InputRequired(_l("Please choose a colleague from the list."))],
    )
    why = TextField(_l("A few words, if you like"), most=WORDS_MOST)


class QuestionForm(Form):
    text = _words(_l("Your question"), _l("Please write what you would like to know."))


class AnswerForm(Form):
    text = _words(_l("Your answer"), _l("Please write an answer."))


class RefusalForm(Form):
    """A coordinator's no, or the end of a match."""

    reason = _words(_l("Reason"), _l("Please give a reason: it is read by the people concerned."))
    next = HiddenField()


class ChangeForm(Form):
    mentor = IntegerField(
        _l("Who should be asked instead?"),
        [InputRequired(_l("Please choose a mentor from the list.")), NumberRange(1, 2**31 - 1)],
    )
    reason = _words(_l("Reason"), _l("Please give a reason: it is read by the people concerned."))
    next = HiddenField()
