"""What the two people of a match do with their thread, and the letters that tell of something unread."""

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import db, transactional
from mentormatch.core.limits import spend
from mentormatch.mentoring.errors import NotYours
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.policy import is_one_of, may_exchange
from mentormatch.messages import queries
from mentormatch.messages.errors import NothingWritten, ThreadClosed, TooLateToTakeBack
from mentormatch.messages.models import TEXT_MOST, Message, Reading
from mentormatch.messages.policy import PATIENCE, can_take_back
from mentormatch.notifications import service as letters

#: Nobody types more in an hour.
MESSAGES_AN_HOUR = 60
HOUR = 3600


@transactional
def write(match: Match, text: str, *, by: Person, seen: int = 0) -> Message:
    """Write to the other one. ``seen``: what the page showed. Refuses NotYours, ThreadClosed, NothingWritten, TooMany.

    The same words may be meant twice, so a repeat is known by its caller's key alone (ADR 12).
    """
    _ensure_theirs(match, by)
    text = text.strip()
    if not may_exchange(match, now()):
        raise ThreadClosed
    if not 1 <= len(text) <= TEXT_MOST:
        raise NothingWritten(TEXT_MOST)
    spend("message", by.id, limit=MESSAGES_AN_HOUR, seconds=HOUR)
    message = Message(match_id=match.id, author_id=by.id, text=text)
    db.session.add(message)
    db.session.flush()
    audit.record(by, "message.written", message, match=match.id)
    _reading(match, match.mentor_id if by.id == match.mentee_id else match.mentee_id)  # so that the sweep finds them
    _read(match, seen, by)
    return message


@transactional
def take_back(message: Message, *, by: Person) -> None:
    """Take a message back: its words are gone, a mark stays. Doing it twice changes nothing.

    Refuses NotYours, TooLateToTakeBack.
    """
    db.session.refresh(message, with_for_update={"of": Message})
    if message.author_id != by.id:
        raise NotYours
    if message.taken_back_at is not None:
        return
    if not can_take_back(message, by, now()):
        raise TooLateToTakeBack
    message.text, message.taken_back_at = "", now()
    audit.record(by, "message.taken_back", message, match=message.match_id)


@transactional
def mark_read(match: Match, up_to: int, *, by: Person) -> None:
    """Remember that a person has read up to a message; never backwards, never beyond the thread. Refuses NotYours."""
    _ensure_theirs(match, by)
    _read(match, up_to, by)


@transactional
def set_muted(match: Match, muted: bool, *, by: Person) -> None:
    """No letters about this thread, or letters again. Refuses NotYours."""
    _ensure_theirs(match, by)
    _reading(match, by.id).muted = muted


def tell_unread() -> int:
    """Write to those for whom something has waited unread; returns how many letters."""
    return sum(_tell(match_id, person_id) for match_id, person_id in queries.to_tell(now() - PATIENCE))


@transactional
def _tell(match_id: int, person_id: int) -> bool:
    """One letter for each thread until it is read: its key is the place up to which the reader has read."""
    reading = db.session.get_one(Reading, (match_id, person_id), with_for_update=True)
    unread = queries.unread_of(reading)
    if reading.muted or reading.told_up_to > reading.read_up_to or unread is None or unread.since > now() - PATIENCE:
        return False
    match = db.session.get_one(Match, match_id)
    reader, other = (match.mentee, match.mentor) if person_id == match.mentee_id else (match.mentor, match.mentee)
    key = f"messages:{match_id}:after:{reading.read_up_to}"
    letters.write(reader, "messages/email/unread.txt", key=key, other=other.name, count=unread.count, match_id=match_id)
    reading.told_up_to = unread.newest
    return True


def _ensure_theirs(match: Match, by: Person) -> None:
    if not is_one_of(by, match):
        raise NotYours


def _read(match: Match, up_to: int, by: Person) -> None:
    reading = _reading(match, by.id)
    reading.read_up_to = max(reading.read_up_to, queries.newest_up_to(match, up_to))


def _reading(match: Match, person_id: int) -> Reading:
    """The row of a reader, made when it is needed. Of two who make it at once, its key makes one try again."""
    reading = queries.reading_of(match, person_id)
    db.session.add(reading)
    db.session.flush()
    return reading
