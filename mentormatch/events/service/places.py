"""How a place begins and ends, inside the lock of its event."""

from collections.abc import Iterable

from mentormatch.accounts.models import Person
from mentormatch.calendar import service as calendar
from mentormatch.core import audit
from mentormatch.core.db import advance, db
from mentormatch.events.models import CURRENT, TAKES_A_PLACE, Place, PlaceStatus
from mentormatch.events.service import taking, telling


def make_registered(place: Place, *, by: Person) -> None:
    """Somebody whose place is counted already has it now, with its time. Refuses TimeTaken."""
    place.booking_id = taking.take_time(place.event, place.person).id
    place.status, place.closes_at, place.turn = PlaceStatus.REGISTERED, None, place.turn + 1
    db.session.flush()
    db.session.refresh(place)
    audit.record(by, "event_place.registered", place, event=place.event_id)
    telling.registered(place)


def end(place: Place, to: PlaceStatus, *, by: Person | None, frm: Iterable[PlaceStatus] = CURRENT) -> bool:
    """Somebody has no place any more, nor waits for one; False when that was so already.

    What they took is given back: the place to the event, the time to themselves. Whoever was ticked was not there.
    """
    counted = place.status in TAKES_A_PLACE
    if not advance(place, frm=frm, to=to, closes_at=None, came_at=None, came_by_id=None):
        return False
    if counted:
        taking.give_back_place(place.event)
    if place.booking is not None:
        calendar.free_own_time(place.booking)
    audit.record(by, f"event_place.{to}", place, event=place.event_id)
    return True
