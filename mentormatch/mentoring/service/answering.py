"""The mentor's side: accept, decline, ask a question first, pass on to a colleague."""

from datetime import datetime

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, transactional
from mentormatch.mentoring.errors import (
    AlreadyMatched,
    AskedAlready,
    CannotSuggest,
    NotYours,
    RequestMoved,
    WrongLength,
)
from mentormatch.mentoring.models import ANSWERABLE, DeclineReason, Match, Request, RequestStatus
from mentormatch.mentoring.policy import WORDS_MOST, is_mentor_of
from mentormatch.mentoring.queries import current_match_of, is_colleague_for, match_of_request
from mentormatch.mentoring.service import opening, pairing, telling
from mentormatch.mentoring.service.closing import answer_all_of_full_mentor, close
from mentormatch.mentoring.service.messages import add_message, ensure_words, says_again
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.profiles import service as profiles


@transactional
def accept(request: Request, *, by: Person, starts_at: datetime | None = None) -> Match:
    """Say yes, with one of the proposed times or without. Accepting twice is once.

    Takes a place of the mentor (MentorFull) and, when it was the last one, answers everybody else who waits for this
    mentor. The match begins at once, or waits for a coordinator. Refuses NotYours, RequestMoved, NotProposed, TimeGone,
    PickingPaused, CannotMeetYet, and AlreadyMatched when these two found each other in another cohort meanwhile.
    """
    _take_turn_as_mentor(request, by)
    match = match_of_request(request)
    if match is not None:
        return match
    if request.status not in ANSWERABLE:
        raise RequestMoved(request.status)
    if other := current_match_of(request.mentee_id, request.mentor_id):
        raise AlreadyMatched(request.mentee.name, other.id)
    if not request.place_kept:
        profiles.take_place(request.mentor_id)
    if not close(request, frm=ANSWERABLE, to=RequestStatus.ACCEPTED):
        raise RequestMoved(request.status)
    audit.record(by, "request.accepted", request)
    match = pairing.make_match(request)
    pairing.agree(match, starts_at, by=by)
    answer_all_of_full_mentor(request.mentor_id, by=by)
    return match


@transactional
def decline(request: Request, *, by: Person, reason: DeclineReason, words: str = "") -> None:
    """Say no with a reason and, if one likes, a few words. Declining twice is once. Refuses NotYours, RequestMoved."""
    if len(words) > WORDS_MOST:
        raise WrongLength("words", 0, WORDS_MOST)
    _take_turn_as_mentor(request, by)
    if request.status == RequestStatus.DECLINED:
        return
    changes = {"decline_reason": reason, "decline_words": words.strip()}
    if not close(request, frm=ANSWERABLE, to=RequestStatus.DECLINED, **changes):
        raise RequestMoved(request.status)
    audit.record(by, "request.declined", request, reason=reason)
    telling.declined(request)


@transactional
def ask_question(request: Request, text: str, *, by: Person) -> None:
    """Ask something before deciding. The mentor's clock stops and the mentee's starts.

    Refuses NotYours, WrongLength, RequestMoved, and AskedAlready while another question waits.
    """
    ensure_words(text)
    _take_turn_as_mentor(request, by)
    if says_again(request, by, text):
        return
    if request.status == RequestStatus.QUESTION:
        raise AskedAlready
    clock = opening.clock(request.cohort, now())
    if not advance(request, frm={RequestStatus.OPEN}, to=RequestStatus.QUESTION, **clock):
        raise RequestMoved(request.status)
    message = add_message(request, by, text)
    audit.record(by, "request.question_asked", request)
    telling.question(request, message.text, message.id)


@transactional
def pass_on(request: Request, colleague_id: int, *, by: Person, words: str = "") -> None:
    """Suggest a colleague to the mentee, whose leave it takes: nothing reaches the colleague before the mentee asks.

    The request closes and no longer counts among the mentee's open ones. The same suggestion twice is one.
    Refuses NotYours, WrongLength, RequestMoved, and CannotSuggest for somebody the mentee could not or did ask.
    """
    if len(words) > WORDS_MOST:
        raise WrongLength("why", 0, WORDS_MOST)
    _take_turn_as_mentor(request, by)
    if request.passed_to_id == colleague_id:
        return
    if request.status not in ANSWERABLE:
        raise RequestMoved(request.status)
    if not is_colleague_for(request, colleague_id):
        raise CannotSuggest
    changes = {"passed_to_id": colleague_id, "decline_words": words.strip()}
    if not close(request, frm=ANSWERABLE, to=RequestStatus.PASSED_ON, **changes):
        raise RequestMoved(request.status)
    audit.record(by, "request.passed_on", request, mentor=colleague_id)
    telling.passed_on(request)


def _take_turn_as_mentor(request: Request, by: Person) -> None:
    if not is_mentor_of(by, request) or request.opened_at is None:
        raise NotYours
    take_turn(request.cohort_id)
