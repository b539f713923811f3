"""The refusals of the calendar."""

from mentormatch.core.errors import Conflict, Invalid
from mentormatch.core.i18n import _l


class SlotTaken(Conflict):
    sentence = _l("This time was taken a moment ago. Please choose another one.")


class NotOpen(Invalid):
    sentence = _l("This time cannot be booked. Please choose one of the free times.")


class WeekFull(Conflict):
    sentence = _l("The mentor has no more sessions free in that week. Please choose another week.")


class BookingOver(Conflict):
    sentence = _l("This session is over or was cancelled, so it can no longer be changed.")


class HoursUnreadable(Invalid):
    sentence = _l("Please check the hours: each one ends after it begins, within the same day.")
