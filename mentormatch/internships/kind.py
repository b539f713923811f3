"""What the calendar knows of interviews: the posting, never a name."""

from mentormatch.calendar.kinds import KindOfBooking
from mentormatch.calendar.models import Booking
from mentormatch.calendar.registering import register
from mentormatch.core.i18n import _
from mentormatch.internships.policy import INTERVIEW


def _summary(booking: Booking, _name: str) -> str:
    return _("Interview: %(posting)s", posting=booking.title)


INTERVIEWS = register(
    KindOfBooking(
        name=INTERVIEW, summary=_summary, page="internships.of_booking", reminder="internships/email/reminder.txt"
    )
)
