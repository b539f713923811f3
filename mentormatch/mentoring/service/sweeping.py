"""What time does to requests. Each sweep asks the database what is due; each row is its own conditional transaction."""

from collections.abc import Callable

import sqlalchemy as sa

from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.mentoring.models import ANSWERABLE, WAITING, Request, RequestStatus, Superseded
from mentormatch.mentoring.queries import due
from mentormatch.mentoring.service import telling
from mentormatch.mentoring.service.closing import answer_as_matched, close, supersede
from mentormatch.mentoring.service.turns import take_turn


def remind_due() -> int:
    """Remind whoever must act, once for each start of the clock; returns how many were reminded."""
    return _each(due.to_remind(now()), _remind)


def expire_due() -> int:
    """Close requests whose time is up and tell both; returns how many were closed."""
    return _each(due.to_expire(now()), _expire)


def answer_stranded() -> int:
    """Answer requests whose mentor can no longer take anybody, having lowered the places or left; returns how many.

    What a mentee who left had asked is taken back for them, so that no mentor decides about nobody; what two who are a
    match in another cohort still have between them is closed.
    """
    moot = _each(due.met_elsewhere(), _answer_met_elsewhere)
    return _each(due.abandoned(), _withdraw_abandoned) + moot + _each(due.stranded(), _answer_stranded)


def _each(ids: list[int], act: Callable[[int], bool]) -> int:
    return sum(act(request_id) for request_id in ids)


@transactional
def _remind(request_id: int) -> bool:
    request = _in_turn(request_id)
    at = now()
    due_still = changed(
        sa.update(Request)
        .where(Request.id == request_id, Request.status.in_(ANSWERABLE), Request.reminded_at.is_(None))
        .where(Request.remind_at <= at, Request.closes_at > at)
        .values(reminded_at=at)
    )
    if not due_still:
        return False
    audit.record(None, "request.reminded", request)
    telling.reminder(request, to_mentee=request.status == RequestStatus.QUESTION)
    return True


@transactional
def _expire(request_id: int) -> bool:
    request = _in_turn(request_id)
    unanswered_by_mentee = request.status == RequestStatus.QUESTION
    if request.closes_at is None or request.closes_at > now():  # answered a moment ago: the clock runs anew
        return False
    if not close(request, frm=ANSWERABLE, to=RequestStatus.EXPIRED):
        return False
    audit.record(None, "request.expired", request)
    telling.expired(request, unanswered_by_mentee=unanswered_by_mentee)
    return True


@transactional
def _answer_stranded(request_id: int) -> bool:
    request = _in_turn(request_id)
    if not due.is_stranded(request_id) or not supersede(request, Superseded.MENTOR_FULL, by=None):
        return False
    telling.mentor_is_full(request)
    return True


@transactional
def _answer_met_elsewhere(request_id: int) -> bool:
    request = _in_turn(request_id)
    return due.is_met_elsewhere(request_id) and answer_as_matched(request, by=None)


@transactional
def _withdraw_abandoned(request_id: int) -> bool:
    request = _in_turn(request_id)
    if not due.is_abandoned(request_id) or not close(request, frm=WAITING, to=RequestStatus.WITHDRAWN):
        return False
    audit.record(None, "request.withdrawn", request)
    telling.withdrawn(request)
    return True


def _in_turn(request_id: int) -> Request:
    request = db.session.get_one(Request, request_id)
    take_turn(request.cohort_id)
    return request
