"""Forms of degrees: writing one, and the file of many."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.degrees.file import unpacked
from mentormatch.degrees.models import Degree, Level, Mode
from mentormatch.degrees.policy import (
    CURRENCIES,
    FACTS,
    LEVELS,
    MODES,
    MOST,
    MOST_COST,
    MOST_ECTS,
    MOST_MONTHS,
    MOST_TERMS,
    TERM_MOST,
)
from mentormatch.profiles.languages import COMMON
from mentormatch.uploads.limits import FILE_MOST, MEGABYTE
from mentormatch.uploads.serving import content_of
from mentormatch.web.context import language_name
from mentormatch.web.forms import DayField, Form, LineField, TextField, WordsField, options

#: A form that carries a file from its report to its import: packed, and at worst no smaller than it was.
FIELDS_MOST = FILE_MOST * 4 // 3 + MEGABYTE // 4


class DegreeForm(Form):
    """A degree with its facts. ``version`` is the one that was read."""

    version = HiddenField()
    name = LineField(
        _l("Name"),
        most=MOST["name"],
        validators=[InputRequired(_l("Please name the degree."))],
        description=_l("As people write it in their profiles."),
    )
    provider = LineField(
        _l("Offered by"), most=MOST["provider"], validators=[InputRequired(_l("Please say who offers it."))]
    )
    key = LineField(
        _l("Key"),
        most=MOST["key"],
        validators=[InputRequired(_l("A key is of small letters, numbers and hyphens, as in msc-data."))],
        description=_l("Files know the degree by it: small letters, numbers and hyphens, as in msc-data."),
    )
    level = RadioField(
        _l("Level"),
        [InputRequired(_l("Please choose a level."))],
        choices=options((one.value, word) for one, word in LEVELS.items()),
    )
    mode = RadioField(
        _l("Where one studies"),
        [InputRequired(_l("Please choose where one studies."))],
        choices=options((one.value, word) for one, word in MODES.items()),
    )
    language = SelectField(_l("Taught in"), [InputRequired()])
    months = IntegerField(_l("Length in months"), [Optional(), NumberRange(1, MOST_MONTHS)])
    ects = IntegerField(_l("Credits (ECTS)"), [Optional(), NumberRange(1, MOST_ECTS)])
    cost = IntegerField(
        _l("Cost of the whole degree"),
        [Optional(), NumberRange(0, MOST_COST)],
        description=_l("Tuition in whole units of the currency. Empty: not known."),
    )
    currency = SelectField(_l("Currency"), choices=options((one, one) for one in CURRENCIES))
    priced_on = DayField(_l("Cost as it was on"), [Optional()])
    content = TextField(_l("Content"), most=MOST["content"], description=_l("Markdown: **bold**, lists, links."))
    faculty = TextField(_l("Who teaches"), most=MOST["faculty"])
    accreditation = TextField(_l("Accreditation"), most=MOST["accreditation"])
    assessment = TextField(_l("Assessment"), most=MOST["assessment"])
    roles = WordsField(_l("Roles it leads to"), most=MOST_TERMS, each=TERM_MOST, vocabulary="role")
    skills = WordsField(_l("Skills it teaches"), most=MOST_TERMS, each=TERM_MOST, vocabulary="skill")
    source = LineField(_l("Source (link)"), most=MOST["source"], description=_l("The public page with these facts."))
    checked_on = DayField(_l("Last checked on"), [Optional()])
    invented = BooleanField(
        _l("Invented for the demo"), description=_l("Everybody sees this mark. Without it, a source is needed.")
    )

    def offer(self, language: str = "en") -> None:
        """The languages by name."""
        tags = dict.fromkeys((*COMMON, language))
        self.language.choices = options(sorted(((tag, language_name(tag)) for tag in tags), key=lambda one: one[1]))

    def facts(self) -> dict[str, Any]:
        found = {name: getattr(self, name).data for name in FACTS}
        found |= {"level": Level(found["level"]), "mode": Mode(found["mode"])}
        return found | {"roles": tuple(found["roles"] or ()), "skills": tuple(found["skills"] or ())}


def as_typed(degree: Degree) -> dict[str, Any]:
    """A degree as its form shows it."""
    found = {name: getattr(degree, name) for name in FACTS}
    return found | {"level": degree.level.value, "mode": degree.mode.value, "version": str(degree.version)}


class Needed:
    """Only says that a field is not optional; who leaves it empty is told by the form."""

    field_flags = {"required": True}

    def __call__(self, form: Form, field: Any) -> None:
        pass


class FileForm(Form):
    """A file to check, or one that was checked, packed."""

    file = FileField(_l("CSV file"), [Needed()])
    text = HiddenField()

    def validate_file(self, field: Any) -> None:
        if not field.data and not self.text.data:
            raise ValidationError(_("Please choose a file."))

    def read(self) -> bytes:
        """Once: the file is closed then. Raises UnreadableFile."""
        return content_of(self.file.data) if self.file.data else unpacked(self.text.data or "")
