"""Forms of a session."""

from datetime import UTC, datetime

from wtforms import StringField
from wtforms.validators import InputRequired, ValidationError

from mentormatch.core.i18n import _, _l
from mentormatch.web.forms import Form, TextField


class SlotForm(Form):
    """A free time. Without JavaScript a time of a day that is no longer open can stay chosen, so the two must agree."""

    slot = StringField(_l("Time"), [InputRequired(_l("Please choose a time."))])
    slot_day = StringField(_l("Day"))

    #: The chosen instant in UTC, once validated.
    starts_at: datetime | None = None

    def validate_slot(self, field: StringField) -> None:
        try:
            chosen = datetime.fromisoformat(field.data or "")
        except ValueError as error:
            raise ValidationError(_("Please choose a time.")) from error
        if chosen.tzinfo is None:
            raise ValidationError(_("Please choose a time."))
        self.starts_at = chosen.astimezone(UTC)


class BookingForm(SlotForm):
    topic = TextField(
        _l("What would you like to talk about?"),
        most=500,
        description=_l("The other person sees this before you meet."),
    )


class CancelForm(Form):
    reason = TextField(_l("A word to the other person"), most=500)
