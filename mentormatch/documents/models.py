"""Documents of students in versions, who may read one, and audits of them.

What a coach writes exists in two places: ``AuditDraft`` until it is published, and then, in the audit and in rows that
nobody changes any more, for the student. What coaches note for each other is ``CoachNote`` and nowhere else.
"""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.mentoring.models import Match
from mentormatch.uploads.kinds import FileKind
from mentormatch.uploads.limits import FILE_MOST, MEGABYTE, NAME_MOST
from mentormatch.uploads.owners import owns

#: All files of one student together.
ROOM_MOST = 60 * MEGABYTE
TITLE_MOST, ROLE_MOST, POINT_MOST, SECTION_MOST = 120, 120, 300, 80
#: What a version changes, questions, steps, words about a point, reasons; comments; the overall word.
WORDS_MOST, COMMENT_MOST, OVERALL_MOST = 1000, 2000, 4000
QUESTIONS_MOST, STEPS_MOST, POINTS_MOST = 3, 3, 15


class DocumentKind(enum.StrEnum):
    CV = "cv"
    LETTER = "letter"
    OTHER = "other"


class AuditStatus(enum.StrEnum):
    """``needs_file``: a coach has it and asked for another file; ``called_off``: the office stopped the service."""

    WAITING = "waiting"
    TAKEN = "taken"
    NEEDS_FILE = "needs_file"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    TAKEN_BACK = "taken_back"
    CALLED_OFF = "called_off"


#: A coach works on it; it is not over.
HELD = frozenset({AuditStatus.TAKEN, AuditStatus.NEEDS_FILE})
OPEN = frozenset({AuditStatus.WAITING, *HELD})
IS_OPEN = sa.text("status in ('waiting', 'taken', 'needs_file')")


class Rating(enum.StrEnum):
    STRONG = "strong"
    FINE = "fine"
    NEEDS_WORK = "needs_work"
    MISSING = "missing"


def _bounded(column: str, most: int, least: int = 0) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) between {least} and {most}", name=f"{column}_is_bounded")


