"""A coordinator gives a mentee another mentor."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.db import transactional
from mentormatch.core.errors import NotFound
from mentormatch.mentoring.errors import MenteeAtLimit
from mentormatch.mentoring.models import Decided, Match, Request, RequestStatus, ReviewReason, Superseded
from mentormatch.mentoring.policy import Pair, is_one_of
from mentormatch.mentoring.queries import mentor_in, replacement_of
from mentormatch.mentoring.service import deciding, limit, opening, telling
from mentormatch.mentoring.service.closing import supersede
from mentormatch.mentoring.service.deciding import Verdict
from mentormatch.mentoring.service.reviewing import reject, reviewed, take_turn_as_reviewer
from mentormatch.profiles.models import Offer
from mentormatch.recommendations import service as recommendations


@transactional
def change_mentor(
    pair: Pair, mentor_id: int, *, by: Person, reason: ReviewReason, words: str, seconds: float | None = None
) -> Request:
    """Ask another mentor for the mentee of a waiting request or of a match under review.

    The old request is superseded, or the old match rejected; the new request, with the same note, opens already
    reviewed. The mentee reads the words, and so does the first mentor when they had seen the request. Choosing the
    same mentor twice is once. Refuses what asking and reviewing refuse, and MenteeAtLimit.
    """
    said = deciding.verdict(Decided.CHANGED, reason, words, seconds)
    shown = recommendations.snapshot(pair.mentee, mentor_id)
    place = deciding.place_of(pair, shown)
    take_turn_as_reviewer(pair, by)
    old = pair.asked if isinstance(pair, Match) else pair
    done = replacement_of(old)
    if done is not None and done.mentor_id == mentor_id:
        deciding.is_said_again(pair, said.decision, by, stands=True)
        return done
    offer = mentor_in(pair.cohort_id, mentor_id)
    if offer is None or is_one_of(offer.person, pair) or by.id == mentor_id:
        raise NotFound
    _let_go(pair, by, said)
    new = _ask_for(old, offer, recommendation=shown, **reviewed(by, said.words))
    deciding.note(pair, said, by=by, place=place, instead_id=mentor_id)
    audit.record(by, "request.mentor_changed", old, request=new.id, mentor=mentor_id, reason=said.reason)
    audit.record(by, "request.asked", new, mentor=mentor_id, instead_of=old.id)
    telling.changed(old, new)
    telling.received(new)
    return new


def _let_go(pair: Pair, by: Person, said: Verdict) -> None:
    if isinstance(pair, Match):
        moved = reject(pair, by, said)
    else:
        moved = supersede(pair, Superseded.MENTOR_CHANGED, by=by, **reviewed(by, said.words))
    if not moved:
        deciding.is_said_again(pair, said.decision, by, stands=False)


def _ask_for(old: Request, offer: Offer, **columns: object) -> Request:
    opening.ensure_can_meet(old.mentee_id, offer)
    if not limit.take(old.mentee_id, old.cohort):
        raise MenteeAtLimit(old.mentee.name, old.cohort.open_requests_limit)
    return opening.add_request(
        old.mentee_id,
        offer.person_id,
        old.cohort,
        RequestStatus.OPEN,
        note=old.note,
        replaces_id=old.id,
        **columns,
    )
