"""Forms of coaching."""

from typing import Any

from flask import request
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from mentormatch.accounts.models import Affiliation
from mentormatch.coaching import policy
from mentormatch.coaching.bringing import LINK_MOST, BringForm
from mentormatch.coaching.models import RUBRIC, TEXT_MOST, AppointmentType, Meeting, Outcome, QuestionKind, Wanted
from mentormatch.coaching.shown import MARKS, MEETINGS, OUTCOMES, QUESTION_KINDS, RUBRIC_WORDS, WANTED
from mentormatch.core.i18n import _, _l
from mentormatch.sessions.forms import TimeForm
from mentormatch.web.forms import DayField, Form, LineField, TextField, WordsField, options


class CoachTimeForm(TimeForm):
    """One of the free times of a coach, by number, or of any coach."""

    coach = IntegerField(widget=HiddenInput(), validators=[Optional()])


class AnswersForm(CoachTimeForm, BringForm):
    """The same with what is asked before; ``of`` makes one for a type."""

    @classmethod
    def of(cls, kind: AppointmentType, **kwargs: Any) -> "AnswersForm":
        """The form of a type: a field for each of its questions."""
        fields: dict[str, Any] = {}
        for number, question in enumerate(kind.questions):
            field, most = (TextField, policy.LONG_MOST) if question["long"] else (LineField, policy.SHORT_MOST)
            # Whether it is needed is the service's to say: another time can be looked at before.
            fields[f"answer_{number}"] = field(question["text"], most=most)
        form: AnswersForm = type("AnswersOfType", (cls,), fields)(**kwargs)
        for number, question in enumerate(kind.questions):
            form[f"answer_{number}"].flags.required = bool(question["needed"]) or None
        form.ask_for(kind)
        return form

    @property
    def answers(self) -> list[str]:
        found = [name for name in self._fields if name.startswith("answer_")]
        return [self[name].data or "" for name in sorted(found, key=lambda name: int(name.removeprefix("answer_")))]


class NotesForm(Form):
    """What is for the student, and what is for coaches, each with its version."""

    said = TextField(_l("What we said"), most=TEXT_MOST)
    steps = TextField(_l("Next steps"), most=TEXT_MOST)
    private = TextField(_l("Only for coaches"), most=TEXT_MOST)
    version = IntegerField(widget=HiddenInput(), default=0)
    private_version = IntegerField(widget=HiddenInput(), default=0)

    def begin_anew(self, *, version: int, private_version: int) -> None:
        """Keep what was typed, but count it as an answer to what is stored now."""
        for field, value in ((self.version, version), (self.private_version, private_version)):
            field.process_data(value)
            field.raw_data = None


class OutcomeForm(Form):
    outcome = RadioField(
        _l("What became of it?"),
        choices=options((one.value, OUTCOMES[one]) for one in Outcome),
        validators=[InputRequired(_l("Choose one."))],
    )


class FeedbackForm(Form):
    useful = RadioField(
        _l("How useful was it?"),
        choices=options([(3, _l("Very")), (2, _l("Somewhat")), (1, _l("Not really"))]),
        coerce=int,
        validators=[InputRequired(_l("Choose one."))],
    )
    words = TextField(
        _l("Anything to tell the office?"),
        most=policy.WORDS_MOST,
        description=_l("Your coach does not see this. The office sees figures, and words without your name."),
    )


def _mark(name: str) -> RadioField:
    return RadioField(
        RUBRIC_WORDS[name],
        choices=options(MARKS.items()),
        coerce=int,
        validators=[InputRequired(_l("Choose one."))],
    )


class RubricForm(Form):
    structure, content, examples, clarity, asked = (_mark(name) for name in RUBRIC)
    structure_words, content_words, examples_words, clarity_words, asked_words = (
        TextField(_l("A comment"), most=policy.WORDS_MOST) for _name in RUBRIC
    )
    version = IntegerField(widget=HiddenInput(), default=0)

    @property
    def marks(self) -> dict[str, int]:
        return {name: self[name].data for name in RUBRIC}

    @property
    def comments(self) -> dict[str, str]:
        return {name: self[f"{name}_words"].data or "" for name in RUBRIC}


class RecordingForm(Form):
    recording_link = LineField(_l("Link to the recording"), most=LINK_MOST)


