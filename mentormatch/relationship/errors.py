"""The refusals of a relationship."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class StillRunning(Conflict):
    sentence = _l("Thanks and ratings are given when a match has ended.")


class SaidAlready(Conflict):
    """``facts["field"]`` is ``thanks`` or ``rating``."""

    sentence = _l("You have given this already, and it has been passed on. What you typed now is not.")


class NothingToCertify(Conflict):
    sentence = _l("No session has taken place yet. The certificate tells of sessions that did.")


class WrongFarewell(Invalid):
    """``facts["field"]`` is ``thanks`` or ``rating``."""
