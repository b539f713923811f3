"""Letters about a session, each with the calendar entry in its newest version."""

from collections.abc import Iterator
from datetime import datetime

from mentormatch.accounts.models import Person
from mentormatch.calendar.models import Booking
from mentormatch.core.clock import now
from mentormatch.core.i18n import _
from mentormatch.notifications import service as letters
from mentormatch.scheduling import CalendarEntry, Interval, Method, calendar_file


def booked(booking: Booking, *, by: Person | None) -> None:
    """Tell both, also the one who booked: it carries the calendar file."""
    for reader, other in _both(booking):
        _write(booking, reader, other, "booked", Method.REQUEST, by=by)


def moved(booking: Booking, before: datetime, *, by: Person | None) -> None:
    for reader, other in _both(booking):
        _write(booking, reader, other, "moved", Method.REQUEST, by=by, before=before.isoformat())


def cancelled(booking: Booking, *, by: Person | None) -> None:
    for reader, other in _both(booking):
        _write(booking, reader, other, "cancelled", Method.CANCEL, by=by, reason=booking.cancel_reason)


def calendar_text(booking: Booking, other: Person, method: Method) -> str:
    """The calendar file of a session as one of the two sees it."""
    entry = CalendarEntry(
        uid=booking.uid,
        sequence=booking.sequence,
        time=Interval(booking.starts_at, booking.ends_at),
        summary=_("Mentoring session with %(name)s", name=other.name),
        description=booking.topic,
        url=booking.meeting_link,
        cancelled=method is Method.CANCEL,
    )
    return calendar_file(entry, method, written_at=now()).decode()


def _both(booking: Booking) -> Iterator[tuple[Person, Person]]:
    yield booking.host, booking.guest
    yield booking.guest, booking.host


def _write(
    booking: Booking, reader: Person, other: Person, event: str, method: Method, *, by: Person | None, **facts: str
) -> None:
    letters.write(
        reader,
        f"calendar/email/{event}.txt",
        key=f"booking:{booking.id}:{event}:{booking.sequence}",
        calendar=calendar_text(booking, other, method),
        booking_id=booking.id,
        other=other.name,
        by_reader=by is not None and by.id == reader.id,
        starts_at=booking.starts_at.isoformat(),
        topic=booking.topic,
        meeting_link=booking.meeting_link,
        **facts,
    )
