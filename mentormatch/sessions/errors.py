"""The refusals of sessions."""

from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _l


class MatchNotActive(Conflict):
    sentence = _l("Sessions can be booked while a match is active. This one is not, or not any more.")
