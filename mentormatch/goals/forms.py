"""Forms of goals. Lengths are repeated by the service and the database."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired, Optional

from mentormatch.core.i18n import _, _l
from mentormatch.goals.models import STEP_MOST, TITLE_MOST, WHY_MOST
from mentormatch.mentoring.models import Match
from mentormatch.web.forms import DayField, Form, LineField, TextField, options


class GoalForm(Form):
    title = LineField(_l("Goal"), most=TITLE_MOST, validators=[InputRequired(_l("Please name the goal."))])
    why = TextField(_l("Why it matters, or what it looks like when you are there"), most=WHY_MOST)
    target_on = DayField(_l("Reach it by"), [Optional()])


class StepForm(Form):
    text = LineField(_l("Step"), most=STEP_MOST, validators=[InputRequired(_l("Please say what is to be done."))])
    due_on = DayField(_l("By when"), [Optional()])
    doer = RadioField(_l("Who does it"), coerce=int, validators=[InputRequired(_l("Choose one of you two."))])

    @classmethod
    def of(cls, match: Match, reader_id: int, **kwargs: Any) -> "StepForm":
        """A form for one of the two, who is named as "you"; the mentee, whose goals they are, is chosen."""
        kwargs.setdefault("data", {"doer": match.mentee_id})
        form = cls(**kwargs)
        form.doer.choices = options(
            (person.id, _("You") if person.id == reader_id else person.first_name)
            for person in (match.mentee, match.mentor)
        )
        return form