class Document(Base):
    """A CV or letter, which is what its versions are."""

    __tablename__ = "document"
    __table_args__ = (_bounded("title", TITLE_MOST, 1),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[DocumentKind] = mapped_column(enum_column(DocumentKind, "document_kind"))
    title: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship()
    versions: Mapped[list["DocumentVersion"]] = relationship(
        back_populates="document", order_by="DocumentVersion.number.desc()"
    )


class DocumentVersion(Base):
    """A file as it was uploaded. Taken away, its bytes are gone and the row says when."""

    __tablename__ = "document_version"
    __table_args__ = (
        sa.UniqueConstraint("document_id", "number"),
        sa.CheckConstraint("kind in ('pdf', 'docx')", name="is_pdf_or_word"),
        sa.CheckConstraint(f"size between 1 and {FILE_MOST}", name="size_is_bounded"),
        sa.CheckConstraint("(stored_as is null) = (taken_away_at is not null)", name="kept_or_taken_away"),
        _bounded("name", NAME_MOST, 1),
        _bounded("note", WORDS_MOST),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    number: Mapped[int]
    #: As the student called it, made harmless; nothing is stored under it.
    name: Mapped[str]
    kind: Mapped[FileKind] = mapped_column(enum_column(FileKind, "document_file_kind"))
    size: Mapped[int]
    sha256: Mapped[str]
    #: The random name under which its bytes are kept; None when they have been taken away.
    stored_as: Mapped[str | None] = mapped_column(unique=True)
    #: What changed since the version before, in the student's words.
    note: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    taken_away_at: Mapped[datetime | None]

    document: Mapped[Document] = relationship(back_populates="versions")


owns(DocumentVersion.stored_as)


class DocumentRoom(Base):
    """How many bytes the files of a student take; the database lets nobody go beyond the most."""

    __tablename__ = "document_room"
    __table_args__ = (sa.CheckConstraint(f"used between 0 and {ROOM_MOST}", name="room_is_bounded"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True, autoincrement=False)
    used: Mapped[int] = mapped_column(default=0)


class DocumentShare(Base):
    """A version that a student shows their mentor, until one of them ends it or the match is over."""

    __tablename__ = "document_share"
    __table_args__ = (
        sa.Index(
            "uq_document_share_open", "version_id", "match_id", unique=True,
            sqlite_where=sa.text("ended_at is null"), postgresql_where=sa.text("ended_at is null"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("document_version.id"))
    match_id: Mapped[int] = mapped_column(sa.ForeignKey("match.id"), index=True)
    #: Whether the mentor may read the audit of this version as well.
    with_audit: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    version: Mapped[DocumentVersion] = relationship()
    match: Mapped[Match] = relationship()


class AuditSection(Base):
    """A part of the form of audits as the office has changed or added it; what nobody touched is in ``sections``."""

    __tablename__ = "audit_section"

    key: Mapped[str] = mapped_column(primary_key=True)
    #: None: the standard words.
    name: Mapped[str | None]
    explanation: Mapped[str | None]
    place: Mapped[int]
    retired_at: Mapped[datetime | None]


class Audit(Base):
    """A student asks what a coach says of a version. ``overall`` and ``steps`` are empty until it is published."""

    __tablename__ = "document_audit"
    __table_args__ = (
        sa.Index("uq_document_audit_open", "document_id", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        sa.Index("ix_document_audit_status_since", "status", "asked_at"),
        sa.CheckConstraint(
            "status in ('waiting', 'taken_back', 'called_off') or coach_id is not null", name="somebody_works_on_it"
        ),
        sa.CheckConstraint("(published_at is not null) = (status in ('published', 'withdrawn'))", name="is_published"),
        sa.CheckConstraint("(withdrawn_at is not null) = (status = 'withdrawn')", name="is_withdrawn"),
        _bounded("role", ROLE_MOST),
        _bounded("overall", OVERALL_MOST),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("document_version.id"), index=True)
    #: The role wished for, and what the student wants to know.
    role: Mapped[str]
    questions: Mapped[tuple[str, ...]]
    status: Mapped[AuditStatus] = mapped_column(
        enum_column(AuditStatus, "document_audit_status"), default=AuditStatus.WAITING
    )
    asked_at: Mapped[datetime] = mapped_column(default=now)
    coach_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    taken_at: Mapped[datetime | None]
    #: Why the coach asked for another file.
    file_words: Mapped[str] = mapped_column(default="")
    overall: Mapped[str] = mapped_column(default="")
    steps: Mapped[tuple[str, ...]] = mapped_column(default=())
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    coach: Mapped[Person | None] = relationship(foreign_keys=coach_id)
    document: Mapped[Document] = relationship()
    version: Mapped[DocumentVersion] = relationship()
    marks: Mapped[list["AuditMark"]] = relationship(order_by="AuditMark.place")
    points: Mapped[list["AuditPoint"]] = relationship(order_by="AuditPoint.place")


class AuditMark(Base):
    """What a published audit says of one section, under the name that it had."""

    __tablename__ = "document_audit_mark"
    __table_args__ = (_bounded("comment", COMMENT_MOST),)

    audit_id: Mapped[int] = mapped_column(sa.ForeignKey("document_audit.id"), primary_key=True)
    section: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    #: "": the standard name.
    name: Mapped[str]
    rating: Mapped[Rating] = mapped_column(enum_column(Rating, "document_audit_rating"))
    comment: Mapped[str]


class AuditPoint(Base):
    """One point of a published checklist."""

    __tablename__ = "document_audit_point"
    __table_args__ = (sa.UniqueConstraint("audit_id", "place"), _bounded("text", POINT_MOST, 1))

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(sa.ForeignKey("document_audit.id"))
    place: Mapped[int]
    text: Mapped[str]


class PointAnswer(Base):
    """What the student says of a point with a newer version."""

    __tablename__ = "document_point_answer"
    __table_args__ = (_bounded("words", WORDS_MOST),)

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("document_version.id"), primary_key=True)
    point_id: Mapped[int] = mapped_column(sa.ForeignKey("document_audit_point.id"), primary_key=True, index=True)
    done: Mapped[bool]
    words: Mapped[str] = mapped_column(default="")


class PointCheck(Base):
    """What a later published audit says of an earlier point: done, or not yet."""

    __tablename__ = "document_point_check"

    audit_id: Mapped[int] = mapped_column(sa.ForeignKey("document_audit.id"), primary_key=True)
    point_id: Mapped[int] = mapped_column(sa.ForeignKey("document_audit_point.id"), primary_key=True, index=True)
    done: Mapped[bool]


class AuditDraft(Base):
    """What the coach has written so far; the version grows by one with every save. Gone when it is published."""

    __tablename__ = "document_audit_draft"

    audit_id: Mapped[int] = mapped_column(sa.ForeignKey("document_audit.id"), primary_key=True, autoincrement=False)
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(default=now)


class CoachNote(Base):
    """What coaches note for each other about an audit. The student gets it nowhere."""

    __tablename__ = "document_coach_note"
    __table_args__ = (_bounded("text", OVERALL_MOST),)

    audit_id: Mapped[int] = mapped_column(sa.ForeignKey("document_audit.id"), primary_key=True, autoincrement=False)
    text: Mapped[str]
    version: Mapped[int]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(default=now)

    by: Mapped[Person] = relationship()
