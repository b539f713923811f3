"""The student answers: the kept place becomes a request to its mentor, or passes on."""

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import transactional
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.errors import NotYours
from mentormatch.mentoring.models import Request
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.recommendations import queries as mentors
from mentormatch.waitinglist import due
from mentormatch.waitinglist.errors import OfferMoved
from mentormatch.waitinglist.models import OfferStatus, WaitingOffer
from mentormatch.waitinglist.service.ending import end_offer


@transactional
def accept(offer: WaitingOffer, *, by: Person, note: str) -> Request:
    """Ask the mentor whose place is kept, with a note: the mentor still says yes or no, and the place stays kept.

    Accepting twice is once. Refuses OfferMoved, and what asking refuses (NoAimYet, LimitReached, WrongLength).
    """
    _take_turn(offer, by)
    if offer.request is not None:
        return offer.request
    ensure_open(offer)
    mentor = mentors.mentor_for(by, offer.mentor_id)
    if mentor is None:
        raise OfferMoved(OfferStatus.WITHDRAWN)
    request = mentoring.ask_for_kept_place(by, mentor, note=note, recommendation=offer.recommendation)
    if not end_offer(offer, OfferStatus.ACCEPTED, by=by, request_id=request.id):
        raise OfferMoved(offer.status)
    return request


@transactional
def pass_on(offer: WaitingOffer, *, by: Person) -> None:
    """Let the place go to the next in line and keep one's position. Twice is once. Refuses OfferMoved."""
    _take_turn(offer, by)
    if offer.status == OfferStatus.PASSED_ON:
        return
    if not end_offer(offer, OfferStatus.PASSED_ON, by=by):
        raise OfferMoved(offer.status)


def ensure_open(offer: WaitingOffer) -> None:
    """That an offer can still be accepted; OfferMoved otherwise, also when no sweep has noticed yet."""
    if offer.status != OfferStatus.OPEN:
        raise OfferMoved(offer.status)
    if offer.closes_at <= now():
        raise OfferMoved(OfferStatus.LAPSED)
    if not due.can_stand(offer):
        raise OfferMoved(OfferStatus.WITHDRAWN)


def _take_turn(offer: WaitingOffer, by: Person) -> None:
    if offer.mentee_id != by.id:
        raise NotYours
    take_turn(offer.place.cohort_id)
