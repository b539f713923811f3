"""What the calendar knows of sessions."""

from mentormatch.calendar.kinds import KindOfBooking
from mentormatch.calendar.models import SESSION, Booking
from mentormatch.calendar.registering import register
from mentormatch.core.i18n import _


def _summary(_booking: Booking, name: str) -> str:
    return _("Mentoring session with %(name)s", name=name)


SESSIONS = register(
    KindOfBooking(
        name=SESSION,
        summary=_summary,
        page="sessions.show",
        letters="calendar/email",
        reminder="sessions/email/reminder.txt",
    )
)
