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
