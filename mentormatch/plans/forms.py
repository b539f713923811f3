"""Forms of plans. Lengths are repeated by the service and the database."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import EmailField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Email, InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from mentormatch.core.i18n import _, _l, _n
from mentormatch.plans.labels import KINDS, OUTCOMES
from mentormatch.plans.models import (
    AIM_MOST,
    LINK_MOST,
    MOST_DAYS,
    REMIND_DAYS,
    STEP_MOST,
    TITLE_MOST,
    WHY_MOST,
    WORDS_MOST,
    ActionPlan,
    HandOver,
    HelperKind,
    PlanHelper,
    PlanOutcome,
    PlanStep,
    PlanTemplate,
)
from mentormatch.plans.service.steps import Said
from mentormatch.web.forms import DayField, Form, LineField, TextField, options

NONE = ""
#: Days before, as a step offers them.
REMINDERS = (0, 1, 2, 3, 5, 7, 14, 30)


class VersionedForm(Form):
    version = IntegerField(widget=HiddenInput(), default=0)

    def begin_anew(self, version: int) -> None:
        """Keep what was typed, but count it as an answer to what is stored now."""
        self.version.process_data(version)
        self.version.raw_data = None


class PlanForm(VersionedForm):
    title = LineField(_l("Title"), most=TITLE_MOST, validators=[InputRequired(_l("Please name your plan."))])
    aim = TextField(_l("Where you want to get, in your own words"), most=AIM_MOST)


class StartForm(PlanForm):
    starts_on = DayField(_l("Begin on"), [InputRequired(_l("Please choose a day."))])

    @classmethod
    def of(cls, template: PlanTemplate | None, today: date) -> "StartForm":
        form = cls(data={"title": template.title if template else "", "starts_on": today})
        if template is None:
            del form.starts_on
        return form


class TemplateChoiceForm(Form):
    """Which steps of a template are added, and from when on."""

    starts_on = DayField(_l("Begin on"), [InputRequired(_l("Please choose a day."))])
    steps = SelectMultipleField(_l("Steps"), coerce=int, validators=[InputRequired(_l("Choose at least one step."))])

    @classmethod
    def of(cls, template: PlanTemplate, starts_on: date) -> "TemplateChoiceForm":
        form = cls(data={"starts_on": starts_on, "steps": [step.id for step in template.steps]})
        form.steps.choices = options((step.id, step.text) for step in template.steps)
        return form


class StepForm(VersionedForm):
    text = LineField(_l("Step"), most=STEP_MOST, validators=[InputRequired(_l("Please say what is to be done."))])
    why = TextField(_l("Why, or how one knows that it is done"), most=WHY_MOST)
    due_on = DayField(_l("By when"), [Optional()])
    remind_days = SelectField(_l("Reminder"))
    owner = RadioField(_l("Who does it"), coerce=int, validators=[InputRequired(_l("Choose one person."))])

    @classmethod
    def of(cls, plan: ActionPlan, helpers: Iterable[PlanHelper], reader_id: int, step: PlanStep | None = None) -> Any:
        """A form for somebody inside, who is named as "you"; the student, whose plan it is, is chosen."""
        form = cls(data=_data_of(step) if step else {"owner": plan.person_id, "remind_days": str(REMIND_DAYS)})
        people = [plan.person, *(helper.person for helper in helpers)]
        form.owner.choices = options((one.id, _("You") if one.id == reader_id else one.name) for one in people)
        days = sorted({*REMINDERS, *([step.remind_days] if step and step.remind_days is not None else [])})
        form.remind_days.choices = options([*((str(number), _before(number)) for number in days),
                                            (NONE, _("No reminder"))])  # fmt: skip
        return form

    def said(self) -> Said:
        """What was typed, as the service takes it."""
        days = self.remind_days.data
        return Said(self.text.data, self.why.data or "", self.due_on.data, self.owner.data, int(days) if days else None)


def _data_of(step: PlanStep) -> dict[str, object]:
    return {
        "text": step.text, "why": step.why, "due_on": step.due_on, "owner": step.owner_id, "version": step.version,
        "remind_days": NONE if step.remind_days is None else str(step.remind_days),
    }  # fmt: skip


def _before(days: int) -> str:
    return _n("%(num)s day before", "%(num)s days before", days) if days else _("On the day")


class DoneForm(Form):
    words = TextField(_l("What shows that it is done"), most=WORDS_MOST)
    link = LineField(_l("Link to it"), most=LINK_MOST)


class DropForm(Form):
    words = TextField(_l("Why not, in a word"), most=WORDS_MOST)


class CommentForm(Form):
    text = TextField(_l("Your comment"), most=WORDS_MOST, validators=[InputRequired(_l("Please write something."))])


class FinishForm(Form):
    outcome = RadioField(_l("What came of it"), validators=[InputRequired(_l("Choose one."))])
    words = TextField(_l("A few words about it"), most=WORDS_MOST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome.choices = options((outcome.value, label) for outcome, label in OUTCOMES.items())

    def chosen(self) -> PlanOutcome:
        return PlanOutcome(self.outcome.data)


class LetInForm(Form):
    who = RadioField(_l("Whom"), coerce=int, validators=[InputRequired(_l("Choose one person."))])

    @classmethod
    def of(cls, people: Iterable[tuple[Any, HelperKind]]) -> "LetInForm":
        form = cls()
        form.who.choices = options((one.id, f"{one.name} · {KINDS[kind]}") for one, kind in people)
        return form


class AgreeForm(Form):
    stays = RadioField(_l("Your mentor"), validators=[InputRequired(_l("Choose one."))])

    @classmethod
    def of(cls, found: HandOver) -> "AgreeForm":
        name = found.mentor.first_name
        form = cls(data={"stays": "yes"})
        form.stays.label.text = _("What about %(name)s?", name=name)
        form.stays.choices = options([("yes", _("%(name)s stays in the plan as well", name=name)),
                                      ("no", _("%(name)s no longer sees the plan", name=name))])  # fmt: skip
        return form


class HandOverForm(Form):
    coach = SelectField(_l("To which coach"), coerce=int, validators=[InputRequired(_l("Choose a coach."))])
    words = TextField(_l("A word to your student about it"), most=WORDS_MOST)

    @classmethod
    def of(cls, coaches: Iterable[Any]) -> "HandOverForm":
        form = cls()
        form.coach.choices = options((one.id, one.name) for one in coaches)
        return form


class AskForm(Form):
    email = EmailField(
        _l("The student's address"),
        [InputRequired(_l("Please type an address.")), Email(_l("That is no address of an e-mail."))],
    )


class TemplateForm(VersionedForm):
    title = LineField(_l("Path"), most=TITLE_MOST, validators=[InputRequired(_l("Please name the path."))])
    text = TextField(_l("For whom it is"), most=AIM_MOST)


class TemplateStepForm(Form):
    text = LineField(_l("Step"), most=STEP_MOST, validators=[InputRequired(_l("Please say what is to be done."))])
    why = TextField(_l("Why"), most=WHY_MOST)
    days = IntegerField(
        _l("Days after the start"),
        [InputRequired(_l("Please write a number.")), NumberRange(0, MOST_DAYS)],
    )
