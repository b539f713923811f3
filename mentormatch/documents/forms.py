"""The forms of documents."""

from collections.abc import Iterable, Sequence
from types import new_class
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from mentormatch.accounts.models import Person
from mentormatch.core.i18n import _, _l
from mentormatch.documents.drafting import Draft, Mark
from mentormatch.documents.labels import KINDS, RATINGS
from mentormatch.documents.models import (
    COMMENT_MOST,
    OVERALL_MOST,
    POINT_MOST,
    POINTS_MOST,
    QUESTIONS_MOST,
    ROLE_MOST,
    SECTION_MOST,
    STEPS_MOST,
    TITLE_MOST,
    WORDS_MOST,
    AuditPoint,
    DocumentKind,
    Rating,
)
from mentormatch.documents.sections import Section
from mentormatch.documents.service.keeping import Said, Upload
from mentormatch.mentoring.models import Match
from mentormatch.profiles.languages import offered
from mentormatch.uploads.serving import content_of
from mentormatch.web.forms import Form, LineField, TextField, options

ASKED = (InputRequired(_l("Please choose one.")),)
DONE, NOT_YET = "done", "not_yet"


class UploadForm(Form):
    """A file and its language; ``for_points`` adds what the student says of each point of the checklist."""

    file = FileField(_l("File"), [FileRequired(_l("Please choose a file."))])
    language = SelectField(_l("Language it is written in"), ASKED, validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice(tag, name) for tag, name in offered([self.language.data or "en"])]

    def upload(self) -> Upload:
        points = [name.partition("-")[2] for name in self._fields if name.startswith("point-")]
        return Upload(
            content=content_of(self.file.data),
            name=self.file.data.filename or "",
            language=self.language.data or "",
            note=self["note"].data or "" if "note" in self else "",
            answers={
                int(point): Said(self[f"point-{point}"].data == DONE, self[f"words-{point}"].data or "")
                for point in points
                if self[f"point-{point}"].data
            },
        )


class DocumentForm(UploadForm):
    kind = RadioField(_l("What is it?"), ASKED, choices=options(KINDS.items()), default=DocumentKind.CV.value)
    title = LineField(
        _l("Title"),
        most=TITLE_MOST,
        validators=[InputRequired(_l("Please give it a title."))],
        description=_l("So that you find it again, such as “CV for data jobs”."),
    )


class VersionForm(UploadForm):
    note = TextField(_l("What changed?"), most=WORDS_MOST)

    @classmethod
    def with_points(cls, points: Sequence[AuditPoint], **more: Any) -> "VersionForm":
        """The form with two fields for each point."""
        fields: dict[str, Any] = {}
        for point in points:
            choices = options([("", _("Say nothing")), (DONE, _("Done")), (NOT_YET, _("Not done"))])
            fields[f"point-{point.id}"] = SelectField(point.text, choices=choices, default="")
            fields[f"words-{point.id}"] = LineField(_("A word about it"), most=WORDS_MOST)
        return _made(cls, fields)(**more)


class AskForm(Form):
    role = LineField(
        _l("Role you wish for"),
        most=ROLE_MOST,
        description=_l("Such as “junior data analyst”: the coach reads with it in mind."),
    )
    question1 = TextField(_l("First question"), most=WORDS_MOST)
    question2 = TextField(_l("Second question"), most=WORDS_MOST)
    question3 = TextField(_l("Third question"), most=WORDS_MOST)

    @property
    def questions(self) -> list[str]:
        return [self[f"question{number}"].data or "" for number in range(1, QUESTIONS_MOST + 1)]


class ShareForm(Form):
    match_id = SelectField(_l("Mentor"), coerce=int)
    with_audit = BooleanField(_l("They may read the audit of this version as well"))

    def offer(self, matches: Iterable[Match]) -> None:
        self.match_id.choices = options((match.id, match.mentor.name) for match in matches)


class WordsForm(Form):
    words = TextField(_l("Your words"), most=WORDS_MOST, validators=[InputRequired(_l("Please write a word or two."))])


class HandForm(Form):
    to_id = SelectField(_l("Coach"), coerce=int)

    def offer(self, coaches: Iterable[Person]) -> None:
        self.to_id.choices = options((coach.id, coach.name) for coach in coaches)


