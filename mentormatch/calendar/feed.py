"""What a subscribed calendar reads: when one meets whom or goes where, and the way to the page. Nothing else."""

from datetime import timedelta

from flask import url_for
from flask_babel import force_locale

from mentormatch.accounts.models import Person
from mentormatch.calendar.kinds import page_of, summary_of
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.queries.own import sessions_of_feed
from mentormatch.core.i18n import _
from mentormatch.office.queries import switched_off
from mentormatch.scheduling import CalendarEntry, Interval, calendar_feed

#: How long a session stays after it is over; longest feed; how often a calendar looks.
KEPT = timedelta(days=30)
MOST = 500
REFRESH = timedelta(hours=1)


def feed_text(person: Person) -> bytes:
    """The sessions of the last 30 days and all ahead, cancelled ones as cancelled.

    Of a service that is off only those remain, so that they leave calendars.
    """
    with force_locale(person.locale):
        sessions = sessions_of_feed(person, KEPT, MOST)
        entries = [
            (_entry(booking, person), booking.changed_at or booking.created_at)
            for booking in sessions
            if _is_there(booking)
        ]
        return calendar_feed(_("Mentoring sessions"), entries, refresh=REFRESH)


def _is_there(booking: Booking) -> bool:
    return booking.status == BookingStatus.CANCELLED or booking.kind not in switched_off()


def _entry(booking: Booking, reader: Person) -> CalendarEntry:
    return CalendarEntry(
        uid=booking.uid,
        sequence=booking.sequence,
        time=Interval(booking.starts_at, booking.ends_at),
        summary=summary_of(booking, reader),
        url=url_for("sessions.index", _external=True)
        if booking.kind in switched_off()
        else page_of(booking, external=True),
        cancelled=booking.status == BookingStatus.CANCELLED,
    )
