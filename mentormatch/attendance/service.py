"""What the two say about a session that is over, what a coordinator decides, and what the clock counts."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.attendance import letters, queries
from mentormatch.attendance.errors import AlreadyDecided, AlreadySaid, BookingPaused, NotOver
from mentormatch.attendance.models import Attendance, Decision, Outcome
from mentormatch.attendance.policy import STATUS, can_contradict, is_late_cancellation, may_decide
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.errors import NotAllowed
from mentormatch.programmes.models import Cohort


@transactional
def say(booking: Booking, outcome: Outcome, *, missed_by_id: int | None = None, words: str = "", by: Person) -> bool:
    """Say what became of a session that is over; saying the same, also the same again, changes nothing.

    The first word counts. Another word of the other one within a week is a dispute, which a coordinator decides; then
    this answers True. Refuses NotOver, AlreadySaid.
    """
    if booking.ends_at > now():
        raise NotOver
    missed_by_id = missed_by_id if outcome == Outcome.MISSED else None
    if _settle(booking, outcome, missed_by_id, by=by):
        audit.record(by, "session.marked", booking, outcome=outcome)
        if missed_by_id not in {None, by.id}:
            letters.missed(booking, missed_by_id)
        return False
    attendance = queries.attendance_of(booking.id)
    if attendance is None:
        raise AlreadySaid
    db.session.refresh(attendance)
    said = (outcome, missed_by_id)
    if said == (attendance.outcome, attendance.missed_by_id):
        return False
    if said == (attendance.other_outcome, attendance.other_missed_by_id):
        return True
    if not can_contradict(by, attendance, now()):
        raise AlreadySaid
    attendance.other_outcome, attendance.other_missed_by_id = said
    attendance.other_words, attendance.disputed_at = words.strip(), now()
    audit.record(by, "session.disputed", booking, outcome=outcome)
    letters.disputed(attendance)
    return True


def _settle(booking: Booking, outcome: Outcome, missed_by_id: int | None, *, by: Person | None) -> bool:
    """Be the first to say what became of a session; False when somebody was faster. The booking's row decides."""
    # A session that did not take place has left both calendars: its entry counts up, as for every cancellation.
    more: dict[str, Any] = {"sequence": Booking.sequence + 1} if outcome == Outcome.CANCELLED_LATE else {}
    if not advance(booking, frm={BookingStatus.BOOKED}, to=STATUS[outcome], **more):
        return False
    attendance = queries.attendance_of(booking.id) or Attendance(booking_id=booking.id)
    said = {
        "outcome": outcome,
        "missed_by_id": missed_by_id,
        "marked_by_id": by.id if by else None,
        "marked_at": now(),
        "asked_at": attendance.asked_at or now(),
    }
    for name, value in said.items():  # nothing is read in between: a half said word would be flushed and refused
        setattr(attendance, name, value)
    db.session.add(attendance)
    db.session.flush()
    return True


@transactional
def note_cancellation(booking: Booking, cohort: Cohort, *, by: Person) -> None:
    """Mark a cancellation that came later than the cohort's shortest notice, once."""
    if not is_late_cancellation(booking, cohort.notice_hours, now()) or queries.attendance_of(booking.id):
        return
    late = Attendance(booking_id=booking.id, outcome=Outcome.CANCELLED_LATE, marked_by_id=by.id, marked_at=now())
    db.session.add(late)
    audit.record(by, "session.cancelled_late", booking)


@transactional
def decide(attendance: Attendance, decision: Decision, *, by: Person) -> None:
    """A coordinator's word about a dispute, or that a missed session does not count. The same again changes nothing.

    Refuses NotAllowed for a session of one's own, and AlreadyDecided.
    """
    if not may_decide(by, attendance):
        raise NotAllowed
    if attendance.decision == decision:
        return
    is_about_something = (
        attendance.outcome == Outcome.MISSED if decision == Decision.EXCUSED else attendance.disputed_at
    )
    if not is_about_something:
        raise AlreadyDecided
    mine = sa.update(Attendance).where(Attendance.id == attendance.id, Attendance.decision.is_(None))
    if db.session.scalar(mine.values(decision=decision, decided_at=now()).returning(Attendance.id)) is None:
        raise AlreadyDecided
    db.session.refresh(attendance)
    if decision == Decision.AS_THE_OTHER_SAYS and attendance.other_outcome is not None:
        _turn(attendance, attendance.other_outcome)
    audit.record(by, "session.decided", attendance.booking, decision=decision)
    letters.decided(attendance)


def _turn(attendance: Attendance, outcome: Outcome) -> None:
    """What the other one says counts from now on, for the session as well; what was said first is kept in its place."""
    before = attendance.outcome, attendance.missed_by_id
    attendance.outcome, attendance.missed_by_id = outcome, attendance.other_missed_by_id
    attendance.other_outcome, attendance.other_missed_by_id = before
    over = {BookingStatus.HELD, BookingStatus.MISSED, BookingStatus.CANCELLED}
    advance(attendance.booking, frm=over, to=STATUS[outcome])


@transactional
def end_pause(person: Person, *, by: Person) -> None:
    """After a talk: what ``person`` has missed so far no longer counts. Twice is once."""
    mine = queries.counting().where(Attendance.missed_by_id == person.id)
    rows = db.session.scalars(mine).all()
    for attendance in rows:
        attendance.settled_at = now()
    if rows:
        audit.record(by, "pause.ended", person, sessions=len(rows))
        letters.pause_ended(person, max(attendance.id for attendance in rows))


def ensure_can_book(person: Person, cohort: Cohort) -> None:
    """Refuse BookingPaused to who has missed too many sessions of late."""
    if queries.pause_of(person, cohort) is not None:
        raise BookingPaused


def ask_due() -> int:
    """Ask both, once, how it was; returns about how many sessions."""
    return _each(queries.to_ask_about(), _ask)


def count_as_held() -> int:
    """Count sessions as held about which nobody has said anything for a week; returns how many."""
    return _each(queries.to_count_as_held(), _count)


def _each(ids: Collection[int], act: Any) -> int:
    return sum(act(booking_id) for booking_id in ids)


@transactional
def _ask(booking_id: int) -> bool:
    booking = db.session.get(Booking, booking_id, with_for_update={"key_share": True}, populate_existing=True)
    if booking is None or booking.status != BookingStatus.BOOKED or queries.attendance_of(booking_id):
        return False
    db.session.add(Attendance(booking_id=booking_id, asked_at=now()))
    letters.asked(booking)
    return True


@transactional
def _count(booking_id: int) -> bool:
    booking = db.session.get_one(Booking, booking_id)
    if not _settle(booking, Outcome.HELD, None, by=None):
        return False
    audit.record(None, "session.counted_as_held", booking)
    return True
