"""Reading a person's time: ``hours`` that are given, ``bookings`` that take it, and the ``opentimes`` that are left."""

from mentormatch.calendar.queries.bookings import (
    TAKES_TIME,
    bookings_between,
    lapsed_between,
    same_booking,
    sessions_in_week,
)
from mentormatch.calendar.queries.hours import (
    DaysThatDiffer,
    day_exceptions_of,
    days_that_differ,
    exception_for,
    exceptions_of,
    weekly_rules,
    weekly_rules_of,
)
from mentormatch.calendar.queries.opentimes import next_open_times, open_times

__all__ = [
    "TAKES_TIME",
    "DaysThatDiffer",
    "bookings_between",
    "day_exceptions_of",
    "days_that_differ",
    "exception_for",
    "exceptions_of",
    "lapsed_between",
    "next_open_times",
    "open_times",
    "same_booking",
    "sessions_in_week",
    "weekly_rules",
    "weekly_rules_of",
]
