"""Forms of the queue. What may be done is the service's word."""

from wtforms import SelectField
from wtforms.validators import Optional

from mentormatch.core.i18n import _l
from mentormatch.queue.labels import REASONS_AGAINST, REASONS_FOR
from mentormatch.queue.models import NAME_MOST, WORDS_MOST, Act
from mentormatch.web.forms import Form, LineField, TextField, options


class BulkForm(Form):
    """Why many rows are approved or refused."""

    reason = SelectField(_l("Reason"), choices=(), validate_choice=False)
    words = TextField(_l("In your words"), most=WORDS_MOST)

    def ask_for(self, act: Act) -> None:
        """Leave what this act needs."""
        if act is Act.ASSIGN:
            del self.reason, self.words
            return
        reasons = REASONS_FOR if act is Act.APPROVE else REASONS_AGAINST
        self.reason.choices = options([("", _l("Please choose")), *reasons.items()])
        if act is Act.APPROVE:
            self.words.validators = [Optional(), *self.words.validators]


class ViewForm(Form):
    name = LineField(_l("Name"), most=NAME_MOST)
