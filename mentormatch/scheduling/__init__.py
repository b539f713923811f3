"""Scheduling: weekly hours and busy times in, open slots and calendar files out. Plain values, no clock of its own.

Read in this order: `intervals` (half-open stretches of UTC), `zones` (wall clocks and their changes), `hours` (weekly
hours and how they are written), `availability` (hours in a zone as free intervals), `slots` (what can be booked),
`ics` (bookings as calendar files), `busy` and `reading` (a stranger's calendar file as busy times), `errors` (what is
refused). A booking page needs three calls:

    free = free_intervals(rules, exceptions, get_zone("Europe/Rome"), Interval(now, now + window))
    slots = open_slots(free, busy, length=length, now=now, buffer=buffer)
    slots = within_limits(slots, booked, get_zone("Europe/Rome"), sessions_per_week=3)
"""

from mentormatch.scheduling.availability import DayException, free_intervals
from mentormatch.scheduling.busy import Busy, busy_times
from mentormatch.scheduling.errors import (
    BadAddress,
    BadClockTime,
    BadLength,
    EmptyInterval,
    EndBeforeStart,
    HoursError,
    NaiveTime,
    NoCalendar,
    SchedulingError,
    TooManyEvents,
    TooMuchWork,
    UnknownDay,
    UnknownZone,
    UnreadableHours,
)
from mentormatch.scheduling.hours import (
    DayHours,
    WeeklyRule,
    format_hours,
    merge_rules,
    parse_hours,
    read_clock,
    write_clock,
)
from mentormatch.scheduling.ics import CalendarEntry, Method, Party, calendar_feed, calendar_file
from mentormatch.scheduling.intervals import Interval, as_utc, intersect, merge, subtract
from mentormatch.scheduling.slots import open_slots, quarter_hours, within_limits
from mentormatch.scheduling.zones import get_zone, instants_at, local_date, week_around, zone_names

__all__ = [
    "BadAddress",
    "BadClockTime",
    "BadLength",
    "Busy",
    "CalendarEntry",
    "DayException",
    "DayHours",
    "EmptyInterval",
    "EndBeforeStart",
    "HoursError",
    "Interval",
    "Method",
    "NaiveTime",
    "NoCalendar",
    "Party",
    "SchedulingError",
    "TooManyEvents",
    "TooMuchWork",
    "UnknownDay",
    "UnknownZone",
    "UnreadableHours",
    "WeeklyRule",
    "as_utc",
    "busy_times",
    "calendar_feed",
    "calendar_file",
    "format_hours",
    "free_intervals",
    "get_zone",
    "instants_at",
    "intersect",
    "local_date",
    "merge",
    "merge_rules",
    "open_slots",
    "parse_hours",
    "quarter_hours",
    "read_clock",
    "subtract",
    "week_around",
    "within_limits",
    "write_clock",
    "zone_names",
]
