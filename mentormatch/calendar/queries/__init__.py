"""Reading a person's time: ``hours`` that are given, ``bookings`` that take it, and the ``opentimes`` that are left."""

from mentormatch.calendar.queries.bookings import (
    TAKES_TIME,
    bookings_between,
    hold_of,
    holds_of,
    lapsed_between,
    same_booking,
    sessions_in_week,
)
from mentormatch.calendar.queries.hours import (
    DaysThatDiffer,
    Hours,
    days_that_differ,
    exception_for,
    exceptions_of,
    hours_of,
    weekly_rules,
    weekly_rules_of,
)
from mentormatch.calendar.queries.opentimes import host_limits, next_open_times, open_times
from mentormatch.calendar.queries.own import (
    busy_calendar_of,
    busy_times_of,
    collisions_of,
    feed_of,
    feed_of_secret,
    own_limits_of,
    secret_hash,
)
from mentormatch.calendar.queries.taken import Taken, taken_between

__all__ = [
    "TAKES_TIME",
    "DaysThatDiffer",
    "Hours",
    "Taken",
    "bookings_between",
    "busy_calendar_of",
    "busy_times_of",
    "collisions_of",
    "days_that_differ",
    "exception_for",
    "exceptions_of",
    "feed_of",
    "feed_of_secret",
    "hold_of",
    "holds_of",
    "host_limits",
    "hours_of",
    "lapsed_between",
    "next_open_times",
    "open_times",
    "own_limits_of",
    "same_booking",
    "secret_hash",
    "sessions_in_week",
    "taken_between",
    "weekly_rules",
    "weekly_rules_of",
]
