"""The mentee's side: ask, answer a question, withdraw."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, transactional
from mentormatch.core.errors import NotFound
from mentormatch.mentoring.errors import AlreadyAsked, LimitReached, NotYours, RequestMoved, WrongLength
from mentormatch.mentoring.models import WAITING, Request, RequestStatus
from mentormatch.mentoring.policy import NOTE_LEAST, NOTE_MOST, is_mentee_of
from mentormatch.mentoring.queries import waiting_request_of
from mentormatch.mentoring.queries.record import expectation_of
from mentormatch.mentoring.service import limit, opening, telling, times
from mentormatch.mentoring.service.closing import close
from mentormatch.mentoring.service.messages import add_message, ensure_words, says_again
from mentormatch.mentoring.service.turns import take_turn
from mentormatch.profiles.models import Offer
from mentormatch.programmes import service as programmes
from mentormatch.programmes.models import Cohort, ReviewMode
from mentormatch.recommendations import queries as mentors
from mentormatch.recommendations import service as recommendations


@transactional
def ask(mentee: Person, mentor_id: int, *, note: str, proposed_times: Iterable[datetime] = ()) -> Request:
    """Ask a mentor of one's cohort, with a note and up to three proposed times. The same request twice is one.

    Refuses: NotEnrolled, NoAimYet, AlreadyAsked, AlreadyMatched, NotTaking, JustFull, LimitReached, WrongLength,
    TooManyTimes, TimesGone, ProposingPaused, CohortArchived; NotFound for a mentor who is not one of this cohort.
    """
    cohort = opening.cohort_of(mentee)
    if not NOTE_LEAST <= len(note.strip()) <= NOTE_MOST:
        raise WrongLength("note", NOTE_LEAST, NOTE_MOST)
    said = recommendations.snapshot(mentee, mentor_id)
    take_turn(cohort.id)
    offer = mentors.mentor_for(mentee, mentor_id)
    if offer is None:
        raise NotFound
    opening.ensure_aim(mentee)
    try:
        opening.ensure_can_meet(mentee.id, offer)
    except AlreadyAsked:
        return _same_again(mentee, mentor_id, note)
    chosen = times.proposed(offer.person, mentee, cohort, proposed_times)
    return _begin(mentee, offer, cohort, note=note.strip(), proposed_times=chosen, recommendation=said)


@transactional
def ask_for_kept_place(mentee: Person, offer: Offer, *, note: str, recommendation: dict[str, Any]) -> Request:
    """Ask a mentor one of whose places is counted for this mentee already: it stays kept while the request waits.

    Whoever calls holds the turn of the cohort and has taken the place. Refuses what ``ask`` does but JustFull.
    """
    cohort = opening.cohort_of(mentee)
    if not NOTE_LEAST <= len(note.strip()) <= NOTE_MOST:
        raise WrongLength("note", NOTE_LEAST, NOTE_MOST)
    opening.ensure_aim(mentee)
    opening.ensure_can_meet(mentee.id, offer, place_kept=True)
    return _begin(mentee, offer, cohort, note=note.strip(), recommendation=recommendation, place_kept=True)


def _same_again(mentee: Person, mentor_id: int, note: str) -> Request:
    """The request that exists, when a double click or the back button sent it once more; AlreadyAsked otherwise."""
    waiting = waiting_request_of(mentee.id, mentor_id)
    assert waiting is not None
    if waiting.note != note.strip():
        raise AlreadyAsked(waiting.mentor.name, waiting.id)
    return waiting


def _begin(mentee: Person, offer: Offer, cohort: Cohort, **columns: object) -> Request:
    programmes.ensure_not_archived(cohort.id)
    if not limit.take(mentee.id, cohort):
        raise LimitReached(cohort.open_requests_limit)
    reviewed_first = cohort.review_mode == ReviewMode.BEFORE_MENTOR
    status = RequestStatus.AWAITING_REVIEW if reviewed_first else RequestStatus.OPEN
    expected = expectation_of(offer.person_id)
    if expected:
        columns |= {"told_share": expected.share, "told_seconds": int(expected.time.total_seconds())}
    request = opening.add_request(mentee.id, offer.person_id, cohort, status, **columns)
    audit.record(mentee, "request.asked", request, mentor=offer.person_id)
    telling.asked(request)
    if reviewed_first:
        telling.to_review(request)
    else:
        telling.received(request)
    return request


@transactional
def answer_question(request: Request, text: str, *, by: Person) -> None:
    """Answer the mentor's question; the mentor's clock starts anew. Refuses NotYours, WrongLength, RequestMoved."""
    if not is_mentee_of(by, request):
        raise NotYours
    ensure_words(text)
    take_turn(request.cohort_id)
    if says_again(request, by, text):
        return
    clock = opening.clock(request.cohort, now())
    if not advance(request, frm={RequestStatus.QUESTION}, to=RequestStatus.OPEN, **clock):
        raise RequestMoved(request.status)
    message = add_message(request, by, text)
    audit.record(by, "request.question_answered", request)
    telling.answer(request, message.text, message.id)


@transactional
def withdraw(request: Request, *, by: Person) -> None:
    """Take a request back while it waits; taking it back twice is once. Refuses NotYours, RequestMoved."""
    if not is_mentee_of(by, request):
        raise NotYours
    take_turn(request.cohort_id)
    if request.status == RequestStatus.WITHDRAWN:
        return
    if not close(request, frm=WAITING, to=RequestStatus.WITHDRAWN):
        raise RequestMoved(request.status)
    audit.record(by, "request.withdrawn", request)
    telling.withdrawn(request)
