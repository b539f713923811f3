"""What the worker does about sessions that are over."""

from mentormatch.attendance import service
from mentormatch.core.jobs import job


@job("sessions.attendance")
def attend() -> int:
    """Count as held what nobody spoke about for a week, then ask about the rest; returns how many moved."""
    return service.count_as_held() + service.ask_due()
