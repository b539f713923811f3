"""What time and others make due: offers that lapse or cannot stand, and free places for who is next.

Each is a transaction of its own that looks again inside, so a sweep that is killed or runs twice harms nobody.
"""

from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.jobs import job
from mentormatch.mentoring.queries import is_matched
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.recommendations import service as recommendations
from mentormatch.waitinglist import due, queries
from mentormatch.waitinglist.models import OfferStatus, PlaceStatus, WaitingOffer, WaitingPlace
from mentormatch.waitinglist.policy import MOST_LAPSED
from mentormatch.waitinglist.service import telling
from mentormatch.waitinglist.service.ending import JOB, end_offer, end_place
from mentormatch.waitinglist.service.offering import offer_in_turn


@job(JOB)
def sweep() -> int:
    """Close what is over, then offer what is free; returns how many offers were made."""
    for offer_id in due.to_lapse(now()):
        _lapse(offer_id)
    for offer_id in due.cannot_stand():
        _withdraw(offer_id)
    for place_id in due.matched_in_line():
        _close_matched(place_id)
    return sum(_offer_in(cohort_id) for cohort_id in due.cohorts_with_a_line())


@transactional
def _lapse(offer_id: int) -> bool:
    offer = _in_turn(offer_id)
    if offer.closes_at > now() or not end_offer(offer, OfferStatus.LAPSED, by=None):
        return False
    out = queries.lapsed_in_a_row(offer.place) >= MOST_LAPSED and end_place(offer.place, PlaceStatus.SILENT, by=None)
    telling.lapsed(offer, out=out)
    return True


@transactional
def _withdraw(offer_id: int) -> bool:
    offer = _in_turn(offer_id)
    if due.can_stand(offer) or not end_offer(offer, OfferStatus.WITHDRAWN, by=None):
        return False
    if offer.mentee.active and not is_matched(offer.mentee_id):
        telling.withdrawn(offer)
    return True


@transactional
def _close_matched(place_id: int) -> bool:
    place = db.session.get_one(WaitingPlace, place_id)
    take_turn(place.cohort_id)
    return is_matched(place.mentee_id) and end_place(place, PlaceStatus.MATCHED, by=None)


def _in_turn(offer_id: int) -> WaitingOffer:
    offer = db.session.get_one(WaitingOffer, offer_id)
    take_turn(offer.place.cohort_id)
    return offer


def _offer_in(cohort_id: int) -> int:
    """Offer the free places of a cohort, each to the first in line who may have it; who may have several, the best.

    Read outside of any transaction; each offer looks again at what it rests on.
    """
    free, made = due.places_to_offer(cohort_id), 0
    line = due.in_line(cohort_id) if free else []
    if not line:
        return 0
    mentees = [mentee_id for _place, mentee_id in line]
    never = due.never_for(mentees, cohort_id)
    allowed = recommendations.allowed(mentees, free)
    for place_id, mentee_id in line:
        fitting = {one for one in allowed.get(mentee_id, set()) - never[mentee_id] if free[one] > 0}
        if fitting and (mentor_id := _best(place_id, fitting)) and offer_in_turn(place_id, mentor_id):
            made, free[mentor_id] = made + 1, free[mentor_id] - 1
        if not any(free.values()):
            break
    return made


def _best(place_id: int, fitting: set[int]) -> int | None:
    """Whom the ranker has first of these for the student who waits here."""
    mentee = db.session.get_one(WaitingPlace, place_id).mentee
    return next((shown.mentor_id for shown in recommendations.recommend(mentee, top=1, only=fitting)), None)
