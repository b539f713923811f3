"""The line of an event: a free place is kept for the first in it, who accepts it, lets it pass on, or lets it lapse."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.events import queries
from mentormatch.events.errors import EventFull, NotPlanned, PlaceMoved
from mentormatch.events.models import Event, EventStatus, Place, PlaceStatus, Waiting
from mentormatch.events.policy import kept_until
from mentormatch.events.service import places, taking, telling


def offer_next(event: Event) -> int:
    """Inside the lock: keep every free place for whoever is next, in the order of the line; returns how many."""
    if event.status != EventStatus.PUBLISHED or event.waiting != Waiting.AUTOMATIC:
        return 0
    made = 0
    while (until := kept_until(event, now())) and (first := queries.first_in_line(event)):
        if not taking.take_place(event):
            break
        _keep(first, until=until, by=None)
        made += 1
    return made


@transactional
def offer_by_hand(place: Place, *, by: Person) -> None:
    """An organiser keeps a free place for somebody in line, in any order. Twice is once.

    Refuses PlaceMoved when they wait no more, NotPlanned when it is too late to keep one, EventFull.
    """
    taking.lock(place.event)
    if place.status == PlaceStatus.OFFERED:
        return
    until = kept_until(place.event, now())
    if place.event.status != EventStatus.PUBLISHED or until is None:
        raise NotPlanned
    if place.status != PlaceStatus.WAITING:
        raise PlaceMoved(place.status)
    if not taking.take_place(place.event):
        raise EventFull
    _keep(place, until=until, by=by)


@transactional
def accept(place: Place, *, by: Person) -> Place:
    """Take the place that is kept. Twice is once. Refuses PlaceMoved, and TimeTaken, whereupon it is still kept."""
    taking.lock(place.event)
    if place.status == PlaceStatus.REGISTERED:
        return place
    ensure_open(place)
    places.make_registered(place, by=by)
    telling.take_back_offer(place)
    return place


@transactional
def pass_on(place: Place, *, by: Person) -> None:
    """Let the kept place go to the next in line, and leave the line. Twice is once. Refuses PlaceMoved."""
    taking.lock(place.event)
    if place.status == PlaceStatus.PASSED_ON:
        return
    if not places.end(place, PlaceStatus.PASSED_ON, by=by, frm={PlaceStatus.OFFERED}):
        raise PlaceMoved(place.status)
    telling.take_back_offer(place)
    offer_next(place.event)


@transactional
def lapse(place_id: int) -> bool:
    """Have a kept place whose time is over pass on; False when it was answered meanwhile."""
    place = db.session.get_one(Place, place_id)
    taking.lock(place.event)
    if place.closes_at is None or place.closes_at > now():
        return False
    if not places.end(place, PlaceStatus.LAPSED, by=None, frm={PlaceStatus.OFFERED}):
        return False
    telling.lapsed(place)
    offer_next(place.event)
    return True


@transactional
def fill(event_id: int) -> int:
    """Offer what is free in an event, whyever it is free; returns how many offers were made."""
    event = db.session.get_one(Event, event_id)
    taking.lock(event)
    return offer_next(event)


def ensure_open(place: Place) -> None:
    """That a kept place can still be accepted, also when no sweep has noticed yet. Raises PlaceMoved."""
    if place.status != PlaceStatus.OFFERED or place.closes_at is None:
        raise PlaceMoved(place.status)
    if place.closes_at <= now():
        raise PlaceMoved(PlaceStatus.LAPSED)


def _keep(place: Place, *, until: object, by: Person | None) -> None:
    """Somebody's place is counted: keep it for them, and tell them."""
    changes = {"offered_at": now(), "closes_at": until, "turn": Place.turn + 1}
    if not advance(place, frm={PlaceStatus.WAITING}, to=PlaceStatus.OFFERED, **changes):
        taking.give_back_place(place.event)
        return
    audit.record(by, "event_place.offered", place, event=place.event_id)
    telling.offered(place)
