"""Sharing a file with the other one of a match, taking it away, and tidying up what nobody owns."""

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import after_commit, changed, db, transactional
from mentormatch.core.limits import spend
from mentormatch.files import queries, store
from mentormatch.files.errors import EmptyFile, NoRoomLeft, SharingOver, TooLarge
from mentormatch.files.kinds import kind_of
from mentormatch.files.models import FILE_MOST, MATCH_MOST, MEGABYTE, FileRoom, MatchFile
from mentormatch.files.names import clean_name
from mentormatch.mentoring.errors import NotYours
from mentormatch.mentoring.models import Match
from mentormatch.mentoring.policy import is_one_of, may_exchange

UPLOADS_A_DAY = 20
DAY = 24 * 3600
#: Bytes without a row are left alone for so long: their transaction may still be under way.
ORPHAN_AFTER = timedelta(hours=1)
BATCH = 500


def share(match: Match, content: bytes, name: str, *, by: Person) -> MatchFile:
    """Share a file. Bytes are on the disk before their row is written. A repeat is known by its form's key (ADR 12).

    Refuses NotYours, SharingOver, EmptyFile, TooLarge, the kinds of ``kind_of``, NoRoomLeft, DiskFull, TooMany.
    """
    if not content:
        raise EmptyFile
    if len(content) > FILE_MOST:
        raise TooLarge(FILE_MOST // MEGABYTE)
    called = clean_name(name)
    file = MatchFile(name=called, kind=kind_of(content, called), size=len(content), sha256=store.digest(content))
    stored_as = store.keep(content)
    try:
        return _add(match, file, stored_as, by=by)
    except BaseException:
        store.remove(stored_as)
        raise


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


def remove_orphans() -> int:
    """Remove bytes that belong to no file: an upload that failed, or a file taken away; returns how many."""
    old = store.names_before(now() - ORPHAN_AFTER)
    removed = 0
    for start in range(0, len(old), BATCH):
        names = old[start : start + BATCH]
        orphans = set(names) - queries.known_among(names)
        for name in orphans:
            store.remove(name)
        removed += len(orphans)
    return removed


def _take_room(match: Match, size: int) -> None:
    """Count the bytes of a new file; two who share at the same moment cannot both take the last room."""
    if db.session.get(FileRoom, match.id) is None:
        db.session.add(FileRoom(match_id=match.id, used=0))
        db.session.flush()
    room = sa.update(FileRoom).where(FileRoom.match_id == match.id, FileRoom.used + size <= MATCH_MOST)
    if not changed(room.values(used=FileRoom.used + size)):
        raise NoRoomLeft(MATCH_MOST // MEGABYTE)
