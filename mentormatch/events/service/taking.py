"""Places are counted in the event's own row, and whoever has one has its time in their calendar."""

from collections.abc import Callable

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import service as calendar
from mentormatch.calendar.errors import SlotTaken
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import Purpose
from mentormatch.core.db import changed, db
from mentormatch.core.i18n import _
from mentormatch.events import queries
from mentormatch.events.errors import TimeTaken
from mentormatch.events.kind import NAME
from mentormatch.events.models import Event
from mentormatch.events.policy import time_of


def _no_pause() -> None:
    """Nothing lies between looking and taking."""


#: A seam for tests, which wait here to widen the gap between looking and taking.
pause_before_taking: Callable[[], None] = _no_pause


def lock(event: Event) -> None:
    """One at a time takes, gives back or offers places of an event; what was read before is forgotten."""
    db.session.execute(sa.select(Event.id).where(Event.id == event.id).with_for_update(key_share=True))
    db.session.expire_all()


def take_place(event: Event) -> bool:
    """Count one place more; False when all are taken. The database decides, whoever looked before."""
    pause_before_taking()
    free = sa.or_(Event.capacity.is_(None), Event.taken < Event.capacity)
    more = sa.update(Event).where(Event.id == event.id, free).values(taken=Event.taken + 1)
    taken = changed(more.execution_options(synchronize_session=False))
    db.session.refresh(event)
    return bool(taken)


def give_back_place(event: Event) -> None:
    fewer = sa.update(Event).where(Event.id == event.id, Event.taken > 0).values(taken=Event.taken - 1)
    db.session.execute(fewer.execution_options(synchronize_session=False))
    db.session.refresh(event)


def take_time(event: Event, person: Person) -> Booking:
    """Take the time of an event in somebody's calendar. Refuses TimeTaken, naming what they have then."""
    purpose = Purpose(kind=NAME, title=event.title, link=event.online_link)
    try:
        booking = calendar.take_own_time(person, time_of(event), purpose=purpose)
    except SlotTaken as error:
        raise time_taken(event, person) from error
    if queries.is_time_of_another(booking, event):  # of the same name, at the same time
        raise time_taken(event, person)
    booking.topic = event.place
    db.session.flush()
    return booking


def time_taken(event: Event, person: Person) -> TimeTaken:
    what = queries.what_is_then(person, time_of(event))
    if not what:
        return TimeTaken()
    return TimeTaken(_("You have something else at that time: %(what)s. Cancel or move that first.", what=what))
