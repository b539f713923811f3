"""Uploading versions and taking them away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import advance, after_commit, changed, db, transactional
from mentormatch.core.limits import spend
from mentormatch.documents import queries
from mentormatch.documents.errors import Gone, NoRoomLeft, NothingSaid, NotYours, TooLong, TooManyDocuments
from mentormatch.documents.models import (
    OPEN,
    ROOM_MOST,
    TITLE_MOST,
    WORDS_MOST,
    Audit,
    AuditStatus,
    Document,
    DocumentKind,
    DocumentRoom,
    DocumentShare,
    DocumentVersion,
    PointAnswer,
)
from mentormatch.documents.plain import plain_kind
from mentormatch.documents.policy import DOCUMENTS_MOST, UPLOADS_A_DAY, is_owner
from mentormatch.documents.service.holding import hold
from mentormatch.profiles.languages import find_language
from mentormatch.uploads import store
from mentormatch.uploads.limits import MEGABYTE
from mentormatch.uploads.names import clean_name

DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Said:
    """What a student says of a point of the checklist."""

    done: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent, with what its student says of it."""

    content: bytes
    name: str
    language: str
    note: str = ""
    #: By the number of the point.
    answers: Mapping[int, Said] = field(default_factory=dict)


def add(upload: Upload, *, kind: DocumentKind, title: str, by: Person) -> DocumentVersion:
    """Upload the first version of a new document. Bytes are on the disk before their row is written.

    Refuses EmptyFile, TooLarge, the kinds of ``plain_kind``, NothingSaid, TooLong, TooManyDocuments, NoRoomLeft,
    DiskFull, TooMany.
    """
    file = checked(upload)
    with store.kept(upload.content) as stored_as:
        return _add(upload, file, stored_as, kind, title.strip(), by)


def add_version(document: Document, upload: Upload, *, by: Person) -> DocumentVersion:
    """Upload the next version. An audit that waits, for a coach or for another file, is then of this one.

    Refuses NotYours, and what ``add`` refuses.
    """
    file = checked(upload)
    with store.kept(upload.content) as stored_as:
        return _add_version(document, upload, file, stored_as, by=by)


@transactional
def _add(
    upload: Upload, file: DocumentVersion, stored_as: str, kind: DocumentKind, title: str, by: Person
) -> DocumentVersion:
    _ensure_words("title", title, TITLE_MOST, least=1)
    hold_room(by.id)
    if db.session.scalar(sa.select(sa.func.count()).where(Document.person_id == by.id)) == DOCUMENTS_MOST:
        raise TooManyDocuments(DOCUMENTS_MOST)
    document = Document(person_id=by.id, kind=kind, title=title)
    db.session.add(document)
    db.session.flush()
    return _keep(document, upload, file, stored_as, by=by)


@transactional
def _add_version(
    document: Document, upload: Upload, file: DocumentVersion, stored_as: str, *, by: Person
) -> DocumentVersion:
    hold_room(by.id)
    db.session.refresh(document)
    if document.person_id != by.id:
        raise NotYours
    version = _keep(document, upload, file, stored_as, by=by)
    _answer(document, version, upload.answers)
    waiting = queries.open_audit_of(document.id)
    if waiting is not None:
        _go_on_with(waiting, version)
    return version


def _go_on_with(waiting: Audit, version: DocumentVersion) -> None:
    """Whoever has begun to read a file goes on with it, unless they asked for another one."""
    for frm, to in ((AuditStatus.WAITING, AuditStatus.WAITING), (AuditStatus.NEEDS_FILE, AuditStatus.TAKEN)):
        if advance(waiting, frm={frm}, to=to, version_id=version.id):
            return


