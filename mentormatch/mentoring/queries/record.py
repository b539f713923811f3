"""How a mentor has answered lately, and what one may expect before asking."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import sqlalchemy as sa

from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Request, RequestMessage, RequestStatus

#: Below this many answers, what is usual would be a guess.
FEWEST_ANSWERS = 5
#: Older requests say little about how somebody answers now.
LATELY = timedelta(days=365)
#: So many cases of the programme stand beside a mentor's own, and so many of its newest requests are looked at.
SMOOTHING, MOST_LOOKED_AT = 4, 1000
#: What a mentor can decide.
DECIDED = frozenset({RequestStatus.ACCEPTED, RequestStatus.DECLINED, RequestStatus.PASSED_ON})


@dataclass(frozen=True, slots=True)
class MentorRecord:
    """What became of the requests that reached a mentor in the last twelve months.

    ``asked`` were the mentor's to decide and are over: answered, or closed in silence; ``accepted`` of them got a yes.
    ``usual_time`` is the median until the first reaction (yes, no, question, passing on), None while there are few.
    """

    asked: int
    accepted: int
    usual_time: timedelta | None

    @property
    def tells(self) -> bool:
        """Whether there is enough to say to a mentee how often this mentor accepts."""
        return self.usual_time is not None and self.asked >= FEWEST_ANSWERS


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a mentee is told before asking: how long an answer takes, and the ``share`` accepted (None: not known)."""

    share: float | None
    time: timedelta


def record_of(mentor_id: int) -> MentorRecord:
    """The record of a mentor, in one statement. What ended otherwise counts only by how fast a question came."""
    return _record(_lately().where(Request.mentor_id == mentor_id))


def expectation_of(mentor_id: int) -> Expectation | None:
    """What to expect of a mentor, held towards what is usual in the programme; None while there are few cases.

    ``(accepted + SMOOTHING p) / (asked + SMOOTHING)`` with p the programme's share, and likewise for the time: a run of
    luck in five cases is no habit.
    """
    own = record_of(mentor_id)
    if own.usual_time is None:
        return None
    programme = _record(_lately().order_by(Request.id.desc()).limit(MOST_LOOKED_AT))
    cases = max(own.asked, FEWEST_ANSWERS)
    usual = (cases * own.usual_time + SMOOTHING * (programme.usual_time or own.usual_time)) / (cases + SMOOTHING)
    if not own.tells:
        return Expectation(None, usual)
    accepted = own.accepted + SMOOTHING * programme.accepted / programme.asked
    return Expectation(accepted / (own.asked + SMOOTHING), usual)


def _lately() -> sa.Select[*tuple[Any, ...]]:
    told = sa.select(Request.status, Request.opened_at, Request.answered_at, _first_question())
    return told.where(Request.opened_at >= now() - LATELY)


def _record(requests: sa.Select[*tuple[Any, ...]]) -> MentorRecord:
    over, waits = [], []
    for status, opened_at, answered_at, asked_at in db.session.execute(requests):
        reacted_at: datetime | None = asked_at or (answered_at if status in DECIDED else None)
        if reacted_at is not None and opened_at is not None:
            waits.append((reacted_at - opened_at).total_seconds())
        if status in DECIDED or (status == RequestStatus.EXPIRED and reacted_at is None):
            over.append(status)
    usual = timedelta(seconds=median(waits)) if len(waits) >= FEWEST_ANSWERS else None
    return MentorRecord(len(over), over.count(RequestStatus.ACCEPTED), usual)


def _first_question() -> sa.ScalarSelect[datetime]:
    theirs = sa.select(sa.func.min(RequestMessage.created_at)).where(
        RequestMessage.request_id == Request.id, RequestMessage.author_id == Request.mentor_id
    )
    return theirs.correlate(Request).scalar_subquery()
