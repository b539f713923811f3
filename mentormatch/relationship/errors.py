"""The refusals of a relationship."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class StillRunning(Conflict):
    sentence = _l("Thanks and ratings are given when a match has ended.")


class SaidAlready(Conflict):
    sentence = _l("You have said your thanks or given your rating already, and it has been passed on.")


class NothingToCertify(Conflict):
    sentence = _l("No session has taken place yet. The certificate tells of sessions that did.")


class WrongFarewell(Invalid):
    """``facts["field"]`` is ``thanks`` or ``rating``."""
