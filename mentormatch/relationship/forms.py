"""Forms of ending a match."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from mentormatch.core.i18n import Lazy, _, _l
from mentormatch.mentoring.labels import END_REASONS
from mentormatch.mentoring.models import EndReason
from mentormatch.mentoring.policy import WORDS_LEAST, WORDS_MOST
from mentormatch.relationship.models import THANKS_MOST
from mentormatch.web.forms import Form, TextField, options

#: Words for a number: most people know what a three is, not everybody what five of five means.
RATINGS: dict[int, Lazy] = {
    1: _l("1, did not help"),
    2: _l("2, helped little"),
    3: _l("3, helped"),
    4: _l("4, helped much"),
    5: _l("5, could not be better"),
}


def _number(text: Any) -> int | None:
    return int(text) if text is not None and str(text).isdecimal() else None


class FarewellForm(Form):
    thanks = TextField(_l("A thank-you"), most=THANKS_MOST)
    rating = RadioField(
        _l("How was it, all in all?"), choices=options(RATINGS.items()), coerce=_number, validators=[Optional()]
    )


def _needs_words(form: Any, field: Any) -> None:
    if not field.data and form.because.data != EndReason.OTHER:
        raise StopValidation
    if not field.data:
        raise StopValidation(_("Please say in a few words which one."))


class EndForm(FarewellForm):
    because = RadioField(
        _l("Why does it end?"),
        choices=options((reason.value, label) for reason, label in END_REASONS.items()),
        validators=[InputRequired(_l("Please choose a reason."))],
    )
    reason = TextField(_l("In your words"), most=WORDS_MOST, validators=[_needs_words, Length(min=WORDS_LEAST)])
