"""Reminders of bookings of every kind. Not timers: each sweep asks the database which are due.

One key is one letter.
"""

import enum
from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.accounts.models import Person
from mentormatch.calendar.clocks import offset_on_change
from mentormatch.calendar.kinds import kind_of
from mentormatch.calendar.letters import reminder_key, where
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import other_of, people_of
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.notifications import queries as wishes
from mentormatch.notifications import service as letters
from mentormatch.notifications.models import Letter, LetterPreference


class Kind(enum.StrEnum):
    DAY = "day"
    HOUR = "hour"


#: How long before the start each is due, in elapsed hours, whatever the clocks on the wall do that night.
LEAD = {Kind.DAY: timedelta(hours=24), Kind.HOUR: timedelta(hours=1)}
#: How near the start one is still written: a day's reminder that is half a day late says nothing any more.
NEAREST = {Kind.DAY: timedelta(hours=12), Kind.HOUR: timedelta(0)}
#: How near the start one may still leave, when quiet hours or a lost mail server held it: the next kind is due then.
LAST = {Kind.DAY: LEAD[Kind.HOUR], Kind.HOUR: timedelta(0)}


def remind_due() -> int:
    """Write every reminder that is due and not written; returns how many letters."""
    return sum(_remind(booking_id, kind) for kind in Kind for booking_id in _due(kind))


def _due(kind: Kind) -> list[int]:
    """The sessions that somebody is still to be reminded of."""
    at = now()
    near = sa.select(Booking).where(Booking.status == BookingStatus.BOOKED, *_within(at, kind))
    with_people = near.options(joinedload(Booking.host), joinedload(Booking.guest)).order_by(Booking.starts_at)
    bookings = [booking for booking in db.session.scalars(with_people) if _was_known(booking, kind)]
    keys = {
        (booking.id, reader.id): _key(booking, kind, reader) for booking in bookings for reader in people_of(booking)
    }
    written = wishes.already_written(keys.values())
    off = {person_id for person_id, wanted in _wishes(bookings).items() if not _wants(wanted, kind)}
    missing = {booking for (booking, reader), key in keys.items() if key not in written and reader not in off}
    return [booking.id for booking in bookings if booking.id in missing]


def _within(at: datetime, kind: Kind) -> tuple[sa.ColumnElement[bool], ...]:
    nearest = Booking.starts_at >= at + NEAREST[kind] if NEAREST[kind] else Booking.starts_at > at
    return nearest, Booking.starts_at <= at + LEAD[kind]


@transactional
def _remind(booking_id: int, kind: Kind) -> int:
    """Write to both, where they want it. The row is held: whoever cancels meanwhile finds the letters to take back."""
    lock = {"key_share": True}
    booking = db.session.get(Booking, booking_id, with_for_update=lock, populate_existing=True)
    if booking is None or not _is_due(booking, kind, now()):
        return 0
    readers = [
        reader for reader in people_of(booking) if reader.active and _wants(wishes.preference_of(reader.id), kind)
    ]
    for reader in readers:
        letters.write(
            reader,
            kind_of(booking).reminder,
            key=reminder_key(booking, kind),
            urgent=kind == Kind.HOUR,
            booking_id=booking.id,
            sequence=booking.sequence,
            kind=kind.value,
            title=letters.quoted(booking.title),
            other=other_of(reader, booking).name,
            starts_at=booking.starts_at.isoformat(),
            offset=offset_on_change(booking.starts_at, reader.time_zone),
            topic=letters.quoted(booking.topic),
            meeting_link=where(booking)[0],
            place=letters.quoted(where(booking)[1]),
        )
    return len(readers)


def _is_due(booking: Booking, kind: Kind, at: datetime) -> bool:
    ahead = booking.starts_at - at
    in_time = ahead > timedelta(0) and NEAREST[kind] <= ahead <= LEAD[kind]
    return booking.status == BookingStatus.BOOKED and in_time and _was_known(booking, kind)


def _was_known(booking: Booking, kind: Kind) -> bool:
    """Whether the time was agreed before it was due: nobody needs reminding of what they have just booked."""
    return (booking.agreed_at or booking.created_at) <= booking.starts_at - LEAD[kind]


def is_still_true(letter: Letter) -> bool:
    """Whether the session is still booked, at the time the letter names, and not so near that the letter is late."""
    booking = db.session.get(Booking, letter.context["booking_id"], populate_existing=True)
    kind = Kind(letter.context["kind"])
    return (
        booking is not None
        and booking.status == BookingStatus.BOOKED
        and booking.sequence == letter.context["sequence"]
        and booking.starts_at - now() > LAST[kind]
        and _wants(wishes.preference_of(letter.person_id), kind)
    )


def _wants(wanted: LetterPreference | None, kind: Kind) -> bool:
    if wanted is None:
        return True
    return wanted.remind_day_before if kind == Kind.DAY else wanted.remind_hour_before


def _wishes(bookings: Iterable[Booking]) -> dict[int, LetterPreference]:
    return wishes.preferences_of({reader.id for booking in bookings for reader in people_of(booking)})


def _key(booking: Booking, kind: Kind, reader: Person) -> str:
    return letters.key_for(reminder_key(booking, kind), reader.id)
