"""The coordinator's side: let a request through, approve a match, or refuse either."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, transactional
from mentormatch.core.errors import NotFound
from mentormatch.mentoring.errors import JustFull, MatchMoved, OwnPair, RequestMoved
from mentormatch.mentoring.models import Match, MatchStatus, Request, RequestStatus
from mentormatch.mentoring.policy import Pair, may_review
from mentormatch.mentoring.service import opening, pairing, telling, telling_pairs
from mentormatch.mentoring.service.closing import close
from mentormatch.mentoring.service.messages import ensure_words
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.profiles import queries as profiles
from mentormatch.programmes import queries as programmes


def take_turn_as_reviewer(pair: Pair, by: Person) -> None:
    """Wait for the turn of somebody who may decide about this pair; NotFound or OwnPair otherwise."""
    if programmes.cohort_for(by, pair.cohort_id) is None:
        raise NotFound
    if not may_review(by, pair):
        raise OwnPair
    take_turn(pair.cohort_id)


def reviewed(by: Person, reason: str) -> dict[str, object]:
    """The columns that say who looked at a pair, when, and in which words."""
    return {"reviewed_by_id": by.id, "reviewed_at": now(), "review_reason": reason.strip()}


@transactional
def review_request(request: Request, *, by: Person, approve: bool, reason: str = "") -> None:
    """Let a request through to its mentor, or refuse it with a reason that the mentee reads.

    The same decision twice is one. Refuses NotFound, OwnPair, WrongLength, RequestMoved, JustFull.
    """
    if approve:
        _let_through(request, by, reason)
    else:
        _turn_down(request, by, reason)


def _let_through(request: Request, by: Person, reason: str) -> None:
    take_turn_as_reviewer(request, by)
    if request.status == RequestStatus.OPEN and request.reviewed_at is not None:
        return
    offer = profiles.offer_of(request.mentor_id)
    if offer is None or not offer.places:
        raise JustFull(request.mentor.name)
    at = now()
    running = {"opened_at": at, **opening.clock(request.cohort, at), **reviewed(by, reason)}
    if not advance(request, frm={RequestStatus.AWAITING_REVIEW}, to=RequestStatus.OPEN, **running):
        raise RequestMoved(request.status)
    audit.record(by, "request.let_through", request)
    telling.received(request)
    telling.let_through(request)


def _turn_down(request: Request, by: Person, reason: str) -> None:
    ensure_words(reason, "reason")
    take_turn_as_reviewer(request, by)
    if request.status == RequestStatus.DECLINED and request.reviewed_at is not None:
        return
    frm = {RequestStatus.AWAITING_REVIEW}
    if not close(request, frm=frm, to=RequestStatus.DECLINED, **reviewed(by, reason)):
        raise RequestMoved(request.status)
    audit.record(by, "request.turned_down", request)
    telling.not_let_through(request)


@transactional
def approve_match(match: Match, *, by: Person, reason: str = "") -> None:
    """Approve a match of two who agreed: it begins. Twice is once. Refuses NotFound, OwnPair, MatchMoved."""
    take_turn_as_reviewer(match, by)
    if match.status == MatchStatus.ACTIVE:
        return
    changes = {"activated_at": now(), **reviewed(by, reason)}
    if not advance(match, frm={MatchStatus.AWAITING_REVIEW}, to=MatchStatus.ACTIVE, **changes):
        raise MatchMoved(match.status)
    audit.record(by, "match.approved", match)
    pairing.begin(match, by=by)


@transactional
def reject_match(match: Match, *, by: Person, reason: str) -> None:
    """Refuse a match with a reason that both read; the mentor's place is free again. Refusing twice is once."""
    ensure_words(reason, "reason")
    take_turn_as_reviewer(match, by)
    if match.status == MatchStatus.REJECTED:
        return
    if not reject(match, by, reason):
        raise MatchMoved(match.status)
    telling_pairs.rejected(match)


def reject(match: Match, by: Person, reason: str) -> bool:
    """Move a match under review to its refusal, without letters; False when it is not under review any more."""
    changes = reviewed(by, reason)
    if not advance(match, frm={MatchStatus.AWAITING_REVIEW}, to=MatchStatus.REJECTED, **changes):
        return False
    pairing.give_place_back(match, by=by, reason=reason)
    audit.record(by, "match.rejected", match)
    return True
