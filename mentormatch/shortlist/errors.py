"""The refusals of the shortlist."""

from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _l


class ShortlistFull(Conflict):
    sentence = _l("Your shortlist is full. Take somebody off it first.")
