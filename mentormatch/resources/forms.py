"""Forms of guides."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, EmailField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from mentormatch.core.i18n import _l
from mentormatch.profiles.labels import TOPICS
from mentormatch.profiles.languages import offered
from mentormatch.resources import queries
from mentormatch.resources.content import FIELDS, Content
from mentormatch.resources.errors import NotAMentor
from mentormatch.resources.models import (
    ALT_MOST,
    LEAD_MOST,
    LINK_MOST,
    TEXT_MOST,
    TITLE_MOST,
    WORDS_MOST,
    Guide,
    GuideKind,
    GuideVersion,
)
from mentormatch.resources.policy import KINDS, LOOK_AGAIN, MOST_WORDS
from mentormatch.web.forms import DayField, Form, LineField, TextField, WordsField, options


class GuideForm(Form):
    version = IntegerField(widget=HiddenInput(), default=0)
    kind = SelectField(
        _l("Kind"), [InputRequired()], choices=options((kind.value, label) for kind, label in KINDS.items())
    )
    language = SelectField(_l("Language"), [InputRequired()], validate_choice=True)
    title = LineField(_l("Title"), most=TITLE_MOST, validators=[InputRequired(_l("Please write a title."))])
    lead = LineField(_l("What it gives, in one sentence"), most=LEAD_MOST)
    text = TextField(_l("Text"), most=TEXT_MOST)
    video_link = LineField(_l("Link of the video"), most=LINK_MOST)
    alum = LineField(_l("With whom the interview is"), most=TITLE_MOST)
    mentor_email = EmailField(_l("Their address, if they are a mentor here"))
    no_mentor = BooleanField(_l("Do not lead to a mentor’s page"))
    topics = SelectMultipleField(_l("Topics"), choices=options((topic.value, word) for topic, word in TOPICS.items()))
    roles = WordsField(_l("Roles"), most=MOST_WORDS, vocabulary="role")
    industries = WordsField(_l("Industries"), most=MOST_WORDS, vocabulary="industry")
    skills = WordsField(_l("Skills"), most=MOST_WORDS, vocabulary="skill")
    degrees = WordsField(_l("Degrees"), most=MOST_WORDS, vocabulary="degree")

    @classmethod
    def of(cls, guide: Guide | None, version: GuideVersion | None = None, **kwargs: Any) -> "GuideForm":
        """``version``: what it begins with. The language of a guide stays."""
        data: dict[str, Any] = {"version": guide.newest} if guide else {}
        if version is not None:
            data |= {name: getattr(version, name) for name in FIELDS if name != "mentor_id"}
            data |= {"kind": version.kind.value}
        form = cls(data={**data, **kwargs})
        form.language.choices = options(offered())
        if guide is not None:
            del form.language
        return form

    def content(self, present: GuideVersion | None) -> Content:
        """What was typed. Refuses NotAMentor."""
        mentor_id = present.mentor_id if present is not None and not self.no_mentor.data else None
        if self.mentor_email.data and not self.no_mentor.data:
            mentor = queries.mentor_by_email(self.mentor_email.data)
            if mentor is None:
                raise NotAMentor
            mentor_id = mentor.id
        words: dict[str, Any] = {
            name: getattr(self, name).data or "" for name in ("title", "lead", "text", "video_link", "alum")
        }
        lists: dict[str, Any] = {name: tuple(getattr(self, name).data or ()) for name in LISTS}
        return Content(kind=GuideKind(self.kind.data), mentor_id=mentor_id, **words, **lists)

    def begin_anew(self, version: int) -> None:
        """Keep what was typed, but count it as an answer to what is stored now."""
        self.version.process_data(version)
        self.version.raw_data = None


LISTS = ("topics", "roles", "industries", "skills", "degrees")


class VersionForm(Form):
    """A deed about exactly the version that was looked at."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class PublishForm(VersionForm):
    review_on = DayField(_l("Look at it again on"), [InputRequired(_l("Please choose a day."))])

    @classmethod
    def of(cls, guide: Guide, today: date) -> "PublishForm":
        return cls(formdata=None, data={"version": guide.newest, "review_on": today + LOOK_AGAIN})


class LookForm(Form):
    review_on = DayField(_l("Look at it again on"), [InputRequired(_l("Please choose a day."))])


class BringBackForm(VersionForm):
    number = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class PictureForm(Form):
    file = FileField(_l("Picture (PNG, JPEG or WebP)"), [FileRequired(_l("Choose a file."))])
    alt = LineField(
        _l("What is on it, for whoever does not see it"), most=ALT_MOST,
        validators=[InputRequired(_l("Say in a few words what is on it."))],
    )  # fmt: skip


class SuggestForm(Form):
    text = TextField(
        _l("What would you change?"), most=WORDS_MOST,
        validators=[InputRequired(_l("Please write what you would change."))],
    )  # fmt: skip


class AnswerForm(Form):
    answer = TextField(_l("Your answer"), most=WORDS_MOST, validators=[InputRequired(_l("Please write an answer."))])


class VoteForm(Form):
    helpful = RadioField(_l("Was this helpful?"), choices=options([("yes", _l("Yes")), ("no", _l("No"))]))


class ImportForm(Form):
    file = FileField(_l("File (ZIP of Markdown, or CSV in UTF-8)"), [FileRequired(_l("Choose a file."))])
    submit_too = BooleanField(_l("What is new or changed waits for review"))


def languages_left(guides: Iterable[Guide]) -> list[tuple[str, str]]:
    taken = {guide.language for guide in guides}
    return [(tag, name) for tag, name in offered() if tag not in taken]
