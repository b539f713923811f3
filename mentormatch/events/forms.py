"""Forms of events: planning one, registering, saying how it was."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms import Form as PlainForm
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from mentormatch.accounts.models import Affiliation
from mentormatch.core.clock import EARLIEST, LATEST
from mentormatch.core.i18n import _, _l, as_utc, zone
from mentormatch.events import editions
from mentormatch.events.errors import NoPlaceGiven, WrongTimes
from mentormatch.events.models import Event, EventKind, Question, QuestionKind, Waiting
from mentormatch.events.policy import (
    ANSWER_MOST,
    KINDS,
    MOST_QUESTIONS,
    QUESTIONS,
    RATINGS,
    WAITING,
    is_possible_length,
)
from mentormatch.events.service import Asked
from mentormatch.events.service.attending import FEEDBACK_MOST
from mentormatch.profiles.languages import COMMON
from mentormatch.web.context import language_name
from mentormatch.web.forms import Form, LineField, TextField, WordsField, options

AFFILIATIONS = {Affiliation.STUDENT: _l("Students"), Affiliation.ALUM: _l("Alumni"), Affiliation.OTHER: _l("Others")}
#: Fields with a wall-clock time in the zone of the event.
TIMES = ("starts_at", "ends_at", "opens_at", "closes_at", "cancel_until")
PLAIN = ("kind", "title", "text", "language", "place", "online_link", "capacity", "waiting", "mentors_too")
LISTS = ("affiliations", "cohorts", "degrees", "years")


class MomentField(DateTimeLocalField):
    """A wall-clock time that can be meant here."""

    def pre_validate(self, form: Any) -> None:
        if self.data and not EARLIEST.year < self.data.year < LATEST.year:
            raise ValidationError(_("Please choose a day of this century."))


class QuestionForm(PlainForm):
    """One question; without words there is none."""

    text = LineField(_l("Question"), most=200)
    kind = SelectField(
        _l("Answer"),
        [DataRequired()],
        choices=options((kind.value, word) for kind, word in QUESTIONS.items()),
        default=QuestionKind.SHORT.value,
    )
    choices = WordsField(_l("Answers to choose from, with commas"), most=12, each=80)
    needed = BooleanField(_l("Must be answered"))


class EventForm(Form):
    """An event. Times are those of the clock where it takes place."""

    #: The edition that is being changed (``editions``).
    seen = HiddenField()
    title = LineField(_l("Title"), most=120, validators=[InputRequired(_l("Please name the event."))])
    kind = RadioField(
        _l("Kind"), [InputRequired()], choices=options((kind.value, word) for kind, word in KINDS.items())
    )
    text = TextField(_l("What it is about"), most=5000)
    language = SelectField(_l("Language"), [InputRequired()])
    series = LineField(_l("Series"), most=120, description=_l("Events of one series are shown together."))
    starts_at = MomentField(_l("Starts"), [InputRequired(_l("Please choose a time."))])
    ends_at = MomentField(_l("Ends"), [InputRequired(_l("Please choose a time."))])
    place = LineField(_l("Room"), most=200)
    online_link = LineField(_l("Link"), most=500, description=_l("Only who is registered sees it."))
    capacity = IntegerField(_l("Places"), [Optional(), NumberRange(1, 5000)], description=_l("Empty: no limit."))
    waiting = RadioField(
        _l("Waiting list"), [InputRequired()], choices=options((way.value, word) for way, word in WAITING.items())
    )
    no_registration = BooleanField(_l("No registration: people drop in"), description=_l("For drop-ins only."))
    opens_at = MomentField(_l("Registration opens"), [Optional()])
    closes_at = MomentField(_l("Registration closes"), [Optional()])
    cancel_until = MomentField(_l("Places can be given back until"), [Optional()])
    affiliations = SelectMultipleField(
        _l("Students, alumni, others"),
        choices=options((one.value, word) for one, word in AFFILIATIONS.items()),
        description=_l("None: everybody."),
    )
    cohorts = SelectMultipleField(_l("Cohorts"), description=_l("None: all of them."))
    degrees = WordsField(_l("Degrees"), most=30, each=120, description=_l("With commas; empty: all degrees."))
    years = WordsField(
        _l("Years of graduation"), most=20, each=4, description=_l("With commas, as in 2026, 2027; empty: all years.")
    )
    mentors_too = BooleanField(_l("Mentors may come too"))
    question_1 = FormField(QuestionForm)
    question_2 = FormField(QuestionForm)
    question_3 = FormField(QuestionForm)
    question_4 = FormField(QuestionForm)
    question_5 = FormField(QuestionForm)

    def offer(self, cohorts: Iterable[tuple[str, str]], language: str = "en") -> None:
        """Fill in what may be chosen; the languages by name."""
        tags = dict.fromkeys((*COMMON, language))
        self.language.choices = options(sorted(((tag, language_name(tag)) for tag in tags), key=lambda one: one[1]))
        self.cohorts.choices = options(cohorts)

    def validate_years(self, field: WordsField) -> None:
        if any(not (year.isdecimal() and len(year) == 4) for year in field.data or ()):
            raise ValidationError(_("Years have four digits."))

    @property
    def asked(self) -> list[Any]:
        return [getattr(self, f"question_{number}") for number in range(1, MOST_QUESTIONS + 1)]

    def questions(self) -> list[Asked]:
        found = []
        for entry in self.asked:
            one = entry.form
            if one.text.data:
                kind, choices = QuestionKind(one.kind.data), tuple(one.choices.data or ())
                found.append(Asked(kind, one.text.data, choices, bool(one.needed.data)))
        return found

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        fine = super().validate(*args, **kwargs)
        for entry in self.asked:
            if entry.form.text.data and entry.form.kind.data == QuestionKind.CHOICE and not entry.form.choices.data:
                entry.form.choices.errors = [_("Name the answers to choose from.")]
                self.form_errors.append(_("A question to choose from needs answers."))
                fine = False
        return self._makes_sense() and fine

    def _makes_sense(self) -> bool:
        """What the service would refuse one by one is said at once, when it can be seen here."""
        starts_at, ends_at = self.starts_at.data, self.ends_at.data
        wrong = starts_at and ends_at and not is_possible_length(starts_at, ends_at)
        nowhere = not (self.place.data or self.online_link.data)
        if wrong:
            self.refuse("ends_at", WrongTimes.sentence)
        if nowhere:
            self.refuse("place", NoPlaceGiven.sentence)
        return not (wrong or nowhere)

    def facts(self, zone_name: str) -> dict[str, Any]:
        """What the service takes, with times as instants."""
        times = {name: _instant(getattr(self, name).data, zone_name) for name in TIMES}
        plain = {name: getattr(self, name).data for name in PLAIN}
        lists = {name: tuple(getattr(self, name).data or ()) for name in LISTS}
        kind = EventKind(plain["kind"])
        typed = {"kind": kind, "waiting": Waiting(plain["waiting"]), "registration": not self.no_registration.data}
        return {**times, **plain, **lists, **typed}


def as_typed(event: Event) -> dict[str, Any]:
    """An event as its form shows it."""
    times = {name: _wall(getattr(event, name), event.zone) for name in TIMES}
    plain = {name: getattr(event, name) for name in (*PLAIN, *LISTS)}
    plain |= {"kind": event.kind.value, "waiting": event.waiting.value, "no_registration": not event.registration}
    asked = {f"question_{one.number}": _question(one) for one in event.questions}
    seen, series = editions.edition_of(event), event.series.title if event.series else ""
    return {**times, **plain, **asked, "seen": seen, "series": series}


def _question(one: Question) -> dict[str, Any]:
    return {"text": one.text, "kind": one.kind.value, "choices": one.choices, "needed": one.needed}


def _instant(local: datetime | None, zone_name: str) -> datetime | None:
    return as_utc(local, zone_name) if local else None


def _wall(at: datetime | None, zone_name: str) -> datetime | None:
    return at.astimezone(zone(zone_name)).replace(tzinfo=None) if at else None


class AnswersForm(Form):
    """The questions of an event: ``answers_form`` adds a field for each."""

    #: Which questions they were (``editions``).
    asked = HiddenField()

    def answers(self) -> dict[int, str]:
        found = {}
        for number in range(1, MOST_QUESTIONS + 1):
            field = self._fields.get(f"answer_{number}")
            if field is not None:
                found[number] = field.data or ""
        return found


def answers_form(questions: Iterable[Question], **kwargs: Any) -> AnswersForm:
    """The form in which one answers these questions."""
    questions = list(questions)
    fields = {f"answer_{one.number}": _answer(one) for one in questions}
    made: AnswersForm = type("AskedForm", (AnswersForm,), fields)(data={"asked": editions.asked(questions)}, **kwargs)
    return made


def _answer(one: Question) -> Any:
    needed = [InputRequired(_l("Please answer this question."))] if one.needed else []
    if one.kind == QuestionKind.CHOICE:
        return RadioField(one.text, needed or [Optional()], choices=options((word, word) for word in one.choices))
    kind = TextField if one.kind == QuestionKind.LONG else LineField
    return kind(one.text, most=ANSWER_MOST[one.kind], validators=needed)


class SpeakerForm(Form):
    name = LineField(_l("Name"), most=120, validators=[InputRequired(_l("Please say who speaks."))])
    words = TextField(_l("A few words about them"), most=600)
    link = LineField(_l("Link"), most=500)
    email = LineField(
        _l("Address, if they are a mentor here"),
        most=254,
        description=_l("They are asked, and shown once they agree; then the time is taken in their calendar."),
    )


class ReasonForm(Form):
    reason = TextField(_l("Why"), most=600, description=_l("It stands in the letter to everybody."))


class LinksForm(Form):
    recording_link = LineField(_l("Recording"), most=500)
    slides_link = LineField(_l("Slides"), most=500)
    shown_to_all = BooleanField(_l("Show them to everybody, not only to who was registered"))


class CodeForm(Form):
    code = StringField(_l("Code at the door"), [InputRequired(_l("Type the six letters that stand at the door."))])


class FeedbackForm(Form):
    rating = RadioField(
        _l("How useful was it?"),
        [InputRequired(_l("Please choose one of the answers."))],
        choices=options((str(rating), word) for rating, word in RATINGS.items()),
    )
    words = TextField(
        _l("What should stay, what should change?"),
        most=FEEDBACK_MOST,
        description=_l("Organisers read it without your name."),
    )
