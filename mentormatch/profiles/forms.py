"""Forms of profiles: one for each step of a mentee, one for mentors, and a coordinator's decision."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from mentormatch.core.i18n import Lazy, _, _l
from mentormatch.profiles import languages, policy, vocabulary
from mentormatch.profiles.labels import CLARITIES, TOPICS
from mentormatch.profiles.models import Clarity, TermKind
from mentormatch.web.forms import Form, LineField, TextField, WordsField, zone_field

GOAL_MOST = 2000
BIO_MOST = 4000
#: Years in which somebody alive may have finished, or will finish, a degree.
EARLIEST, LATEST = 1950, 2100


class NeededToSend:
    """Marks what an application cannot do without. It checks nothing: a draft may lack everything."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Let everything pass; the service says what is missing when the application is sent."""


def choices_of(labels: Mapping[Any, Lazy]) -> list[SelectChoice]:
    return [SelectChoice(value.value, label) for value, label in labels.items()]


class SharedLineField(LineField):
    """One line for which words of the programme are offered while typing."""

    def __init__(self, label: Any, *, kind: TermKind, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.vocabulary = kind


def offered_for(form: Form) -> dict[str, list[str]]:
    """The words offered in each field before anything is typed, also without JavaScript."""
    kinds = {field.name: getattr(field, "vocabulary", "") for field in form}
    known = {kind: vocabulary.suggestions(TermKind(kind)) for kind in set(kinds.values()) & set(TermKind)}
    return {name: known.get(kind, []) for name, kind in kinds.items()}


class WholeNumberField(IntegerField):
    """A whole number in a range, or nothing. One sentence answers letters and numbers out of range alike."""

    def __init__(
        self, label: Any, *, least: int, most: int, message: Lazy, validators: Sequence[Any] = (), **kwargs: Any
    ):
        super().__init__(label, [*validators, Optional(), NumberRange(least, most, message=message)], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        with suppress(ValueError):  # what is no number stays None, and the range refuses it
            super().process_formdata(valuelist)


def year_field() -> WholeNumberField:
    words = _l("Please give a year with four digits, such as 2027.")
    return WholeNumberField(_l("Year you finish, or finished"), least=EARLIEST, most=LATEST, message=words)


def experience_field() -> WholeNumberField:
    words = _l("Please give a whole number of years from 0 to 70.")
    return WholeNumberField(_l("Years of work experience"), least=0, most=70, message=words)


def capacity_field() -> WholeNumberField:
    words = _l("Please choose between 1 and %(most)d.", most=policy.MOST_PLACES)
    return WholeNumberField(
        _l("How many mentees at once?"),
        least=1,
        most=policy.MOST_PLACES,
        message=words,
        validators=[NeededToSend()],
        default=2,
    )


def topics_field(label: Any, validators: Sequence[Any] = ()) -> SelectMultipleField:
    return SelectMultipleField(label, validators, choices=choices_of(TOPICS))


class LanguageNamesField(WordsField):
    """Languages by their names; ``tags`` holds what they mean."""

    tags: tuple[str, ...] = ()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, vocabulary="language", **kwargs)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        """Look the names up; the sentence names the ones that nobody knows."""
        found = {typed: languages.find_language(typed) for typed in self.data or ()}
        unknown = [typed for typed, tag in found.items() if tag is None]
        if unknown:
            raise ValidationError(_("We do not know this language: %(names)s.", names=", ".join(unknown)))
        self.tags = tuple(tag for tag in found.values() if tag)


class SpokenLanguages:
    """The two fields for languages of a form: chips for the common ones, names for the rest."""

    languages = SelectMultipleField(_l("Languages you can talk in"), validate_choice=False)
    other_languages = LanguageNamesField(_l("Other languages"))

    def offer_languages(self) -> None:
        """Offer the common ones and those already chosen; a tag that we do not offer is never taken over."""
        chosen = [tag for one in self.languages.data or () if (tag := languages.find_language(one))]
        self.languages.data = chosen
        self.languages.choices = [SelectChoice(tag, name) for tag, name in languages.offered(chosen)]

    def spoken(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(self.languages.data or ()), *self.other_languages.tags]))


class AnswersForm(Form):
    """A form whose fields are named as the answers they hold."""

    def told(self, names: Iterable[str]) -> dict[str, Any]:
        """What was told in these fields; a list that was not sent at all is empty, not unknown."""
        fields = {name: self[name] for name in names if name in self}
        return {
            name: () if field.data is None and isinstance(field, WordsField | SelectMultipleField) else field.data
            for name, field in fields.items()
        }


