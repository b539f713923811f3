"""Profile (background of anybody), aim (what a mentee wants), offer (what a mentor gives), and shared terms."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentormatch.accounts.models import Person
from mentormatch.core.clock import now
from mentormatch.core.db import Base, enum_column


class Clarity(enum.StrEnum):
    """How sure a mentee is of the way."""

    KNOW = "know"
    IDEA = "idea"
    EXPLORING = "exploring"


class OfferStatus(enum.StrEnum):
    DRAFT = "draft"
    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"


class HelpTopic(enum.StrEnum):
    """What mentees ask help with; the values are also what the people import writes."""

    CAREER_CHANGE = "career change"
    CV = "CV"
    INTERVIEW = "interview"
    JOB_SEARCH = "job search"
    NETWORKING = "networking"
    PORTFOLIO = "portfolio"
    CONFIDENCE = "confidence"
    NEW_COUNTRY = "life in a new country"


class TermKind(enum.StrEnum):
    ROLE = "role"
    SKILL = "skill"
    INDUSTRY = "industry"
    FIELD = "field"
    DEGREE = "degree"


class Profile(Base):
    """The background of a person, whichever side they are on."""

    __tablename__ = "profile"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    degree: Mapped[str] = mapped_column(default="")
    graduation_year: Mapped[int | None]
    previous_field: Mapped[str] = mapped_column(default="")
    years_experience: Mapped[int | None]
    skills: Mapped[tuple[str, ...]] = mapped_column(default=())
    #: Spoken languages, BCP 47.
    languages: Mapped[tuple[str, ...]] = mapped_column(default=())
    bio: Mapped[str] = mapped_column(default="")
    #: Where a mentee works. Not a part of any score: a cohort may keep colleagues of one place apart.
    organisation: Mapped[str] = mapped_column(default="")
    #: Drawn from core.stamps "texts" whenever a text that is encoded has changed; older vectors are stale.
    texts_stamp: Mapped[int] = mapped_column(default=0, index=True)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Aim(Base):
    """What a mentee wants."""

    __tablename__ = "aim"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    clarity: Mapped[Clarity] = mapped_column(enum_column(Clarity, "clarity"), default=Clarity.IDEA)
    goal: Mapped[str] = mapped_column(default="")
    target_roles: Mapped[tuple[str, ...]] = mapped_column(default=())
    industries: Mapped[tuple[str, ...]] = mapped_column(default=())
    skills_wanted: Mapped[tuple[str, ...]] = mapped_column(default=())
    help_topics: Mapped[tuple[str, ...]] = mapped_column(default=())
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class Offer(Base):
    """What a mentor gives. ``load`` counts matches that are active or under review and never exceeds ``capacity``."""

    __tablename__ = "offer"
    __table_args__ = (
        sa.Index("ix_offer_status_applied", "status", "applied_at"),
        sa.CheckConstraint("load >= 0 and load <= capacity", name="load_within_capacity"),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[OfferStatus] = mapped_column(
        enum_column(OfferStatus, "offer_status"), default=OfferStatus.DRAFT, index=True
    )
    headline: Mapped[str] = mapped_column(default="")
    role_title: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    industries: Mapped[tuple[str, ...]] = mapped_column(default=())
    help_topics: Mapped[tuple[str, ...]] = mapped_column(default=())
    capacity: Mapped[int] = mapped_column(default=2)
    load: Mapped[int] = mapped_column(default=0)
    paused: Mapped[bool] = mapped_column(default=False)
    #: The mentor's own room; without one, a session says that the mentor will send a link.
    meeting_link: Mapped[str] = mapped_column(default="")
    applied_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    decision_reason: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="joined", innerjoin=True)

    @property
    def places(self) -> int:
        """How many more mentees this mentor can take."""
        return max(self.capacity - self.load, 0)


class Term(Base):
    """A word that the programme's people share: offered as a suggestion while typing. It grows with what they write."""

    __tablename__ = "term"

    kind: Mapped[TermKind] = mapped_column(enum_column(TermKind, "term_kind"), primary_key=True)
    #: The label in lower case: "Python" and "python" are one word.
    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    uses: Mapped[int] = mapped_column(default=1)
    #: Never offered, however many use it.
    hidden: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class TermMerge(Base):
    """A decision of coordinators that one word means another, or is spelt otherwise. It can be undone for a while."""

    __tablename__ = "term_merge"
    __table_args__ = (sa.CheckConstraint("source_key <> target_key", name="two_words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TermKind] = mapped_column(enum_column(TermKind, "merge_kind"))
    source_key: Mapped[str]
    source_label: Mapped[str]
    target_key: Mapped[str]
    target_label: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    #: How many people's answers it changed.
    people: Mapped[int] = mapped_column(default=0)
    undone_at: Mapped[datetime | None]


class TermAlias(Base):
    """A word that was merged: whoever types or imports it gets the other one. It goes with its merge."""

    __tablename__ = "term_alias"

    kind: Mapped[TermKind] = mapped_column(enum_column(TermKind, "alias_kind"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    #: The spelling of the word it stands for, which may be an alias itself.
    label: Mapped[str]
    merge_id: Mapped[int] = mapped_column(sa.ForeignKey("term_merge.id", ondelete="CASCADE"), index=True)


class TermLink(Base):
    """An answer that a merge has changed: what stood there before and after, so that an undo gives exactly it back."""

    __tablename__ = "term_link"
    __table_args__ = (sa.UniqueConstraint("merge_id", "person_id", "answer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    merge_id: Mapped[int] = mapped_column(sa.ForeignKey("term_merge.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    #: Table and column, such as "profile.skills".
    answer: Mapped[str]
    before: Mapped[tuple[str, ...]]
    after: Mapped[tuple[str, ...]]


class MentorCheck(Base):
    """Something the office does before it approves a mentor, such as a talk."""

    __tablename__ = "mentor_check"
    __table_args__ = (sa.CheckConstraint("length(label) between 1 and 120", name="label_fits"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]


class MentorCheckTick(Base):
    """A coordinator has done a check of an applicant."""

    __tablename__ = "mentor_check_tick"

    check_id: Mapped[int] = mapped_column(
        sa.ForeignKey("mentor_check.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    ticked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"))
    ticked_at: Mapped[datetime] = mapped_column(default=now)
