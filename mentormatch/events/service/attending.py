"""Who came: ticked by an organiser, or by the code at the door; and what they say of it."""

import hmac

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import TooMany
from mentormatch.core.limits import spend
from mentormatch.events import queries
from mentormatch.events.errors import DoorClosed, NotForYou, NotOver, NotRegistered, TooManyTries, WrongCode
from mentormatch.events.models import Event, EventStatus, Place, PlaceStatus
from mentormatch.events.policy import TRIES, TRIES_IN, is_door_open
from mentormatch.events.service import places, taking

CAN_COME = frozenset({PlaceStatus.REGISTERED, PlaceStatus.DROPPED_IN})
FEEDBACK_MOST = 1000


@transactional
def tick(place: Place, *, came: bool, by: Person) -> None:
    """An organiser says that somebody came, or takes it back. Twice is once. Refuses NotRegistered."""
    taking.lock(place.event)
    if place.status not in CAN_COME:
        raise NotRegistered
    if came == (place.came_at is not None):
        return
    place.came_at, place.came_by_id = (now(), by.id) if came else (None, None)
    db.session.flush()
    audit.record(by, "event_place.came" if came else "event_place.came_not", place, event=place.event_id)


def try_code(person: Person) -> None:
    """Count one try at a code, in a transaction of its own, so that a wrong one counts too. Refuses TooManyTries."""
    try:
        spend("event.code", person.id, limit=TRIES, seconds=TRIES_IN)
    except TooMany as error:
        raise TooManyTries(**error.facts) from error


@transactional
def enter_code(event: Event, code: str, *, by: Person) -> Place:
    """Somebody types the code that stands at the door. Where nobody registers, that is how one is there.

    Refuses DoorClosed, WrongCode, NotRegistered, NotForYou. Callers count tries before (``try_code``).
    """
    taking.lock(event)
    if not is_door_open(event, now()):
        raise DoorClosed
    typed = "".join(code.split()).upper()
    if not hmac.compare_digest(typed.encode(), event.door_code.encode()):
        raise WrongCode(field="code")
    place = queries.place_of(by.id, event.id)
    if event.registration and (place is None or place.status not in CAN_COME):
        raise NotRegistered
    if not event.registration and not queries.may_come(by, event):
        raise NotForYou
    if place is None:
        place = Place(event_id=event.id, person_id=by.id, status=PlaceStatus.DROPPED_IN, turn=0, answers=[])
        db.session.add(place)
    if place.status in {PlaceStatus.OFFERED, PlaceStatus.WAITING}:  # from when one still registered for it
        places.end(place, PlaceStatus.LEFT, by=by)
    if place.came_at is None:
        place.status = place.status if place.status in CAN_COME else PlaceStatus.DROPPED_IN
        place.came_at = now()
        db.session.flush()
        audit.record(by, "event_place.came", place, event=event.id)
    return place


@transactional
def give_feedback(place: Place, *, rating: int, words: str, by: Person) -> None:
    """Say how useful it was; saying it again replaces it. Refuses NotOver, NotRegistered."""
    if place.status not in CAN_COME:
        raise NotRegistered
    if place.event.status not in {EventStatus.PUBLISHED, EventStatus.OVER} or place.event.ends_at > now():
        raise NotOver
    place.rating, place.feedback, place.feedback_at = rating, words[:FEEDBACK_MOST], now()
    db.session.flush()
    audit.record(by, "event_place.feedback", place, event=place.event_id)
