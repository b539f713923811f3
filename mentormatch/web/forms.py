"""What all forms share: CSRF, clean text, lists of words, zones and languages."""

import unicodedata
from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from mentormatch.core.clock import EARLIEST, LATEST
from mentormatch.core.i18n import LANGUAGES, _, _l

#: Line separators that split headers, calendars and CSV rows without looking like it.
SEPARATORS = {"\u2028": "\n", "\u2029": "\n", "\u0085": "\n"}
#: Zone names that are not places where somebody lives.
NO_PLACES = ("Etc/", "posix/", "right/", "SystemV/")


def clean(text: str | None) -> str:
    """``text`` normalised (NFC), trimmed, and without control characters other than line breaks and tabs."""
    plain = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(SEPARATORS.get(character, character) for character in plain)
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"}).strip()


def clean_line(text: str | None) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())


class Form(FlaskForm):
    """A form with CSRF. Fields are listed one by one, so nothing else that is posted is ever read."""

    def refuse(self, field: str | None, sentence: object) -> None:
        """Show a refusal of the service at the field it is about, or on top."""
        if field and field in self._fields:
            self._fields[field].errors = [*self._fields[field].errors, str(sentence)]
        else:
            self.form_errors.append(str(sentence))


class LineField(StringField):
    """One line of text, at most ``most`` characters."""

    def __init__(self, label: Any, *, most: int = 120, validators: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators, Length(max=most)], filters=[clean_line], **kwargs)
        self.most = most


class TextField(TextAreaField):
    """Several lines of text, at most ``most`` characters."""

    def __init__(self, label: Any, *, most: int = 2000, validators: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators, Length(max=most)], filters=[clean], **kwargs)
        self.most = most


class DayField(DateField):
    """A day that can be meant here."""

    def pre_validate(self, form: Any) -> None:
        if self.data and not EARLIEST.date() < self.data < LATEST.date():
            raise ValidationError(_("Please choose a day of this century."))


class WordsField(StringField):
    """A short list, typed with commas or semicolons: ``Python, SQL``. Data is a tuple without doubles."""

    def __init__(self, label: Any, *, most: int = 40, each: int = 120, vocabulary: str = "", **kwargs: Any) -> None:
        super().__init__(label, [self._check], **kwargs)
        self.most = most
        self.each = each
        #: The kind of shared terms offered while typing (profiles.models.TermKind).
        self.vocabulary = vocabulary

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        words = (clean_line(word) for word in ";".join(valuelist).replace(",", ";").split(";"))
        self.data = tuple({word.casefold(): word for word in words if word}.values())

    def _value(self) -> str:
        return ", ".join(self.data or ())

    @staticmethod
    def _check(_form: Any, field: Any) -> None:
        if len(field.data or ()) > field.most:
            raise ValidationError(_("Please name at most %(n)d.", n=field.most))
        if any(len(word) > field.each for word in field.data or ()):
            raise ValidationError(_("Each one may have at most %(n)d characters.", n=field.each))


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Choices of a select or radio field from pairs of value and label."""
    return [SelectChoice(value, label) for value, label in pairs]


def zone_field() -> SelectField:
    """Every place with a clock of its own, by its IANA name."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith(NO_PLACES))
    return SelectField(_l("Time zone"), choices=options((name, name.replace("_", " ")) for name in [*places, "UTC"]))


def language_field() -> SelectField:
    return SelectField(_l("Language of pages and letters"), choices=options(LANGUAGES.items()))
