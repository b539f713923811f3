"""What waits, kind by kind, as selects with the same columns; each can be walked along an index, oldest first."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, join

from mentormatch.accounts.models import Person
from mentormatch.attendance.models import Attendance
from mentormatch.calendar.models import Booking
from mentormatch.concerns.models import Concern, ConcernStatus
from mentormatch.core.db import UTCDateTime
from mentormatch.mentoring.models import ANSWERABLE, CURRENT, Match, MatchStatus, Request, RequestStatus
from mentormatch.notifications.models import Letter, LetterStatus
from mentormatch.profiles.models import Offer, OfferStatus
from mentormatch.programmes.models import EnrolledAs, Enrolment, JoinRequest, JoinStatus
from mentormatch.queue.models import Kind
from mentormatch.queue.policy import Filters, Sort
from mentormatch.relationship.models import Pulse, State

Leg = sa.Select[*tuple[Any, ...]]
#: Given when a statement is carried out, so that it need not be written anew each time.
SOON = sa.bindparam("soon", type_=UTCDateTime())


def legs(kind: Kind, filters: Filters) -> list[Leg]:
    """The selects of one kind, to be joined by UNION ALL: kind, id, cohort_id, who_id, other_id, since, due, band."""
    return _OF[kind](filters)


def _leg(kind: Kind, source: Any, *columns: Any) -> Leg:
    """``columns``: number, since, who, the other one, cohort, due, band; None for what a kind does not have."""
    subject_id, since, who, other, cohort, due, band = columns
    return sa.select(
        sa.literal_column(f"'{kind.value}'", sa.String()).label("kind"),
        subject_id.label("id"),
        _or_nothing(cohort, sa.Integer()).label("cohort_id"),
        who.label("who_id"),
        _or_nothing(other, sa.Integer()).label("other_id"),
        since.label("since"),
        _or_nothing(due, UTCDateTime()).label("due"),
        _or_nothing(band, sa.Text()).label("band"),
    ).select_from(source)


def _or_nothing(value: Any, kind: Any) -> Any:
    return sa.type_coerce(sa.cast(sa.null(), kind), kind) if value is None else value


def _of_mine(cohort: Any, filters: Filters) -> sa.ColumnElement[bool]:
    """That a row is of one's cohorts. As a sum, so that the index of the order is walked and not that of cohorts."""
    found: sa.ColumnElement[bool] = (cohort + 0).in_(filters.cohort_ids)
    return found


def _pair(kind: Kind, pair: type[Request] | type[Match], since: Any, due: Any = None, source: Any = None) -> Leg:
    columns = (pair.id, since, pair.mentee_id, pair.mentor_id, pair.cohort_id, due, pair.band)
    return _leg(kind, pair if source is None else source, *columns)


def _requests(filters: Filters) -> list[Leg]:
    found = _pair(Kind.REQUEST, Request, Request.created_at).where(Request.status == RequestStatus.AWAITING_REVIEW)
    return [found.where(_of_mine(Request.cohort_id, filters))]


def _matches(filters: Filters) -> list[Leg]:
    found = _pair(Kind.MATCH, Match, Match.created_at).where(Match.status == MatchStatus.AWAITING_REVIEW)
    return [found.where(_of_mine(Match.cohort_id, filters))]


def _expiring(filters: Filters) -> list[Leg]:
    """One select for each status, so that each is walked along its index."""
    soon = _pair(Kind.EXPIRING, Request, Request.opened_at, Request.closes_at)
    soon = soon.where(_of_mine(Request.cohort_id, filters), _closes_at(filters) < SOON)
    return [soon.where(Request.status == status) for status in sorted(ANSWERABLE)]


def _silent(filters: Filters) -> list[Leg]:
    """Mentors who were reminded; a request that expires soon stands there instead."""
    open_ones = _pair(Kind.SILENT, Request, Request.opened_at, Request.closes_at)
    reminded = open_ones.where(Request.status == RequestStatus.OPEN, Request.reminded_at.is_not(None))
    return [reminded.where(_of_mine(Request.cohort_id, filters), _closes_at(filters) >= SOON)]


def _closes_at(filters: Filters) -> Any:
    """When a request closes; for the order of waiting so written that the index of that order is walked instead."""
    walked = filters.sort in {Sort.SINCE, Sort.KIND}
    return sa.func.coalesce(Request.closes_at, Request.closes_at, type_=UTCDateTime()) if walked else Request.closes_at


def _stuck(filters: Filters) -> list[Leg]:
    found = _pair(Kind.STUCK, Match, Pulse.since, source=join(Pulse, Match, Match.id == Pulse.match_id))
    found = found.where(Pulse.state == State.CHECK_IN, Match.status == MatchStatus.ACTIVE)
    return [found.where(_of_mine(Match.cohort_id, filters))]


