"""Guides with every version of them, their pictures, what readers keep of them, and what readers would change."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column
from mentormatch.uploads.owners import owns

TITLE_MOST, LEAD_MOST, TEXT_MOST, LINK_MOST = 160, 400, 60_000, 500
WORDS_MOST, KEY_MOST, ALT_MOST = 2000, 80, 300
PICTURE_MOST = 10 * 1024 * 1024


class GuideKind(enum.StrEnum):
    GUIDE = "guide"
    TEMPLATE = "template"
    CHECKLIST = "checklist"
    VIDEO = "video"
    INTERVIEW = "interview"


class GuideStatus(enum.StrEnum):
    """How the newest version stands. Readers see the one that was published last until it is withdrawn."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class PictureKind(enum.StrEnum):
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"


def _bounded(column: str, most: int, least: int = 0) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) between {least} and {most}", name=f"{column}_is_bounded")


class GuideGroup(Base):
    """Guides that are translations of each other."""

    __tablename__ = "guide_group"

    id: Mapped[int] = mapped_column(primary_key=True)


class Guide(Base):
    """A guide in one language. ``newest`` numbers its last version; ``live`` the one that readers see, if any."""

    __tablename__ = "guide"
    __table_args__ = (
        sa.UniqueConstraint("group_id", "language"),
        sa.CheckConstraint("live is null or live between 1 and newest", name="live_is_a_version"),
        sa.CheckConstraint("(status = 'withdrawn') <= (live is null)", name="withdrawn_is_unseen"),
        _bounded("import_key", KEY_MOST, 1),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("guide_group.id"))
    #: By which a file names it; made up where nobody gave one.
    import_key: Mapped[str] = mapped_column(unique=True)
    #: BCP 47.
    language: Mapped[str]
    status: Mapped[GuideStatus] = mapped_column(enum_column(GuideStatus, "guide_status"), default=GuideStatus.DRAFT)
    newest: Mapped[int] = mapped_column(default=0)
    live: Mapped[int | None]
    #: When somebody last said that what readers see is right, and when it is to be looked at again.
    looked_at: Mapped[datetime | None]
    review_on: Mapped[date | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    versions: Mapped[list["GuideVersion"]] = relationship(back_populates="guide", order_by="GuideVersion.number.desc()")
    pictures: Mapped[list["GuidePicture"]] = relationship(back_populates="guide", order_by="GuidePicture.id")
    shown: Mapped["GuideVersion | None"] = relationship(
        primaryjoin="and_(Guide.id == foreign(GuideVersion.guide_id), Guide.live == foreign(GuideVersion.number))",
        viewonly=True,
        uselist=False,
    )
    latest: Mapped["GuideVersion"] = relationship(
        primaryjoin="and_(Guide.id == foreign(GuideVersion.guide_id), Guide.newest == foreign(GuideVersion.number))",
        viewonly=True,
        uselist=False,
    )


class GuideVersion(Base):
    """What a guide said, who saved it and when. Never changed but for who published it."""

    __tablename__ = "guide_version"
    __table_args__ = (
        sa.UniqueConstraint("guide_id", "number"),
        _bounded("title", TITLE_MOST, 1),
        _bounded("lead", LEAD_MOST),
        _bounded("text", TEXT_MOST),
        _bounded("video_link", LINK_MOST),
        _bounded("alum", TITLE_MOST),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(sa.ForeignKey("guide.id"))
    number: Mapped[int]
    kind: Mapped[GuideKind] = mapped_column(enum_column(GuideKind, "guide_kind"))
    title: Mapped[str]
    #: One sentence under the title and in lists.
    lead: Mapped[str] = mapped_column(default="")
    #: Markdown.
    text: Mapped[str] = mapped_column(default="")
    video_link: Mapped[str] = mapped_column(default="")
    #: With whom an interview is; ``mentor_id`` when they are a mentor here.
    alum: Mapped[str] = mapped_column(default="")
    mentor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    #: Values of ``HelpTopic``; the others are shared terms as labels.
    topics: Mapped[tuple[str, ...]] = mapped_column(default=())
    roles: Mapped[tuple[str, ...]] = mapped_column(default=())
    industries: Mapped[tuple[str, ...]] = mapped_column(default=())
    skills: Mapped[tuple[str, ...]] = mapped_column(default=())
    degrees: Mapped[tuple[str, ...]] = mapped_column(default=())
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    published_at: Mapped[datetime | None]
    #: Whether nobody but its author has looked at it, since there is no other editor.
    alone: Mapped[bool] = mapped_column(default=False)

    guide: Mapped[Guide] = relationship(back_populates="versions")
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
    published_by: Mapped[Person | None] = relationship(foreign_keys=[published_by_id])
    mentor: Mapped[Person | None] = relationship(foreign_keys=[mentor_id])


class GuidePicture(Base):
    """A picture as it was drawn anew from what was uploaded, with the words for whoever does not see it."""

    __tablename__ = "guide_picture"
    __table_args__ = (
        sa.CheckConstraint(f"size between 1 and {PICTURE_MOST}", name="size_is_bounded"),
        _bounded("alt", ALT_MOST, 1),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(sa.ForeignKey("guide.id"), index=True)
    kind: Mapped[PictureKind] = mapped_column(enum_column(PictureKind, "guide_picture_kind"))
    alt: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    #: Of what is kept, and of what was uploaded: the same file again is the same picture.
    sha256: Mapped[str]
    source_sha256: Mapped[str]
    stored_as: Mapped[str] = mapped_column(unique=True)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    guide: Mapped[Guide] = relationship(back_populates="pictures")


owns(GuidePicture.stored_as)


class GuideReader(Base):
    """What somebody keeps of a guide."""

    __tablename__ = "guide_reader"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True, autoincrement=False)
    guide_id: Mapped[int] = mapped_column(sa.ForeignKey("guide.id"), primary_key=True, autoincrement=False, index=True)
    saved_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    helpful: Mapped[bool | None]
    #: Keys of the lines of a checklist (``policy.items``).
    ticks: Mapped[tuple[str, ...]] = mapped_column(default=())

    guide: Mapped[Guide] = relationship()


class GuideSuggestion(Base):
    """What a reader would change, and what an editor answered."""

    __tablename__ = "guide_suggestion"
    __table_args__ = (
        _bounded("text", WORDS_MOST, 1),
        _bounded("answer", WORDS_MOST),
        sa.CheckConstraint("(answered_at is null) = (answer = '')", name="answered_with_words"),
        sa.Index("ix_guide_suggestion_answered_at", "answered_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(sa.ForeignKey("guide.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    answered_at: Mapped[datetime | None]

    guide: Mapped[Guide] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
