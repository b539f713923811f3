"""What the worker does for files."""

from mentormatch.core.jobs import job
from mentormatch.files import service


@job("files.remove_orphans")
def remove_orphans() -> int:
    """Remove bytes that belong to no file; returns how many."""
    return service.remove_orphans()
