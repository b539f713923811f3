"""Requests of a cohort that are over, and whether what was told came true."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from mentormatch.accounts.models import Person
from mentormatch.mentoring.models import Request, RequestStatus
from mentormatch.mentoring.queries.record import DECIDED
from mentormatch.reports.rows.sql import seconds_between, yes
from mentormatch.reports.scope import Scope

Rows = sa.Select[*tuple[Any, ...]]
Mentee, Mentor = aliased(Person, name="mentee"), aliased(Person, name="mentor")
IS_YES = Request.status == RequestStatus.ACCEPTED


def over(scope: Scope) -> Rows:
    """Requests that reached a mentor in these days and were decided, or closed in silence."""
    rows = _requests(scope, yes(IS_YES))
    return rows.where(Request.status.in_(DECIDED | {RequestStatus.EXPIRED}))


def with_told_share(scope: Scope) -> Rows:
    """Those of them whose student was told how often this mentor says yes."""
    return over(scope).add_columns(Request.told_share.label("said")).where(Request.told_share.is_not(None))


def with_told_time(scope: Scope) -> Rows:
    """Decided requests whose student was told how long an answer takes: half of them should come within that time."""
    waited = seconds_between(Request.opened_at, Request.answered_at)
    rows = _requests(scope, yes(waited <= Request.told_seconds)).add_columns(
        waited.label("seconds"), Request.told_seconds.label("told_seconds"), sa.literal(0.5).label("said")
    )
    return rows.where(Request.status.in_(DECIDED), Request.told_seconds.is_not(None), Request.answered_at.is_not(None))


def _requests(scope: Scope, *measured: Any) -> Rows:
    return (
        sa.select(
            Request.id.label("id"), Request.mentee_id.label("person_id"), Mentee.name.label("student"),
            Mentor.name.label("mentor"), Request.opened_at.label("began_at"), Request.status.label("status"),
            *measured,
        )
        .join(Mentee, Mentee.id == Request.mentee_id)
        .join(Mentor, Mentor.id == Request.mentor_id)
        .where(Request.cohort_id == scope.cohort.id, Request.opened_at.is_not(None), scope.holds(Request.opened_at))
    )  # fmt: skip
