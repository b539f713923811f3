"""The refusals of feedback."""

from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _l


class NotNow(Conflict):
    sentence = _l("How useful a session was can be said for 30 days after it, unless it was missed or cancelled.")
