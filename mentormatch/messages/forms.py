"""The form below a thread."""

from typing import Any

from wtforms import HiddenField
from wtforms.validators import InputRequired

from mentormatch.core.i18n import _l
from mentormatch.messages.models import TEXT_MOST
from mentormatch.web.forms import Form, TextField

#: No message has a higher number: what a database column holds.
HIGHEST = 2**31 - 1


def _number(text: Any) -> int:
    """The number of a message; 0 for anything else that is posted."""
    typed = str(text or "")
    return min(int(typed), HIGHEST) if typed.isascii() and typed.isdecimal() and len(typed) <= 10 else 0


class WriteForm(Form):
    """``seen`` is the newest message that the page showed."""

    text = TextField(
        _l("Your message"), most=TEXT_MOST, validators=[InputRequired(_l("Please write something first."))]
    )
    seen = HiddenField(filters=[_number])


class ReadForm(Form):
    up_to = HiddenField(filters=[_number])
