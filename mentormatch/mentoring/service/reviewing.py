"""The coordinator's side: let a request through, approve a match, or refuse either."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, transactional
from mentormatch.core.errors import NotFound
from mentormatch.mentoring.errors import JustFull, OwnPair
from mentormatch.mentoring.models import Decided, Match, MatchStatus, Request, RequestStatus, ReviewReason
from mentormatch.mentoring.policy import Pair, may_review
from mentormatch.mentoring.service import deciding, opening, pairing, telling, telling_pairs
from mentormatch.mentoring.service.closing import close
from mentormatch.mentoring.service.deciding import Verdict
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
def review_request(
    request: Request,
    *,
    by: Person,
    approve: bool,
    reason: ReviewReason = ReviewReason.REASONS_HOLD,
    words: str = "",
    seconds: float | None = None,
) -> None:
    """Let a request through to its mentor, or refuse it with a reason and words that the mentee reads.

    The same decision of the same coordinator twice is one. Refuses NotFound, OwnPair, ReasonMissing, WrongLength,
    DecidedBefore, RequestMoved, JustFull.
    """
    said = deciding.verdict(Decided.APPROVED if approve else Decided.REFUSED, reason, words, seconds)
    place = deciding.place_of(request, request.recommendation)
    take_turn_as_reviewer(request, by)
    if _let_through(request, by, said) if approve else _turn_down(request, by, said):
        deciding.note(request, said, by=by, place=place)


def _let_through(request: Request, by: Person, said: Verdict) -> bool:
    if request.status != RequestStatus.AWAITING_REVIEW:
        return not deciding.is_said_again(request, said.decision, by, stands=request.status == RequestStatus.OPEN)
    offer = profiles.offer_of(request.mentor_id)
    if offer is None or not (offer.places or request.place_kept):
        raise JustFull(request.mentor.name)
    at = now()
    running = {"opened_at": at, **opening.clock(request.cohort, at), **reviewed(by, said.words)}
    if not advance(request, frm={RequestStatus.AWAITING_REVIEW}, to=RequestStatus.OPEN, **running):
        return not deciding.is_said_again(request, said.decision, by, stands=False)
    audit.record(by, "request.let_through", request, reason=said.reason)
    telling.received(request)
    telling.let_through(request)
    return True


def _turn_down(request: Request, by: Person, said: Verdict) -> bool:
    frm = {RequestStatus.AWAITING_REVIEW}
    if not close(request, frm=frm, to=RequestStatus.DECLINED, **reviewed(by, said.words)):
        return not deciding.is_said_again(request, said.decision, by, stands=request.status == RequestStatus.DECLINED)
    audit.record(by, "request.turned_down", request, reason=said.reason)
    telling.not_let_through(request)
    return True


@transactional
def approve_match(
    match: Match,
    *,
    by: Person,
    reason: ReviewReason = ReviewReason.REASONS_HOLD,
    words: str = "",
    seconds: float | None = None,
) -> None:
    """Approve a match of two who agreed: it begins. Twice is once. Refuses what ``review_request`` does."""
    said = deciding.verdict(Decided.APPROVED, reason, words, seconds)
    place = deciding.place_of(match, match.recommendation)
    take_turn_as_reviewer(match, by)
    changes = {"activated_at": now(), **reviewed(by, said.words)}
    if not advance(match, frm={MatchStatus.AWAITING_REVIEW}, to=MatchStatus.ACTIVE, **changes):
        deciding.is_said_again(match, said.decision, by, stands=match.status == MatchStatus.ACTIVE)
        return
    audit.record(by, "match.approved", match, reason=said.reason)
    deciding.note(match, said, by=by, place=place)
    pairing.begin(match, by=by)


@transactional
def reject_match(match: Match, *, by: Person, reason: ReviewReason, words: str, seconds: float | None = None) -> None:
    """Refuse a match with words that both read; the mentor's place is free again. Refusing twice is once."""
    said = deciding.verdict(Decided.REFUSED, reason, words, seconds)
    place = deciding.place_of(match, match.recommendation)
    take_turn_as_reviewer(match, by)
    if not reject(match, by, said):
        deciding.is_said_again(match, said.decision, by, stands=match.status == MatchStatus.REJECTED)
        return
    deciding.note(match, said, by=by, place=place)
    telling_pairs.rejected(match)


def reject(match: Match, by: Person, said: Verdict) -> bool:
    """Move a match under review to its refusal, without letters; False when it is not under review any more."""
    changes = reviewed(by, said.words)
    if not advance(match, frm={MatchStatus.AWAITING_REVIEW}, to=MatchStatus.REJECTED, **changes):
        return False
    pairing.give_place_back(match, by=by, reason=said.words)
    audit.record(by, "match.rejected", match, reason=said.reason)
    return True
