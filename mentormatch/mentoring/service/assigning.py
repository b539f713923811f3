"""A coordinator gives somebody who waits a mentor, without a request: how a whole cohort is assigned."""

from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.mentoring.errors import AlreadyMatched, HasMentor, NotTaking, OwnPair
from mentormatch.mentoring.models import WAITING, Match, MatchStatus, Request, RequestStatus
from mentormatch.mentoring.queries import current_match_of, is_matched, waiting_request_of
from mentormatch.mentoring.service import closing, telling_pairs
from mentormatch.mentoring.service.reviewing import reviewed
from mentormatch.profiles import queries as profiles
from mentormatch.profiles import service as places
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort


@transactional
def assign_mentor(
    mentee: Person, mentor: Person, cohort: Cohort, *, by: Person, recommendation: dict[str, Any], reason: str
) -> Match:
    """Make a match of two who did not ask each other; it is active, and both get a letter with its reasons.

    The mentee's open requests get their answers; one to this very mentor counts as accepted. Refuses OwnPair,
    CohortArchived, HasMentor, AlreadyMatched, NotTaking and MentorFull.
    """
    if by.id in {mentee.id, mentor.id}:
        raise OwnPair
    programmes.ensure_not_archived(cohort.id)
    if match := current_match_of(mentee.id, mentor.id):
        raise AlreadyMatched(mentor.name, match.id)
    if is_matched(mentee.id):
        raise HasMentor(mentee.name)
    offer = profiles.offer_of(mentor.id)
    if offer is None or offer.paused or not mentor.active or not mentee.active:
        raise NotTaking(mentor.name)
    request = waiting_request_of(mentee.id, mentor.id)
    if request is None or not request.place_kept:
        places.take_place(mentor.id)
    match = _matched(_accepted(request, by), mentee, mentor, cohort, recommendation, reviewed(by, reason))
    closing.answer_mentors_of(match, by=by)
    telling_pairs.assigned(match)
    closing.answer_all_of_full_mentor(mentor.id, by=by)
    audit.record(by, "match.assigned", match)
    return match


def _accepted(request: Request | None, by: Person) -> Request | None:
    """The request the two had open already, which has its answer now."""
    if request is not None and closing.close(request, frm=WAITING, to=RequestStatus.ACCEPTED):
        audit.record(by, "request.accepted", request)
        return request
    return None


def _matched(
    request: Request | None,
    mentee: Person,
    mentor: Person,
    cohort: Cohort,
    recommendation: dict[str, Any],
    looked_at: dict[str, object],
) -> Match:
    match = Match(
        request_id=request.id if request else None,
        mentee_id=mentee.id,
        mentor_id=mentor.id,
        cohort_id=cohort.id,
        status=MatchStatus.ACTIVE,
        recommendation=recommendation,
        activated_at=now(),
        **looked_at,
    )
    db.session.add(match)
    db.session.flush()
    return match
