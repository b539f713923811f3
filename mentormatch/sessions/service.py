"""What the two people of a match do with its sessions. The calendar below keeps the time; here is the meaning."""

from datetime import datetime

from mentormatch.accounts.models import Person
from mentormatch.attendance import service as attendance
from mentormatch.calendar import service as calendar
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.calendar.policy import of_match
from mentormatch.core.db import db, transactional
from mentormatch.core.limits import spend
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.service import lock
from mentormatch.programmes import service as programmes
from mentormatch.sessions.errors import MatchNotActive
from mentormatch.sessions.policy import can_book

#: Each deed sends letters to two people: more of them in an hour would be a nuisance, not a plan.
DEEDS_AN_HOUR = 40
#: Somebody who looks for the best time chooses often; a machine that keeps times from others chooses more often.
HOLDS_AN_HOUR = 60
HOUR = 3600


@transactional
def hold(match: Match, starts_at: datetime, *, by: Person) -> Booking:
    """Hold a time for ten minutes while ``by`` chooses the words; what they held before in this match is let go.

    Refuses MatchNotActive, CohortArchived, BookingPaused, SlotTaken, WeekFull, NotOpen, TooMany.
    """
    _ensure_active(match)
    programmes.ensure_not_archived(match.cohort_id)
    attendance.ensure_can_book(by, match.cohort)
    held = calendar.hold(match.mentor, match.mentee, match.cohort, starts_at, purpose=of_match(match.id), by=by)
    spend("hold", by.id, limit=HOLDS_AN_HOUR, seconds=HOUR)
    return held


@transactional
def release_hold(match: Match, *, by: Person) -> None:
    """Let go what ``by`` holds in this match; nothing when it has lapsed already."""
    calendar.release_hold(of_match(match.id), by)


@transactional
def book(match: Match, starts_at: datetime, *, topic: str, by: Person) -> Booking:
    """Book a session of an active match, by either of the two. The same time again gives the session that exists.

    Refuses MatchNotActive, CohortArchived, BookingPaused, SlotTaken, WeekFull, NotOpen, TooMany.
    """
    _ensure_active(match)
    programmes.ensure_not_archived(match.cohort_id)
    attendance.ensure_can_book(by, match.cohort)
    booking = calendar.book(
        match.mentor, match.mentee, match.cohort, starts_at, purpose=of_match(match.id), topic=topic.strip(), by=by
    )
    _count_deed(by)
    return booking


@transactional
def move(booking: Booking, starts_at: datetime, *, by: Person) -> None:
    """Move a session until it starts, by either of the two.

    Refuses MatchNotActive, BookingOver, SlotTaken, WeekFull, NotOpen, TooMany.
    """
    match = match_of(booking)
    _ensure_active(match)
    calendar.move(booking, match.cohort, starts_at, by=by)
    _count_deed(by)


@transactional
def cancel(booking: Booking, *, reason: str, by: Person) -> None:
    """Cancel a session until it starts, by either of the two, with a word that the other one reads.

    Later than the cohort's shortest notice it is marked as late. Refuses BookingOver, TooMany.
    """
    was_booked = booking.status == BookingStatus.BOOKED  # cancelling again, later, must not make it late
    calendar.cancel(booking, by=by, reason=reason.strip())
    if was_booked:
        attendance.note_cancellation(booking, match_of(booking).cohort, by=by)
    _count_deed(by)


def match_of(booking: Booking) -> Match:
    """The match that a session belongs to."""
    return db.session.get_one(Match, booking.match_id)


def _ensure_active(match: Match) -> None:
    """The match is held, so that ending it waits and then also cancels this session."""
    lock(match)
    if not can_book(match):
        raise MatchNotActive


def _count_deed(by: Person) -> None:
    """Refused deeds are rolled back with their count, so only those that sent letters are counted."""
    spend("session", by.id, limit=DEEDS_AN_HOUR, seconds=HOUR)