class StepForm(AnswersForm):
    """A step of the profile; ``answers`` are what the service saves."""

    def answers(self) -> dict[str, Any]:
        return self.told(name for name in self._fields if name != "csrf_token")


class StudiesForm(StepForm):
    degree = SharedLineField(_l("Degree"), kind=TermKind.DEGREE)
    graduation_year = year_field()


class BackgroundForm(StepForm):
    previous_field = SharedLineField(_l("Field you come from"), kind=TermKind.FIELD)
    years_experience = experience_field()
    organisation = LineField(_l("Where you work now"))
    skills = WordsField(_l("Skills you have"), vocabulary=TermKind.SKILL)
    bio = TextField(_l("A few words about you"), most=BIO_MOST)


class GoalForm(StepForm):
    clarity = RadioField(
        _l("How clear is it to you?"),
        choices=choices_of(CLARITIES),
        validate_choice=False,
    )
    goal = TextField(_l("Your goal, in your own words"), most=GOAL_MOST)
    target_roles = WordsField(_l("Roles you are aiming for"), vocabulary=TermKind.ROLE)
    industries = WordsField(_l("Industries that interest you"), vocabulary=TermKind.INDUSTRY)
    skills_wanted = WordsField(_l("Skills you want to learn"), vocabulary=TermKind.SKILL)

    def answers(self) -> dict[str, Any]:
        """Without the choice when none was made: the row keeps its own."""
        answers = super().answers()
        chosen = answers.pop("clarity")
        return {**answers, "clarity": Clarity(chosen)} if chosen in set(Clarity) else answers


class HelpForm(StepForm):
    help_topics = topics_field(_l("What do you want help with?"))


class LanguagesForm(SpokenLanguages, StepForm):
    time_zone = zone_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_languages()
        present = kwargs["time_zone"]
        if present not in {choice.value for choice in self.time_zone.iter_choices()}:  # imported, and not in our list
            self.time_zone.choices = [SelectChoice(present), *self.time_zone.choices]

    def answers(self) -> dict[str, Any]:
        return {"languages": self.spoken(), "time_zone": self.time_zone.data}


class ApplicationForm(SpokenLanguages, AnswersForm):
    """What a mentor tells, both to apply and later."""

    languages = SelectMultipleField(_l("Languages you can mentor in"), [NeededToSend()], validate_choice=False)
    role_title = SharedLineField(_l("Your role"), kind=TermKind.ROLE, validators=[NeededToSend()])
    organisation = LineField(_l("Organisation"))
    headline = LineField(_l("You in one line"), most=160)
    industries = WordsField(_l("Industries you know"), vocabulary=TermKind.INDUSTRY)
    skills = WordsField(_l("Skills you can pass on"), vocabulary=TermKind.SKILL)
    bio = TextField(_l("The road you walked"), most=BIO_MOST, validators=[NeededToSend()])
    degree = SharedLineField(_l("Degree"), kind=TermKind.DEGREE)
    previous_field = SharedLineField(_l("Field you came from"), kind=TermKind.FIELD)
    years_experience = experience_field()
    help_topics = topics_field(_l("What can you help with?"), [NeededToSend()])
    capacity = capacity_field()
    meeting_link = LineField(_l("Your video room"), most=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_languages()

    def background(self) -> dict[str, Any]:
        names = ("skills", "bio", "degree", "previous_field", "years_experience")
        return {**self.told(names), "languages": self.spoken()}

    def offer(self) -> dict[str, Any]:
        names = ("role_title", "organisation", "headline", "industries", "help_topics", "meeting_link", "paused")
        answers = self.told(names)
        return answers if self.capacity.data is None else {**answers, "capacity": self.capacity.data}


class OfferForm(ApplicationForm):
    """The same for a mentor, who can also pause."""

    paused = BooleanField(_l("Pause: no new requests"))


class DecisionForm(Form):
    """A coordinator's answer to an application."""

    cohort = SelectField(_l("Cohort"), coerce=int)


class RefusalForm(Form):
    reason = TextField(
        _l("Reason"), most=1000, validators=[InputRequired(_l("Please give a reason: the applicant reads it."))]
    )


class CheckForm(Form):
    label = LineField(_l("A new check"), validators=[InputRequired()], description=_l("Such as: talk held."))