def checked(upload: Upload) -> DocumentVersion:
    """The row of a file that may be kept, but for whose it is. Refuses what ``add`` refuses of the file."""
    store.ensure_size(upload.content)
    called = clean_name(upload.name)
    kind = plain_kind(upload.content, called)
    _ensure_words("note", upload.note.strip(), WORDS_MOST)
    for said in upload.answers.values():
        _ensure_words("answers", said.words.strip(), WORDS_MOST)
    language = find_language(upload.language)
    if language is None:
        raise NothingSaid("language")
    return DocumentVersion(
        name=called, kind=kind, size=len(upload.content), sha256=store.digest(upload.content), language=language
    )


def _keep(document: Document, upload: Upload, file: DocumentVersion, stored_as: str, *, by: Person) -> DocumentVersion:
    spend("document", by.id, limit=UPLOADS_A_DAY, seconds=DAY)
    _take_room(by.id, file.size)
    last = db.session.scalar(
        sa.select(sa.func.max(DocumentVersion.number)).where(DocumentVersion.document_id == document.id)
    )
    kept = DocumentVersion(
        document_id=document.id, number=(last or 0) + 1, name=file.name, kind=file.kind, size=file.size,
        sha256=file.sha256, stored_as=stored_as, note=upload.note.strip(), language=file.language,
    )  # fmt: skip
    db.session.add(kept)
    db.session.flush()
    db.session.expire(document, ["versions"])
    audit.record(by, "document.uploaded", kept, person=by.id, document=document.id, size=kept.size)
    return kept


def _answer(document: Document, version: DocumentVersion, answers: Mapping[int, Said]) -> None:
    """Only points of the newest checklist are answered; others were not on the page."""
    for point in queries.last_points_of(document.id):
        said = answers.get(point.id)
        if said is not None:
            db.session.add(
                PointAnswer(version_id=version.id, point_id=point.id, done=said.done, words=said.words.strip())
            )


@transactional
def take_away(version: DocumentVersion, *, by: Person) -> None:
    """Take one's own version away: the bytes go, shares of it end, and so does an audit that is not published.

    Twice changes nothing. Refuses NotYours.
    """
    hold(version)
    if not is_owner(by, version):
        raise NotYours
    if version.stored_as is None:
        return
    after_commit(partial(store.remove, version.stored_as))  # a crash in between leaves an orphan, the sweep finds it
    version.stored_as, version.taken_away_at = None, now()
    room = sa.update(DocumentRoom).where(DocumentRoom.person_id == by.id)
    db.session.execute(room.values(used=DocumentRoom.used - version.size))
    shares = sa.update(DocumentShare).where(DocumentShare.version_id == version.id, DocumentShare.ended_at.is_(None))
    db.session.execute(shares.values(ended_at=now()))
    under_way = sa.update(Audit).where(Audit.version_id == version.id, Audit.status.in_(OPEN))
    db.session.execute(under_way.values(status=AuditStatus.TAKEN_BACK))
    audit.record(by, "document.taken_away", version, person=by.id, document=version.document_id)


def content_of(version: DocumentVersion) -> bytes:
    """The bytes of a version, as they were uploaded. Refuses Damaged."""
    return store.read(version.stored_as or "", version.sha256)


def hold_room(person_id: int) -> None:
    """Hold what a student may do at the same time only once, until the end of the transaction."""
    row = sa.select(DocumentRoom).where(DocumentRoom.person_id == person_id).with_for_update()
    if db.session.scalar(row) is None:
        db.session.add(DocumentRoom(person_id=person_id, used=0))
        db.session.flush()


def ensure_kept(version: DocumentVersion) -> None:
    if version.stored_as is None:
        raise Gone


def _take_room(person_id: int, size: int) -> None:
    room = sa.update(DocumentRoom).where(DocumentRoom.person_id == person_id, DocumentRoom.used + size <= ROOM_MOST)
    if not changed(room.values(used=DocumentRoom.used + size)):
        raise NoRoomLeft(ROOM_MOST // MEGABYTE)


def _ensure_words(name: str, words: str, most: int, *, least: int = 0) -> None:
    if len(words) > most:
        raise TooLong(name, most)
    if len(words) < least:
        raise NothingSaid(name)
