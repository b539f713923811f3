"""What the calendar knows of appointments."""

from collections.abc import Iterable

from mentormatch.accounts.models import Person, RoleName
from mentormatch.calendar.kinds import Given, KindOfBooking
from mentormatch.calendar.models import Booking
from mentormatch.calendar.registering import register
from mentormatch.coaching.policy import COACHING
from mentormatch.coaching.queries import types
from mentormatch.core.i18n import _
from mentormatch.office.queries import is_on


def _summary(booking: Booking, name: str) -> str:
    return _("%(what)s with %(name)s", what=booking.title, name=name)


def _given(host: Person) -> Iterable[Given]:
    if not (host.is_(RoleName.COACH) and is_on(COACHING)):
        return []
    return [Given(f"{COACHING}-{offer.type_id}", offer.type.name, offer.type) for offer in types.offers_by(host)]


APPOINTMENTS = register(
    KindOfBooking(
        name=COACHING,
        summary=_summary,
        page="coaching.show",
        argument="appointment_id",
        letters="coaching/email",
        reminder="coaching/email/reminder.txt",
        given=_given,
    )
)
