"""What the worker does for messages."""

from mentormatch.core.jobs import job
from mentormatch.messages import service


@job("messages.tell")
def tell_unread() -> int:
    """Write to those for whom something has waited unread for a while; returns how many letters."""
    return service.tell_unread()
