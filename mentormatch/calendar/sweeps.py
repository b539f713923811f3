"""What the worker does for the calendar."""

from mentormatch.calendar import service
from mentormatch.core.jobs import job


@job("calendar.release_lapsed")
def release_lapsed() -> int:
    """Give back times that were kept for a review which took too long; returns how many."""
    return service.release_lapsed()
