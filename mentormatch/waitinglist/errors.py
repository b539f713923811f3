"""The refusals of the waiting list, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import Lazy, _l


class HasMentorAlready(Conflict):
    sentence = _l("You have a mentor already, so there is nothing to wait for.")


class NotInLine(Conflict):
    sentence = _l("This student is not on the waiting list any more.")


class HasOffer(Conflict):
    sentence = _l("A place is kept for this student at the moment. Wait for the answer first.")


class NotFree(Conflict):
    """Said to a coordinator who offers by hand."""

    sentence = _l("This mentor has no place that could be offered to this student at the moment.")


class ReasonNeeded(Invalid):
    def __init__(self, field: str = "reason") -> None:
        super().__init__(_l("Please say why: it is kept with what you do."), field=field)


#: What has become of an offer, by its status.
OFFER_NOW: dict[str, Lazy] = {
    "open": _l("This place is kept for you."),
    "accepted": _l("You have accepted this place already."),
    "passed_on": _l("You have let this place pass on already."),
    "lapsed": _l("The time for this place is over, and it went on to the next in line. You keep your position."),
    "withdrawn": _l("This place is not to be had any more. You keep your position."),
}


class OfferMoved(Conflict):
    def __init__(self, status: str) -> None:
        super().__init__(OFFER_NOW[status], status=status)
