"""The timeline of a match: what the audit trail says of its request, itself, its sessions and goals, and which sessions
took place. A feature that wants its deeds on it adds their names to ``TITLES``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mentormatch.calendar.models import Booking
from mentormatch.core.audit import AuditEntry
from mentormatch.core.db import UTCDateTime, db
from mentormatch.core.i18n import Lazy, _, _l, moment
from mentormatch.goals.models import Goal, GoalStep
from mentormatch.mentoring.labels import end_words
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.story import Event
from mentormatch.relationship.queries import took_place

A_PAGE = 20
TOOK_PLACE = "session.took_place"

#: Shape and words of each deed that is told.
TITLES: dict[str, tuple[str, Lazy]] = {
    "request.asked": ("done", _l("Request sent")),
    "request.let_through": ("done", _l("A coordinator let it through")),
    "request.reminded": ("done", _l("Reminder sent")),
    "request.question_asked": ("done", _l("A question before deciding")),
    "request.question_answered": ("done", _l("The question was answered")),
    "request.accepted": ("done", _l("Request accepted")),
    "match.began": ("done", _l("Match began")),
    "match.rejected": ("bad", _l("Not approved by a coordinator")),
    "match.ended": ("done", _l("Match ended")),
    "booking.booked": ("done", _l("Session booked")),
    "booking.moved": ("done", _l("Session moved")),
    "booking.cancelled": ("bad", _l("Session cancelled")),
    TOOK_PLACE: ("done", _l("Session")),
    "goal.added": ("done", _l("Goal set")),
    "goal.done": ("done", _l("Goal reached")),
    "goal.dropped": ("bad", _l("Goal dropped")),
    "goal.reopened": ("done", _l("Goal taken up again")),
    "goal.step_done": ("done", _l("Step done")),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: what, about which row, when, by whom (None: by the clock), and for a step its number."""

    at: datetime
    action: str
    subject_id: int
    by_id: int | None
    step_id: int | None


def timeline(match: Match, zone: str, page: int) -> tuple[list[Event], int]:
    """One page (from 1) of what happened, newest first, as the macro ``timeline`` draws it, and how many there are."""
    found = _entries(match).subquery()
    total = db.session.scalar(sa.select(sa.func.count()).select_from(found)) or 0
    newest = sa.select(found).order_by(found.c.at.desc(), found.c.rank.desc())
    rows = db.session.execute(newest.limit(A_PAGE).offset((page - 1) * A_PAGE))
    entries = [Entry(row.at, row.action, row.subject_id, row.by_id, row.step_id) for row in rows]
    return _told(entries, match, zone), total


def _entries(match: Match) -> sa.CompoundSelect[*tuple[Any, ...]]:
    bookings = sa.select(Booking.id).where(Booking.match_id == match.id)
    goals = sa.select(Goal.id).where(Goal.match_id == match.id)
    of_kind, number = AuditEntry.subject_kind, AuditEntry.subject_id
    about = sa.or_(
        sa.and_(of_kind == "request", number == match.request_id),
        sa.and_(of_kind == "match", number == match.id),
        sa.and_(of_kind == "booking", number.in_(bookings)),
        sa.and_(of_kind == "goal", number.in_(goals)),
    )
    deeds = sa.select(
        AuditEntry.at.label("at"),
        AuditEntry.action.label("action"),
        number.label("subject_id"),
        AuditEntry.by_id.label("by_id"),
        AuditEntry.facts["step"].as_integer().label("step_id"),
        AuditEntry.id.label("rank"),
    ).where(about, AuditEntry.action.in_(TITLES))
    sessions = sa.select(
        sa.type_coerce(Booking.starts_at, UTCDateTime()),
        sa.literal(TOOK_PLACE),
        Booking.id,
        sa.cast(sa.null(), sa.Integer),
        sa.cast(sa.null(), sa.Integer),
        sa.literal(0),
    ).where(Booking.match_id == match.id, took_place())
    return sa.union_all(deeds, sessions)


def _told(entries: Sequence[Entry], match: Match, zone: str) -> list[Event]:
    """Entries in words. What they speak of is read in one statement a kind."""
    bookings = _rows(Booking, {entry.subject_id for entry in entries if entry.action.startswith(("booking", "sess"))})
    goals = _rows(Goal, {entry.subject_id for entry in entries if entry.action.startswith("goal")})
    steps = _rows(GoalStep, {entry.step_id for entry in entries if entry.step_id})
    names = {person.id: person.first_name for person in (match.mentee, match.mentor)}

    def about(entry: Entry) -> str:
        if entry.action.startswith("goal"):
            return steps[entry.step_id].text if entry.step_id in steps else goals[entry.subject_id].title
        if entry.action == TOOK_PLACE:
            return bookings[entry.subject_id].topic
        if entry.action.startswith("booking"):
            return _("For %(time)s", time=moment(bookings[entry.subject_id].starts_at, zone))
        return end_words(match) if entry.action == "match.ended" else ""

    events = []
    for entry in entries:
        state, title = TITLES[entry.action]
        who = names.get(entry.by_id or 0, "")
        when = " · ".join(part for part in (moment(entry.at, zone), who) if part)
        events.append(Event(str(title), when, about(entry), state))
    return events


def _rows(kind: Any, ids: set[Any]) -> dict[Any, Any]:
    return {row.id: row for row in db.session.scalars(sa.select(kind).where(kind.id.in_(ids)))} if ids else {}
