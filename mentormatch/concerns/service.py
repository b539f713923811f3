"""Raising a concern, and what coordinators do with it. Letters say that there is one, never what it says."""

from mentormatch.accounts.models import Person
from mentormatch.concerns import queries, telling
from mentormatch.concerns.errors import ConcernClosed, NotForYou, NothingSaid
from mentormatch.concerns.models import WORDS_MOST, Concern, ConcernKind, ConcernNote, ConcernStatus
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, db, transactional
from mentormatch.core.limits import spend
from mentormatch.mentoring.errors import NotYours
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.policy import is_one_of, may_review

#: More than anybody needs, and few enough that coordinators can read them.
CONCERNS_A_DAY = 10
DAY = 24 * 3600


@transactional
def raise_concern(match: Match, kind: ConcernKind, words: str, *, may_tell: bool, by: Person) -> Concern:
    """Tell the coordinators, whatever the state of the match. A repeat is known by its form's key (ADR 12).

    Refuses NotYours, NothingSaid, TooMany.
    """
    if not is_one_of(by, match):
        raise NotYours
    words = _ensure_words(words, "words")
    spend("concern", by.id, limit=CONCERNS_A_DAY, seconds=DAY)
    concern = Concern(match_id=match.id, raised_by_id=by.id, kind=kind, words=words, may_tell=may_tell)
    db.session.add(concern)
    db.session.flush()
    audit.record(by, "concern.raised", concern)
    telling.raised(concern)
    return concern


@transactional
def open_concern(concern: Concern, *, by: Person) -> None:
    """Open a concern to read it: the trail keeps who did, and when. Refuses NotForYou."""
    _ensure_may_handle(concern, by)
    audit.record(by, queries.READ, concern)


@transactional
def note(concern: Concern, text: str, *, close: bool, by: Person) -> None:
    """Note what was done, and close the concern with it. The same note twice in a row is one note.

    Refuses NotForYou, NothingSaid, ConcernClosed.
    """
    _ensure_may_handle(concern, by)
    text = _ensure_words(text, "text")
    db.session.refresh(concern, with_for_update=True)
    last = concern.notes[-1] if concern.notes else None
    is_repeat = last is not None and (last.by_id, last.text) == (by.id, text)
    if is_repeat and (not close or concern.status == ConcernStatus.CLOSED):
        return
    to = ConcernStatus.CLOSED if close else ConcernStatus.HANDLING
    if not advance(concern, frm=queries.WAITING, to=to, closed_at=now() if close else None):
        raise ConcernClosed
    if not is_repeat:
        db.session.add(ConcernNote(concern_id=concern.id, by_id=by.id, text=text))
        db.session.flush()
        db.session.expire(concern, ["notes"])
    audit.record(by, "concern.closed" if close else "concern.noted", concern)
    if close:
        telling.closed(concern)


def _ensure_may_handle(concern: Concern, by: Person) -> None:
    """That the cohort is theirs is a matter of loading; that they are none of the two is asked here as well."""
    if not may_review(by, concern.match):
        raise NotForYou


def _ensure_words(words: str, field: str) -> str:
    words = words.strip()
    if not 1 <= len(words) <= WORDS_MOST:
        raise NothingSaid(field, WORDS_MOST)
    return words
