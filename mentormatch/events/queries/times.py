"""What stands in somebody's time."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar.kinds import summary_of
from mentormatch.calendar.models import Booking, BookingStatus, CalendarClaim
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.i18n import _, moment
from mentormatch.events.kind import NAME
from mentormatch.events.models import Event, Place, Speaker
from mentormatch.scheduling import Interval, quarter_hours


def what_is_then(person: Person, time: Interval, *, but: int | None = None) -> str:
    """The first booking that is in the way of ``time``, in words for this person; empty when nothing is."""
    claimed = CalendarClaim.quarter_hour.in_(list(quarter_hours(time.start, time.end)))
    standing = sa.or_(CalendarClaim.lapses_at.is_(None), CalendarClaim.lapses_at > now())
    found = sa.select(Booking).join(CalendarClaim, CalendarClaim.booking_id == Booking.id)
    found = found.where(CalendarClaim.person_id == person.id, claimed, standing, Booking.id != (but or 0))
    booking = db.session.scalar(found.order_by(Booking.starts_at).limit(1))
    if booking is None:
        return ""
    when = moment(booking.starts_at, person.time_zone)
    return _("%(what)s on %(when)s", what=summary_of(booking, person, whole_name=True), when=when)


def is_time_of_another(booking: Booking, event: Event) -> bool:
    """Whether a booking is that of a place, or of a speaker, in another event than this."""
    place = sa.exists().where(Place.booking_id == booking.id, Place.event_id != event.id)
    speaker = sa.exists().where(Speaker.booking_id == booking.id, Speaker.event_id != event.id)
    return bool(db.session.scalar(sa.select(sa.or_(place, speaker))))


def booking_for(person: Person, booking_id: int) -> Booking | None:
    """A time of this person's at an event, also one that they gave back."""
    found = db.session.get(Booking, booking_id)
    return found if found is not None and found.kind == NAME and found.host_id == person.id else None


def event_of_booking(booking: Booking) -> Event | None:
    """The event that a time was taken for; None when it was given back and the event has moved on since."""
    place = sa.select(Event).join(Place, Place.event_id == Event.id).where(Place.booking_id == booking.id)
    speaker = sa.select(Event).join(Speaker, Speaker.event_id == Event.id).where(Speaker.booking_id == booking.id)
    given_back = sa.select(Event).join(Place, Place.event_id == Event.id)
    given_back = given_back.where(
        Place.person_id == booking.host_id, Event.title == booking.title, Event.starts_at == booking.starts_at
    )
    if booking.status != BookingStatus.CANCELLED:
        return db.session.scalar(place) or db.session.scalar(speaker)
    return db.session.scalar(place) or db.session.scalar(given_back.limit(1))
