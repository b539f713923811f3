"""What must hold from one step to the next: no status leaps, nothing vanishes, every change is in the audit trail."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Attendance, Decision
from mentormatch.calendar.models import Booking
from mentormatch.core.audit import AuditEntry
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, Request
from mentormatch.notifications.models import Letter
from mentormatch.sessions.kind import SESSIONS

ANSWERS = {"accepted", "declined", "passed_on", "withdrawn", "expired", "superseded"}
SAID = {"held", "missed", "cancelled"}
#: From a status (None: the row is new) to those that one deed may lead to.
LEGAL: dict[str, dict[str | None, set[str]]] = {
    "request": {
        None: {"awaiting_review", "open"},
        "awaiting_review": {"open", "declined", "withdrawn", "superseded"},
        "open": {"question", *ANSWERS},
        "question": {"open", *ANSWERS},
    },
    "match": {
        None: {"awaiting_review", "active"},
        "awaiting_review": {"active", "rejected", "ended"},
        "active": {"ended"},
    },
    "booking": {None: {"reserved", "booked"}, "reserved": {"booked", "cancelled"}, "booked": SAID},
    "letter": {None: {"queued", "sent", "obsolete"}, "queued": {"sent", "obsolete"}},
}
#: Letters that tell of a session which is to be.
AHEAD = {"calendar/email/booked.txt", "calendar/email/moved.txt", SESSIONS.reminder}

Thing = tuple[str, int]


@dataclass
class State:
    """Everything that has a status, and how often the audit trail names it."""

    status: dict[Thing, str] = field(default_factory=dict)
    #: How a row that is there no longer was allowed to go: holds, and letters of somebody who left.
    fleeting: set[Thing] = field(default_factory=set)
    told: Counter[Thing] = field(default_factory=Counter)


def read() -> State:
    state = State()
    for model in (Request, Match, Letter):
        rows = db.session.execute(sa.select(model.id, model.status))
        state.status |= {(model.__tablename__, number): str(status) for number, status in rows}
    for number, status, holder in db.session.execute(sa.select(Booking.id, Booking.status, Booking.holder_id)):
        state.status["booking", number] = str(status)
        if holder is not None:
            state.fleeting.add(("booking", number))
    trail = sa.select(AuditEntry.subject_kind, AuditEntry.subject_id, sa.func.count()).group_by(
        AuditEntry.subject_kind, AuditEntry.subject_id
    )
    state.told = Counter({(kind, number): times for kind, number, times in db.session.execute(trail)})
    return state


class History:
    """What was there when it was last looked at."""

    def __init__(self) -> None:
        self.last = read()

    def nothing_happened(self) -> None:
        """A deed was refused."""
        db.session.rollback()
        assert read() == self.last, "what was refused has left something behind"

    def look(self) -> None:
        """Compare with what was there before."""
        before, after = self.last, read()
        for thing, status in after.status.items():
            if before.status.get(thing) != status:
                self._changed(thing, before, after)
        self._went(before.status.keys() - after.status.keys(), before)
        self.last = after

    def _changed(self, thing: Thing, before: State, after: State) -> None:
        (kind, number), was, status = thing, before.status.get(thing), after.status[thing]
        legal = LEGAL[kind].get(was, set()) | ({"cancelled", "held", "missed"} if _was_judged(thing) else set())
        assert status in legal, f"{kind} {number} went from {was} to {status}"
        if kind == "letter":
            if status == "sent":
                _is_true(db.session.get_one(Letter, number))
        elif not _is_quiet(kind, was, status, thing in after.fleeting):
            assert after.told[thing] > before.told[thing], f"nobody can tell why {kind} {number} became {status}"

    def _went(self, gone: Any, before: State) -> None:
        left = {number for (number,) in db.session.execute(sa.select(Person.id).where(Person.left_at.is_not(None)))}
        for kind, number in gone:
            assert (kind == "letter" and left) or (kind, number) in before.fleeting, f"{kind} {number} has vanished"


def _is_quiet(kind: str, was: str | None, status: str, held: bool) -> bool:
    """A match that is made belongs to the yes of its request, and a time that was only kept comes and goes unsaid."""
    return (
        (kind == "match" and was is None) or held or (kind == "booking" and (was, status) == ("reserved", "cancelled"))
    )


def _was_judged(thing: Thing) -> bool:
    if thing[0] != "booking":
        return False
    mine = sa.select(Attendance.decision).where(Attendance.booking_id == thing[1])
    return db.session.scalar(mine) == Decision.AS_THE_OTHER_SAYS


def _is_true(letter: Letter) -> None:
    """A letter has just left; what it says of a session that is ahead is so."""
    if letter.template not in AHEAD:
        return
    booking = db.session.get_one(Booking, letter.context["booking_id"])
    assert booking.status != "cancelled", f"letter {letter.id} tells of session {booking.id}, which is cancelled"
    if letter.template == SESSIONS.reminder:
        assert booking.sequence == letter.context["sequence"], f"reminder {letter.id} is of another time"
        assert booking.starts_at > now(), f"reminder {letter.id} came too late"
