"""What time makes due: kept places that lapse, free places for who is next, events that are over.

Each is a transaction of its own that looks again inside, so a sweep that is killed or runs twice harms nobody.
"""

from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.events import queries
from mentormatch.events.models import Event, EventStatus, PlaceStatus
from mentormatch.events.policy import DOOR
from mentormatch.events.service import finding, line, places, taking, telling
from mentormatch.office.service import service_job


@service_job("events", "sweep")
def sweep() -> int:
    """Close what is over, then offer what is free; returns how many offers lapsed or were made."""
    lapsed = sum(line.lapse(place_id) for place_id in queries.to_lapse(now()))
    made = sum(line.fill(event_id) for event_id in queries.with_a_line())
    for event_id in queries.to_end(now() - DOOR):
        _end(event_id)
    finding.find_missing()
    return lapsed + made


@transactional
def _end(event_id: int) -> None:
    """The event is over, and so is its line. Who came is asked how it was; who missed it, where that is known, is told.

    Where nobody was ticked, nobody counts as missing.
    """
    event = db.session.get_one(Event, event_id)
    taking.lock(event)
    if event.ends_at > now() - DOOR or not advance(event, frm={EventStatus.PUBLISHED}, to=EventStatus.OVER):
        return
    for place in queries.places_in(event, [PlaceStatus.WAITING, PlaceStatus.OFFERED]):
        places.end(place, PlaceStatus.LAPSED, by=None)
    audit.record(None, "event.over", event)
    finding.find_again(event)
    missing = {place.id for place in queries.missed(event)}
    for place in queries.places_in(event, [PlaceStatus.REGISTERED, PlaceStatus.DROPPED_IN]):
        if place.id in missing:
            telling.missed(place, recording=False)
        else:
            telling.feedback(place)
