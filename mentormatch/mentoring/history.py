"""What has been between one person and the programme so far, as a coordinator reads it beside a decision."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from mentormatch.calendar.models import SESSION, Booking, BookingStatus
from mentormatch.core.db import db
from mentormatch.mentoring.models import CURRENT, WAITING, Match, MatchStatus, Request, RequestStatus
from mentormatch.mentoring.queries.record import record_of

#: Rows of a history; what is older says little.
MOST = 6


@dataclass(frozen=True, slots=True)
class MentorHistory:
    """Requests of twelve months that this mentor decided, matches and sessions of all time."""

    asked: int
    accepted: int
    usual_time: timedelta | None
    current: int
    ended: int
    sessions: int


@dataclass(frozen=True, slots=True)
class MenteeHistory:
    """Requests that wait beside this one, the latest that are over, and matches."""

    waiting: list[Request]
    over: list[Request]
    matches: list[Match]


def history_of_mentor(mentor_id: int) -> MentorHistory:
    record = record_of(mentor_id)
    count = sa.func.count
    theirs = sa.select(
        count().filter(Match.status.in_(CURRENT)), count().filter(Match.status == MatchStatus.ENDED)
    ).where(Match.mentor_id == mentor_id)
    current, ended = db.session.execute(theirs).one()
    held = sa.select(count(Booking.id)).where(
        Booking.host_id == mentor_id, Booking.status == BookingStatus.HELD, Booking.kind == SESSION
    )
    return MentorHistory(record.asked, record.accepted, record.usual_time, current, ended, db.session.scalar(held) or 0)


def history_of_mentee(mentee_id: int, *, cohort_ids: Collection[int], but: int | None) -> MenteeHistory:
    """What happened in these cohorts; ``but`` is the number of the request that is looked at."""
    mine = sa.select(Request).where(Request.mentee_id == mentee_id, Request.id != (but or 0))
    mine = mine.where(Request.cohort_id.in_(cohort_ids))
    mine = mine.options(joinedload(Request.mentor)).order_by(Request.id.desc()).limit(MOST)
    closed = Request.status.not_in([*WAITING, RequestStatus.ACCEPTED])
    matches = sa.select(Match).where(Match.mentee_id == mentee_id, sa.func.coalesce(Match.request_id, 0) != (but or 0))
    matches = matches.where(Match.cohort_id.in_(cohort_ids))
    matches = matches.options(joinedload(Match.mentor)).order_by(Match.id.desc()).limit(MOST)
    return MenteeHistory(
        waiting=list(db.session.scalars(mine.where(Request.status.in_(WAITING)))),
        over=list(db.session.scalars(mine.where(closed))),
        matches=list(db.session.scalars(matches)),
    )
