"""Where a session meets: the mentor's own room, else one of its own; and when its door is open."""

import base64
import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from flask import current_app

from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.profiles import queries as profiles
from mentormatch.profiles.policy import is_meeting_link

#: How long before the start one can join.
DOOR_OPENS = timedelta(minutes=10)


def meeting_link(booking: Booking) -> str:
    """The mentor's room as it is now, else as it was when the session was booked; "" when there is none.

    Bookings of other kinds meet where was said when they were booked.
    """
    offer = profiles.offer_of(booking.host_id) if booking.kind == SESSION else None
    links = (offer.meeting_link if offer else "", booking.meeting_link)
    return next((link for link in links if is_meeting_link(link)), "")


def has_own_room() -> bool:
    """Whether sessions without a mentor's link get a room."""
    return bool(current_app.extensions["settings"].room_url)


def door(booking: Booking, at: datetime) -> str:
    """The address to join at ``at``: from ten minutes before the start to the end, "" otherwise."""
    is_open = booking.starts_at - DOOR_OPENS <= at < booking.ends_at
    if booking.status != BookingStatus.BOOKED or not is_open:
        return ""
    is_elsewhere = booking.kind != SESSION and bool(booking.meeting_link)  # a place in words
    return meeting_link(booking) or ("" if is_elsewhere else _own_room(booking))


def _own_room(booking: Booking) -> str:
    """A room whose name only this installation can derive from the session: 130 bits that nobody guesses."""
    settings = current_app.extensions["settings"]
    name = hmac.new(settings.secret_key.encode(), f"room of {booking.uid}".encode(), sha256).digest()
    word = base64.b32encode(name).decode().lower()[:26]
    address = str(settings.room_url).replace("{room}", word)
    return address if is_meeting_link(address) else ""
