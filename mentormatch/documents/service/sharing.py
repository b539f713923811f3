"""A student shows a version to a mentor of theirs, and takes it back."""

import sqlalchemy as sa

from mentormatch.accounts.models import Person
from mentormatch.core import audit
from mentormatch.core.clock import now
from mentormatch.core.db import changed, db, transactional
from mentormatch.documents import telling
from mentormatch.documents.errors import NoMentor, NotYours, SharedAlready
from mentormatch.documents.models import DocumentShare, DocumentVersion
from mentormatch.documents.policy import is_owner
from mentormatch.documents.service.holding import hold
from mentormatch.documents.service.keeping import ensure_kept
from mentormatch.mentoring.models import Match, MatchStatus
from mentormatch.mentoring.service import lock


@transactional
def share(version: DocumentVersion, match: Match, *, with_audit: bool = False, by: Person) -> DocumentShare:
    """Let the mentor of a match read this version, and its audit ``with_audit``. The same again changes nothing.

    Refuses NotYours, Gone, NoMentor, SharedAlready.
    """
    lock(match)
    hold(version)
    if not is_owner(by, version) or match.mentee_id != by.id:
        raise NotYours
    ensure_kept(version)
    if match.status != MatchStatus.ACTIVE:
        raise NoMentor
    open_one = sa.select(DocumentShare).where(
        DocumentShare.version_id == version.id, DocumentShare.match_id == match.id, DocumentShare.ended_at.is_(None)
    )
    before = db.session.scalar(open_one)
    if before is not None:
        if before.with_audit != with_audit:
            raise SharedAlready
        return before
    made = DocumentShare(version_id=version.id, match_id=match.id, with_audit=with_audit)
    db.session.add(made)
    db.session.flush()
    audit.record(by, "document_share.made", made, version=version.id)
    telling.shared(made)
    return made


@transactional
def take_back(made: DocumentShare, *, by: Person) -> None:
    """End a share at once; twice changes nothing. Refuses NotYours."""
    if not is_owner(by, made.version):
        raise NotYours
    mine = sa.update(DocumentShare).where(DocumentShare.id == made.id, DocumentShare.ended_at.is_(None))
    if changed(mine.values(ended_at=now())):
        audit.record(by, "document_share.taken_back", made)
