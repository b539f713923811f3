"""Rules of mentoring that need no database: who may do what, and how long texts are."""

from datetime import datetime, timedelta

from mentormatch.accounts.models import Person, RoleName
from mentormatch.mentoring.models import Match, MatchStatus, Request
from mentormatch.profiles.models import Aim

#: A note shorter than this cannot say what somebody wants; longer ones are not read.
NOTE_LEAST, NOTE_MOST = 20, 2000
#: Questions, answers, reasons and words of a decline.
WORDS_LEAST, WORDS_MOST = 2, 1000
MOST_TIMES = 3
#: How long two people may still write and share files after their match has ended; later both can only read.
FAREWELL = timedelta(days=14)

#: A page of a pair that was open for longer says nothing about how long somebody looked at it.
LONGEST_LOOK = timedelta(hours=1)

Pair = Request | Match


def says_something(aim: Aim | None) -> bool:
    """Whether a mentor could decide by what a mentee is looking for; somebody who explores has no goal yet."""
    return aim is not None and any((aim.goal, aim.target_roles, aim.skills_wanted, aim.industries, aim.help_topics))


def is_mentee_of(person: Person, pair: Pair) -> bool:
    return person.id == pair.mentee_id


def is_mentor_of(person: Person, pair: Pair) -> bool:
    return person.id == pair.mentor_id


def is_one_of(person: Person, pair: Pair) -> bool:
    return person.id in {pair.mentee_id, pair.mentor_id}


def may_review(person: Person, pair: Pair) -> bool:
    """Coordinators review, but never a pair they belong to. That the cohort is theirs is a matter of loading."""
    return person.is_(RoleName.COORDINATOR) and not is_one_of(person, pair)


def may_exchange(match: Match, at: datetime) -> bool:
    """Whether the two may write to each other and share files: while the match is active, and a while after its end."""
    if match.status == MatchStatus.ENDED:
        return match.ended_at is not None and at < match.ended_at + FAREWELL
    return match.status == MatchStatus.ACTIVE
