"""Reading threads, always as one of the two people in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from mentormatch.accounts.models import Person
from mentormatch.core.db import db
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.messages.models import Message, Reading

A_PAGE = 30
#: Threads of the list; nobody has so many matches.
MOST_THREADS = 100
#: Letters of one sweep; the next one, a minute later, does the rest.
BATCH = 200
#: Statuses in which a match has, or had, a thread.
TALKING = (MatchStatus.ACTIVE, MatchStatus.ENDED)


@dataclass(frozen=True, slots=True)
class Unread:
    """What waits for a reader in one thread: how much, the newest, and since when."""

    count: int
    newest: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """A match with its newest message, None while nobody has written."""

    match: Match
    last: Message | None
    unread: int


def page_of(match: Match, before: int | None = None) -> tuple[list[Message], bool]:
    """The newest messages, or those before a number, oldest first; and whether there are earlier ones."""
    found = sa.select(Message).where(Message.match_id == match.id)
    if before is not None:
        found = found.where(Message.id < before)
    newest = list(db.session.scalars(found.order_by(Message.id.desc()).limit(A_PAGE + 1)))
    return newest[:A_PAGE][::-1], len(newest) > A_PAGE


def message_for(person: Person, match_id: int, message_id: int) -> Message | None:
    """A message of this person in this match, or None."""
    mine = sa.select(Message).where(Message.id == message_id, Message.author_id == person.id)
    return db.session.scalar(mine.where(Message.match_id == match_id))


def reading_of(match: Match, person_id: int) -> Reading:
    """How far a person has read; a new, unsaved one where nothing is known yet."""
    found = db.session.get(Reading, (match.id, person_id))
    return found or Reading(match_id=match.id, person_id=person_id, read_up_to=0, told_up_to=0, muted=False)


def unread_by_match(person: Person) -> dict[int, int]:
    """How many messages wait for a person, by match; threads without any are left out."""
    mine = sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id)
    reading = sa.and_(Reading.match_id == Message.match_id, Reading.person_id == person.id)
    waiting = sa.select(Message.match_id, sa.func.count()).join(Match, Match.id == Message.match_id)
    waiting = waiting.outerjoin(Reading, reading).where(mine, Message.author_id != person.id, _is_unread())
    return {row[0]: row[1] for row in db.session.execute(waiting.group_by(Message.match_id))}


def threads_of(person: Person, unread: dict[int, int]) -> list[Thread]:
    """The threads of a person: where somebody wrote last comes first."""
    return _threads(person, unread, Match.status.in_(TALKING))


def unread_threads_of(person: Person, unread: dict[int, int]) -> list[Thread]:
    """The threads in which something waits for a person."""
    return _threads(person, unread, Match.id.in_(unread)) if unread else []


def _threads(person: Person, unread: dict[int, int], which: sa.ColumnElement[bool]) -> list[Thread]:
    mine = sa.or_(Match.mentee_id == person.id, Match.mentor_id == person.id)
    each = aliased(Message)
    last = sa.select(sa.func.max(each.id)).where(each.match_id == Match.id).correlate(Match).scalar_subquery()
    found = sa.select(Match, Message).outerjoin(Message, Message.id == last)
    found = found.where(mine, which).options(joinedload(Match.mentee), joinedload(Match.mentor))
    found = found.order_by(sa.func.coalesce(Message.id, 0).desc(), Match.id.desc()).limit(MOST_THREADS)
    return [Thread(match, message, unread.get(match.id, 0)) for match, message in db.session.execute(found)]


def newest_up_to(match: Match, message_id: int) -> int:
    """The newest message of a thread that is not newer than ``message_id``; 0 when there is none."""
    newest = sa.select(sa.func.max(Message.id)).where(Message.match_id == match.id, Message.id <= message_id)
    return db.session.scalar(newest) or 0


def unread_of(reading: Reading) -> Unread | None:
    """What waits for one reader in one thread, or None."""
    waiting = sa.select(sa.func.count(), sa.func.max(Message.id), sa.func.min(Message.created_at)).where(
        Message.match_id == reading.match_id,
        Message.author_id != reading.person_id,
        Message.id > reading.read_up_to,
        Message.taken_back_at.is_(None),
    )
    count, newest, since = db.session.execute(waiting).one()
    return Unread(count, newest, since) if count else None


def to_tell(before: datetime) -> list[tuple[int, int]]:
    """Match and person for threads with something unread since ``before`` that no letter has told of."""
    waiting = sa.select(Reading.match_id, Reading.person_id).join(Message, Message.match_id == Reading.match_id)
    waiting = waiting.join(Person, Person.id == Reading.person_id).where(Person.active, sa.not_(Reading.muted))
    waiting = waiting.where(Reading.told_up_to <= Reading.read_up_to, Message.author_id != Reading.person_id)
    waiting = waiting.where(_is_unread(), Message.created_at <= before).distinct()
    rows: list[Any] = list(db.session.execute(waiting.order_by(Reading.match_id, Reading.person_id).limit(BATCH)))
    return [(match_id, person_id) for match_id, person_id in rows]


def _is_unread() -> sa.ColumnElement[bool]:
    return sa.and_(Message.id > sa.func.coalesce(Reading.read_up_to, 0), Message.taken_back_at.is_(None))