def _concerns(filters: Filters) -> list[Leg]:
    """Without those about a match of the reader's own."""
    source = join(Concern, Match, Match.id == Concern.match_id)
    columns = (Concern.id, Concern.created_at, Match.mentee_id, Match.mentor_id, Match.cohort_id, None, None)
    found = _leg(Kind.CONCERN, source, *columns)
    own = (Match.mentee_id != filters.viewer_id, Match.mentor_id != filters.viewer_id)
    found = found.where(_of_mine(Match.cohort_id, filters), *own)
    return [found.where(Concern.status == status) for status in (ConcernStatus.OPEN, ConcernStatus.HANDLING)]


def _disputes(filters: Filters) -> list[Leg]:
    columns = (Match.mentee_id, Match.mentor_id, Match.cohort_id, None, None)
    source = join(Attendance, Booking, Booking.id == Attendance.booking_id)
    source = join(source, Match, Match.id == Booking.match_id)
    found = _leg(Kind.DISPUTE, source, Attendance.id, Attendance.disputed_at, *columns)
    open_ones = found.where(Attendance.disputed_at.is_not(None), Attendance.decision.is_(None))
    return [open_ones.where(_of_mine(Match.cohort_id, filters))]


def _applications(filters: Filters) -> list[Leg]:
    found = _leg(Kind.APPLICATION, Offer, Offer.person_id, Offer.applied_at, Offer.person_id, None, None, None, None)
    return [found.where(Offer.status == OfferStatus.APPLIED)]


def _joins(filters: Filters) -> list[Leg]:
    columns = (JoinRequest.id, JoinRequest.created_at, JoinRequest.person_id, None, JoinRequest.cohort_id, None, None)
    found = _leg(Kind.JOIN, JoinRequest, *columns).where(JoinRequest.status == JoinStatus.WAITING)
    return [found.where(_of_mine(JoinRequest.cohort_id, filters))]


def _waiting(filters: Filters) -> list[Leg]:
    """Mentees with neither a match nor an open request: who never had a match, and whose match has ended."""
    before, ended, later = aliased(Match), aliased(Match), aliased(Match)
    columns = (Enrolment.person_id, None, Enrolment.cohort_id, None, None)
    had_one = sa.exists().where(
        before.mentee_id == Enrolment.person_id, sa.or_(before.status.in_(CURRENT), before.ended_at.is_not(None))
    )
    source = join(Enrolment, Person, Person.id == Enrolment.person_id)
    never = _leg(Kind.WAITING, source, Enrolment.id, Enrolment.created_at, *columns).where(~had_one, Person.active)
    never = never.where(*_looking(Enrolment), _of_mine(Enrolment.cohort_id, filters))
    source = join(ended, Enrolment, Enrolment.id == _newest_of(ended.mentee_id, filters, looking=True))
    source = join(source, Person, Person.id == Enrolment.person_id)
    newer = sa.exists().where(
        later.mentee_id == ended.mentee_id, sa.or_(later.status.in_(CURRENT), later.ended_at > ended.ended_at)
    )
    again = _leg(Kind.WAITING, source, Enrolment.id, ended.ended_at, *columns)
    return [never, again.where(ended.status == MatchStatus.ENDED, ~newer, Person.active)]


def _looking(enrolment: Any) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return enrolment.enrolled_as == EnrolledAs.MENTEE, enrolment.open_requests == 0


def _letters(filters: Filters) -> list[Leg]:
    source = join(Letter, Enrolment, Enrolment.id == _newest_of(Letter.person_id, filters))
    columns = (Letter.id, Letter.created_at, Letter.person_id, None, Enrolment.cohort_id, None, None)
    return [_leg(Kind.LETTER, source, *columns).where(Letter.status == LetterStatus.FAILED)]


def _newest_of(person_id: Any, filters: Filters, *, looking: bool = False) -> sa.ScalarSelect[int]:
    """A person's newest enrolment in the coordinator's cohorts; ``looking`` for a mentor, with no request open."""
    theirs = aliased(Enrolment)
    newest = sa.select(sa.func.max(theirs.id)).where(
        theirs.person_id == person_id, theirs.cohort_id.in_(filters.cohort_ids)
    )
    newest = newest.where(*_looking(theirs)) if looking else newest
    return newest.correlate_except(theirs).scalar_subquery()


_OF: dict[Kind, Callable[[Filters], list[Leg]]] = {
    Kind.REQUEST: _requests,
    Kind.MATCH: _matches,
    Kind.EXPIRING: _expiring,
    Kind.SILENT: _silent,
    Kind.STUCK: _stuck,
    Kind.CONCERN: _concerns,
    Kind.DISPUTE: _disputes,
    Kind.APPLICATION: _applications,
    Kind.JOIN: _joins,
    Kind.WAITING: _waiting,
    Kind.LETTER: _letters,
}
