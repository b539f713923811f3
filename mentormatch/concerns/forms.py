"""Forms of concerns."""

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from mentormatch.concerns.labels import KINDS
from mentormatch.concerns.models import WORDS_MOST
from mentormatch.core.i18n import _l
from mentormatch.web.forms import Form, TextField, options


class ConcernForm(Form):
    kind = RadioField(
        _l("What is it about?"),
        choices=options((kind.value, label) for kind, label in KINDS.items()),
        validators=[InputRequired(_l("Please choose what it is about."))],
    )
    words = TextField(
        _l("What happened?"),
        most=WORDS_MOST,
        validators=[InputRequired(_l("Please write at least a sentence: a coordinator has only these words."))],
    )
    may_tell = BooleanField(_l("You may speak about this with the other one"))


class NoteForm(Form):
    text = TextField(
        _l("What was done"), most=WORDS_MOST, validators=[InputRequired(_l("Please write what was done."))]
    )
    close = BooleanField(_l("Close the concern"))
