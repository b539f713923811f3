"""Letters about what became of a session. Written in the transaction of the deed."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar.models import Booking
from mentormatch.calendar.policy import other_of, people_of
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match
from mentormatch.notifications import service as letters
from mentormatch.programmes import queries as programmes


def asked(booking: Booking) -> None:
    """To both, after the end: did you meet, and how useful was it?"""
    for reader in people_of(booking):
        _write(reader, "asked", booking)


def missed(booking: Booking, person_id: int | None) -> None:
    """To the one who is said not to have come: what it means, and how to say otherwise."""
    for reader in people_of(booking):
        if reader.id == person_id:
            _write(reader, "missed", booking)


def disputed(attendance: Attendance) -> None:
    """To the coordinators of the cohort: the two disagree."""
    booking = attendance.booking
    match = db.session.get_one(Match, booking.match_id)
    for coordinator in programmes.coordinators_of(match.cohort_id):
        if coordinator.id not in {booking.host_id, booking.guest_id}:
            names = {"mentee": other_of(booking.host, booking).name, "mentor": booking.host.name}
            _write(coordinator, "disputed", booking, **names)


def decided(attendance: Attendance) -> None:
    """To both: what a coordinator decided."""
    booking = attendance.booking
    for reader in people_of(booking):
        outcome = "excused" if attendance.decision == "excused" else attendance.outcome
        by_reader = attendance.outcome == Outcome.MISSED and attendance.missed_by_id == reader.id
        _write(reader, "decided", booking, outcome=outcome, by_reader=by_reader)


def pause_ended(person: Person, number: int) -> None:
    """To a person who can book again."""
    letters.write(person, "attendance/email/pause_ended.txt", key=f"person:{person.id}:pause:{number}")


def _write(reader: Person, event: str, booking: Booking, **facts: Any) -> None:
    if not reader.active:
        return
    letters.write(
        reader,
        f"attendance/email/{event}.txt",
        key=f"attendance:{booking.id}:{event}",
        booking_id=booking.id,
        other=other_of(reader, booking).name,
        starts_at=booking.starts_at.isoformat(),
        **facts,
    )
