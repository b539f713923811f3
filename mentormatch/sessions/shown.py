"""A session as a page shows it to one of its two people."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from mentormatch.accounts.models import Person
from mentormatch.calendar.clocks import offset_on_change
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import can_change, other_of
from mentormatch.core import i18n
from mentormatch.core.i18n import Lazy, _, _l, locale_code
from mentormatch.profiles import queries as profiles
from mentormatch.profiles.policy import is_meeting_link
from mentormatch.scheduling import get_zone, local_date
from mentormatch.sessions.policy import Stage, stage_of
from mentormatch.sessions.strip import clock_there

#: Kind of chip and word for each stage.
CHIPS: dict[Stage, tuple[str, Lazy]] = {
    Stage.KEPT: ("wait", _l("Waits for a coordinator")),
    Stage.COMING: ("good", _l("Booked")),
    Stage.NOW: ("good", _l("Now")),
    Stage.PAST: ("plain", _l("Past")),
    Stage.CANCELLED: ("bad", _l("Cancelled")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """``leaf`` is weekday, day and month; ``clocks`` says what the wall time alone does not tell."""

    booking: Booking
    other: Person
    stage: Stage
    can_change: bool
    leaf: tuple[str, int, str]
    minutes: int
    clocks: str

    @property
    def chip(self) -> tuple[str, Lazy]:
        return CHIPS[self.stage]

    @property
    def reader_hosts(self) -> bool:
        return self.other.id == self.booking.guest_id


def shown(booking: Booking, reader: Person, at: datetime) -> Shown:
    """``booking`` at the moment ``at`` for ``reader``."""
    other = other_of(reader, booking)
    day, code = local_date(booking.starts_at, get_zone(reader.time_zone)), locale_code()
    theirs = clock_there(booking.starts_at, reader.time_zone, other.time_zone)
    clocks = (
        offset_on_change(booking.starts_at, reader.time_zone),
        _("%(time)s for %(name)s", time=theirs, name=other.first_name) if theirs else "",
    )
    return Shown(
        booking=booking,
        other=other,
        stage=stage_of(booking, at),
        can_change=can_change(booking, at),
        leaf=(format_date(day, "EEE", locale=code), day.day, format_date(day, "MMM", locale=code)),
        minutes=int((booking.ends_at - booking.starts_at).total_seconds() // 60),
        clocks=" · ".join(part for part in clocks if part),
    )


def meeting_link(booking: Booking) -> str:
    """Where the two meet: the mentor's room as it is now, else as it was when the session was booked."""
    offer = profiles.offer_of(booking.host_id)
    links = (offer.meeting_link if offer else "", booking.meeting_link)
    return next((link for link in links if is_meeting_link(link)), "")


def moment_of(booking: Booking, reader: Person) -> str:
    return i18n.moment(booking.starts_at, reader.time_zone)
