"""The refusals of degrees, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class ChangedMeanwhile(Conflict):
    sentence = _l("Somebody else has changed this meanwhile. What you typed is still below: compare, then save again.")


class WrongFact(Invalid):
    """A fact that cannot be; ``field`` names it."""


class KeyTaken(WrongFact):
    sentence = _l("Another degree has this key.")


class UnreadableFile(Invalid):
    sentence = _l("This file cannot be read.")
