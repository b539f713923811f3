"""What the calendar knows of sessions."""

from collections.abc import Iterable

from mentormatch.accounts.models import Person
from mentormatch.calendar.kinds import Given, KindOfBooking
from mentormatch.calendar.models import SESSION, Booking
from mentormatch.calendar.registering import register
from mentormatch.core.i18n import _
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.models import EnrolledAs


def _summary(_booking: Booking, name: str) -> str:
    return _("Mentoring session with %(name)s", name=name)


def _given(host: Person) -> Iterable[Given]:
    enrolment = programmes.enrolment_of(host, EnrolledAs.MENTOR)
    return [Given(SESSION, _("A mentoring session"), enrolment.cohort)] if enrolment else []


SESSIONS = register(
    KindOfBooking(
        name=SESSION,
        summary=_summary,
        page="sessions.show",
        letters="calendar/email",
        given=_given,
        reminder="sessions/email/reminder.txt",
    )
)
