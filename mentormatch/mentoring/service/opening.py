"""A request begins: what must hold for it, and its clock."""

from datetime import datetime, timedelta
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.core.errors import Refusal
from mentormatch.mentoring import queries
from mentormatch.mentoring.errors import (
    AlreadyAsked,
    AlreadyMatched,
    JustFull,
    LimitReached,
    NoAimYet,
    NotEnrolled,
    NotTaking,
)
from mentormatch.mentoring.models import Request, RequestStatus
from mentormatch.mentoring.policy import says_something
from mentormatch.profiles import queries as profiles
from mentormatch.profiles.models import Offer
from mentormatch.programmes import queries as programmes
from mentormatch.programmes.errors import CohortArchived
from mentormatch.programmes.models import Cohort, EnrolledAs


def cohort_of(mentee: Person) -> Cohort:
    """The cohort in which a mentee looks for mentors; NotEnrolled without one."""
    enrolment = programmes.enrolment_of(mentee, EnrolledAs.MENTEE)
    if enrolment is None:
        raise NotEnrolled
    return enrolment.cohort


def ensure_can_meet(mentee_id: int, offer: Offer, *, place_kept: bool = False) -> None:
    """That a request of this mentee to this mentor may begin; ``place_kept`` when a place is theirs already.

    Raises AlreadyAsked, AlreadyMatched, NotTaking (paused) or JustFull.
    """
    name = offer.person.name
    if waiting := queries.waiting_request_of(mentee_id, offer.person_id):
        raise AlreadyAsked(name, waiting.id)
    if match := queries.current_match_of(mentee_id, offer.person_id):
        raise AlreadyMatched(name, match.id)
    if offer.paused:
        raise NotTaking(name)
    if not offer.places and not place_kept:
        raise JustFull(name)


def ensure_aim(mentee: Person) -> None:
    """That the mentor could decide by what this mentee looks for; NoAimYet otherwise."""
    if not says_something(profiles.aim_of(mentee.id)):
        raise NoAimYet


def obstacle(mentee: Person, offer: Offer) -> Refusal | None:
    """Why this mentee cannot ask this mentor now, as a refusal to show; None when nothing stands in the way."""
    try:
        enrolment = programmes.enrolment_of(mentee, EnrolledAs.MENTEE)
        if enrolment is None:
            raise NotEnrolled
        if enrolment.cohort.archived_at is not None:
            raise CohortArchived
        ensure_aim(mentee)
        ensure_can_meet(mentee.id, offer)
        if enrolment.open_requests >= enrolment.cohort.open_requests_limit:
            raise LimitReached(enrolment.cohort.open_requests_limit)
    except Refusal as refusal:
        return refusal
    return None


def clock(cohort: Cohort, at: datetime) -> dict[str, Any]:
    """The columns that start the clock of whoever must act now. A question and its answer each start it anew."""
    return {
        "remind_at": at + timedelta(days=cohort.remind_after_days),
        "closes_at": at + timedelta(days=cohort.close_after_days),
        "reminded_at": None,
    }


def add_request(mentee_id: int, mentor_id: int, cohort: Cohort, status: RequestStatus, **columns: Any) -> Request:
    """Add a request with the clock running when the mentor sees it at once. The limit has been counted before.

    AlreadyMatched when the two became a match in another cohort while the row waited for that to be decided.
    """
    at = now()
    running = {"opened_at": at, **clock(cohort, at)} if status == RequestStatus.OPEN else {}
    request = Request(
        mentee_id=mentee_id,
        mentor_id=mentor_id,
        cohort_id=cohort.id,
        review_mode=cohort.review_mode,
        status=status,
        **running,
        **columns,
    )
    db.session.add(request)
    db.session.flush()
    if match := queries.current_match_of(mentee_id, mentor_id):
        raise AlreadyMatched(match.mentor.name, match.id)
    return request
