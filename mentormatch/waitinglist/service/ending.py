"""An offer ends: by one conditional update, which gives the mentor's place back exactly once."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance
from mentormatch.core.jobs import nudge
from mentormatch.profiles import service as profiles
from mentormatch.waitinglist.models import OfferStatus, PlaceStatus, WaitingOffer, WaitingPlace
from mentormatch.waitinglist.service import telling

#: The sweep that offers what is free to who is next.
JOB = "waitinglist.sweep"


def end_offer(offer: WaitingOffer, to: OfferStatus, *, by: Person | None, **changes: Any) -> bool:
    """Move an open offer to its end; False when somebody was faster, and then nothing has changed.

    Accepted, the place stays taken: the request has it now. Otherwise it is free, and the next in line is looked for.
    """
    if not advance(offer, frm={OfferStatus.OPEN}, to=to, answered_at=now(), **changes):
        return False
    telling.take_back(offer)
    if to != OfferStatus.ACCEPTED:
        profiles.give_back_place(offer.mentor_id)
        nudge(JOB)
    audit.record(by, f"waiting_offer.{to}", offer, mentor=offer.mentor_id, mentee=offer.mentee_id)
    return True


def end_place(place: WaitingPlace, to: PlaceStatus, *, by: Person | None, **changes: Any) -> bool:
    """Take somebody out of the line; False when they are not in it any more."""
    at, who = now(), by.id if by else None
    if not advance(place, frm={PlaceStatus.WAITING}, to=to, closed_at=at, closed_by_id=who, **changes):
        return False
    audit.record(by, f"waiting_place.{to}", place, mentee=place.mentee_id)
    return True
