"""Forms of sessions."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import StringField
from wtforms.validators import ValidationError

from mentormatch.core.clock import EARLIEST, LATEST
from mentormatch.core.i18n import _, _l
from mentormatch.scheduling import local_date
from mentormatch.web.forms import Form, TextField

TOPIC_MOST = 1000
WORD_MOST = 500


class TimeForm(Form):
    """One of the free times. ``slot_day`` is the day that was open in the strip, which may be another one."""

    slot = StringField(_l("Time"))
    slot_day = StringField()

    def validate_slot(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Choose a time first."))
        if self.starts_at is None:
            raise ValidationError(_("This is not one of the times. Please choose one of the list."))

    @property
    def starts_at(self) -> datetime | None:
        """The chosen instant in UTC, None when it is not one."""
        try:
            at = datetime.fromisoformat(self.slot.data or "")
        except ValueError:
            return None
        # Compared before it is turned: the first and the last of all times have no other zone.
        return at.astimezone(UTC) if at.tzinfo and EARLIEST < at < LATEST else None

    def is_of_another_day(self, zone: ZoneInfo) -> bool:
        """Without JavaScript a time stays ticked when another day is opened, and nobody books what they do not see."""
        at = self.starts_at
        return bool(self.slot_day.data) and at is not None and local_date(at, zone).isoformat() != self.slot_day.data


class BookForm(TimeForm):
    topic = TextField(_l("What would you like to talk about?"), most=TOPIC_MOST)


class CancelForm(Form):
    reason = TextField(
        _l("A word to the other one"), most=WORD_MOST, description=_l("They read it in the letter about it.")
    )
