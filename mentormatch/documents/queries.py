"""Reading documents: as the student, as a coach who was asked, or as the mentor with whom one was shared."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from mentormatch.accounts.models import Person, RoleName
from mentormatch.core.clock import now
from mentormatch.core.db import db
from mentormatch.documents.given import GIVEN
from mentormatch.documents.models import (
    HELD,
    OPEN,
    Audit,
    AuditDraft,
    AuditPoint,
    AuditStatus,
    CoachNote,
    Document,
    DocumentRoom,
    DocumentShare,
    DocumentVersion,
    PointAnswer,
    PointCheck,
)
from mentormatch.documents.policy import FOR_COACHES, KNOWN_FOR
from mentormatch.mentoring.models import Match, MatchStatus

A_PAGE = 25


def documents_of(person: Person) -> list[Document]:
    """A student's documents with their versions, the newest first."""
    mine = sa.select(Document).where(Document.person_id == person.id).options(selectinload(Document.versions))
    return list(db.session.scalars(mine.order_by(Document.id.desc())))


def document_for(person: Person, document_id: int) -> Document | None:
    """One's own document, or None."""
    mine = sa.select(Document).where(Document.id == document_id, Document.person_id == person.id)
    return db.session.scalar(mine.options(selectinload(Document.versions)))


def versions_for(person: Person) -> list[DocumentVersion]:
    """A student's versions that are there to be given to somebody, the newest of each document first."""
    mine = _versions().where(Document.person_id == person.id, DocumentVersion.stored_as.is_not(None))
    return list(db.session.scalars(mine.order_by(Document.id.desc(), DocumentVersion.number.desc())))


def version_for(person: Person, version_id: int) -> DocumentVersion | None:
    """One's own version, also one that was taken away, or None."""
    return db.session.scalar(_versions().where(DocumentVersion.id == version_id, Document.person_id == person.id))


def readable_version(person: Person, version_id: int) -> DocumentVersion | None:
    """A version that this person may download, or None: one's own, one that is audited, shared, or given to them."""
    may = [Document.person_id == person.id, DocumentVersion.id.in_(_shared_with(person))]
    may += [DocumentVersion.id.in_(rule(person)) for rule in GIVEN]
    if person.is_(RoleName.COACH):
        audited = sa.select(Audit.version_id).where(Audit.status.in_(FOR_COACHES))
        may.append(DocumentVersion.id.in_(audited))
    found = _versions().where(DocumentVersion.id == version_id, DocumentVersion.stored_as.is_not(None), sa.or_(*may))
    return db.session.scalar(found)


def room_used(person_id: int) -> int:
    """Bytes that a student's documents take."""
    return db.session.scalar(sa.select(DocumentRoom.used).where(DocumentRoom.person_id == person_id)) or 0


def kept_of(person: Person) -> list[DocumentVersion]:
    """Every version of a student whose bytes are still there, oldest first."""
    mine = _versions().where(Document.person_id == person.id, DocumentVersion.stored_as.is_not(None))
    return list(db.session.scalars(mine.order_by(DocumentVersion.id)))


# Audits


def audits_of(person: Person) -> list[Audit]:
    """What a student asked for, the newest first."""
    mine = _audits().where(Audit.person_id == person.id)
    return list(db.session.scalars(mine.order_by(Audit.id.desc())))


def audits_of_document(document_id: int) -> list[Audit]:
    """The newest first."""
    return list(db.session.scalars(_audits().where(Audit.document_id == document_id).order_by(Audit.id.desc())))


def open_audit_of(document_id: int) -> Audit | None:
    return db.session.scalar(_audits().where(Audit.document_id == document_id, Audit.status.in_(OPEN)))


def own_audit(person: Person, audit_id: int) -> Audit | None:
    """An audit that this student asked for, or None."""
    return db.session.scalar(_audits().where(Audit.id == audit_id, Audit.person_id == person.id))


def audit_to_read(person: Person, audit_id: int) -> Audit | None:
    """One's own audit, or a published one of a version that was shared together with its audit; else None."""
    shared = sa.and_(Audit.status == AuditStatus.PUBLISHED, Audit.version_id.in_(_shared_with(person, with_audit=True)))
    return db.session.scalar(_audits().where(Audit.id == audit_id, sa.or_(Audit.person_id == person.id, shared)))


def audit_for_coach(coach: Person, audit_id: int) -> Audit | None:
    """An audit that a coach may look at: of somebody else, and not called back; else None."""
    return db.session.scalar(_for(coach).where(Audit.id == audit_id))


