"""What the worker does for sessions that are ahead."""

from mentormatch.core.jobs import job
from mentormatch.sessions import reminders


@job("sessions.remind")
def remind() -> int:
    """Remind both a day and an hour before; returns how many letters were written."""
    return reminders.remind_due()
