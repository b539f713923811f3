"""Giving time (``hours``) and taking it (``bookings``). What makes double booking impossible is in ``claims``."""

from mentormatch.calendar.service.bookings import (
    book,
    cancel,
    cancel_all_of_match,
    confirm_reserved,
    move,
    release_lapsed,
    reserve,
)
from mentormatch.calendar.service.hours import add_exception, remove_exception, set_weekly_hours

__all__ = [
    "add_exception",
    "book",
    "cancel",
    "cancel_all_of_match",
    "confirm_reserved",
    "move",
    "release_lapsed",
    "remove_exception",
    "reserve",
    "set_weekly_hours",
]
