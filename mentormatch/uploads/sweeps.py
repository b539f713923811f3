"""What the worker does for uploads."""

from mentormatch.core.jobs import job
from mentormatch.uploads import owners


@job("uploads.remove_orphans")
def remove_orphans() -> int:
    """Remove bytes that belong to nobody; returns how many."""
    return owners.remove_orphans()
