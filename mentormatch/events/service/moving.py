"""A published event has another time, room or link: everybody is taken along, but for whom that is impossible."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import service as calendar
from mentormatch.calendar.errors import BookingOver, SlotTaken
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.events import queries
from mentormatch.events.kind import NAME
from mentormatch.events.models import Event, Place, PlaceStatus
from mentormatch.events.policy import DOOR, kept_until, time_of
from mentormatch.events.service import places, speakers, telling


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """When and where an event is, and how it is called."""

    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    title: str


def whereabouts(event: Event) -> Whereabouts:
    return Whereabouts(event.starts_at, event.ends_at, event.place, event.online_link, event.title)


def take_along(event: Event, before: Whereabouts, *, by: Person) -> None:
    """Inside the lock: move everybody's time, and tell them what is new. Nothing when nothing is."""
    after = whereabouts(event)
    if after == before:
        return
    is_moved = (after.starts_at, after.ends_at) != (before.starts_at, before.ends_at)
    is_elsewhere = (after.place, after.link) != (before.place, before.link)
    event.moves += 1
    db.session.flush()
    if is_moved:
        _shorten_offers(event)
        _nobody_came_yet(event)
    going = [place for place in queries.places_in(event, [PlaceStatus.REGISTERED])
             if not is_moved or _comes_along(place, by=by)]  # fmt: skip
    speaking = [one for one in queries.agreed_speakers(event) if not is_moved or speakers.comes_along(one)]
    bookings = [*(one.booking_id for one in going), *(one.booking_id for one in speaking)]
    calendar.describe_own_times(
        NAME, filter(None, bookings), title=event.title, topic=event.place, link=event.online_link
    )
    if is_moved or is_elsewhere:
        told = {"before": before.starts_at.isoformat() if is_moved else ""}
        for place in going:
            telling.moved(place, told)
        for speaker in speaking:
            telling.speaker_moved(speaker, told)
        for place in queries.places_in(event, [PlaceStatus.OFFERED, PlaceStatus.WAITING]):
            telling.moved(place, told, waits=True)


def _comes_along(place: Place, *, by: Person) -> bool:
    """Whether somebody's time could be moved; if not, their place is free, and they are told what stands then."""
    if place.booking is None:
        return False
    try:
        calendar.move_own_time(place.booking, time_of(place.event))
    except (SlotTaken, BookingOver):
        what = queries.what_is_then(place.person, time_of(place.event), but=place.booking_id)
        if places.end(place, PlaceStatus.CANNOT, by=by):
            telling.cannot(place, what)
        return False
    return True


def _nobody_came_yet(event: Event) -> None:
    """Whoever was ticked for a time that is put off has to come again; in the middle of it, everybody stays ticked."""
    if event.starts_at - DOOR > now():
        ticked = sa.update(Place).where(Place.event_id == event.id, Place.came_at.is_not(None))
        db.session.execute(ticked.values(came_at=None, came_by_id=None))


def _shorten_offers(event: Event) -> None:
    """Nothing is kept longer than the new time allows; the sweep lets lapse what is over by that."""
    for place in queries.places_in(event, [PlaceStatus.OFFERED]):
        until = kept_until(event, now()) or now()
        place.closes_at = min(place.closes_at or until, until)
    db.session.flush()
