"""What is done with requests and matches in the story."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.calendar import queries as calendar
from mentormatch.calendar.models import Booking
from mentormatch.core.db import db
from mentormatch.core.i18n import as_instant
from mentormatch.mentoring import service as mentoring
from mentormatch.mentoring.models import (
    DeclineReason,
    EndReason,
    Match,
    MatchStatus,
    Request,
    RequestStatus,
    ReviewReason,
)
from mentormatch.notifications.models import Letter
from tests.story.world import World

NOTE = "I would like to learn how you moved into data, and what you would do first in my place. Could we talk?"
NO = ReviewReason.BETTER_ELSEWHERE
REASON = "They would do better with somebody else."

#: Who does it, the deed, and how the row stands once it was answered with yes.
Deed = tuple[Person, Callable[[], Any], Callable[[Any], bool]]


def ask(world: World, mentee: int, mentor: int) -> None:
    who, whom = world.mentees[mentee], world.mentors[mentor]
    times = calendar.open_times(whom, world.cohort, guest=who)[:2]
    world.attempt(
        who,
        lambda: mentoring.ask(who, whom.id, note=NOTE, proposed_times=times),
        lambda request: (request.mentee_id, request.mentor_id) == (who.id, whom.id),
    )


def answer(world: World, place: int, deed: str, number: int = 0) -> None:
    """Do something with the request at this place of all requests."""
    request = world.pick(sa.select(Request).order_by(Request.id), place)
    if request is None:
        return
    mentor, mentee, colleague = request.mentor, request.mentee, world.mentors[number]
    times = [as_instant(at) for at in request.proposed_times]
    deeds: dict[str, Deed] = {
        "accept": (mentor, lambda: mentoring.accept(request, by=mentor), _stands(request, RequestStatus.ACCEPTED)),
        "accept at a time": (
            mentor,
            lambda: mentoring.accept(request, by=mentor, starts_at=times[0]),
            _has_match(request),
        ),
        "accept as another": (mentee, lambda: mentoring.accept(request, by=mentee), _never),
        "decline": (
            mentor,
            lambda: mentoring.decline(request, by=mentor, reason=DeclineReason.NO_TIME),
            _stands(request, RequestStatus.DECLINED),
        ),
        "pass on": (
            mentor,
            lambda: mentoring.pass_on(request, colleague.id, by=mentor),
            lambda _done: request.status == RequestStatus.PASSED_ON and _hears_nothing_of(request, colleague),
        ),
        "question": (
            mentor,
            lambda: mentoring.ask_question(request, "What have you tried so far?", by=mentor),
            lambda _done: request.messages[-1].author_id == mentor.id,
        ),
        "reply": (
            mentee,
            lambda: mentoring.answer_question(request, "Two courses and a small project.", by=mentee),
            lambda _done: request.messages[-1].author_id == mentee.id,
        ),
        "withdraw": (mentee, lambda: mentoring.withdraw(request, by=mentee), _stands(request, RequestStatus.WITHDRAWN)),
    }
    if times or deed != "accept at a time":
        world.attempt(*deeds[deed])


def review(world: World, place: int, deed: str, number: int = 0) -> None:
    """A coordinator looks at a request first, or gives its mentee another mentor."""
    request = world.pick(sa.select(Request).order_by(Request.id), place)
    if request is None:
        return
    by, mentor = world.coordinator, world.mentors[number].id
    deeds: dict[str, Deed] = {
        "let through": (
            by,
            lambda: mentoring.review_request(request, by=by, approve=True),
            _stands(request, RequestStatus.OPEN),
        ),
        "turn down": (
            by,
            lambda: mentoring.review_request(request, by=by, approve=False, reason=NO, words=REASON),
            _stands(request, RequestStatus.DECLINED),
        ),
        "change mentor": (
            by,
            lambda: mentoring.change_mentor(request, mentor, by=by, reason=NO, words=REASON),
            lambda new: (new.replaces_id, new.mentor_id) == (request.id, mentor),
        ),
    }
    world.attempt(*deeds[deed])


def decide(world: World, place: int, deed: str) -> None:
    """Do something with the match at this place of all matches."""
    match = world.pick(sa.select(Match).order_by(Match.id), place)
    if match is None:
        return
    by, mentee = world.coordinator, match.mentee
    deeds: dict[str, Deed] = {
        "approve": (
            by,
            lambda: mentoring.approve_match(match, by=by, words=REASON),
            _stands(match, MatchStatus.ACTIVE),
        ),
        "reject": (
            by,
            lambda: mentoring.reject_match(match, by=by, reason=NO, words=REASON),
            _stands(match, MatchStatus.REJECTED),
        ),
        "end": (
            mentee,
            lambda: mentoring.end_match(match, by=mentee, reason="", because=EndReason.REACHED),
            _stands(match, MatchStatus.ENDED),
        ),
    }
    world.attempt(*deeds[deed])


def _stands(row: Any, status: Any) -> Callable[[Any], bool]:
    return lambda _done: bool(row.status == status)


def _never(_done: Any) -> bool:
    return False


def _has_match(request: Request) -> Callable[[Any], bool]:
    """The time that was picked is taken, unless this yes is the repetition of an earlier one."""
    had_match = db.session.scalar(sa.select(Match.id).where(Match.request_id == request.id)) is not None
    first = sa.select(Booking.starts_at).join(Match, Match.id == Booking.match_id)
    mine = first.where(Match.request_id == request.id).order_by(Booking.id)
    return lambda _done: had_match or db.session.scalar(mine) == as_instant(request.proposed_times[0])


def _hears_nothing_of(request: Request, colleague: Person) -> bool:
    """Nothing reaches a suggested colleague by itself."""
    told = sa.select(Letter.id).where(Letter.person_id == colleague.id, Letter.created_at >= request.answered_at)
    return db.session.scalar(told.limit(1)) is None
