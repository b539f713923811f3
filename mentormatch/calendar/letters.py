"""Letters about a booking, to both, each with the calendar entry in its newest version."""

from datetime import datetime, timedelta
from email.utils import parseaddr

from flask import current_app
from flask_babel import force_locale

from mentormatch.accounts.models import Person
from mentormatch.calendar.clocks import offset_on_change
from mentormatch.calendar.kinds import kind_of, summary_of
from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.calendar.policy import other_of, people_of
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter
from mentormatch.profiles.policy import is_meeting_link
from mentormatch.scheduling import CalendarEntry, Interval, Method, Party, calendar_file

#: What concerns a session this near waits neither for the end of quiet hours nor for a digest.
NEAR = timedelta(hours=24)


def booked(booking: Booking, *, by: Person | None) -> None:
    """There is a session; also to the one who booked it, whose calendar it must reach as well."""
    _write(booking, "booked", Method.REQUEST, by=by)


def moved(booking: Booking, before: datetime, *, by: Person | None) -> None:
    """The session has another time; ``before`` is the one it had. What is unsent of the old time never leaves."""
    letters.take_back(_key(booking))
    _write(booking, "moved", Method.REQUEST, by=by, before=before.isoformat())


def handed_over(booking: Booking, former: Person, before: datetime, *, by: Person | None) -> None:
    """Somebody else gives the time now: three letters, to the guest, and to whom it is new or cancelled."""
    letters.take_back(_key(booking))
    _write(booking, "moved", Method.REQUEST, by=by, to=(taken_by(booking),), before=before.isoformat())
    _write(booking, "booked", Method.REQUEST, by=by, to=(booking.host,))
    _write(booking, "cancelled", Method.CANCEL, by=by, to=(former,), at=before, reason="", instead="yes")


def cancelled(booking: Booking, *, by: Person | None) -> None:
    """The session does not take place. What is unsent about it never leaves, but for this."""
    letters.take_back(_key(booking))
    _write(booking, "cancelled", Method.CANCEL, by=by, reason=letters.quoted(booking.cancel_reason))


def is_still_true(letter: Letter) -> bool:
    """Whether a session takes place, or took place, at the time a letter names. Also who says afterwards that it was
    cancelled takes the word back from a letter that is late."""
    booking = db.session.get(Booking, letter.context["booking_id"], populate_existing=True)
    at = datetime.fromisoformat(letter.context["starts_at"])
    return booking is not None and booking.status != BookingStatus.CANCELLED and booking.starts_at == at


def calendar_text(booking: Booking, reader: Person, method: Method, *, at: datetime | None = None) -> str:
    """The calendar file of a session as ``reader``, one of the two, sees it. It holds nobody's address but ours.

    ``at`` is when it starts for somebody who does not give it any more.
    """
    at = at or booking.starts_at
    name, address = parseaddr(current_app.extensions["settings"].mail_from)
    link, place = where(booking)
    entry = CalendarEntry(
        uid=booking.uid,
        sequence=booking.sequence,
        time=Interval(at, at + (booking.ends_at - booking.starts_at)),
        summary=summary_of(booking, reader, whole_name=True),
        description=booking.topic,
        location=link or place,
        url=link,
        cancelled=booking.status == BookingStatus.CANCELLED or method == Method.CANCEL,
        organizer=Party(name or "MentorMatch", address),
    )
    return calendar_file(entry, method, written_at=now()).decode()


def where(booking: Booking) -> tuple[str, str]:
    """Where one meets: the link, and the place in words, which only bookings of other kinds than a session have."""
    if is_meeting_link(booking.meeting_link):
        return booking.meeting_link, ""
    return "", "" if booking.kind == SESSION else booking.meeting_link


def taken_by(booking: Booking) -> Person:
    """Whose time a booking of two is besides its host's."""
    return booking.guest or booking.host


def _write(
    booking: Booking,
    event: str,
    method: Method,
    *,
    by: Person | None,
    to: tuple[Person, ...] = (),
    at: datetime | None = None,
    **facts: str,
) -> None:
    at, (link, place) = at or booking.starts_at, where(booking)
    times = [at, *([datetime.fromisoformat(facts["before"])] if "before" in facts else [])]
    for reader in to or people_of(booking):
        other = other_of(reader, booking)
        with force_locale(reader.locale):
            calendar = calendar_text(booking, reader, method, at=at)
        letters.write(
            reader,
            f"{kind_of(booking).letters}/{event}.txt",
            key=f"{_key(booking)}{event}:{booking.sequence}",
            urgent=min(times) <= now() + NEAR,
            calendar=calendar,
            booking_id=booking.id,
            title=letters.quoted(booking.title),
            other=other.name,
            by={reader.id: "reader", other.id: "other"}.get(by.id if by else 0, ""),
            starts_at=at.isoformat(),
            offset=offset_on_change(at, reader.time_zone),
            topic=letters.quoted(booking.topic),
            meeting_link=link,
            place=letters.quoted(place),
            mine_to_send=reader.id == booking.host_id,
            **facts,
        )


def reminder_key(booking: Booking, kind: str) -> str:
    """The key of a reminder: a moved session counts its sequence up, so its new time is reminded of anew."""
    return f"{_key(booking)}remind:{booking.sequence}:{kind}"


def _key(booking: Booking) -> str:
    """What the keys of all letters about a session begin with."""
    return f"booking:{booking.id}:"