def waiting_audits(coach: Person, *, limit: int = A_PAGE, offset: int = 0) -> list[Audit]:
    """What waits for a coach, the oldest first."""
    found = _for(coach).where(Audit.status == AuditStatus.WAITING).order_by(Audit.asked_at, Audit.id)
    return list(db.session.scalars(found.limit(limit).offset(offset)))


def count_waiting(coach: Person) -> int:
    return _count(_for(coach).where(Audit.status == AuditStatus.WAITING))


def count_to_write(coach: Person) -> int:
    """How many audits a coach has taken and could write now; those that need another file wait for the student."""
    return _count(_for(coach).where(Audit.coach_id == coach.id, Audit.status == AuditStatus.TAKEN))


def audits_for(coach: Person, student_id: int) -> bool:
    """Whether a coach works on an audit of this student, or has published one in the last year."""
    if not coach.is_(RoleName.COACH):
        return False
    theirs = _for(coach).where(Audit.coach_id == coach.id, Audit.person_id == student_id)
    lately = sa.or_(Audit.status.in_(HELD), Audit.published_at > now() - KNOWN_FOR)
    return _count(theirs.where(lately)) > 0


def in_hands_of(coach: Person) -> list[Audit]:
    """What a coach has taken and not published, the oldest first."""
    mine = _for(coach).where(Audit.coach_id == coach.id, Audit.status.in_(OPEN))
    return list(db.session.scalars(mine.order_by(Audit.asked_at, Audit.id)))


def in_other_hands(coach: Person) -> list[Audit]:
    """What colleagues have taken and not published, the oldest first."""
    theirs = _for(coach).where(Audit.coach_id.is_not(None), Audit.coach_id != coach.id, Audit.status.in_(OPEN))
    return list(db.session.scalars(theirs.order_by(Audit.asked_at, Audit.id).limit(A_PAGE)))


def published_by(coach: Person, *, limit: int = A_PAGE, offset: int = 0) -> tuple[list[Audit], int]:
    """What a coach has published, the newest first, and how many."""
    mine = _for(coach).where(Audit.coach_id == coach.id, Audit.published_at.is_not(None))
    found = mine.order_by(Audit.published_at.desc(), Audit.id.desc()).limit(limit).offset(offset)
    return list(db.session.scalars(found)), _count(mine)


def count_open() -> int:
    """Audits under way, of everybody."""
    return _count(sa.select(Audit.id).where(Audit.status.in_(OPEN)))


def audits_before(audits: Sequence[Audit]) -> dict[int, int]:
    """How many published audits each one's document had before it."""
    numbers = [one.document_id for one in audits]
    found = sa.select(Audit.document_id, Audit.id).where(
        Audit.document_id.in_(numbers), Audit.status == AuditStatus.PUBLISHED
    )
    rows = [tuple(row) for row in db.session.execute(found)]
    return {one.id: sum(document == one.document_id and number < one.id for document, number in rows) for one in audits}


def draft_of(audit_id: int) -> AuditDraft | None:
    return db.session.get(AuditDraft, audit_id)


def note_of(audit_id: int) -> CoachNote | None:
    """What coaches noted for each other. For coaches' pages alone."""
    return db.session.scalar(
        sa.select(CoachNote).where(CoachNote.audit_id == audit_id).options(joinedload(CoachNote.by))
    )


def last_points_of(document_id: int, *, before: int | None = None) -> list[AuditPoint]:
    """The checklist of the newest published audit of a document, of one before audit number ``before``."""
    newest = sa.select(sa.func.max(Audit.id)).where(
        Audit.document_id == document_id, Audit.status == AuditStatus.PUBLISHED
    )
    newest = newest.where(Audit.id < before) if before is not None else newest
    points = sa.select(AuditPoint).where(AuditPoint.audit_id == newest.scalar_subquery()).order_by(AuditPoint.place)
    return list(db.session.scalars(points))


def answers_to(points: Collection[AuditPoint]) -> dict[int, PointAnswer]:
    """What the student last said of each point, by its number."""
    ids = [point.id for point in points]
    found = sa.select(PointAnswer).where(PointAnswer.point_id.in_(ids)).order_by(PointAnswer.version_id)
    return {answer.point_id: answer for answer in db.session.scalars(found)}


def checks_of(points: Collection[AuditPoint]) -> dict[int, bool]:
    """What the newest published audit says of each earlier point, by its number."""
    found = sa.select(PointCheck).join(Audit, Audit.id == PointCheck.audit_id)
    found = found.where(PointCheck.point_id.in_([point.id for point in points]), Audit.status == AuditStatus.PUBLISHED)
    return {check.point_id: check.done for check in db.session.scalars(found.order_by(PointCheck.audit_id))}


