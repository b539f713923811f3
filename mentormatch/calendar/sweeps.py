"""What the worker does for the calendar."""

from mentormatch.calendar import reminders, service
from mentormatch.core.jobs import job


@job("calendar.release_lapsed")
def release_lapsed() -> int:
    """Give back times that were kept for a review which took too long; returns how many."""
    return service.release_lapsed()


@job("calendar.remind")
def remind() -> int:
    """Remind everybody a day and an hour before; returns how many letters were written."""
    return reminders.remind_due()
