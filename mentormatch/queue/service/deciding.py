"""One row is decided, by the service that decides it on its own page. Here is only which one."""

from typing import Any, TypeVar

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.core.errors import NotFound
from mentormatch.mentoring import queries as mentoring_queries
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import ReviewReason
from mentormatch.mentoring.policy import Pair
from mentormatch.profiles import queries as profiles_queries
from mentormatch.profiles import service as profiles
from mentormatch.programmes import queries as programmes
from mentormatch.programmes import service as joining
from mentormatch.programmes.errors import CohortArchived
from mentormatch.queue.errors import DecidedAlready
from mentormatch.queue.models import Act, Bulk, Kind
from mentormatch.queue.policy import Key
from mentormatch.queue.service.assigning import assign

Subject = TypeVar("Subject")


def decide(key: Key, bulk: Bulk, *, by: Person) -> None:
    """Do to one row what ``bulk`` says, inside its transaction.

    Refuses what the services refuse, NotFound for what is not theirs, DecidedAlready when a colleague was faster.
    """
    if bulk.act is Act.ASSIGN:
        assert bulk.assignee_id is not None
        assign(key, db.session.get_one(Person, bulk.assignee_id), by=by)
    elif key.kind is Kind.REQUEST:
        request = _found(mentoring_queries.request_for_coordinator(by, key.subject_id))
        mentoring.review_request(request, by=by, approve=bulk.act is Act.APPROVE, **_said(bulk))
        _ensure_mine(request, by)
    elif key.kind is Kind.MATCH:
        match = _found(mentoring_queries.match_for_coordinator(by, key.subject_id))
        if bulk.act is Act.APPROVE:
            mentoring.approve_match(match, by=by, **_said(bulk))
        else:
            mentoring.reject_match(match, by=by, **_said(bulk))
        _ensure_mine(match, by)
    elif key.kind is Kind.JOIN:
        _decide_join(key.subject_id, bulk, by=by)
    else:
        _decide_application(key.subject_id, bulk, by=by)


def _said(bulk: Bulk) -> dict[str, Any]:
    """Why, as the services take it. How long each row was looked at is not known."""
    return {"reason": ReviewReason(bulk.reason), "words": bulk.words}


def _decide_application(offer_id: int, bulk: Bulk, *, by: Person) -> None:
    """Whoever is approved becomes a mentor of the cohort that takes newcomers, or of the coordinator's newest one that
    runs."""
    offer = _found(profiles_queries.application_for_coordinator(by, offer_id))
    if bulk.act is Act.REFUSE:
        profiles.refuse_mentor(offer, bulk.words, by=by)
        return
    mine = [cohort for cohort in programmes.cohorts_of(by) if cohort.archived_at is None]
    if not mine:
        raise CohortArchived
    profiles.approve_mentor(offer, by=by, cohort=next((cohort for cohort in mine if cohort.default), mine[0]))


def _decide_join(join_id: int, bulk: Bulk, *, by: Person) -> None:
    """Whoever is refused reads the words."""
    asked = _found(programmes.join_for(by, join_id))
    if bulk.act is Act.APPROVE:
        joining.approve_join(asked, by=by)
    else:
        joining.decline_join(asked, bulk.words, by=by)


def _found(subject: Subject | None) -> Subject:
    if subject is None:
        raise NotFound
    return subject


def _ensure_mine(pair: Pair, by: Person) -> None:
    """The services take the same decision of two people as one; here it matters whose it was."""
    if pair.reviewed_by_id != by.id:
        raise DecidedAlready
