"""A session as a page shows it to one of its two people."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from mentormatch.accounts.models import Person
from mentormatch.calendar.clocks import offset_on_change
from mentormatch.calendar.kinds import heading_of
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import can_change, other_of
from mentormatch.core import i18n
from mentormatch.core.i18n import Lazy, _, _l, locale_code
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
#: The same for a session that is over, once somebody has said what became of it.
CHIPS_AFTER: dict[BookingStatus, tuple[str, Lazy]] = {
    BookingStatus.HELD: ("good", _l("Held")),
    BookingStatus.MISSED: ("bad", _l("Missed")),
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
        return CHIPS_AFTER.get(self.booking.status, CHIPS[self.stage])

    @property
    def heading(self) -> str:
        """Whom one meets; of other kinds than a session, what it is as well."""
        return heading_of(self.booking, self.other)

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


def moment_of(booking: Booking, reader: Person) -> str:
    return i18n.moment(booking.starts_at, reader.time_zone)
