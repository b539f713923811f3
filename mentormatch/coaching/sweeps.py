"""What the worker does for coaching, while it is on."""

from mentormatch.coaching import service
from mentormatch.coaching.policy import COACHING
from mentormatch.coaching.service.finding import find_missing
from mentormatch.office.service import service_job


@service_job(COACHING, "keep")
def keep() -> int:
    """Close kept times that are over, and keep free ones for who waits; returns how many were kept."""
    return service.keep_due()


@service_job(COACHING, "settle")
def settle() -> int:
    """Count as held what nobody spoke about for a week; returns how many."""
    return service.count_as_held()


@service_job(COACHING, "find")
def find() -> int:
    """Let types be found that were made before there was a search; returns how many."""
    return find_missing()
