"""Registering for an event, waiting for a place in it, giving either up."""

from collections.abc import Mapping
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.errors import Refusal
from mentormatch.events import editions, queries
from mentormatch.events.errors import EventFull, NoLine, NotForYou, NotOpenNow, QuestionsChanged, TooLateToCancel
from mentormatch.events.models import CURRENT, Event, Place, PlaceStatus
from mentormatch.events.policy import has_line, is_window_open, may_cancel
from mentormatch.events.service import line, places, taking, telling
from mentormatch.events.service.answers import checked


@transactional
def register(event: Event, *, by: Person, answers: Mapping[int, str], waits: bool = False, asked: str = "") -> Place:
    """Register for an event, or, when all places are taken and ``waits``, stand in line for one. Twice is once.

    ``asked`` is the sign (``editions.asked``) of the questions that were answered.
    Refuses NotOpenNow, NotForYou, QuestionsChanged, what ``answers.checked`` refuses, EventFull (NoLine) and TimeTaken.
    """
    taking.lock(event)
    place = queries.place_of(by.id, event.id)
    if place is not None and place.status == PlaceStatus.OFFERED:
        return line.accept(place, by=by)
    if place is not None and (place.status == PlaceStatus.REGISTERED or (waits and place.status in CURRENT)):
        return place
    if not is_window_open(event, now()):
        raise NotOpenNow
    if not queries.may_come(by, event):
        raise NotForYou
    if asked and asked != editions.asked(event.questions):
        raise QuestionsChanged
    said = checked(event, answers)
    if queries.others_come_first(event) or not taking.take_place(event):
        return _stand_in_line(event, place, said, by=by, waits=waits)
    place = _row(place, event, by, said)
    places.make_registered(place, by=by)
    return place


def _stand_in_line(event: Event, place: Place | None, said: list[dict[str, Any]], *, by: Person, waits: bool) -> Place:
    if not has_line(event, now()):
        raise NoLine
    if not waits:
        raise EventFull
    place = _row(place, event, by, said)
    place.status = PlaceStatus.WAITING
    db.session.flush()
    audit.record(by, "event_place.waiting", place, event=event.id)
    return place


def _row(place: Place | None, event: Event, person: Person, said: list[dict[str, Any]]) -> Place:
    """The row of somebody, new, or taken up again from now on; who waits keeps their position."""
    if place is None:
        place = Place(event_id=event.id, person_id=person.id, status=PlaceStatus.WAITING, turn=0)
        db.session.add(place)
    if place.status != PlaceStatus.WAITING:
        place.joined_at = now()
    place.answers = said
    db.session.flush()
    return place


def register_for_series(event: Event, *, by: Person) -> tuple[list[Event], list[tuple[Event, Refusal]]]:
    """Register for every event of a series that is open: those one has a place in now, and the others with the reason.

    Each is a deed of its own, so that one that cannot be had stands in no other's way.
    """
    done: list[Event] = []
    refused: list[tuple[Event, Refusal]] = []
    for number in queries.open_in_series(event):
        found = db.session.get_one(Event, number)
        try:
            register(found, by=by, answers={})
            done.append(found)
        except Refusal as refusal:
            refused.append((found, refusal))
    return done, refused


@transactional
def leave(place: Place, *, by: Person) -> None:
    """Give a place back, or leave the line. Twice is once. Refuses TooLateToCancel."""
    taking.lock(place.event)
    if place.status == PlaceStatus.OFFERED:
        line.pass_on(place, by=by)
    elif place.status == PlaceStatus.WAITING:
        places.end(place, PlaceStatus.LEFT, by=by)
    elif place.status == PlaceStatus.REGISTERED:
        if not may_cancel(place.event, now()):
            raise TooLateToCancel
        if places.end(place, PlaceStatus.LEFT, by=by):
            telling.left(place)
            line.offer_next(place.event)


@transactional
def remove(place: Place, *, by: Person) -> None:
    """An organiser takes somebody off an event or its line; they are told, and the next in line gets the place."""
    taking.lock(place.event)
    if places.end(place, PlaceStatus.REMOVED, by=by):
        telling.removed(place)
        line.offer_next(place.event)


def leave_all(person: Person) -> None:
    """Somebody deletes their account: what they had ahead is free, for the next in line."""
    for place in queries.current_places_of(person.id):
        taking.lock(place.event)
        if places.end(place, PlaceStatus.LEFT, by=person):
            line.offer_next(place.event)
