"""Rules of attendance that need no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mentormatch.accounts.models import Person, RoleName
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar.models import Booking, BookingStatus

#: How long both can say what became of a session, and how long the other one can say otherwise.
TO_SAY = timedelta(days=7)
WORDS_MOST = 1000
#: What becomes of the booking itself.
STATUS = {
    Outcome.HELD: BookingStatus.HELD,
    Outcome.MISSED: BookingStatus.MISSED,
    Outcome.CANCELLED_LATE: BookingStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Pause:
    """Why somebody cannot book: ``missed`` sessions, and when it fades by itself."""

    missed: int
    until: datetime


def pause_after(missed: Sequence[datetime], at: datetime, *, limit: int, days: int) -> Pause | None:
    """The pause that follows from the starts of missed sessions, or None: at least ``limit`` in the last ``days``."""
    window = timedelta(days=days)
    counted = sorted(start for start in missed if start > at - window)
    if len(counted) < limit:
        return None
    return Pause(len(counted), counted[-limit] + window)


def can_mark(booking: Booking, attendance: Attendance | None, at: datetime) -> bool:
    """Whether nobody has said what became of a session that is over."""
    return booking.status == BookingStatus.BOOKED and booking.ends_at <= at and not (attendance and attendance.outcome)


def can_contradict(person: Person, attendance: Attendance | None, at: datetime) -> bool:
    """Whether ``person``, one of the two, may still say otherwise than the other one did."""
    if attendance is None or attendance.marked_at is None or attendance.asked_at is None:
        return False
    said_by_other = attendance.marked_by_id not in {None, person.id}
    return (
        said_by_other
        and attendance.disputed_at is None
        and attendance.decision is None
        and (at < attendance.marked_at + TO_SAY)
    )


def is_late_cancellation(booking: Booking, notice_hours: int, at: datetime) -> bool:
    return at > booking.starts_at - timedelta(hours=notice_hours)


def may_decide(person: Person, attendance: Attendance) -> bool:
    """Coordinators decide, but never about a session of their own."""
    own = person.id in {attendance.booking.host_id, attendance.booking.guest_id}
    return person.is_(RoleName.COORDINATOR) and not own
