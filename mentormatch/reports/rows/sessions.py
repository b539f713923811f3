"""Sessions that came due, and what was said about them. Who gave which mark stands in no row."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Attendance, Outcome
from mentormatch.calendar.models import Booking, BookingStatus
from mentormatch.feedback.models import SessionFeedback
from mentormatch.mentoring.models import Match
from mentormatch.relationship.models import Farewell
from mentormatch.relationship.queries import took_place
from mentormatch.reports.rows.sql import yes
from mentormatch.reports.scope import Scope

Rows = sa.Select[*tuple[Any, ...]]
Mentee, Mentor = aliased(Person, name="mentee"), aliased(Person, name="mentor")
MISSED = Booking.status == BookingStatus.MISSED
#: None where nobody said what became of it: not late, then.
LATE = sa.func.coalesce(Attendance.outcome == Outcome.CANCELLED_LATE, sa.false())


def held(scope: Scope) -> Rows:
    return _due(scope, took_place())


def missed(scope: Scope) -> Rows:
    return _due(scope, MISSED)


def cancelled_late(scope: Scope) -> Rows:
    return _due(scope, LATE)


def _due(scope: Scope, condition: sa.ColumnElement[bool]) -> Rows:
    """Sessions of these days that took place, were missed, or were cancelled late."""
    columns = (Booking.id.label("id"), Booking.starts_at.label("began_at"), yes(condition))
    return (
        sa.select(*columns, Mentee.name.label("student"), Mentor.name.label("mentor"))
        .join(Match, Match.id == Booking.match_id)
        .join(Mentee, Mentee.id == Match.mentee_id)
        .join(Mentor, Mentor.id == Match.mentor_id)
        .outerjoin(Attendance, Attendance.booking_id == Booking.id)
        .where(Match.cohort_id == scope.cohort.id, sa.or_(took_place(), MISSED, LATE), scope.holds(Booking.starts_at))
    )


def useful_to(side: str) -> Callable[[Scope], Rows]:
    """Answers of the ``mentee`` or ``mentor`` of a match to how useful a session was, 1 to 3."""
    who = Match.mentor_id if side == "mentor" else Match.mentee_id

    def rows(scope: Scope) -> Rows:
        return (
            sa.select(
                Booking.id.label("id"), SessionFeedback.person_id.label("person_id"), Mentee.name.label("student"),
                Mentor.name.label("mentor"), Booking.starts_at.label("began_at"),
                SessionFeedback.useful.label("number"),
            )
            .join(Match, Match.id == Booking.match_id)
            .join(SessionFeedback, sa.and_(SessionFeedback.booking_id == Booking.id, SessionFeedback.person_id == who))
            .join(Mentee, Mentee.id == Match.mentee_id)
            .join(Mentor, Mentor.id == Match.mentor_id)
            .where(Match.cohort_id == scope.cohort.id)
        )  # fmt: skip

    return rows


def ratings(scope: Scope) -> Rows:
    """Ratings of matches, 1 to 5, by both sides together."""
    return (
        sa.select(
            (Match.id * 2 + sa.case((Farewell.person_id == Match.mentor_id, 1), else_=0)).label("id"),
            Mentee.name.label("student"), Mentor.name.label("mentor"), Match.ended_at.label("ended_at"),
            Farewell.rating.label("number"),
        )
        .join(Farewell, Farewell.match_id == Match.id)
        .join(Mentee, Mentee.id == Match.mentee_id)
        .join(Mentor, Mentor.id == Match.mentor_id)
        .where(Match.cohort_id == scope.cohort.id, Farewell.rating.is_not(None))
    )  # fmt: skip