class OfferForm(Form):
    """How a coach gives a type."""

    link = LineField(
        _l("Your link for meetings"), most=LINK_MOST, description=_l("Such as https://meet.example.org/your-room.")
    )
    paused_until = DayField(
        _l("Paused until"), validators=[Optional()], description=_l("Nobody can book up to and with this day.")
    )


def _number(label: Any, least: int, most: int, hint: Any = "") -> IntegerField:
    return IntegerField(label, validators=[InputRequired(), NumberRange(least, most)], description=hint)


def _quarters(_form: Form, field: IntegerField) -> None:
    if field.data is not None and field.data % 15:
        raise ValidationError(_("Whole quarters of an hour: 15, 30, 45 and so on."))


class TypeForm(Form):
    """A type of appointments as the office fills it in; questions are read by their numbers."""

    name = LineField(_l("Name"), most=120, validators=[InputRequired(_l("Please name the type."))])
    text = TextField(_l("What it is for"), most=2000)
    session_minutes = IntegerField(
        _l("Minutes"), validators=[InputRequired(), NumberRange(15, 120), _quarters], default=45
    )
    meeting = RadioField(_l("Where"), choices=options((one.value, MEETINGS[one]) for one in Meeting), default="link")
    place = LineField(
        _l("Room, link of the office, or who calls whom"), most=200, description=_l("Not for the link of the coach.")
    )
    affiliations = SelectMultipleField(
        _l("Who may book"),
        choices=options([(Affiliation.STUDENT.value, _l("Students")), (Affiliation.ALUM.value, _l("Alumni"))]),
        description=_l("None chosen: everybody."),
    )
    cohorts = SelectMultipleField(_l("Of these cohorts"), choices=[], description=_l("None chosen: all."))
    degrees = WordsField(_l("Of these degrees"), vocabulary="degree", description=_l("With commas; empty: all."))
    graduation_years = WordsField(
        _l("Who graduate in these years"), each=4, description=_l("With commas, as in 2026, 2027; empty: all.")
    )
    document = RadioField(_l("Document"), choices=options((one.value, WANTED[one]) for one in Wanted), default="none")
    most_open = _number(_l("At once ahead, a student"), 1, 20)
    most_in_term = _number(_l("In 120 days, a student"), 1, 60)
    notice_hours = _number(_l("Book at least, hours before"), 0, 336)
    window_days = _number(_l("Book at most, days ahead"), 1, 180)
    buffer_minutes = IntegerField(
        _l("Pause after, minutes"), validators=[InputRequired(), NumberRange(0, 120), _quarters], default=15
    )
    sessions_per_week = _number(_l("A week, each coach"), 1, 60, _l("All appointments and sessions together."))
    cancel_hours = _number(
        _l("Cancel until, hours before"), 0, 336, _l("Later it counts as late; it stays possible until the start.")
    )
    interview = BooleanField(
        _l("This is interview practice"), description=_l("With questions of the bank, and a rubric to fill in after.")
    )

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        names = [field.name for field in self if field.name != "csrf_token"]
        words = {name: self[name].data for name in names}
        for name in ("affiliations", "cohorts", "degrees", "graduation_years"):
            words[name] = tuple(words[name] or ())
        return words | {
            "meeting": Meeting(self.meeting.data),
            "document": Wanted(self.document.data),
            "questions": questions_sent(),
        }

    def validate_graduation_years(self, field: Any) -> None:
        if any(not (year.isdecimal() and len(year) == 4) for year in field.data or ()):
            raise ValidationError(_("Write years with four digits, as in 2027."))


def questions_sent() -> list[dict[str, Any]]:
    """The questions of the form as they were typed, also those that are empty."""
    return [
        {
            "text": request.form.get(f"question_{number}", "")[: 4 * policy.QUESTION_MOST],
            "long": f"question_{number}_long" in request.form,
            "needed": f"question_{number}_needed" in request.form,
        }
        for number in range(policy.MOST_QUESTIONS)
    ]


class QuestionForm(Form):
    """A question of the bank."""

    text = TextField(_l("Question"), most=500, validators=[InputRequired(_l("Please write the question."))])
    role = LineField(_l("Role"), most=120, description=_l("Such as Data analyst; empty: for all roles."))
    kind = SelectField(_l("Kind"), choices=options((one.value, QUESTION_KINDS[one]) for one in QuestionKind))
    active = BooleanField(_l("Coaches can pick it"), default=True)


class CancelForm(Form):
    reason = TextField(_l("A word to the other one"), most=500, description=_l("They read it in the letter about it."))
