"""The refusals of attendance, a sentence each."""

from mentormatch.core.errors import Conflict
from mentormatch.core.i18n import _l


class NotOver(Conflict):
    sentence = _l("This can be said once the session is over.")


class AlreadySaid(Conflict):
    sentence = _l("What became of this session is settled. If it is wrong, write to the career office.")


class AlreadyDecided(Conflict):
    sentence = _l("Somebody has decided about this already, or there is nothing to decide. Please look again.")


class BookingPaused(Conflict):
    sentence = _l(
        "You have missed several sessions, so you cannot book new ones for now. Talk to the career office: "
        "they can end this at once."
    )
