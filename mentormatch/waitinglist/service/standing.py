"""Somebody joins a line, leaves it, or is taken out of it."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import NotFound
from mentormatch.core.jobs import nudge
from mentormatch.mentoring.queries import is_matched
from mentormatch.mentoring.service.opening import cohort_of, ensure_aim
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.service import ensure_not_archived
from mentormatch.waitinglist import queries
from mentormatch.waitinglist.errors import HasMentorAlready, NotInLine, ReasonNeeded
from mentormatch.waitinglist.models import OfferStatus, PlaceStatus, WaitingPlace
from mentormatch.waitinglist.policy import REASON_MOST
from mentormatch.waitinglist.service import telling
from mentormatch.waitinglist.service.ending import JOB, end_offer, end_place


@transactional
def join(mentee: Person) -> WaitingPlace:
    """Stand at the end of the line of one's cohort; joining twice is once.

    Refuses NotEnrolled, CohortArchived, NoAimYet, and HasMentorAlready for somebody with a match.
    """
    cohort = cohort_of(mentee)
    take_turn(cohort.id)
    if place := queries.place_in(mentee.id, cohort.id):
        return place
    ensure_not_archived(cohort.id)
    ensure_aim(mentee)
    if is_matched(mentee.id):
        raise HasMentorAlready
    place = WaitingPlace(cohort_id=cohort.id, mentee_id=mentee.id)
    db.session.add(place)
    db.session.flush()
    audit.record(mentee, "waiting_place.joined", place, mentee=mentee.id)
    nudge(JOB)
    return place


@transactional
def leave_line(mentee: Person) -> None:
    """Leave every line; a place that is kept passes on. Leaving twice is once."""
    for place in queries.places_of(mentee.id):
        take_turn(place.cohort_id)
        _let_go(place, OfferStatus.PASSED_ON, by=mentee)
        end_place(place, PlaceStatus.LEFT, by=mentee)


@transactional
def remove(place: WaitingPlace, *, by: Person, reason: str) -> None:
    """A coordinator takes somebody off the list, who reads why. Refuses NotFound, ReasonNeeded and NotInLine."""
    if programmes.cohort_for(by, place.cohort_id) is None:
        raise NotFound
    words = ensure_reason(reason)
    take_turn(place.cohort_id)
    _let_go(place, OfferStatus.WITHDRAWN, by=by)
    if not end_place(place, PlaceStatus.REMOVED, by=by, reason=words):
        raise NotInLine
    telling.removed(place)


def ensure_reason(reason: str) -> str:
    """What a coordinator wrote; ReasonNeeded when it is nothing, or more than anybody reads."""
    words = reason.strip()
    if not 2 <= len(words) <= REASON_MOST:
        raise ReasonNeeded
    return words


@transactional
def leave(person: Person) -> None:
    """Somebody deletes their account: they stand in no line, and what was kept for or of them is free again."""
    for offer in queries.open_offers_with(person.id):
        take_turn(offer.place.cohort_id)
        if end_offer(offer, OfferStatus.WITHDRAWN, by=person) and offer.mentee_id != person.id:
            telling.withdrawn(offer)
    leave_line(person)


def _let_go(place: WaitingPlace, to: OfferStatus, *, by: Person) -> None:
    offer = queries.open_offer_of(place)
    if offer is not None:
        end_offer(offer, to, by=by)
