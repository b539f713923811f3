"""Forms of career paths: the text, a salary, a degree that leads there."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from mentormatch.core.i18n import _l
from mentormatch.degrees.policy import CURRENCIES
from mentormatch.paths.models import CareerPath, PathVersion, Stage
from mentormatch.paths.policy import (
    MOST,
    MOST_NAMES,
    MOST_SALARY,
    MOST_SKILLS,
    NAME_MOST,
    PLACE_MOST,
    SOURCE_MOST,
    STAGES,
    WORDS_MOST,
)
from mentormatch.paths.service import Pay, Text
from mentormatch.web.forms import DayField, Form, LineField, TextField, WordsField, options

_MARKDOWN = _l("Markdown: **bold**, lists, links.")
TEXTS = ("summary", "does", "skills", "ways_in", "progress")


class PathForm(Form):
    """A role and its text. ``latest`` is the version that was read."""

    latest = HiddenField()
    title = LineField(_l("Role"), most=NAME_MOST, validators=[InputRequired(_l("Please name the role."))])
    names = WordsField(
        _l("Other names of the role"),
        most=MOST_NAMES,
        each=NAME_MOST,
        description=_l("With commas. Mentors whose role contains one of them count as people of this path."),
    )
    summary = LineField(_l("In a sentence"), most=MOST["summary"])
    does = TextField(_l("What one does"), most=MOST["does"], description=_MARKDOWN)
    skills = WordsField(
        _l("Skills"), most=MOST_SKILLS, each=NAME_MOST, vocabulary="skill", description=_l("With commas.")
    )
    ways_in = TextField(_l("Ways in"), most=MOST["ways_in"], description=_MARKDOWN)
    progress = TextField(_l("From the first job to senior"), most=MOST["progress"], description=_MARKDOWN)

    def text(self) -> Text:
        return Text(
            summary=self.summary.data or "",
            does=self.does.data or "",
            skills=tuple(self.skills.data or ()),
            ways_in=self.ways_in.data or "",
            progress=self.progress.data or "",
        )


def as_typed(path: CareerPath, text: PathVersion | None) -> dict[str, Any]:
    """A path as its form shows it."""
    found: dict[str, Any] = {"title": path.title, "names": path.names, "latest": str(path.latest)}
    return found | ({name: getattr(text, name) for name in TEXTS} if text else {})


class SalaryForm(Form):
    """What the role pays in a year, before tax."""

    stage = SelectField(_l("For"), choices=options((one.value, word) for one, word in STAGES.items()))
    place = LineField(
        _l("Country or city"), most=PLACE_MOST, validators=[InputRequired(_l("Please say where this is paid."))]
    )
    low = IntegerField(_l("From"), [InputRequired(_l("Please give a number.")), NumberRange(1, MOST_SALARY)])
    high = IntegerField(
        _l("To"), [Optional(), NumberRange(1, MOST_SALARY)], description=_l("Empty: the source gives one number.")
    )
    currency = SelectField(_l("Currency"), choices=options((one, one) for one in CURRENCIES))
    source = LineField(
        _l("Source (link)"),
        most=SOURCE_MOST,
        validators=[InputRequired(_l("A salary needs its source, a link that begins with https://."))],
    )
    said_on = DayField(
        _l("As the source said on"), [InputRequired(_l("A salary needs the day on which its source said so."))]
    )

    def pay(self) -> Pay:
        return Pay(
            stage=Stage(self.stage.data),
            place=self.place.data,
            low=self.low.data,
            high=self.high.data if self.high.data is not None else self.low.data,
            currency=self.currency.data,
            source=self.source.data,
            said_on=self.said_on.data,
        )


class LinkForm(Form):
    """A degree that leads to the role."""

    degree = SelectField(_l("Degree"), coerce=int, choices=[])
    words = LineField(_l("How it leads there"), most=WORDS_MOST)

    def offer(self, degrees: Iterable[tuple[int, str]]) -> None:
        self.degree.choices = options(degrees)
