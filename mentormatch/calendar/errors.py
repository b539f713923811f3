"""The refusals of the calendar, a sentence each."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class SlotTaken(Conflict):
    sentence = _l("This time was taken a moment ago. Please choose another one.")


class WeekFull(Conflict):
    sentence = _l("All sessions of that week are taken. Please choose another week.")


class NotOpen(Invalid):
    sentence = _l("This time cannot be booked. Please choose one of the free times.")


class BookingOver(Conflict):
    sentence = _l("This session has begun, is over or was cancelled, so it can no longer be changed.")


class DaysGone(Invalid):
    sentence = _l("Choose a day from today on.")


class TooManyDays(Invalid):
    sentence = _l("Choose at most %(most)d days at once.", most=62)


class NotACalendar(Invalid):
    sentence = _l("This is not a calendar file. Calendars export one that ends in .ics.")


class FullCalendar(Invalid):
    sentence = _l("This calendar holds more than we can read. Export fewer calendars, or only the months ahead.")


class EndlessCalendar(Invalid):
    sentence = _l("This calendar takes too long to read. Export fewer calendars, or only the months ahead.")
