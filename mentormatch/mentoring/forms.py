"""Forms of mentoring. Lengths are repeated by the service; what needs the database is passed in as choices."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.mentoring.labels import DECLINE_REASONS, REVIEW_REASONS
from mentormatch.mentoring.models import AGAINST, FOR, ReviewReason
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


def _reason(reasons: Iterable[ReviewReason], id_: str, *, blank: bool) -> SelectField:
    """A reason of the list; with ``blank`` one has to be chosen."""
    pairs = [("", _l("Please choose"))] if blank else []
    return SelectField(
        _l("Reason"),
        choices=options([*pairs, *((reason.value, REVIEW_REASONS[reason]) for reason in reasons)]),
        validators=[InputRequired(_l("Please choose a reason from the list."))],
        id=id_,
    )


class ApprovalForm(Form):
    """A coordinator's yes. ``opened`` says, signed, since when the page was looked at."""

    reason = _reason(FOR, "approval-reason", blank=False)
    words = TextField(_l("A few words, if you like"), most=WORDS_MOST, id="approval-words")
    opened = HiddenField()
    next = HiddenField()

    def validate_words(self, field: TextField) -> None:
        if self.reason.data == ReviewReason.OTHER and not field.data:
            raise ValidationError(_("Please say which reason."))


class DecisionForm(Form):
    """A coordinator's no."""

    reason = _reason(AGAINST, "refusal-reason", blank=True)
    words = TextField(
        _l("What you tell them"),
        most=WORDS_MOST,
        validators=[InputRequired(_l("Please write a few words: the people concerned read them.")), Length(min=2)],
        id="refusal-words",
    )
    opened = HiddenField()
    next = HiddenField()


class RefusalForm(Form):
    """A coordinator ends a match."""

    reason = _words(_l("Reason"), _l("Please give a reason: it is read by the people concerned."))
    next = HiddenField()


class ChangeForm(DecisionForm):
    mentor = IntegerField(
        _l("Who should be asked instead?"),
        [InputRequired(_l("Please choose a mentor from the list.")), NumberRange(1, 2**31 - 1)],
    )
