"""Forms of the waiting list. Who is free is the service's word."""

from wtforms import IntegerField
from wtforms.validators import InputRequired, Length, NumberRange

from mentormatch.core.i18n import _l
from mentormatch.mentoring.policy import NOTE_LEAST, NOTE_MOST
from mentormatch.waitinglist.policy import REASON_MOST
from mentormatch.web.forms import Form, TextField


class NoteForm(Form):
    """What the mentor whose place is kept reads first."""

    note = TextField(
        _l("Your note"),
        most=NOTE_MOST,
        validators=[
            InputRequired(_l("Please write a few sentences: the mentor decides by them.")),
            Length(min=NOTE_LEAST, message=_l("Please write a little more: at least %(n)d characters.", n=NOTE_LEAST)),
        ],
    )


class RemovalForm(Form):
    reason = TextField(
        _l("Why they are taken off the list"),
        most=REASON_MOST,
        validators=[InputRequired(_l("Please give a reason: the student reads it.")), Length(min=2)],
        id="removal-reason",
    )


class HandForm(Form):
    """A place offered by hand."""

    mentor = IntegerField(
        _l("Whose place?"), [InputRequired(_l("Please choose a mentor from the list.")), NumberRange(1, 2**31 - 1)]
    )
    reason = TextField(
        _l("Why out of turn"),
        most=REASON_MOST,
        validators=[InputRequired(_l("Please say why: it is kept with what you do.")), Length(min=2)],
        id="hand-reason",
    )
