"""Sharing a file with the other one of a match, and taking it away."""

from functools import partial

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import after_commit, changed, db, transactional
from mentormatch.core.limits import spend
from mentormatch.files import queries
from mentormatch.files.errors import NoRoomLeft, SharingOver
from mentormatch.files.models import MATCH_MOST, FileRoom, MatchFile
from mentormatch.mentoring.errors import NotYours
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.policy import is_one_of, may_exchange
from mentormatch.uploads import store
from mentormatch.uploads.kinds import kind_of
from mentormatch.uploads.limits import MEGABYTE
from mentormatch.uploads.names import clean_name

UPLOADS_A_DAY = 20
DAY = 24 * 3600


def share(match: Match, content: bytes, name: str, *, by: Person) -> MatchFile:
    """Share a file. Bytes are on the disk before their row is written. A repeat is known by its form's key (ADR 12).

    Refuses NotYours, SharingOver, EmptyFile, TooLarge, the kinds of ``kind_of``, NoRoomLeft, DiskFull, TooMany.
    """
    store.ensure_size(content)
    called = clean_name(name)
    file = MatchFile(name=called, kind=kind_of(content, called), size=len(content), sha256=store.digest(content))
    with store.kept(content) as stored_as:
        return _add(match, file, stored_as, by=by)


@transactional
def _add(match: Match, file: MatchFile, stored_as: str, *, by: Person) -> MatchFile:
    if not is_one_of(by, match):
        raise NotYours
    if not may_exchange(match, now()):
        raise SharingOver
    spend("file", by.id, limit=UPLOADS_A_DAY, seconds=DAY)
    _take_room(match, file.size)
    kept = MatchFile(
        match_id=match.id, by_id=by.id, stored_as=stored_as,
        name=file.name, kind=file.kind, size=file.size, sha256=file.sha256,
    )  # fmt: skip
    db.session.add(kept)
    db.session.flush()
    audit.record(by, "file.shared", kept, match=match.id, kind=kept.kind, size=kept.size)
    return kept


@transactional
def take_away(file: MatchFile, *, by: Person) -> None:
    """Take one's own file away: the bytes go, the row stays and says who and when. Twice changes nothing.

    Refuses NotYours.
    """
    db.session.refresh(file, with_for_update=True)
    if file.by_id != by.id:
        raise NotYours
    if file.stored_as is None:
        return
    after_commit(partial(store.remove, file.stored_as))  # a crash in between leaves an orphan, which the sweep finds
    file.stored_as, file.taken_away_at, file.taken_away_by_id = None, now(), by.id
    room = sa.update(FileRoom).where(FileRoom.match_id == file.match_id)
    db.session.execute(room.values(used=FileRoom.used - file.size))
    audit.record(by, "file.taken_away", file, match=file.match_id)


@transactional
def take_all_away(person: Person) -> None:
    """Take away every file that ``person`` has shared, as when they leave."""
    for file in queries.kept_of(person):
        take_away(file, by=person)


def content_of(file: MatchFile) -> bytes:
    """The bytes of a file, as they were shared. Refuses Damaged."""
    return store.read(file.stored_as or "", file.sha256)


def _take_room(match: Match, size: int) -> None:
    """Count the bytes of a new file; two who share at the same moment cannot both take the last room."""
    if db.session.get(FileRoom, match.id) is None:
        db.session.add(FileRoom(match_id=match.id, used=0))
        db.session.flush()
    room = sa.update(FileRoom).where(FileRoom.match_id == match.id, FileRoom.used + size <= MATCH_MOST)
    if not changed(room.values(used=FileRoom.used + size)):
        raise NoRoomLeft(MATCH_MOST // MEGABYTE)
