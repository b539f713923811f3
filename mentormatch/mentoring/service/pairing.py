"""A match is made, begins, and gives its place back."""

from datetime import datetime

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, MatchStatus, Request
from mentormatch.mentoring.service import closing, telling_pairs, times
from mentormatch.profiles import service as profiles
from mentormatch.programmes.models import ReviewMode


def make_match(request: Request) -> Match:
    """The match of an accepted request: under review when its rule asks for a look that nobody had yet."""
    reviewed_next = request.review_mode == ReviewMode.AFTER_BOTH and request.reviewed_at is None
    match = Match(
        request_id=request.id,
        mentee_id=request.mentee_id,
        mentor_id=request.mentor_id,
        cohort_id=request.cohort_id,
        status=MatchStatus.AWAITING_REVIEW if reviewed_next else MatchStatus.ACTIVE,
        recommendation=request.recommendation,
        activated_at=None if reviewed_next else now(),
    )
    db.session.add(match)
    db.session.flush()
    return match


def agree(match: Match, starts_at: datetime | None, *, by: Person) -> None:
    """Both have said yes: keep the time that was picked, and begin unless a coordinator looks first."""
    if starts_at is not None:
        times.keep(match, starts_at)
    if match.status == MatchStatus.ACTIVE:
        begin(match, by=by)
    else:
        telling_pairs.agreed(match, kept_at=starts_at)


def begin(match: Match, *, by: Person) -> None:
    """What follows from a match that has become active: its session, letters, and answers to other mentors."""
    booked_at = times.confirm(match, by=by)
    others = closing.answer_mentors_of(match, by=by)
    telling_pairs.began(match, booked_at=booked_at, others=others)
    audit.record(by, "match.began", match, request=match.request_id)


def give_place_back(match: Match, *, by: Person, reason: str) -> None:
    """Free the mentor's place and all time ahead of a match that has just left its current statuses."""
    profiles.give_back_place(match.mentor_id)
    times.give_back(match, by=by, reason=reason)
