"""The form of what became of a session."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Decision, Outcome
from mentormatch.attendance.policy import WORDS_MOST
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import other_of
from mentormatch.core.i18n import _, _l
from mentormatch.web.forms import Form, TextField, options

#: What a person can answer, from their side.
HELD, OTHER_MISSED, I_MISSED, CANCELLED = "held", "other", "me", "cancelled"


class OutcomeForm(Form):
    """Did you meet? ``words`` are asked only of who says otherwise than the other one did."""

    outcome = RadioField(_l("Did you meet?"), validators=[InputRequired(_l("Choose one."))])
    words = TextField(_l("What happened?"), most=WORDS_MOST, description=_l("Only a coordinator reads this."))

    @classmethod
    def of(cls, booking: Booking, reader: Person, **kwargs: Any) -> "OutcomeForm":
        """The form in the words of ``reader``, one of the two."""
        form = cls(**kwargs)
        name = other_of(reader, booking).first_name
        form.outcome.choices = options(
            [
                (HELD, _("Yes, we met")),
                (OTHER_MISSED, _("No, %(name)s did not come", name=name)),
                (I_MISSED, _("No, I did not come")),
                (CANCELLED, _("No, it was called off at the last moment")),
            ]
        )
        return form

    def answer(self, booking: Booking, reader: Person) -> tuple[Outcome, int | None]:
        """The outcome, and the number of who did not come."""
        other = other_of(reader, booking).id
        return {
            HELD: (Outcome.HELD, None),
            OTHER_MISSED: (Outcome.MISSED, other),
            I_MISSED: (Outcome.MISSED, reader.id),
            CANCELLED: (Outcome.CANCELLED_LATE, None),
        }[self.outcome.data]


class DecisionForm(Form):
    decision = RadioField(choices=options((decision.value, decision.value) for decision in Decision))
