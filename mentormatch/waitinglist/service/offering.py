"""A free place is kept for somebody in line."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import NotFound
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.profiles import service as profiles
from mentormatch.programmes import queries as programmes
from mentormatch.recommendations import service as recommendations
from mentormatch.waitinglist import due, queries
from mentormatch.waitinglist.errors import HasOffer, NotFree, NotInLine
from mentormatch.waitinglist.models import PlaceStatus, WaitingOffer, WaitingPlace
from mentormatch.waitinglist.policy import closes_at
from mentormatch.waitinglist.service import telling
from mentormatch.waitinglist.service.standing import ensure_reason


@transactional
def offer_in_turn(place_id: int, mentor_id: int) -> bool:
    """Keep a place of this mentor for who waits here; False when either of them can no longer, which is no error.

    Two workers that come to the same answer make one offer: the turn of the cohort, the unique open offer of a place
    in line and the mentor's bounded load see to it.
    """
    place = db.session.get_one(WaitingPlace, place_id)
    take_turn(place.cohort_id)
    if not due.is_in_line(place):
        return False
    said = _if_free(place, mentor_id)
    if said is None:
        return False
    _keep(place, mentor_id, said)
    return True


@transactional
def offer_by_hand(place: WaitingPlace, mentor_id: int, *, by: Person, reason: str) -> WaitingOffer:
    """A coordinator offers a place out of turn, for a reason that is kept; offering the same twice is once.

    Refuses NotFound, ReasonNeeded, NotInLine, HasOffer, and NotFree where a hard rule or another request stands
    against it.
    """
    if programmes.cohort_for(by, place.cohort_id) is None or by.id == mentor_id:
        raise NotFound
    words = ensure_reason(reason)
    take_turn(place.cohort_id)
    if kept := queries.open_offer_of(place):
        if (kept.mentor_id, kept.by_id) == (mentor_id, by.id):
            return kept
        raise HasOffer
    if place.status != PlaceStatus.WAITING or not due.is_in_line(place):
        raise NotInLine
    said = _if_free(place, mentor_id)
    if said is None:
        raise NotFree
    return _keep(place, mentor_id, said, by=by, reason=words)


def _if_free(place: WaitingPlace, mentor_id: int) -> dict[str, Any] | None:
    """What the ranker says about a mentor who can be offered to this student; None when they cannot."""
    never = due.never_for([place.mentee_id], place.cohort_id)[place.mentee_id]
    if mentor_id in never or mentor_id not in due.places_to_offer(place.cohort_id):
        return None
    said = recommendations.snapshot(place.mentee, mentor_id)
    return said if said["score"] is not None else None


def _keep(
    place: WaitingPlace, mentor_id: int, said: dict[str, Any], *, by: Person | None = None, reason: str = ""
) -> WaitingOffer:
    profiles.take_place(mentor_id)
    at = now()
    offer = WaitingOffer(
        place_id=place.id,
        mentee_id=place.mentee_id,
        mentor_id=mentor_id,
        recommendation=said,
        offered_at=at,
        closes_at=closes_at(place.cohort, at),
        by_id=by.id if by else None,
        reason=reason,
    )
    db.session.add(offer)
    db.session.flush()
    audit.record(by, "waiting_offer.made", offer, mentor=mentor_id, mentee=place.mentee_id)
    telling.offered(offer)
    return offer