class SectionForm(Form):
    name = LineField(_l("Name"), most=SECTION_MOST, validators=[InputRequired(_l("Please write a word or two."))])
    explanation = TextField(_l("What coaches look at"), most=WORDS_MOST)


class NoteForm(Form):
    note = TextField(_l("Private note of the coaches"), most=OVERALL_MOST)
    note_version = IntegerField(widget=HiddenInput(), default=0)


class AuditForm(NoteForm):
    """The whole audit; ``made`` adds two fields for each section, and one for each earlier point."""

    version = IntegerField(widget=HiddenInput(), default=0)
    overall = TextField(_l("Overall word"), most=OVERALL_MOST)
    step1 = LineField(_l("First step"), most=WORDS_MOST)
    step2 = LineField(_l("Second step"), most=WORDS_MOST)
    step3 = LineField(_l("Third step"), most=WORDS_MOST)
    points = TextField(_l("Points to change"), most=POINTS_MOST * (POINT_MOST + 1))

    @classmethod
    def made(cls, asks: Sequence[Section], points: Sequence[AuditPoint], **more: Any) -> "AuditForm":
        fields: dict[str, Any] = {}
        ratings = [("", _("Choose")), *((rating.value, word) for rating, (_shape, word) in RATINGS.items())]
        for section in asks:
            fields[f"rating-{section.key}"] = SelectField(_("Rating"), choices=options(ratings), default="")
            fields[f"comment-{section.key}"] = TextField(_("Comment"), most=COMMENT_MOST)
        for point in points:
            choices = options([("", _("Choose")), (DONE, _("Done")), (NOT_YET, _("Not yet"))])
            fields[f"check-{point.id}"] = SelectField(point.text, choices=choices, default="")
        return _made(cls, fields)(**more)

    @classmethod
    def of(
        cls, asks: Sequence[Section], points: Sequence[AuditPoint], draft: Draft, versions: dict[str, Any]
    ) -> "AuditForm":
        """The form as it is opened: what is stored, with its versions."""
        return cls.made(asks, points, formdata=None, data=shown(draft) | versions)

    @property
    def draft(self) -> Draft:
        """What was typed."""
        keys = [name.partition("-")[2] for name in self._fields if name.startswith("rating-")]
        checks = {name: self[name].data for name in self._fields if name.startswith("check-")}
        steps = (self[f"step{number}"].data or "" for number in range(1, STEPS_MOST + 1))
        lines = (line.strip(" -•*\t") for line in (self.points.data or "").splitlines())
        return Draft(
            marks={key: self._mark(key) for key in keys},
            overall=self.overall.data or "",
            steps=tuple(step for step in steps if step),
            points=tuple(line for line in lines if line),
            checks={int(name.partition("-")[2]): said == DONE for name, said in checks.items() if said},
        )

    def _mark(self, key: str) -> Mark:
        rating = self[f"rating-{key}"].data
        return Mark(Rating(rating) if rating else None, self[f"comment-{key}"].data or "")

    def begin_anew(self, versions: dict[str, int]) -> None:
        """Keep what was typed, but count it as an answer to what is stored now."""
        for name, version in versions.items():
            self[name].process_data(version)
            self[name].raw_data = None


def shown(draft: Draft) -> dict[str, Any]:
    """A draft as the fields of the form."""
    found = {name: value for name, value in draft.flat().items() if name not in {"steps", "points"}}
    found = {
        name: (DONE if value else NOT_YET) if name.startswith("check-") else value for name, value in found.items()
    }
    found |= {f"step{number}": step for number, step in enumerate(draft.steps, 1)}
    return found | {"points": "\n".join(draft.points)}


def field_of(name: str) -> str:
    """The field of the form that shows what a refusal calls ``name``."""
    return {"steps": "step1", "answers": "note", "questions": "question1"}.get(name, name)


def _made(form: type[Any], fields: dict[str, Any]) -> type[Any]:
    """A class of its own, since fields are made for what is asked now."""
    found: type[Any] = new_class(form.__name__, (form,), exec_body=lambda body: body.update(fields))
    return found
