"""A request ends: always by one conditional update, which gives the mentee's place in the limit back exactly once."""

from collections.abc import Iterable
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance
from mentormatch.mentoring.models import WAITING, Match, Request, RequestStatus, Superseded
from mentormatch.mentoring.queries import asked
from mentormatch.mentoring.service import limit, telling
from mentormatch.profiles import queries as profiles
from mentormatch.profiles import service as places


def close(request: Request, *, frm: Iterable[RequestStatus], to: RequestStatus, **changes: Any) -> bool:
    """Move a request to its end; False when it is not in ``frm`` any more, and then nothing has changed."""
    if not advance(request, frm=frm, to=to, answered_at=now(), **changes):
        return False
    limit.give_back(request)
    if request.place_kept and to != RequestStatus.ACCEPTED:  # with a yes it is the place of the match
        places.give_back_place(request.mentor_id)
    return True


def supersede(request: Request, because: Superseded, *, by: Person | None, **changes: Any) -> bool:
    """Answer a request in another way than by its mentor's yes or no; False when it had an answer already."""
    changes["superseded_because"] = because
    if not close(request, frm=WAITING, to=RequestStatus.SUPERSEDED, **changes):
        return False
    audit.record(by, "request.superseded", request, because=because)
    return True


def answer_all_of_full_mentor(mentor_id: int, *, by: Person | None) -> None:
    """When a mentor has no place left, everybody who still waits for this mentor gets an answer and other names."""
    offer = profiles.offer_of(mentor_id)
    if offer is None or offer.places:
        return
    for request in asked.waiting_for_mentor(mentor_id, place_kept=False):
        if supersede(request, Superseded.MENTOR_FULL, by=by):
            telling.mentor_is_full(request)


def answer_mentors_of(match: Match, *, by: Person | None) -> int:
    """When a mentee has found a mentor, no other one goes on waiting for what is decided; returns how many did."""
    answered = 0
    for request in asked.waiting_of_mentee(match.mentee_id):
        if request.mentor_id == match.mentor_id:
            answer_as_matched(request, by=by)
        elif supersede(request, Superseded.MENTEE_MATCHED, by=by):
            telling.mentee_found_another(request)
            answered += 1
    return answered


def answer_as_matched(request: Request, *, by: Person | None) -> bool:
    """Close a request of two who are a match, and tell the mentor; False when it had an answer already."""
    if not supersede(request, Superseded.MENTEE_MATCHED, by=by):
        return False
    telling.matched_already(request)
    return True
