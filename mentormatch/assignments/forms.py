"""Forms of assignments. What needs the database is the service's word."""

from wtforms import BooleanField, IntegerField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional

from mentormatch.assignments.labels import KINDS, OBJECTIVES
from mentormatch.core.i18n import _l
from mentormatch.matching import Objective
from mentormatch.web.forms import Form, TextField, options

REASON_MOST = 500
MOST_ID = 2**31 - 1


class AskForm(Form):
    objectives = SelectMultipleField(
        _l("What should count?"),
        choices=options((objective.value, words[0]) for objective, words in OBJECTIVES.items()),
        validators=[InputRequired(_l("Please choose at least one."))],
        default=[objective.value for objective in Objective],
    )
    most_new = IntegerField(
        _l("At most so many new students for each mentor"),
        validators=[Optional(), NumberRange(1, 50, _l("Please give a number from 1 to 50, or leave it empty."))],
    )
    new_faces = BooleanField(_l("Nobody gets a mentor they had before"))
    other_organisations = BooleanField(_l("Nobody gets a mentor from the place where they work"))


class RowForm(Form):
    """A mentor, or a student to exchange mentors with."""

    mentor = IntegerField(validators=[Optional(), NumberRange(1, MOST_ID)])
    student = IntegerField(validators=[Optional(), NumberRange(1, MOST_ID)])


class RuleForm(Form):
    kind = RadioField(
        _l("In every later draft"),
        choices=options((kind.value, word) for kind, word in KINDS.items()),
        validators=[InputRequired(_l("Please choose one."))],
    )
    reason = TextField(
        _l("Why"),
        most=REASON_MOST,
        validators=[InputRequired(_l("Say why, in a few words: a colleague will wonder."))],
    )
