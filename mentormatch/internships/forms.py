"""Forms of internships: a posting, an application, stages, interviews, reports, the board, organisations."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wtforms import BooleanField, DateTimeLocalField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from mentormatch.core.clock import EARLIEST, LATEST
from mentormatch.core.i18n import _, _l, as_utc
from mentormatch.internships.models import Alarm, Back, ExternalStage, Period, Posting, PostingKind, Stage, Where
from mentormatch.internships.policy import (
    ALARMS,
    ANSWER_MOST,
    BACK,
    EXTERNAL,
    KINDS,
    NOTE_MOST,
    PERIODS,
    QUESTION_MOST,
    QUESTIONS_MOST,
    STAGES,
    TIMES_MOST,
    WHERE,
)
from mentormatch.profiles.languages import COMMON
from mentormatch.web.context import language_name
from mentormatch.web.forms import DayField, Form, LineField, TextField, WordsField, options, zone_field

CURRENCIES = ("EUR", "CHF", "GBP", "USD", "PLN", "SEK", "DKK", "NOK", "CZK")
PLAIN = ("title", "text", "place", "starts_on", "ends_on", "pay_amount", "pay_currency", "unpaid_reason", "contact")
LISTS = ("skills", "roles", "languages", "degrees", "years", "cohorts")
MINUTES = (15, 30, 45, 60, 90, 120)


class MomentField(DateTimeLocalField):
    """A wall-clock time that can be meant here."""

    def pre_validate(self, form: Any) -> None:
        if self.data and not EARLIEST.year < self.data.year < LATEST.year:
            raise ValidationError(_("Please choose a day of this century."))


def _words(words: dict[Any, Any]) -> list[Any]:
    return options((one.value, word) for one, word in words.items())


class PostingForm(Form):
    title = LineField(_l("Title"), most=120, validators=[InputRequired(_l("Please name the posting."))])
    kind = RadioField(_l("Kind"), [InputRequired()], choices=_words(KINDS))
    text = TextField(
        _l("What one does"), most=8000, validators=[InputRequired(_l("Please say what one does."))],
        description=_l("Markdown: empty lines make paragraphs, lines with - make lists."),
    )  # fmt: skip
    where = RadioField(_l("Where one works"), [InputRequired()], choices=_words(WHERE))
    place = LineField(_l("Place"), most=120)
    starts_on = DayField(_l("Starts"), [Optional()])
    ends_on = DayField(_l("Ends"), [Optional()])
    pay_amount = IntegerField(_l("Pay"), [Optional(), NumberRange(1, 1_000_000)])
    pay_currency = SelectField(_l("Currency"), [InputRequired()], choices=options((one, one) for one in CURRENCIES))
    pay_period = SelectField(_l("For"), choices=[*options([("", _l("Unpaid"))]), *_words(PERIODS)])
    unpaid_reason = LineField(_l("If unpaid: why"), most=300, description=_l("Students see this reason."))
    skills = WordsField(_l("Skills"), most=20, each=80, description=_l("With commas."))
    roles = WordsField(_l("Roles it leads to"), most=10, each=80, description=_l("With commas."))
    languages = SelectMultipleField(_l("Languages"))
    degrees = WordsField(_l("Degrees"), most=30, description=_l("With commas; empty: all degrees."))
    years = WordsField(_l("Years of graduation"), most=20, each=4, description=_l("With commas; empty: all years."))
    cohorts = SelectMultipleField(_l("Cohorts"), description=_l("None: all of them."))
    contact = LineField(
        _l("Whom applicants may ask"), most=300, description=_l("Name and address; only who has applied sees it.")
    )
    deadline = MomentField(_l("Applications until"), [InputRequired(_l("Please choose a time."))])
    deadline_zone = zone_field()
    question_1 = LineField(_l("Question 1"), most=QUESTION_MOST)
    question_2 = LineField(_l("Question 2"), most=QUESTION_MOST)
    question_3 = LineField(_l("Question 3"), most=QUESTION_MOST)
    question_4 = LineField(_l("Question 4"), most=QUESTION_MOST)
    question_5 = LineField(_l("Question 5"), most=QUESTION_MOST)

    def offer(self, cohorts: Iterable[tuple[str, str]]) -> None:
        """Fill in what may be chosen."""
        self.cohorts.choices = options(cohorts)
        self.languages.choices = options(
            sorted(((tag, language_name(tag)) for tag in COMMON), key=lambda one: str(one[1]))
        )

    def validate_years(self, field: WordsField) -> None:
        if any(not (year.isdecimal() and len(year) == 4) for year in field.data or ()):
            raise ValidationError(_("Years have four digits."))

    @property
    def asked(self) -> list[Any]:
        return [getattr(self, f"question_{number}") for number in range(1, QUESTIONS_MOST + 1)]

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        plain = {name: getattr(self, name).data for name in PLAIN}
        offered = [name for name in LISTS if name != "cohorts" or self.cohorts.choices]
        lists = {name: tuple(getattr(self, name).data or ()) for name in offered}
        period = Period(self.pay_period.data) if self.pay_period.data else None
        questions = tuple(field.data for field in self.asked if field.data)
        return {
            **plain, **lists, "kind": PostingKind(self.kind.data), "where": Where(self.where.data),
            "pay_period": period, "questions": questions, "deadline": self.deadline.data,
            "deadline_zone": self.deadline_zone.data,
        }  # fmt: skip


def as_typed(posting: Posting) -> dict[str, Any]:
    """A posting as its form shows it."""
    plain = {name: getattr(posting, name) for name in (*PLAIN, *LISTS, "deadline_zone")}
    asked = {f"question_{number}": text for number, text in enumerate(posting.questions, start=1)}
    plain |= {"kind": posting.kind.value, "where": posting.where.value}
    plain |= {"pay_period": posting.pay_period.value if posting.pay_period else ""}
    return {**plain, **asked, "deadline": datetime.fromisoformat(posting.deadline_wall)}


class ApplicationForm(Form):
    """``application_form`` adds a field for each question."""

    version = SelectField(_l("Your CV: which version may they read?"), [DataRequired(_l("Choose a version."))])
    note = TextField(_l("A word to them"), most=NOTE_MOST)

    def answers(self) -> dict[int, str]:
        fields = {number: self._fields.get(f"answer_{number}") for number in range(1, QUESTIONS_MOST + 1)}
        return {number: field.data or "" for number, field in fields.items() if field is not None}


def application_form(questions: Iterable[str], versions: Iterable[tuple[str, str]], **kwargs: Any) -> ApplicationForm:
    """The form with which one applies to a posting with these questions."""
    fields = {f"answer_{number}": _answer(text) for number, text in enumerate(questions, start=1)}
    made: ApplicationForm = type("AskedApplicationForm", (ApplicationForm,), fields)(**kwargs)
    made.version.choices = options(versions)
    return made


def _answer(text: str) -> TextField:
    return TextField(text, most=ANSWER_MOST, validators=[InputRequired(_l("Please answer this question."))])


class StageForm(Form):
    stage = SelectField(
        _l("Move to"),
        [InputRequired()],
        choices=options((stage.value, word) for stage, (_kind, word) in STAGES.items()),
    )

    def offer(self, ways: Iterable[Stage]) -> None:
        self.stage.choices = options((stage.value, STAGES[stage][1]) for stage in ways)


class TimesForm(Form):
    """Proposed times of an interview, on the clock of who proposes."""

    time_1 = MomentField(_l("Time 1"), [InputRequired(_l("Please choose a time."))])
    time_2 = MomentField(_l("Time 2"), [Optional()])
    time_3 = MomentField(_l("Time 3"), [Optional()])
    time_4 = MomentField(_l("Time 4"), [Optional()])
    time_5 = MomentField(_l("Time 5"), [Optional()])
    time_6 = MomentField(_l("Time 6"), [Optional()])
    minutes = SelectField(
        _l("Length"),
        [InputRequired()],
        coerce=int,
        choices=options((one, _l("%(count)s minutes", count=one)) for one in MINUTES),
        default=30,
    )
    place = LineField(_l("Where: a link or a room"), most=300)

    @property
    def times(self) -> list[Any]:
        return [getattr(self, f"time_{number}") for number in range(1, TIMES_MOST + 1)]

    def instants(self, zone: str) -> list[datetime]:
        return [as_utc(field.data, zone) for field in self.times if field.data]


class PickForm(Form):
    time = RadioField(_l("Pick a time"), [InputRequired(_l("Please choose a time."))])


class AlarmForm(Form):
    reason = RadioField(_l("What is wrong?"), [InputRequired(_l("Please choose one."))], choices=_words(ALARMS))
    words = TextField(_l("In your words"), most=2000)

    def alarm(self) -> Alarm:
        return Alarm(self.reason.data)


class BackForm(Form):
    reason = SelectField(_l("Why"), [InputRequired()], choices=_words(BACK))
    words = TextField(_l("What should change"), most=1000)

    def back(self) -> Back:
        return Back(self.reason.data)


class WordsForm(Form):
    words = TextField(_l("Why"), most=1000, validators=[InputRequired(_l("Please say why in a few words."))])


class ExternalForm(Form):
    organisation = LineField(_l("Organisation"), most=120, validators=[InputRequired(_l("Please name it."))])
    title = LineField(_l("What for"), most=120)
    link = LineField(_l("Link"), most=500, description=_l("Begins with https://."))
    stage = SelectField(
        _l("Stage"),
        [InputRequired()],
        choices=options((stage.value, word) for stage, (_kind, word) in EXTERNAL.items()),
    )
    next_step = LineField(_l("Next step"), most=300)
    next_on = DayField(_l("On"), [Optional()])

    def facts(self) -> dict[str, Any]:
        plain = {name: getattr(self, name).data for name in ("organisation", "title", "link", "next_step", "next_on")}
        return {**plain, "stage": ExternalStage(self.stage.data)}


class OrganisationForm(Form):
    name = LineField(_l("Name"), most=120, validators=[InputRequired(_l("Please name the organisation."))])
    website = LineField(_l("Website"), most=300, description=_l("Begins with https://."))
    sector = LineField(_l("Sector"), most=120)
    place = LineField(_l("Place"), most=120)

    def facts(self) -> dict[str, str]:
        return {name: getattr(self, name).data or "" for name in ("name", "website", "sector", "place")}


class ContactForm(Form):
    email = LineField(_l("E-mail address"), most=254, validators=[InputRequired(_l("Please type an address."))])
    name = LineField(_l("Name"), most=120, validators=[InputRequired(_l("Please type a name."))])
    job = LineField(_l("What they do there"), most=120)


class AgreementForm(Form):
    title = LineField(_l("Agreement"), most=120, validators=[InputRequired(_l("Please name the agreement."))])
    starts_on = DayField(_l("From"), [InputRequired(_l("Please choose a day."))])
    ends_on = DayField(_l("Until"), [InputRequired(_l("Please choose a day."))])


class SettingsForm(Form):
    needs_agreement = BooleanField(_l("Postings need a valid agreement with the organisation"))
