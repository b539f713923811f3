"""Giving time (``hours``) and taking it (``bookings``, ``holds``, ``own_time``, ``busy``); who reads it (``feeds``).

What makes double booking impossible is in ``claims``.
"""

from mentormatch.calendar.service.bookings import (
    book,
    cancel,
    cancel_all_of_match,
    confirm_reserved,
    free_reserved,
    move,
    release_lapsed,
    reserve,
)
from mentormatch.calendar.service.busy import forget_busy_times, read_busy_times
from mentormatch.calendar.service.feeds import make_feed, revoke_feed
from mentormatch.calendar.service.holds import hold, release_hold
from mentormatch.calendar.service.hours import add_exception, remove_exception, set_own_limits, set_weekly_hours
from mentormatch.calendar.service.own_time import describe_own_times, free_own_time, move_own_time, take_own_time

__all__ = [
    "add_exception",
    "book",
    "cancel",
    "cancel_all_of_match",
    "confirm_reserved",
    "describe_own_times",
    "forget_busy_times",
    "free_own_time",
    "free_reserved",
    "hold",
    "make_feed",
    "move",
    "move_own_time",
    "read_busy_times",
    "release_hold",
    "release_lapsed",
    "remove_exception",
    "reserve",
    "revoke_feed",
    "set_own_limits",
    "set_weekly_hours",
    "take_own_time",
]