def checks_in(audit_id: int) -> list[tuple[AuditPoint, bool]]:
    """Earlier points with what this published audit says of them."""
    found = sa.select(AuditPoint, PointCheck.done).join(PointCheck, PointCheck.point_id == AuditPoint.id)
    rows = db.session.execute(found.where(PointCheck.audit_id == audit_id).order_by(AuditPoint.place))
    return [(point, done) for point, done in rows]


def coaches(but: Collection[int] = ()) -> list[Person]:
    """Everybody who may audit, by name."""
    found = sa.select(Person).where(Person.active, Person.roles.any(name=RoleName.COACH), Person.id.not_in(but))
    return list(db.session.scalars(found.order_by(Person.name, Person.id)))


# Shares


def mentors_of(person: Person) -> list[Match]:
    """The active matches in which this student could share a version."""
    mine = sa.select(Match).where(Match.mentee_id == person.id, Match.status == MatchStatus.ACTIVE)
    return list(db.session.scalars(mine.options(joinedload(Match.mentor)).order_by(Match.id)))


def shares_of(versions: Collection[DocumentVersion]) -> dict[int, list[DocumentShare]]:
    """The shares of versions that are open, by the version's number."""
    found: dict[int, list[DocumentShare]] = {version.id: [] for version in versions}
    for share in db.session.scalars(_open_shares().where(DocumentShare.version_id.in_(found))):
        found[share.version_id].append(share)
    return found


def share_for(person: Person, share_id: int) -> DocumentShare | None:
    """A share of one's own document, also one that is over, or None."""
    mine = sa.select(DocumentShare).join(DocumentVersion, DocumentVersion.id == DocumentShare.version_id)
    mine = mine.join(Document, Document.id == DocumentVersion.document_id)
    return db.session.scalar(mine.where(DocumentShare.id == share_id, Document.person_id == person.id))


def is_open(share_id: int) -> bool:
    return db.session.scalar(_open_shares().where(DocumentShare.id == share_id)) is not None


def shared_with(mentor: Person) -> list[DocumentShare]:
    """What students share with this mentor now, the newest first."""
    whole = joinedload(DocumentShare.version).joinedload(DocumentVersion.document).joinedload(Document.person)
    mine = _open_shares().where(Match.mentor_id == mentor.id, DocumentVersion.stored_as.is_not(None))
    return list(db.session.scalars(mine.options(whole).order_by(DocumentShare.id.desc())))


def published_of(version_ids: Collection[int]) -> dict[int, Audit]:
    """The published audit of each of these versions."""
    found = _audits().where(Audit.version_id.in_(version_ids), Audit.status == AuditStatus.PUBLISHED)
    return {one.version_id: one for one in db.session.scalars(found.order_by(Audit.id))}


def _versions() -> sa.Select[DocumentVersion]:
    found = sa.select(DocumentVersion).join(Document, Document.id == DocumentVersion.document_id)
    return found.options(joinedload(DocumentVersion.document))


def _audits() -> sa.Select[Audit]:
    return sa.select(Audit).options(
        joinedload(Audit.version), joinedload(Audit.document), joinedload(Audit.coach), joinedload(Audit.person)
    )


def _for(coach: Person) -> sa.Select[Audit]:
    return _audits().where(Audit.person_id != coach.id, Audit.status.in_(FOR_COACHES))


def _open_shares() -> sa.Select[DocumentShare]:
    found = sa.select(DocumentShare).join(Match, Match.id == DocumentShare.match_id)
    found = found.join(DocumentVersion, DocumentVersion.id == DocumentShare.version_id)
    found = found.where(DocumentShare.ended_at.is_(None), Match.status == MatchStatus.ACTIVE)
    return found.options(joinedload(DocumentShare.match).joinedload(Match.mentor)).order_by(DocumentShare.id)


def _shared_with(mentor: Person, *, with_audit: bool = False) -> sa.Select[int]:
    found = sa.select(DocumentShare.version_id).join(Match, Match.id == DocumentShare.match_id)
    found = found.where(
        DocumentShare.ended_at.is_(None), Match.status == MatchStatus.ACTIVE, Match.mentor_id == mentor.id
    )
    return found.where(DocumentShare.with_audit) if with_audit else found


def _count(found: sa.Select[int] | sa.Select[Audit]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(found.order_by(None).subquery())) or 0
